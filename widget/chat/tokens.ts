import { css } from 'lit'

/**
 * What a theme may change; the window has it, and its parts inherit it. The account's own values are set on the
 * window itself (`theme.ts`).
 */
export const palette = css`
  :host {
    --paper: #fff;
    --sunken: #faf8f5;
    --theirs: #f1eeea;
    --text: #1d1b19;
    --quiet: #6b6660;
    --line: #e7e3dd;
    --alarm: #b3261e;
    --alarm-paper: #fdeceb;
    --online: #2fb36d;
    /* A colour of the account's that is as light, or as dark, as the paper still has an outline. */
    --edge: #00000017;
    --radius: 16px;
    --bubble: 18px;
    --font: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial;
  }
  /* Light or dark as the page says that it is (color-scheme), not as the visitor's system is: a site that knows
     only light keeps a light window. The launcher's host lets the page's word through. */
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --paper: light-dark(#fff, #1d1c1b);
      --sunken: light-dark(#faf8f5, #262523);
      --theirs: light-dark(#f1eeea, #32302e);
      --text: light-dark(#1d1b19, #f0edea);
      --quiet: light-dark(#6b6660, #aba59d);
      --line: light-dark(#e7e3dd, #3d3a37);
      --alarm: light-dark(#b3261e, #ff9c92);
      --alarm-paper: light-dark(#fdeceb, #43211f);
      --edge: light-dark(#00000017, #ffffff29);
    }
  }
`

/** How every part of the window is written. */
export const tokens = css`
  :host {
    font:
      15px/1.45 var(--font),
      sans-serif;
    color: var(--text);
    /* Our two languages, also on a page that is written the other way. */
    direction: ltr;
    text-align: start;
    /* A page that forbids selecting would forbid writing, in Safari. */
    user-select: text;
    -webkit-user-select: text;
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
    outline: 2px solid var(--text);
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
