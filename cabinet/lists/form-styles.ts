/** The looks of a form in a dialog. */
import { css } from 'lit'

export const formStyles = css`
  form {
    display: grid;
    gap: var(--rh-4);
  }
  .buttons {
    display: flex;
    justify-content: flex-end;
    gap: var(--rh-2);
    padding-top: var(--rh-1);
  }
`
