/** The looks of the list of operators. */
import { css } from 'lit'

export const operatorsStyles = css`
  .tools {
    display: flex;
    align-items: center;
    gap: var(--rh-3);
    margin-bottom: var(--rh-3);
  }
  .tools .input {
    flex: 0 1 18rem;
  }
  .tools span {
    white-space: nowrap;
  }
  ul {
    list-style: none;
    padding: 0;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) 6.5rem auto;
    align-items: center;
    gap: var(--rh-3);
    padding: 0.4375rem var(--rh-3) 0.4375rem var(--rh-4);
    min-height: 3.25rem;
    content-visibility: auto;
    contain-intrinsic-size: auto 3.25rem;
  }
  li + li {
    border-top: 1px solid var(--rh-line);
  }
  li:hover {
    background: color-mix(in srgb, var(--rh-hover) 50%, transparent);
  }
  li:first-child {
    border-radius: var(--rh-radius-card) var(--rh-radius-card) 0 0;
  }
  li:last-child {
    border-radius: 0 0 var(--rh-radius-card) var(--rh-radius-card);
  }
  li:only-child {
    border-radius: var(--rh-radius-card);
  }
  .name {
    display: flex;
    align-items: center;
    gap: var(--rh-2);
    font-weight: 550;
    line-height: 1.35;
  }
  .login {
    font-size: var(--rh-text-s);
    line-height: 1.35;
    color: var(--rh-text-3);
  }
  .status {
    display: flex;
    align-items: center;
    gap: 0.4375rem;
    font-size: var(--rh-text-s);
    color: var(--rh-offline-text);
  }
  .status::before {
    content: '';
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    border: 1.5px solid var(--rh-offline);
  }
  .status.online {
    color: var(--rh-online-text);
  }
  .status.online::before {
    background: var(--rh-online);
    border-color: var(--rh-online);
  }
  .status.break {
    color: var(--rh-break-text);
  }
  .status.break::before {
    background: var(--rh-break);
    border-color: var(--rh-break);
  }
  .status.second {
    color: var(--rh-second-text);
  }
  .status.second::before {
    background: var(--rh-second);
    border-color: var(--rh-second);
  }
  .row-actions {
    display: flex;
    gap: 2px;
    min-width: 3.75rem;
  }
  @media (pointer: coarse) {
    .row-actions .button {
      width: 2.5rem;
    }
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: auto minmax(0, 1fr) auto;
      padding-inline: var(--rh-3) var(--rh-1);
    }
    .status {
      grid-column: 2;
      grid-row: 2;
      margin-top: -0.5rem;
    }
    li > rh-avatar, .row-actions {
      grid-row: 1 / span 2;
    }
    .row-actions {
      grid-column: 3;
    }
  }
`
