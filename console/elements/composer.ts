import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { isBlank, limits } from '../../engine/protocol/client/index.ts'
import { controls } from '../ui/controls.ts'
import { formatNumber } from '../ui/format.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { copyWord, toClipboard } from './clipboard.ts'

const texts = defineTexts({
  ru: {
    label: 'Сообщение посетителю',
    placeholder: 'Ваш ответ',
    send: 'Отправить',
    hint: 'отправить',
    line: 'новая строка',
    offline: 'Отправится, когда вернётся связь',
    left: (n: string) => `Осталось знаков: ${n}`,
    over: (n: string) => `Лишних знаков: ${n}. Разделите сообщение на части.`,
    closedDraft:
      'Диалог закрыт, ваш ответ не отправлен. Если посетитель напишет снова, появится новый диалог.',
    passed: 'Диалог теперь у другого оператора.',
    passedDraft: 'Диалог теперь у другого оператора, ваш ответ не отправлен.',
    closed: 'Диалог закрыт. Если посетитель напишет снова, появится новый.',
    banned: 'Посетитель забанен. Снять бан может администратор в кабинете.',
    bannedDraft: 'Посетитель забанен, ваш ответ не отправлен.',
    gone: 'Посетитель ушёл с сайта: сообщение он увидит, если вернётся.',
  },
  en: {
    label: 'Message to the visitor',
    placeholder: 'Your answer',
    send: 'Send',
    hint: 'send',
    line: 'new line',
    offline: 'Goes as soon as the connection is back',
    left: (n: string) => `Characters left: ${n}`,
    over: (n: string) => `${n} characters too many. Split the message.`,
    closedDraft:
      'The dialogue is closed, your answer was not sent. If the visitor writes again, a new dialogue appears.',
    passed: 'Another operator has the dialogue now.',
    passedDraft: 'Another operator has the dialogue now, your answer was not sent.',
    closed: 'The dialogue is closed. If the visitor writes again, a new one appears.',
    banned: 'The visitor is banned. The administrator can lift the ban in the cabinet.',
    bannedDraft: 'The visitor is banned, your answer was not sent.',
    gone: 'The visitor has left the site and will see the message on coming back.',
  },
})

/** From so many characters before the limit on, the composer counts. */
const countsFrom = 500

/**
 * Where an answer is written. Typing is possible without a connection, too.
 *
 * @event rh-send - `detail`: the text.
 * @event rh-write - `detail`: what stands in the composer now.
 */
export class Composer extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: block; padding: 0 var(--rh-6) var(--rh-4); }
      .box {
        max-width: 49rem;
        margin: 0 auto;
        border: 1px solid var(--rh-edge);
        border-radius: var(--rh-radius-card);
        background: var(--rh-surface);
        container-type: inline-size;
        transition: border-color var(--rh-fast) var(--rh-ease), box-shadow var(--rh-fast) var(--rh-ease);
      }
      .box:focus-within { border-color: var(--rh-focus); box-shadow: 0 0 0 3px color-mix(in srgb, var(--rh-focus) 16%, transparent); }
      .box.over { border-color: var(--rh-danger); box-shadow: 0 0 0 1px var(--rh-danger); }
      textarea {
        display: block;
        width: 100%;
        min-height: 2.75rem;
        max-height: min(16rem, 38dvh);
        padding: 0.625rem 0.75rem 0.25rem;
        border: 0;
        background: none;
        color: var(--rh-text);
        font: 400 var(--rh-text-l) / 1.45 var(--rh-font);
        resize: none;
        field-sizing: content;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      textarea:focus-visible { outline: none; }
      textarea::placeholder { color: var(--rh-text-3); opacity: 1; }
      .foot { display: flex; align-items: center; gap: var(--rh-3); min-height: 2.375rem; padding: 0 0.3125rem 0.3125rem 0.75rem; color: var(--rh-text-3); font-size: var(--rh-text-xs); }
      .foot .says { flex: 1; min-width: 0; }
      .warn { color: var(--rh-break-text); }
      .bad { color: var(--rh-danger-text); }
      .keys { display: flex; flex-wrap: wrap; gap: 0.125rem var(--rh-3); align-items: center; }
      .closed { max-width: 49rem; margin: 0 auto; padding: var(--rh-3); border-radius: var(--rh-radius-card); background: var(--rh-sunken); color: var(--rh-text-2); font-size: var(--rh-text-s); text-align: center; }
      .kept { display: grid; gap: var(--rh-2); justify-items: start; text-align: start; }
      .kept .draft { max-height: 8rem; width: 100%; overflow-y: auto; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--rh-text); font-size: var(--rh-text-l); line-height: 1.45; }
      @container (max-width: 30rem) { .keys span + span { display: none; } }
      @media (max-width: 48rem) { :host { padding: 0 var(--rh-2) max(var(--rh-2), env(safe-area-inset-bottom)); } }
      @media (pointer: coarse) {
        .keys { display: none; }
        .button.small { min-height: 2.5rem; padding-inline: 0.875rem; }
        textarea { font-size: 1rem; }
      }
    `,
  ]

  @property() dialogue = ''
  /** What stands here. Our own typing tells it back; it differs when the dialogue or another window changed it. */
  @property() draft = ''
  @property({ type: Boolean }) online = true
  @property({ type: Boolean }) gone = false
  @property({ type: Boolean }) closed = false
  /** Closed to us only: another has it. */
  @property({ type: Boolean }) passed = false
  /** Its visitor is banned. */
  @property({ type: Boolean }) banned = false
  @state() private length = 0
  @state() private blank = true
  @query('textarea') private area!: HTMLTextAreaElement | null

  protected override updated(changed: PropertyValues<this>): void {
    const given = changed.has('dialogue') || changed.has('closed') || changed.has('draft')
    if (!given || !this.area) return
    if (this.area.value !== this.draft) this.area.value = this.draft
    this.#measure()
  }

  override focus(): void {
    this.area?.focus({ preventScroll: true })
  }

  #typed = (): void => {
    this.#measure()
    this.#emit('rh-write', this.area?.value ?? '')
  }

  #measure(): void {
    const { area } = this
    if (!area) return
    this.length = area.value.length
    this.blank = isBlank(area.value)
    if (CSS.supports('field-sizing', 'content')) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }

  #pressed = (event: KeyboardEvent): void => {
    // An Enter that picks a word of an input method is not ours (229: the older sign of it).
    const composing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || composing || event.shiftKey || event.altKey) return
    // On a phone's keyboard there is no Shift+Enter: Enter breaks the line there, the button sends.
    if (matchMedia('(pointer: coarse)').matches && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    this.#send()
  }

  #send = (): void => {
    const text = this.area?.value.trim() ?? ''
    if (isBlank(text) || text.length > limits.messageLength || !this.area) return
    this.area.value = ''
    this.#measure()
    this.#emit('rh-send', text)
    this.focus()
  }

  #emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  protected override render() {
    const t = texts()
    if (this.closed)
      return this.draft.trim() === ''
        ? html`<p class="closed">${this.banned ? t.banned : this.passed ? t.passed : t.closed}</p>`
        : this.#kept()
    const over = this.length > limits.messageLength
    return html`<div class="box ${over ? 'over' : ''}">
      <textarea rows="1" aria-label=${t.label} placeholder=${t.placeholder} aria-describedby="says"
        aria-invalid=${over} dir="auto" enterkeyhint="send" @input=${this.#typed} @keydown=${this.#pressed}></textarea>
      <div class="foot">
        <div class="says" id="says">${this.#says(over)}</div>
        <button class="button ${this.blank || over ? '' : 'primary'} small" type="button" ?disabled=${this.blank || over} @click=${this.#send}>
          ${icon('send', { size: 14 })}${t.send}</button>
      </div>
    </div>`
  }

  /** Somebody else closed the dialogue while an answer was being written: the words are still there. */
  #kept() {
    const t = texts()
    const words = this.banned ? t.bannedDraft : this.passed ? t.passedDraft : t.closedDraft
    return html`<div class="closed kept"><p>${words}</p>
      <div class="draft" dir="auto" tabindex="0">${this.draft}</div>
      <button class="button small" type="button" @click=${() => toClipboard(this.draft)}>${icon('copy', { size: 14 })}${copyWord()}</button></div>`
  }

  #says(over: boolean) {
    const t = texts()
    if (over)
      return html`<span class="bad" role="alert">${t.over(formatNumber(this.length - limits.messageLength))}</span>`
    if (!this.online) return html`<span class="warn" role="status">${t.offline}</span>`
    const left = limits.messageLength - this.length
    if (left <= countsFrom) return html`<span class="numbers">${t.left(formatNumber(left))}</span>`
    if (this.gone) return t.gone
    return html`<span class="keys"><span><kbd>Enter</kbd> ${t.hint}</span>
      ${this.blank ? nothing : html`<span><kbd>Shift</kbd> <kbd>Enter</kbd> ${t.line}</span>`}</span>`
  }
}

customElements.define('rh-composer', Composer)
