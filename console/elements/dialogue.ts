import { css, html, nothing } from 'lit'
import { property, query } from 'lit/decorators.js'
import type { Listed } from '../desk/DeskState.ts'
import type { Line } from '../desk/lines.ts'
import { moodOf } from '../desk/mood.ts'
import type { Earlier } from '../desk/Transcripts.ts'
import { oneLine, safeLink, shortAddress } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import './composer.ts'
import './dialogue-menu.ts'
import type { Composer } from './composer.ts'
import { moodWord, visitorName } from './dialogue-row.ts'
import './messages.ts'
import type { Messages } from './messages.ts'

const texts = defineTexts({
  ru: {
    back: 'К списку диалогов',
    close: 'Закрыть',
    closeTitle: 'Закрыть диалог (Alt+X)',
    transfer: 'Передать',
    transferTitle: 'Передать диалог коллеге (Alt+T)',
    asks: (name: string) => `${name} передаёт вам диалог.`,
    someone: 'Коллега',
    asksHow: 'Ответьте посетителю или примите; иначе через две минуты диалог вернётся.',
    accept: 'Принять',
    giveBack: 'Вернуть',
    passed: 'у другого оператора',
    card: 'Карточка посетителя',
    here: 'на сайте',
    openApart: 'Открыть страницу в новой вкладке',
    noPage: 'Страница неизвестна',
  },
  en: {
    back: 'To the list of dialogues',
    close: 'Close',
    closeTitle: 'Close the dialogue (Alt+X)',
    transfer: 'Transfer',
    transferTitle: 'Transfer the dialogue to a colleague (Alt+T)',
    asks: (name: string) => `${name} transfers the dialogue to you.`,
    someone: 'A colleague',
    asksHow: 'Answer the visitor, or accept; else the dialogue goes back in two minutes.',
    accept: 'Accept',
    giveBack: 'Give back',
    passed: 'another operator has it',
    card: 'Visitor’s card',
    here: 'on the site',
    openApart: 'Open the page in a new tab',
    noPage: 'Page unknown',
  },
})

/**
 * One dialogue (H8): where the client is, what was said, what he is typing, and the composer.
 *
 * @event rh-back @event rh-card @event rh-close-dialogue @event rh-transfer
 * @event rh-ban-visitor
 * @event rh-answer-transfer - `detail`: yes or no.
 * @event rh-send rh-write rh-older rh-follow rh-retry rh-discard - passed on from inside.
 */
export class DialogueView extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--rh-surface); }
      rh-messages { flex: 1; }
      header { flex: none; display: flex; align-items: center; gap: var(--rh-2); height: 3.75rem; padding: 0 var(--rh-3) 0 var(--rh-6); border-bottom: 1px solid var(--rh-line); }
      .title { flex: 1; min-width: 0; }
      .name { display: flex; align-items: baseline; gap: var(--rh-2); }
      h2 { font-size: var(--rh-text-l); line-height: 1.35; letter-spacing: 0; }
      .state { display: inline-flex; align-items: center; gap: 0.3125rem; font-size: var(--rh-text-xs); color: var(--rh-online-text); white-space: nowrap; }
      .state i { width: 0.4375rem; height: 0.4375rem; border-radius: 50%; background: var(--rh-online); }
      .state.gone, .state.closed { color: var(--rh-text-3); }
      .state.gone i, .state.closed i { background: none; box-shadow: inset 0 0 0 1.5px var(--rh-gone); }
      .page { display: flex; align-items: center; gap: 0.375rem; min-width: 0; font-size: var(--rh-text-s); line-height: 1.4; color: var(--rh-text-3); }
      .page a { color: var(--rh-text-2); text-decoration-color: transparent; }
      .page a:hover { text-decoration-color: currentColor; }
      .page .address { color: var(--rh-text-3); flex: 0 100 auto; }
      .page bdi { min-width: 0; }
      .back { display: none; }
      .asked {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--rh-2);
        padding: var(--rh-2) var(--rh-3) var(--rh-2) var(--rh-6);
        background: var(--rh-second-soft);
        color: var(--rh-second-text);
        font-size: var(--rh-text-s);
        line-height: 1.4;
      }
      .asked p { flex: 1 1 16rem; min-width: 0; }
      .asked q { display: block; color: var(--rh-text); quotes: none; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 6.5rem; overflow-y: auto; }
      .label { font: inherit; }
      @media (max-width: 48rem) {
        header { padding: 0 var(--rh-1); gap: 0; }
        .back { display: inline-flex; }
        .page .address { display: none; }
        .close .rh-icon { display: none; }
        /* The card has it too. */
        rh-dialogue-menu { display: none; }
        /* Else there is no room for the number, by which visitors are told apart. */
        .transfer .label, .state .word { position: absolute; clip-path: inset(50%); }
        .asked { padding-inline: var(--rh-4); }
      }
      @media (pointer: coarse) {
        .button.small { min-height: 2.5rem; }
        .button.small.icon-only { width: 2.5rem; }
      }
    `,
  ]

  @property({ attribute: false }) dialogue: Listed | null = null
  @property({ attribute: false }) lines: ReadonlyArray<Line> = []
  @property() earlier: Earlier = 'none'
  @property() draft = ''
  @property({ type: Boolean }) online = true
  /** Is the visitor's card open beside it? */
  @property({ type: Boolean }) card = false
  @property() me = ''
  @property({ attribute: false }) nameOf: (operator: string) => string | null = () => null
  @property({ type: Number }) now = 0
  @query('rh-composer') private composer!: Composer | null
  @query('rh-messages') private messages!: Messages | null

  override focus(): void {
    this.composer?.focus()
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  #pass = (event: Event): void => this.#emit(event.type, (event as CustomEvent<unknown>).detail)

  #sent = (event: Event): void => {
    this.messages?.follow()
    this.#pass(event)
  }

  protected override render() {
    const d = this.dialogue
    if (!d) return nothing
    const ended = d.off || d.state === 'closed'
    return html`${this.#header(d, ended)}${this.#asked(d, ended)}
      <rh-messages .dialogue=${d.id} .lines=${this.lines} .preview=${d.preview} .earlier=${this.earlier}
        .unread=${d.unread} .online=${this.online} .me=${this.me} .nameOf=${this.nameOf} .now=${this.now}
        @rh-older=${this.#pass} @rh-follow=${this.#pass} @rh-retry=${this.#pass} @rh-discard=${this.#pass}
      ></rh-messages>
      <rh-composer .dialogue=${d.id} .draft=${this.draft} .online=${this.online} .closed=${ended} .passed=${passedOn(d)} .banned=${endsInBan(this.lines)}
        .gone=${!d.presence.online} @rh-send=${this.#sent} @rh-write=${this.#pass} @keydown=${this.#paged}></rh-composer>`
  }

  /** It was transferred to us: yes or no. */
  #asked(d: Listed, ended: boolean) {
    if (d.transfer === null || ended) return nothing
    const t = texts()
    const { from, comment } = d.transfer
    return html`<div class="asked" role="status">
      <p><b>${t.asks(this.nameOf(from) ?? t.someone)}</b> ${comment === '' ? t.asksHow : html`<q dir="auto">${comment}</q>`}</p>
      <button class="button small primary" type="button" title=${t.asksHow} @click=${() => this.#emit('rh-answer-transfer', true)}>${t.accept}</button>
      <button class="button small" type="button" @click=${() => this.#emit('rh-answer-transfer', false)}>${t.giveBack}</button>
    </div>`
  }

  /** The operator reads back without leaving the composer. */
  #paged = (event: KeyboardEvent): void => {
    const by = event.key === 'PageUp' ? -1 : event.key === 'PageDown' ? 1 : 0
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    this.messages?.page(by)
  }

  #header(d: Listed, ended: boolean) {
    const t = texts()
    const mood = moodOf(d)
    const off = mood === 'gone' || mood === 'closed'
    return html`<header>
      <button class="button plain icon-only back" type="button" aria-label=${t.back} title=${t.back}
        @click=${() => this.#emit('rh-back')}>${icon('arrow-left', { size: 20 })}</button>
      <div class="title">
        <div class="name">
          <h2 class="cut">${visitorName(d.visitor)}</h2>
          <span class="state ${off ? mood : ''}"><i></i><span class="word">${passedOn(d) ? t.passed : off ? moodWord(mood) : t.here}</span></span>
        </div>
        <div class="page">${icon('globe', { size: 14 })}${this.#page(d)}</div>
      </div>
      ${
        d.state === 'open' && !ended
          ? html`<button class="button plain small transfer" type="button" title=${t.transferTitle} aria-label=${t.transfer}
              @click=${() => this.#emit('rh-transfer')}>${icon('arrow-right-left')}<span class="label">${t.transfer}</span></button>`
          : nothing
      }
      <button class="button plain small close" type="button" title=${t.closeTitle} aria-label=${t.close}
        @click=${() => this.#emit('rh-close-dialogue')}>${icon(ended ? 'x' : 'check')}<span class="label">${t.close}</span></button>
      ${ended ? nothing : html`<rh-dialogue-menu @rh-ban-visitor=${this.#pass}></rh-dialogue-menu>`}
      <button class="button plain icon-only small" type="button" title=${t.card} aria-label=${t.card}
        aria-pressed=${this.card} @click=${() => this.#emit('rh-card')}>${icon('panel-right')}</button>
    </header>`
  }

  #page(d: Listed) {
    const t = texts()
    const { page } = d.presence
    if (!page) return html`<span>${t.noPage}</span>`
    const title = oneLine(page.title)
    const address = shortAddress(page.url)
    const href = safeLink(page.url)
    const words = html`<bdi>${title || address}</bdi>`
    return html`${
      href === null
        ? html`<span class="cut" title=${page.url}>${words}</span>`
        : html`<a class="cut" href=${href} target="_blank" rel="noreferrer" title="${t.openApart}: ${page.url}">${words}</a>`
    }${title ? html`<bdi class="address cut">${address}</bdi>` : nothing}`
  }
}

/** Off our list though it goes on. */
const passedOn = (d: Listed): boolean => d.off && d.state !== 'closed'

const endsInBan = (lines: ReadonlyArray<Line>): boolean => {
  const last = lines.at(-1)
  return last?.kind === 'service' && last.service.what === 'banned'
}

customElements.define('rh-dialogue', DialogueView)
