/** The looks of a form in a dialog. */
import { css } from 'lit'

export const formStyles = css`
  form {
    display: grid;
    gap: var(--rh-4);
  }
  /* In sight, however long the form is and however low the window. */
  .buttons {
    position: sticky;
    bottom: calc(-1 * var(--rh-3));
    display: flex;
    justify-content: flex-end;
    gap: var(--rh-2);
    margin-bottom: calc(-1 * var(--rh-3));
    padding-block: var(--rh-2) var(--rh-3);
    background: var(--rh-raised);
  }
`
