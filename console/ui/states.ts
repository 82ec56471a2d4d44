/** What stands where content would: nothing there yet, loading, failed; and the notice above a form. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Failure } from './api.ts'
import { loadFailureText } from './failure-texts.ts'
import { defineTexts } from './i18n.ts'
import { type IconName, icon } from './icon.ts'

const texts = defineTexts({
  ru: { again: 'Повторить', loading: 'Загружается' },
  en: { again: 'Try again', loading: 'Loading' },
})

export const stateStyles = css`
  .state {
    display: grid;
    justify-items: center;
    gap: var(--rh-2);
    padding: var(--rh-12) var(--rh-6);
    text-align: center;
    color: var(--rh-text-2);
  }
  .state > .rh-icon {
    color: var(--rh-text-3);
    margin-bottom: var(--rh-1);
  }
  .state h1, .state h2 {
    font-size: var(--rh-text-l);
    line-height: 1.4;
    font-weight: 600;
    letter-spacing: 0;
    color: var(--rh-text);
  }
  .state p {
    max-width: 26rem;
    text-wrap: balance;
  }
  .state .button {
    margin-top: var(--rh-3);
  }
  .notice {
    display: flex;
    gap: var(--rh-2);
    padding: 0.625rem 0.75rem;
    border-radius: var(--rh-radius);
    background: var(--rh-hover);
    color: var(--rh-text-2);
    font-size: var(--rh-text-s);
    line-height: 1.45;
  }
  .notice .rh-icon {
    margin-top: 0.125rem;
  }
  .notice.bad {
    background: var(--rh-danger-soft);
    color: var(--rh-danger-text);
  }
  .notice.good {
    background: var(--rh-online-soft);
    color: var(--rh-online-text);
  }
  .notice.warn {
    background: var(--rh-break-soft);
    color: var(--rh-break-text);
  }
  .bones {
    display: grid;
    gap: var(--rh-3);
  }
  .bone {
    height: 1rem;
    border-radius: var(--rh-radius);
    background: var(--rh-selected);
    animation: rh-breathe 1.6s ease-in-out infinite alternate;
  }
  .bone.row {
    height: var(--rh-row);
  }
  .bone.short {
    width: 40%;
  }
  @keyframes rh-breathe {
    to {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }
`
if (stateStyles.styleSheet)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, stateStyles.styleSheet]

/** Nothing here yet: says what would be here and offers the next step. */
export const empty = (of: {
  icon: IconName
  title: string
  text?: string
  action?: TemplateResult
  /** It is the whole page: its title is the page's. */
  page?: boolean
}): TemplateResult =>
  html`<div class="state">
    ${icon(of.icon, { size: 32 })}
    ${of.page ? html`<h1>${of.title}</h1>` : html`<h2>${of.title}</h2>`}
    ${of.text === undefined ? nothing : html`<p>${of.text}</p>`} ${of.action ?? nothing}
  </div>`

/** It could not be loaded: says why and offers to try again. */
export const failed = (failure: Failure, again: () => void): TemplateResult =>
  html`<div class="state" role="alert">
    ${icon('triangle-alert', { size: 32 })}
    <p>${loadFailureText(failure)}</p>
    <button class="button" type="button" @click=${again}>${icon('rotate-cw')}${texts().again}</button>
  </div>`

/** It is being loaded: grey rows where content will be. */
export const loading = (rows = 4): TemplateResult =>
  html`<div class="bones" role="status" aria-label=${texts().loading}>
    ${Array.from({ length: rows }, () => html`<div class="bone row"></div>`)}
  </div>`

/** One sentence in a tinted box. */
export const notice = (
  kind: 'bad' | 'good' | 'warn' | 'plain',
  text: string | TemplateResult,
): TemplateResult =>
  html`<div class="notice ${kind}" role=${kind === 'bad' ? 'alert' : 'status'}>
    ${icon(kind === 'good' ? 'circle-check' : kind === 'plain' ? 'info' : 'circle-alert')}<span>${text}</span>
  </div>`
