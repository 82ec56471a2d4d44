import { css } from 'lit'

/**
 * Everything a theme may change later. The account's colour and the ink on it come from the launcher's host
 * (`--colour`, `--ink`).
 */
export const tokens = css`
  :host {
    --accent: var(--colour, #c62f2f);
    --on-accent: var(--ink, #fff);
    --paper: #fff;
    --sunken: #faf8f5;
    --theirs: #f1eeea;
    --text: #1d1b19;
    --quiet: #6b6660;
    --line: #e7e3dd;
    --alarm: #b3261e;
    --alarm-paper: #fdeceb;
    --online: #2fb36d;
    --radius: 16px;
    --bubble: 18px;
    font:
      15px/1.45 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      Arial,
      sans-serif;
    color: var(--text);
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .icon {
    display: block;
    flex: none;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`
