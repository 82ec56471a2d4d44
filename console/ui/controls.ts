/**
 * The looks of what HTML already has: buttons, links, inputs, fields, cards, keys. Put `controls` first in an
 * element's `static styles`; the document gets them too, for elements that render without a shadow root
 * (forms with passwords: password savers look for them in the page).
 */
import { css } from 'lit'

export const controls = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]), [hidden] {
    display: none !important;
  }
  *, *::before, *::after {
    box-sizing: border-box;
  }
  h1, h2, h3, p, ul, ol, dl, dd, figure {
    margin: 0;
  }
  h1 {
    font-size: var(--rh-text-2xl);
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.018em;
  }
  h2 {
    font-size: var(--rh-text-xl);
    line-height: 1.3;
    font-weight: 600;
    letter-spacing: -0.011em;
  }
  h3 {
    font-size: var(--rh-text-l);
    line-height: 1.4;
    font-weight: 600;
  }
  a {
    color: var(--rh-accent-text);
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 0.18em;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--rh-focus);
    outline-offset: 2px;
    border-radius: var(--rh-radius);
  }
  .rh-icon {
    flex: none;
    display: block;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--rh-2);
    min-height: var(--rh-control);
    padding: 0.3125rem 0.875rem;
    border: 1px solid var(--rh-line-strong);
    border-radius: var(--rh-radius);
    background: var(--rh-surface);
    color: var(--rh-text);
    font: 500 var(--rh-text-m) / 1.35 var(--rh-font);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    user-select: none;
    transition: background-color var(--rh-fast) var(--rh-ease), border-color var(--rh-fast) var(--rh-ease);
  }
  .button:hover {
    background: var(--rh-hover);
  }
  .button.primary {
    background: var(--rh-accent);
    border-color: transparent;
    color: var(--rh-on-accent);
  }
  .button.primary:hover {
    background: var(--rh-accent-hover);
  }
  .button.danger {
    color: var(--rh-danger-text);
  }
  .button.danger:hover {
    background: var(--rh-danger-soft);
    border-color: var(--rh-danger);
  }
  .button.plain {
    border-color: transparent;
    background: none;
    color: var(--rh-text-2);
  }
  .button.plain:hover {
    background: var(--rh-hover);
    color: var(--rh-text);
  }
  .button.icon-only {
    width: var(--rh-control);
    padding: 0;
  }
  .button.small {
    min-height: 1.75rem;
    padding: 0.125rem 0.625rem;
    font-size: var(--rh-text-s);
  }
  .button.small.icon-only {
    width: 1.75rem;
    padding: 0;
  }
  .button.wide {
    width: 100%;
  }
  .button[disabled], .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .button[aria-busy='true'] {
    cursor: progress;
  }
  .spin {
    animation: rh-spin 0.9s linear infinite;
  }
  @keyframes rh-spin {
    to {
      rotate: 1turn;
    }
  }

  .field {
    display: grid;
    gap: 0.375rem;
    min-width: 0;
  }
  .field > label, .label {
    font-size: var(--rh-text-s);
    font-weight: 550;
    color: var(--rh-text);
  }
  .field .hint {
    font-size: var(--rh-text-s);
    line-height: 1.4;
    color: var(--rh-text-3);
  }
  .field .error {
    display: flex;
    gap: 0.375rem;
    font-size: var(--rh-text-s);
    line-height: 1.4;
    color: var(--rh-danger-text);
  }
  .field .error .rh-icon {
    margin-top: 0.125rem;
  }
  .with-button {
    position: relative;
    display: grid;
  }
  .with-button > .input {
    padding-inline-end: 2.5rem;
  }
  .with-button > .button {
    position: absolute;
    inset-block: 0.25rem;
    inset-inline-end: 0.25rem;
  }
  .input {
    width: 100%;
    min-width: 0;
    min-height: var(--rh-control);
    padding: 0.375rem 0.625rem;
    border: 1px solid var(--rh-edge);
    border-radius: var(--rh-radius);
    background: var(--rh-surface);
    color: var(--rh-text);
    font: 400 var(--rh-text-m) / 1.4 var(--rh-font);
    transition: border-color var(--rh-fast) var(--rh-ease), box-shadow var(--rh-fast) var(--rh-ease);
  }
  .input::placeholder {
    color: var(--rh-text-3);
    opacity: 1;
  }
  .input:hover {
    border-color: var(--rh-text-3);
  }
  .input:focus {
    border-color: var(--rh-focus);
    box-shadow: 0 0 0 1px var(--rh-focus);
    outline: none;
  }
  .input[aria-invalid='true'] {
    border-color: var(--rh-danger);
    box-shadow: 0 0 0 1px var(--rh-danger);
  }
  .input[aria-invalid='true']:focus {
    box-shadow: 0 0 0 1px var(--rh-danger), 0 0 0 4px var(--rh-danger-soft);
  }
  .input[readonly] {
    background: var(--rh-sunken);
    border-color: var(--rh-line-strong);
    color: var(--rh-text-2);
  }

  .card {
    border: 1px solid var(--rh-line);
    border-radius: var(--rh-radius-card);
    background: var(--rh-surface);
  }
  .quiet {
    color: var(--rh-text-2);
  }
  .faint {
    color: var(--rh-text-3);
  }
  .numbers {
    font-variant-numeric: tabular-nums;
  }
  .cut {
    unicode-bidi: isolate;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    padding: 0.0625rem 0.4375rem;
    border-radius: 99px;
    background: var(--rh-selected);
    color: var(--rh-text-2);
    font-size: var(--rh-text-xs);
    font-weight: 500;
    line-height: 1.5;
    white-space: nowrap;
  }
  kbd {
    display: inline-block;
    min-width: 1.25rem;
    padding: 0 0.3125rem;
    border: 1px solid var(--rh-line-strong);
    border-bottom-width: 2px;
    border-radius: 4px;
    background: var(--rh-sunken);
    color: var(--rh-text-2);
    font: 500 var(--rh-text-xs) / 1.4 var(--rh-font);
    text-align: center;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    .button, .input {
      min-height: 2.75rem;
    }
    .button.icon-only {
      width: 2.75rem;
    }
    .input {
      font-size: 1rem;
    }
    .with-button > .button {
      inset-block: 0;
      inset-inline-end: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spin {
      animation-duration: 3s;
    }
  }
`

if (controls.styleSheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, controls.styleSheet]
