import { css } from 'lit'
import { sourceStyles } from './source-words.ts'

export const gridStyles = [
  sourceStyles,
  css`
    :host { display: block; position: relative; min-height: 0; min-width: 0; }
    .grid {
      --head: 2.25rem;
      --row: 2.25rem;
      height: 100%;
      overflow: auto;
      overflow-anchor: none;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--rh-line-strong) transparent;
      font-size: var(--rh-text-s);
      line-height: 1.35;
      font-variant-numeric: tabular-nums;
    }
    .grid:focus-visible { outline: none; }
    .head, .group { min-width: var(--wide, 100%); }
    .head { position: sticky; top: 0; z-index: 3; background: var(--rh-surface); border-bottom: 1px solid var(--rh-line); }
    .row, .head .titles { display: grid; grid-template-columns: var(--columns, 1fr); }
    .titles { height: calc(var(--head) - 1px); }
    .title { position: relative; display: flex; min-width: 0; }
    .title button {
      display: flex;
      align-items: center;
      gap: 0.25rem;
      width: 100%;
      min-width: 0;
      padding: 0 var(--rh-2);
      border: 0;
      background: none;
      color: var(--rh-text-3);
      font: 550 var(--rh-text-xs) / 1.3 var(--rh-font);
      cursor: pointer;
    }
    .title button:hover { color: var(--rh-text); }
    .title button:focus-visible { outline-offset: -3px; }
    .title[aria-sort] button { color: var(--rh-text); }
    .title.of-number button { padding-inline-start: var(--rh-3); }
    .right button { justify-content: flex-end; }
    .edge { position: absolute; inset-block: 0; inset-inline-end: -4px; z-index: 1; width: 9px; cursor: col-resize; touch-action: none; }
    .edge::after { content: ''; position: absolute; inset-block: 0.5rem; inset-inline-start: 4px; width: 1px; background: var(--rh-line-strong); opacity: 0; }
    .title:hover .edge::after, .edge.dragged::after { opacity: 1; }
    .bar { position: sticky; top: var(--head); z-index: 2; height: var(--head); background: var(--rh-surface); }
    .bar > div { position: sticky; left: 0; display: flex; height: 100%; width: min(100%, var(--seen, 100%)); }
    .bar button {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      width: 100%;
      padding: 0 var(--rh-3);
      border: 0;
      border-block: 1px solid var(--rh-line);
      margin-top: -1px;
      background: var(--rh-sunken);
      color: var(--rh-text);
      font: 600 var(--rh-text-s) / 1.3 var(--rh-font);
      text-align: start;
      cursor: pointer;
    }
    .bar .fold { display: inline-flex; color: var(--rh-text-3); }
    .bar .count { color: var(--rh-text-3); font-weight: 450; }
    .bar .waits { display: inline-flex; align-items: center; gap: 0.25rem; margin-inline-start: var(--rh-2); color: var(--rh-unanswered-text); font-weight: 550; }
    .bar .note { margin-inline-start: auto; color: var(--rh-text-3); font-weight: 450; font-size: var(--rh-text-xs); }
    .all { position: relative; height: var(--all, 0); overflow: clip; }
    .drawn { position: absolute; inset-inline: 0; top: 0; transform: translateY(var(--top, 0)); }
    .row {
      position: relative;
      height: var(--row);
      background: var(--rh-surface);
      border-bottom: 1px solid color-mix(in srgb, var(--rh-line) 60%, transparent);
      cursor: default;
      contain: strict;
    }
    .row:hover { background: var(--rh-hover); }
    .row[aria-selected='true'] { background: var(--rh-selected); }
    .grid:focus-visible .active::after { content: ''; position: absolute; inset: 0; z-index: 2; outline: 2px solid var(--rh-focus); outline-offset: -2px; pointer-events: none; }
    /* Blocks of one line: a thousand of them are laid out anew with every turn of the wheel. */
    .cell { overflow: hidden; min-width: 0; padding: 0 var(--rh-2); color: var(--rh-text-2); line-height: calc(var(--row) - 1px); text-overflow: ellipsis; white-space: nowrap; }
    .cell.right { text-align: end; }
    .cell.of-number { position: sticky; left: 0; z-index: 1; padding-inline-start: var(--rh-3); background: inherit; }
    .cell.of-number .mark, .cell.of-source .rh-icon, .cell.of-source .letter { display: inline-block; vertical-align: middle; margin-inline-end: 0.375rem; }
    .cell.of-source .letter { line-height: 1rem; text-align: center; }
    .cell .mark i { display: block; margin: 0.28125rem; }
    .cell .mark .rh-icon { margin: 0.0625rem; }
    .cell.of-place, .cell.of-page { color: var(--rh-text); }
    button.number { padding: 0.125rem 0.25rem; border: 0; border-radius: 4px; background: none; color: var(--rh-text); font: 550 var(--rh-text-s) / 1.3 var(--rh-font); font-variant-numeric: tabular-nums; cursor: pointer; }
    .row button.number:hover { text-decoration: underline; text-underline-offset: 0.2em; }
    .more { position: absolute; inset-block: 0; inset-inline-end: 0; display: none; place-items: center; width: 1.625rem; padding: 0; border: 0; background: inherit; color: var(--rh-text-3); cursor: pointer; }
    .row:hover .more, .grid:focus-visible .active .more { display: grid; }
    .more:hover { color: var(--rh-text); }
    .invited { color: var(--rh-text-2); }
    .invited .rh-icon { display: inline-block; vertical-align: -0.1875rem; margin-inline-end: 0.375rem; color: var(--rh-text-3); }
    .invited.accepted, .invited.accepted .rh-icon { color: var(--rh-online-text); }
    .invited.seen .rh-icon { color: var(--rh-answered); }
    .address { color: var(--rh-text-3); }
    .cell.of-page { position: relative; }
    .copy { position: absolute; inset-block: 0; inset-inline-end: 0; display: none; place-items: center; width: 1.875rem; padding: 0; border: 0; background: inherit; color: var(--rh-text-3); cursor: pointer; }
    .row:hover .copy { display: grid; }
    .row:hover .cell.of-page { background: inherit; padding-inline-end: 2rem; }
    .copy:hover { color: var(--rh-text); }
    .rest bdi { overflow: hidden; text-overflow: ellipsis; }
    .mark { display: inline-grid; flex: none; place-items: center; width: 1rem; height: 1rem; color: var(--rh-text-3); }
    .mark i { width: 0.4375rem; height: 0.4375rem; border-radius: 50%; background: var(--rh-online); }
    .mark.hidden i { background: var(--rh-break); }
    .mark.left i { background: none; box-shadow: inset 0 0 0 1.5px var(--rh-gone); }
    .mark.waits { color: var(--rh-unanswered); }
    .mark.mine { color: var(--rh-answered); }
    .mark.mine .rh-icon { fill: currentColor; }
    .mark.open { color: var(--rh-online-text); }
    .mark.others { color: var(--rh-second-text); }
    .gone .cell, .gone .first, .gone .second { color: var(--rh-text-3); }
    .faded > * { opacity: 0.45; }
    :host([stale]) .group { opacity: 0.6; filter: grayscale(0.6); }

    :host([cards]) .grid { --row: 3.5rem; }
    :host([cards]) .head { display: none; }
    :host([cards]) .group { min-width: 0; }
    :host([cards]) .bar { top: 0; }
    :host([cards]) .row { grid-template-columns: minmax(0, 1fr); align-content: center; row-gap: 0.125rem; padding: 0 var(--rh-4) 0 var(--rh-3); }
    .first, .second { display: flex; align-items: center; gap: 0.375rem; min-width: 0; }
    .first .rest { flex: none; margin-inline-start: auto; color: var(--rh-text-3); }
    :host([cards]) .more { background: var(--rh-hover); }
    @media (hover: hover) { :host([cards]) .row { padding-inline-end: 1.75rem; } }
    .second { justify-content: space-between; padding-inline-start: 1.625rem; color: var(--rh-text-2); }
    .second .rest { display: flex; align-items: center; gap: 0.3125rem; flex: 0 1 auto; max-width: 40%; color: var(--rh-text-3); }
    @media (pointer: coarse) { button.number { padding: 0.375rem 0.5rem; } }
  `,
]
