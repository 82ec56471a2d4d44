/** The looks of the three first steps. */
import { css } from 'lit'

export const firstStepsStyles = css`
  ol {
    list-style: none;
    padding: 0;
    display: grid;
    gap: var(--rh-4);
  }
  li {
    display: grid;
    grid-template-columns: 2rem minmax(0, 1fr);
    gap: var(--rh-4);
    padding: var(--rh-5) var(--rh-6) var(--rh-6) var(--rh-5);
  }
  .number {
    display: grid;
    place-items: center;
    width: 2rem;
    height: 2rem;
    border-radius: 50%;
    background: var(--rh-selected);
    color: var(--rh-text-2);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .number.done {
    background: var(--rh-online-soft);
    color: var(--rh-online-text);
  }
  .body {
    display: grid;
    gap: var(--rh-3);
    justify-items: start;
    min-width: 0;
  }
  .body > rh-code {
    justify-self: stretch;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rh-1) var(--rh-3);
    min-height: 2rem;
  }
  .badge.done {
    background: var(--rh-online-soft);
    color: var(--rh-online-text);
  }
  .body > p {
    color: var(--rh-text-2);
    text-wrap: pretty;
    margin-top: calc(-1 * var(--rh-2));
  }
  @media (max-width: 40rem) {
    li {
      grid-template-columns: minmax(0, 1fr);
      padding: var(--rh-4);
    }
    .number {
      grid-area: 1 / 1;
    }
    .body {
      grid-area: 1 / 1;
    }
    .head {
      padding-inline-start: 2.75rem;
    }
    .body > p {
      margin-top: 0;
    }
  }
`
