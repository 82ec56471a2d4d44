import { css, html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Page } from '../../engine/domain/events.ts'
import type { Entry } from '../../engine/protocol/frames.ts'
import type { Earlier } from '../desk/Desk.ts'
import type { Listed } from '../desk/DeskState.ts'
import { oneLine, safeLink, shortAddress } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { formatDay, formatFull, formatTime } from '../ui/format.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { copyWord, toClipboard } from './clipboard.ts'
import { visitorName } from './dialogue-row.ts'

const texts = defineTexts({
  ru: {
    title: 'Посетитель',
    close: 'Свернуть карточку',
    here: 'На сайте',
    hereOpen: 'На сайте, окно чата открыто',
    gone: 'Ушёл с сайта',
    now: 'Сейчас на странице',
    last: 'Последняя страница',
    started: 'Диалог начат',
    startedOn: 'Начал со страницы',
    known: 'Первое обращение',
    dialogues: 'Диалогов всего',
    pages: 'Страницы в этом диалоге',
    number: 'Номер',
    notYet: 'Ещё не начат',
  },
  en: {
    title: 'Visitor',
    close: 'Hide the card',
    here: 'On the site',
    hereOpen: 'On the site, chat window open',
    gone: 'Left the site',
    now: 'Now on page',
    last: 'Last page',
    started: 'Dialogue began',
    startedOn: 'Began on page',
    known: 'First contact',
    dialogues: 'Dialogues in all',
    pages: 'Pages in this dialogue',
    number: 'Number',
    notYet: 'Not yet',
  },
})

/** So many pages of the trail are shown, newest first. */
const trail = 8

/**
 * What is known of the visitor now.
 *
 * @event rh-close-card
 */
export class VisitorCard extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: flex; flex-direction: column; min-height: 0; background: var(--rh-surface); }
      .head { display: flex; align-items: center; justify-content: space-between; height: 3.75rem; padding: 0 var(--rh-2) 0 var(--rh-4); flex: none; }
      .head h2 { font-size: var(--rh-text-m); letter-spacing: 0; }
      .facts { overflow-y: auto; padding: 0 var(--rh-4) var(--rh-6); scrollbar-width: thin; scrollbar-color: var(--rh-line-strong) transparent; }
      .facts:focus-visible { outline-offset: -2px; }
      .who { display: grid; grid-template-columns: auto 1fr; gap: 0 var(--rh-3); align-items: center; padding-bottom: var(--rh-4); border-bottom: 1px solid var(--rh-line); }
      .face { grid-row: span 2; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%; background: var(--rh-selected); color: var(--rh-text-2); }
      .who b { font-weight: 600; }
      .state { display: flex; align-items: center; gap: 0.375rem; font-size: var(--rh-text-s); color: var(--rh-online-text); }
      .state i { flex: none; width: 0.5rem; height: 0.5rem; border-radius: 50%; background: var(--rh-online); }
      .state.gone { color: var(--rh-text-3); }
      .state.gone i { background: none; box-shadow: inset 0 0 0 2px var(--rh-gone); }
      dl { display: grid; gap: var(--rh-3); padding-top: var(--rh-4); }
      dt { font-size: var(--rh-text-xs); color: var(--rh-text-3); }
      dd { position: relative; padding-inline-end: 1.75rem; font-size: var(--rh-text-s); line-height: 1.45; overflow-wrap: anywhere; }
      dd > a, dd > bdi, dd .address { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; width: fit-content; max-width: 100%; }
      dd .address { color: var(--rh-text-3); font-size: var(--rh-text-xs); }
      .copy { position: absolute; inset-block-start: -0.125rem; inset-inline-end: 0; opacity: 0; }
      .fact:hover .copy, .copy:focus-visible { opacity: 1; }
      @media (hover: none) { .copy { opacity: 1; } }
      h3 { margin-top: var(--rh-5); padding-top: var(--rh-4); border-top: 1px solid var(--rh-line); font-size: var(--rh-text-xs); font-weight: 550; color: var(--rh-text-3); }
      ol { list-style: none; padding: 0; margin-top: var(--rh-2); display: grid; gap: var(--rh-1); }
      li { display: grid; grid-template-columns: 2.75rem minmax(0, 1fr); font-size: var(--rh-text-s); line-height: 1.45; }
      li time { color: var(--rh-text-3); font-size: var(--rh-text-xs); line-height: 1.7; }
      a { color: inherit; text-decoration-color: var(--rh-line-strong); }
    `,
  ]

  @property({ attribute: false }) dialogue: Listed | null = null
  @property({ attribute: false }) entries: ReadonlyArray<Entry> = []
  /** `none`: everything that ever was is in `entries`. */
  @property() earlier: Earlier = 'more'

  protected override render() {
    const d = this.dialogue
    if (!d) return nothing
    const t = texts()
    const { online, open, page } = d.presence
    const here = this.entries.filter((e) => e.conversation === d.id)
    const opened = here.find((e) => e.event.kind === 'ConversationOpened')
    const begunOn = opened?.event.kind === 'ConversationOpened' ? opened.event.page : null
    const first = this.entries.find((e) => e.event.kind === 'ConversationOpened')
    const total = new Set(this.entries.map((e) => e.conversation)).size
    const pages = trailOf(here)
    return html`<div class="head"><h2>${t.title}</h2>
        <button class="button plain icon-only small" type="button" title=${t.close} aria-label=${t.close}
          @click=${() => this.dispatchEvent(new CustomEvent('rh-close-card'))}>${icon('x')}</button>
      </div>
      <div class="facts" tabindex="0" role="region" aria-label=${t.title}>
        <div class="who">
          <span class="face">${icon('user-round', { size: 20 })}</span>
          <b>${visitorName(d.visitor.number)}</b>
          <span class="state ${online ? '' : 'gone'}"><i></i>${online ? (open ? t.hereOpen : t.here) : t.gone}</span>
        </div>
        <dl>
          ${page ? fact(online ? t.now : t.last, pageWords(page), page.url) : nothing}
          ${opened ? fact(t.started, moment(opened.at)) : d.state === 'draft' ? fact(t.started, t.notYet) : nothing}
          ${begunOn && begunOn.url !== page?.url ? fact(t.startedOn, pageWords(begunOn), begunOn.url) : nothing}
          ${this.earlier === 'none' && first && first !== opened ? fact(t.known, moment(first.at)) : nothing}
          ${this.earlier === 'none' && total > 0 ? fact(t.dialogues, String(total)) : nothing}
          ${fact(t.number, String(d.visitor.number), String(d.visitor.number))}
        </dl>
        ${
          pages.length > 1
            ? html`<h3>${t.pages}</h3><ol>${pages.map(
                (p) => html`<li><time class="numbers" title=${formatFull(p.at)}>${formatTime(p.at)}</time>
                  <span class="cut" title=${p.page.url}>${linked(p.page)}</span></li>`,
              )}</ol>`
            : nothing
        }
      </div>`
  }
}

const fact = (name: string, value: TemplateResult | string, copied?: string): TemplateResult => {
  return html`<div class="fact"><dt>${name}</dt><dd>${value}${
    copied === undefined
      ? nothing
      : html`<button class="button plain small icon-only copy" type="button" title=${copyWord()}
          aria-label="${copyWord()}: ${name}" @click=${() => toClipboard(copied)}>${icon('copy', { size: 14 })}</button>`
  }</dd></div>`
}

const moment = (at: number): TemplateResult =>
  html`<time class="numbers" datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatDay(at)}, ${formatTime(at)}</time>`

const linked = (page: Page): TemplateResult => {
  const words = html`<bdi>${oneLine(page.title, 120) || shortAddress(page.url)}</bdi>`
  const href = safeLink(page.url)
  return href === null
    ? words
    : html`<a href=${href} target="_blank" rel="noreferrer" title=${page.url}>${words}</a>`
}

const pageWords = (page: Page): TemplateResult =>
  html`${linked(page)}${page.title.trim() === '' ? nothing : html`<span class="address">${shortAddress(page.url)}</span>`}`

const trailOf = (entries: ReadonlyArray<Entry>): ReadonlyArray<{ at: number; page: Page }> =>
  entries
    .flatMap(({ at, event }) => ('page' in event && event.page ? [{ at, page: event.page }] : []))
    .filter((step, i, all) => step.page.url !== all[i - 1]?.page.url)
    .reverse()
    .slice(0, trail)

customElements.define('rh-visitor-card', VisitorCard)
