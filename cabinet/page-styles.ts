/** What every page of the cabinet looks like: one column, a heading, cards. */
import { css } from 'lit'
import { controls } from '../console/ui/controls.ts'
import { stateStyles } from '../console/ui/states.ts'

export const pageStyles = [
  controls,
  stateStyles,
  css`
    :host {
      display: grid;
      align-content: start;
      gap: var(--rh-6);
      min-width: 0;
    }
    header.page {
      display: grid;
      gap: var(--rh-2);
    }
    header.page.with-action {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: end;
      gap: var(--rh-2) var(--rh-4);
    }
    header.page.with-action > :is(h1, p) {
      grid-column: 1;
    }
    header.page.with-action > .button {
      grid-area: 1 / 2 / span 2;
    }
    header.page p {
      color: var(--rh-text-2);
      font-size: var(--rh-text-l);
      text-wrap: pretty;
    }
    section.card {
      padding: var(--rh-5) var(--rh-6) var(--rh-6);
      display: grid;
      gap: var(--rh-4);
      min-width: 0;
    }
    section.card > header {
      display: grid;
      gap: var(--rh-1);
    }
    section.card > header p {
      color: var(--rh-text-2);
      text-wrap: pretty;
    }
    .fields {
      display: grid;
      gap: var(--rh-4);
      max-width: 26rem;
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--rh-2);
      align-items: center;
    }
    @media (max-width: 40rem) {
      section.card {
        padding: var(--rh-4);
      }
      header.page.with-action {
        grid-template-columns: minmax(0, 1fr);
      }
      header.page.with-action > .button {
        grid-area: auto;
        justify-self: start;
        margin-top: var(--rh-2);
      }
    }
  `,
]
