import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { isBlank } from '../../engine/protocol/client/index.ts'
import { invitationLength } from '../../engine/protocol/client/invitations.ts'
import type { Refusal } from '../../engine/protocol/frames.ts'
import { controls } from '../ui/controls.ts'
import '../ui/dialog.ts'
import { formatNumber } from '../ui/format.ts'
import { defineTexts, plural, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { notice, stateStyles } from '../ui/states.ts'
import { inviteRefusalWord } from './invite-words.ts'

const texts = defineTexts({
  ru: {
    title: (visitor: string) => (visitor === '' ? 'Пригласить в чат' : `Пригласить: ${visitor}`),
    which: 'Текст приглашения',
    standard: 'Стандартный',
    standardHint: 'Тот, что задан в кабинете для сайта, на котором посетитель.',
    own: 'Свой',
    text: 'Что сказать посетителю',
    hint: 'Вместо {city} подставится город посетителя; {city|ваш город} — на случай, если он неизвестен.',
    left: (n: number) =>
      `Ещё ${formatNumber(n)} ${plural('ru', n, { one: 'знак', few: 'знака', many: 'знаков' })}`,
    recent: 'Отправленные раньше',
    forget: 'Убрать из списка',
    invite: 'Пригласить',
    cancel: 'Отмена',
  },
  en: {
    title: (visitor: string) => (visitor === '' ? 'Invite to chat' : `Invite: ${visitor}`),
    which: 'Text of the invitation',
    standard: 'Standard',
    standardHint: 'The one set in the cabinet for the site the visitor is on.',
    own: 'Your own',
    text: 'What to say to the visitor',
    hint: '{city} becomes the visitor’s city; {city|your city} covers the case that it is unknown.',
    left: (n: number) =>
      `${formatNumber(n)} ${plural('en', n, { one: 'character', other: 'characters' })} left`,
    recent: 'Sent before',
    forget: 'Remove from the list',
    invite: 'Invite',
    cancel: 'Cancel',
  },
})

/** So few characters are left that it is worth saying. */
const fewLeft = 100

/**
 * Invites a visitor (H5): with the standard text, or one of the operator's own, new or sent before.
 *
 * @event rh-invite - `detail`: the text, or null for the standard one.
 * @event rh-forget - `detail`: a text that is not to be offered again.
 * @event rh-close
 */
export class InviteDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      form { display: grid; gap: var(--rh-4); }
      fieldset { display: flex; flex-wrap: wrap; gap: 2px; width: fit-content; margin: 0; padding: 3px; border: 1px solid var(--rh-line); border-radius: 9px; background: var(--rh-sunken); }
      fieldset label { position: relative; padding: 0.25rem 0.75rem; border-radius: var(--rh-radius); color: var(--rh-text-2); font-weight: 500; cursor: pointer; }
      fieldset label:hover { color: var(--rh-text); }
      fieldset label:has(:checked) { background: var(--rh-raised); color: var(--rh-text); box-shadow: 0 0 0 1px var(--rh-line-strong); }
      fieldset label:has(:focus-visible) { outline: 2px solid var(--rh-focus); outline-offset: 1px; }
      fieldset input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
      .hint { color: var(--rh-text-3); font-size: var(--rh-text-s); line-height: 1.4; }
      .under { display: flex; justify-content: space-between; gap: var(--rh-3); }
      .left { flex: none; }
      textarea.input { min-height: 5.5rem; padding-block: var(--rh-2); resize: vertical; line-height: 1.4; }
      .recent h3 { font-size: var(--rh-text-s); font-weight: 550; }
      ul { display: grid; gap: 2px; max-height: 11rem; margin: var(--rh-1) calc(var(--rh-2) * -1) 0; padding: 0; overflow-y: auto; list-style: none; }
      li { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; border-radius: var(--rh-radius); }
      li:hover, li:focus-within { background: var(--rh-hover); }
      .one { min-height: 2.25rem; padding: var(--rh-1) var(--rh-2); border: 0; background: none; color: inherit; font: inherit; font-size: var(--rh-text-s); text-align: start; cursor: pointer; }
      .one:focus-visible { outline-offset: -2px; }
      .buttons { display: flex; justify-content: flex-end; gap: var(--rh-2); }
    `,
  ]

  @property({ type: Boolean }) open = false
  /** Who is invited, in a few words; may be empty. */
  @property() visitor = ''
  /** Begin with a text of one's own? */
  @property({ type: Boolean }) personal = false
  /** Texts of one's own that were sent, the newest first. */
  @property({ attribute: false }) recent: ReadonlyArray<string> = []
  /** It is on its way. */
  @property({ type: Boolean }) busy = false
  /** Why the last try came to nothing. */
  @property({ attribute: false }) refused: Refusal | 'lost' | null = null
  @state() private own = false
  @state() private text = ''
  @query('textarea') private field!: HTMLTextAreaElement | null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return
    this.own = this.personal
    this.text = ''
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  get #ready(): boolean {
    return !this.busy && (!this.own || !isBlank(this.text))
  }

  #submit = (event: Event): void => {
    event.preventDefault()
    if (this.#ready) this.#emit('rh-invite', this.own ? this.text.trim() : null)
  }

  /** Ctrl+Enter sends it from the text too. */
  #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event)
  }

  async #choose(own: boolean): Promise<void> {
    this.own = own
    await this.updateComplete
    this.field?.focus()
  }

  /** To be sent as it is, or changed first. */
  #take(text: string): void {
    this.text = text
    this.field?.focus()
  }

  protected override render() {
    const t = texts()
    return html`<rh-dialog label=${t.title(this.visitor)} ?open=${this.open} ?locked=${this.busy}
      @rh-close=${() => this.#emit('rh-close')}>${this.open ? this.#form() : nothing}</rh-dialog>`
  }

  #form() {
    const t = texts()
    return html`<form @submit=${this.#submit} @keydown=${this.#keyed}>
      <fieldset role="radiogroup" aria-label=${t.which}>
        ${this.#choice(false, t.standard)} ${this.#choice(true, t.own)}
      </fieldset>
      ${this.own ? this.#personal() : html`<p class="hint">${t.standardHint}</p>`}
      ${this.refused === null ? nothing : notice('bad', inviteRefusalWord(this.refused))}
      <div class="buttons">
        <button class="button" type="button" @click=${() => this.#emit('rh-close')}>${t.cancel}</button>
        <button class="button primary" type="submit" aria-busy=${this.busy} ?disabled=${!this.#ready}
          ?autofocus=${!this.own}>${t.invite}</button>
      </div>
    </form>`
  }

  #choice(own: boolean, words: string) {
    return html`<label><input type="radio" name="which" .checked=${this.own === own}
      @change=${() => this.#choose(own)} />${words}</label>`
  }

  #personal() {
    const t = texts()
    const left = invitationLength - this.text.length
    return html`<div class="field">
        <label for="text">${t.text}</label>
        <textarea class="input" id="text" maxlength=${invitationLength} aria-describedby="hint" dir="auto" ?autofocus=${this.own}
          .value=${this.text} @input=${(e: Event) => (this.text = (e.target as HTMLTextAreaElement).value)}></textarea>
        <div class="under"><p class="hint" id="hint">${t.hint}</p>
          <span class="hint left numbers" role="status">${left <= fewLeft ? t.left(left) : nothing}</span></div>
      </div>
      ${this.recent.length === 0 ? nothing : this.#recent()}`
  }

  #recent() {
    const t = texts()
    return html`<div class="recent"><h3>${t.recent}</h3>
      <ul>${this.recent.map(
        (text) => html`<li>
          <button class="one cut" type="button" title=${text} @click=${() => this.#take(text)}>${text}</button>
          <button class="button plain small icon-only" type="button" title=${t.forget} aria-label="${t.forget}: ${text}"
            @click=${() => this.#emit('rh-forget', text)}>${icon('x', { size: 14 })}</button>
        </li>`,
      )}</ul></div>`
  }
}

customElements.define('rh-invite-dialog', InviteDialog)
declare global {
  interface HTMLElementTagNameMap {
    'rh-invite-dialog': InviteDialog
  }
}
