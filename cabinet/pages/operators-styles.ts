/** What the list of operators has beyond other lists. */
import { css } from 'lit'

export const operatorsStyles = css`
  li {
    grid-template-columns: auto minmax(0, 1fr) 6.5rem auto;
    gap: var(--rh-3);
  }
  .name {
    display: flex;
    align-items: center;
    gap: var(--rh-2);
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
    min-width: 3.75rem;
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .status {
      grid-column: 2;
      grid-row: 2;
      margin-top: -0.5rem;
    }
    li > rh-avatar {
      grid-row: 1 / span 2;
    }
    .row-actions {
      grid-area: 1 / 3 / span 2;
    }
  }
`
