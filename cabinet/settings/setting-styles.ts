/** The looks of settings: a caption that says whose value it is, the control, a sentence below. */
import { css } from 'lit'

export const settingStyles = css`
  .setting {
    display: grid;
    gap: 0.375rem;
    min-width: 0;
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--rh-3);
    min-height: 1.375rem;
  }
  .caption > label {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .origin {
    display: flex;
    align-items: baseline;
    gap: var(--rh-2);
    margin-inline-start: auto;
    color: var(--rh-text-3);
    font-size: var(--rh-text-xs);
  }
  .origin button {
    padding: 0.125rem 0;
    border: 0;
    background: none;
    color: var(--rh-text-2);
    font: inherit;
    text-decoration: underline;
    text-decoration-color: var(--rh-line-strong);
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  .origin button:hover {
    color: var(--rh-text);
    text-decoration-color: currentColor;
  }
  .setting .choices {
    justify-self: start;
  }
  .setting .input[inputmode='numeric'] {
    max-width: 9rem;
  }
  textarea.input {
    padding-block: var(--rh-2);
    resize: vertical;
  }
  textarea.code {
    font-family: var(--rh-font-mono);
    font-size: var(--rh-text-s);
  }
  .slider {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 3rem;
    align-items: center;
    gap: var(--rh-3);
  }
  .slider input {
    width: 100%;
    accent-color: var(--rh-text-2);
    cursor: pointer;
  }
  .slider output {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  [inert] :is(.input, .choices, .slider, rh-colour-field, rh-photo-field) {
    opacity: 0.55;
  }
  @media (pointer: coarse) {
    .origin button {
      padding-block: 0.625rem;
    }
  }
`
