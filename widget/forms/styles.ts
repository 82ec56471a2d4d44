import type { Lit } from '../host.ts'

export const formStyles = (css: Lit['css']) => css`
  :host {
    display: block;
  }
  /* Apart from what was said before. */
  :host(.offline) {
    border-top: 1px solid var(--line);
  }
  form,
  .sent {
    display: grid;
    gap: 10px;
    padding: 14px 18px calc(18px + env(safe-area-inset-bottom));
  }
  h3,
  p {
    margin: 0;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  h3 {
    font-size: 17px;
    font-weight: 600;
  }
  .caption {
    white-space: pre-line;
  }
  label {
    display: grid;
    gap: 3px;
    min-width: 0;
  }
  label > span:first-child {
    font-size: 13px;
    font-weight: 500;
  }
  input,
  textarea {
    box-sizing: border-box;
    width: 100%;
    min-height: 40px;
    margin: 0;
    padding: 7px 12px;
    border: 1px solid var(--field, var(--quiet));
    border-radius: 10px;
    background: var(--paper);
    color: inherit;
    /* Below 16 px iOS zooms into the field. */
    font: 16px/1.4 var(--face, inherit);
  }
  textarea {
    resize: vertical;
    max-height: 40vh;
  }
  [aria-invalid='true'] {
    border-color: var(--alarm);
    box-shadow: 0 0 0 1px var(--alarm);
  }
  .problem,
  .trouble {
    color: var(--alarm);
    font-size: 13px;
    line-height: 1.35;
  }
  .trap {
    position: absolute;
    width: 1px;
    height: 1px;
    min-height: 0;
    padding: 0;
    border: 0;
    clip-path: inset(50%);
  }
  .consent {
    grid-template-columns: auto 1fr;
    gap: 4px 10px;
    font-size: 13px;
    line-height: 1.4;
    cursor: pointer;
  }
  .consent input {
    width: 20px;
    height: 20px;
    min-height: 0;
    accent-color: var(--text);
  }
  .consent .problem {
    grid-column: 2;
  }
  a,
  .link {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .post {
    min-height: 44px;
    padding: 10px 16px;
    border-radius: 10px;
    background: var(--accent);
    color: var(--on-accent);
    box-shadow: inset 0 0 0 1px var(--edge);
    font-weight: 600;
  }
  .post[aria-disabled='true'] {
    opacity: 0.7;
    cursor: default;
  }
  .sent {
    justify-items: center;
    padding-block: 34px;
    text-align: center;
  }
  .now {
    display: block;
    margin: 4px auto;
    color: var(--quiet);
    font-size: 13px;
  }
  .rating {
    justify-items: center;
    margin: 12px 0;
    border-radius: var(--bubble);
    background: var(--sunken);
    text-align: center;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    width: 100%;
    padding: 0 0 8px;
    font-weight: 600;
  }
  .star {
    display: inline-block;
    cursor: pointer;
  }
  fieldset[disabled] .star {
    cursor: default;
  }
  .star input {
    position: absolute;
    width: 1px;
    min-height: 1px;
    opacity: 0;
  }
  .star svg {
    display: block;
    width: 40px;
    height: 40px;
    padding: 5px;
    fill: none;
    stroke: var(--quiet);
    stroke-width: 1.6;
    stroke-linejoin: round;
  }
  .star .full {
    fill: #f0a500;
    stroke: #b87700;
  }
  .star :focus-visible ~ svg {
    outline: 2px solid var(--text);
    border-radius: 8px;
  }
  @media (forced-colors: active) {
    .post {
      border: 1px solid;
    }
  }
`
