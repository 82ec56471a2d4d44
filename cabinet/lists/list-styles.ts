/** The looks of a page that is a list. */
import { css } from 'lit'

export const listStyles = css`
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
    overflow: clip;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 0.8fr) auto;
    align-items: center;
    gap: 0 var(--rh-4);
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
  .name {
    font-weight: 550;
    line-height: 1.35;
  }
  .about, .serves {
    font-size: var(--rh-text-s);
    line-height: 1.35;
    color: var(--rh-text-3);
  }
  .serves {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    color: var(--rh-text-2);
  }
  .serves.nobody {
    color: var(--rh-break-text);
  }
  .rest {
    flex: none;
    color: var(--rh-text-3);
  }
  .row-actions {
    display: flex;
    gap: 2px;
  }
  @media (pointer: coarse) {
    .row-actions .button {
      width: 2.5rem;
    }
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
      padding-inline: var(--rh-3) var(--rh-1);
    }
    .serves {
      grid-column: 1;
    }
    .row-actions {
      grid-area: 1 / 2 / span 2;
    }
  }
`
