import { css } from 'lit'
import { sourceStyles } from './source-words.ts'

export const cardStyles = [
  sourceStyles,
  css`
    :host { display: flex; flex-direction: column; min-height: 0; background: var(--rh-surface); }
    .head { display: flex; align-items: center; justify-content: space-between; height: 3.75rem; padding: 0 var(--rh-2) 0 var(--rh-4); flex: none; }
    .head h2 { font-size: var(--rh-text-m); letter-spacing: 0; }
    .facts { overflow-y: auto; padding: 0 var(--rh-4) var(--rh-6); scrollbar-width: thin; scrollbar-color: var(--rh-line-strong) transparent; }
    .facts:focus-visible { outline-offset: -2px; }
    .who { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 var(--rh-3); align-items: center; padding-bottom: var(--rh-4); }
    .face { grid-row: span 2; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--rh-selected); color: var(--rh-text-2); }
    .who b { font-weight: 600; overflow-wrap: anywhere; }
    .presence { display: flex; align-items: center; gap: 0.375rem; font-size: var(--rh-text-s); color: var(--rh-online-text); }
    .presence i { flex: none; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--rh-online); }
    .presence.gone { color: var(--rh-text-3); }
    .presence.gone i { background: none; box-shadow: inset 0 0 0 2px var(--rh-gone); }
    ::slotted([slot='actions']) { padding-bottom: var(--rh-4); }
    section { padding-top: var(--rh-4); margin-top: var(--rh-4); border-top: 1px solid var(--rh-line); }
    slot + section { margin-top: 0; }
    section.page + section { border-top: 0; margin-top: 0; padding-top: var(--rh-3); }
    .deeds { display: flex; flex-wrap: wrap; gap: var(--rh-2); }
    .locked { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--rh-2); color: var(--rh-text-2); font-size: var(--rh-text-s); line-height: 1.45; }
    dl { display: grid; gap: var(--rh-2); }
    .fact { position: relative; display: grid; grid-template-columns: 6rem minmax(0, 1fr); column-gap: var(--rh-2); font-size: var(--rh-text-s); line-height: 1.45; }
    .fact.tall { grid-template-columns: minmax(0, 1fr); }
    dt { font-size: var(--rh-text-xs); line-height: 1.7; color: var(--rh-text-3); }
    dd { padding-inline-end: 1.25rem; overflow-wrap: anywhere; }
    dd > a, dd > bdi, dd .address { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; width: fit-content; max-width: 100%; }
    dd .address { color: var(--rh-text-3); font-size: var(--rh-text-xs); }
    dd small { color: var(--rh-text-3); font-size: var(--rh-text-xs); }
    dd .pair { display: block; }
    dd small.when { display: block; }
    .copy { position: absolute; inset-block-start: -0.25rem; inset-inline-end: -0.375rem; opacity: 0; }
    .fact:hover .copy, .copy:focus-visible { opacity: 1; }
    @media (hover: none) { .copy { opacity: 1; } }
    @media (pointer: coarse) { section > .button.small { min-height: 2.5rem; } }
    h3 { font-size: var(--rh-text-xs); font-weight: 550; color: var(--rh-text-3); }
    ol { list-style: none; padding: 0; margin-top: var(--rh-2); display: grid; gap: var(--rh-1); }
    .trail li { display: grid; grid-template-columns: minmax(2.75rem, auto) minmax(0, 1fr); gap: var(--rh-2); font-size: var(--rh-text-s); line-height: 1.45; }
    .trail time { color: var(--rh-text-3); font-size: var(--rh-text-xs); line-height: 1.7; }
    .talks { gap: 0; margin-inline: calc(-1 * var(--rh-2)); }
    .talk { display: grid; gap: 0; width: 100%; padding: var(--rh-1) var(--rh-2); border: 0; border-radius: var(--rh-radius); background: none; color: inherit; font: inherit; font-size: var(--rh-text-s); line-height: 1.45; text-align: start; cursor: pointer; }
    .talk:hover { background: var(--rh-hover); }
    .invitations { gap: var(--rh-2); }
    .invitations li { display: grid; font-size: var(--rh-text-s); line-height: 1.45; }
    .line { display: flex; justify-content: space-between; gap: var(--rh-2); }
    .by { color: var(--rh-text-3); font-size: var(--rh-text-xs); flex: none; line-height: 1.7; }
    .last { color: var(--rh-text-3); }
    .more { margin-top: var(--rh-2); }
    footer { margin-top: var(--rh-5); color: var(--rh-text-3); font-size: var(--rh-text-xs); line-height: 1.5; }
    footer p + p { margin-top: var(--rh-2); }
    a { color: inherit; text-decoration-color: var(--rh-line-strong); }
    .bones { padding-top: var(--rh-4); }
    .bones .bone { height: 0.875rem; }
    .failed { display: flex; align-items: center; justify-content: space-between; gap: var(--rh-2); padding-top: var(--rh-3); color: var(--rh-text-2); font-size: var(--rh-text-s); }
  `,
]
