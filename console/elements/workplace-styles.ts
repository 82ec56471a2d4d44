/** The three panes, and how they fold as the window narrows. */
import { css } from 'lit'

export const workplaceStyles = css`
  :host {
    display: grid;
    grid-template: minmax(0, 1fr) / 6rem 20rem minmax(0, 1fr) auto;
    height: 100dvh;
    overflow: hidden;
    background: var(--rh-page);
  }
  rh-rail { border-inline-end: 1px solid var(--rh-line); }
  rh-dialogue-list { border-inline-end: 1px solid var(--rh-line); }
  main { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--rh-surface); }
  rh-dialogue, rh-visitors { flex: 1; }
  :host([table]) main { grid-column: 2 / 4; }
  .requests { display: grid; align-content: start; gap: var(--rh-4); min-height: 0; padding: var(--rh-5) var(--rh-6) var(--rh-8); overflow-y: auto; background: var(--rh-page); flex: 1; }
  .requests > * { width: 100%; max-width: 60rem; margin-inline: auto; }
  .actions { display: flex; flex-wrap: wrap; gap: var(--rh-2); }
  .actions:empty { display: none; }
  .actions p { color: var(--rh-text-3); font-size: var(--rh-text-s); line-height: 1.45; }
  rh-visitor-card { width: 18.5rem; border-inline-start: 1px solid var(--rh-line); }
  main > .state { margin: auto; }
  .banner {
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--rh-3);
    min-height: 2.75rem;
    padding: var(--rh-1) var(--rh-3) var(--rh-1) var(--rh-6);
    background: var(--rh-break-soft);
    color: var(--rh-break-text);
    font-size: var(--rh-text-s);
    line-height: 1.4;
  }
  .banner.plain { background: var(--rh-hover); color: var(--rh-text-2); }
  .banner > span { flex: 1; min-width: 0; }

  @media (max-width: 68rem) {
    :host { position: relative; grid-template-columns: 6rem 18rem minmax(0, 1fr); }
    rh-visitor-card {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 5;
      width: min(20rem, 100%);
      box-shadow: var(--rh-shadow);
    }
  }
  @media (max-width: 48rem) {
    :host { grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); }
    rh-rail { border-inline-end: 0; border-block-end: 1px solid var(--rh-line); }
    rh-dialogue-list { border-inline-end: 0; grid-row: 3; }
    /* Over the list stands what concerns the whole console, and nothing else of it. */
    main { grid-row: 2; }
    :host(:not([dialogue], [table])) main > :not(.banner) { display: none; }
    :host([dialogue]) main { grid-row: 1 / -1; }
    :host([table]) main { grid-area: 2 / 1 / -1; }
    :host([table]) rh-visitor-card { width: 100%; }
    :host([dialogue]) rh-rail, :host([dialogue]) rh-dialogue-list { display: none; }
    .requests { padding-inline: var(--rh-4); }
    .banner { padding-block: var(--rh-2); padding-inline-start: var(--rh-4); }
  }
`
