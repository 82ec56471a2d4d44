import { css, html, nothing, type PropertyValues } from 'lit'
import { property, state } from 'lit/decorators.js'
import { banReasonLength } from '../../engine/protocol/client/limits.ts'
import type { BanReach, BanScope } from '../../engine/protocol/frames.ts'
import type { WantedBan } from '../desk/Desk.ts'
import type { Listed } from '../desk/DeskState.ts'
import { choiceStyles } from '../ui/choice.ts'
import { controls } from '../ui/controls.ts'
import '../ui/dialog.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { notice, stateStyles } from '../ui/states.ts'
import { endOf, type Term, termChoice } from '../ui/term.ts'
import { visitorName } from './dialogue-row.ts'
import type { Answered } from './visitor-comments.ts'

const texts = defineTexts({
  ru: {
    title: (visitor: string) => `Забанить: ${visitor}`,
    what: 'Диалог закроется, а чат исчезнет со страниц сайта и больше ничего посетителю не скажет. Снять бан может администратор в кабинете.',
    scope: 'Кого забанить',
    visitor: 'Только этого посетителя',
    visitorHint: 'В другом браузере он станет новым посетителем.',
    address: 'Ещё и его IP-адрес',
    addressHint: (address: string) => `${address} и все, кто выходит в интернет с него.`,
    subnet: 'Ещё и его подсеть',
    subnetHint: (subnet: string) => `${subnet}: если адрес у него меняется. Заденет и соседей по сети.`,
    asking: 'Адрес выясняется…',
    noAddress: 'Адрес неизвестен.',
    own: 'Под этот бан попадаете и вы: с вашего адреса чата на сайте видно не будет. Консоль продолжит работать.',
    inner:
      'Это адрес внутренней сети. Если перед сервером стоит прокси, о котором он не знает (TRUSTED_PROXIES), с этим адресом приходят все посетители.',
    reason: 'Причина',
    reasonHint: 'Её увидит администратор в кабинете.',
    ban: 'Забанить',
    cancel: 'Отмена',
  },
  en: {
    title: (visitor: string) => `Ban: ${visitor}`,
    what: 'The dialogue is closed; the chat goes from the pages of the site, and tells the visitor nothing. The administrator can lift the ban in the cabinet.',
    scope: 'Whom to ban',
    visitor: 'This visitor alone',
    visitorHint: 'In another browser the same person is a new visitor.',
    address: 'The IP address, too',
    addressHint: (address: string) => `${address}, and all who use the internet from there.`,
    subnet: 'The subnet, too',
    subnetHint: (subnet: string) =>
      `${subnet}: if the address changes. It hits neighbours in the network as well.`,
    asking: 'Finding out the address…',
    noAddress: 'The address is not known.',
    own: 'This ban holds for you, too: from your address the chat will not be seen on the site. The console goes on working.',
    inner:
      'This is an address of an inner network. If a proxy stands before the server that it does not know of (TRUSTED_PROXIES), all visitors come with this address.',
    reason: 'Reason',
    reasonHint: 'The administrator sees it in the cabinet.',
    ban: 'Ban',
    cancel: 'Cancel',
  },
})

/**
 * Keeps a visitor out (H6): him alone or all who come from where he is, for how long, and why.
 *
 * @event rh-ban - `detail`: `Answered<WantedBan>`.
 * @event rh-close
 */
export class BanDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    choiceStyles,
    css`
      form { display: grid; gap: var(--rh-4); }
      .quiet { text-wrap: pretty; }
      .scopes { display: grid; gap: 2px; width: 100%; }
      .one {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--rh-2);
        align-items: center;
        min-height: 2.75rem;
        padding: var(--rh-1) var(--rh-2);
        margin-inline: calc(var(--rh-2) * -1);
        border-radius: var(--rh-radius);
        cursor: pointer;
      }
      .one:hover { background: var(--rh-hover); }
      .one:has(:disabled) { color: var(--rh-text-3); cursor: default; background: none; }
      .one:has(:focus-visible) { outline: 2px solid var(--rh-focus); outline-offset: -2px; }
      .one input { margin: 0; accent-color: var(--rh-accent); }
      .one input:focus-visible { outline: none; }
      .one small { grid-column: 2; font-size: var(--rh-text-s); line-height: 1.4; color: var(--rh-text-3); overflow-wrap: anywhere; }
      textarea.input { min-height: 4rem; padding-block: var(--rh-2); resize: vertical; line-height: 1.4; }
      .buttons { display: flex; justify-content: flex-end; gap: var(--rh-2); }
    `,
  ]

  /** Null: the dialog is closed. */
  @property({ attribute: false }) visitor: Listed['visitor'] | null = null
  @property({ attribute: false }) read: (visitor: string) => Promise<BanReach | null> = async () => null
  /** Engine's clock, ms. */
  @property({ type: Number }) now = 0
  @state() private scope: BanScope = 'visitor'
  @state() private term: Term = 'ever'
  /** The engine has not answered yet. */
  @state() private busy = false
  /** Undefined while it is asked for. */
  @state() private reach: BanReach | null | undefined
  /** Stays while the dialog fades away. */
  #shown: Listed['visitor'] | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('visitor') || this.visitor === null || changed.get('visitor')?.id === this.visitor.id)
      return
    this.#shown = this.visitor
    this.scope = 'visitor'
    this.term = 'ever'
    this.busy = false
    void this.#load(this.visitor.id)
  }

  async #load(visitor: string): Promise<void> {
    this.reach = undefined
    const reach = await this.read(visitor)
    if (this.visitor?.id === visitor) this.reach = reach
  }

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  #submit = (event: Event): void => {
    event.preventDefault()
    if (this.busy) return
    this.busy = true
    const reason = this.renderRoot.querySelector('textarea')?.value ?? ''
    const detail: Answered<WantedBan> = {
      what: { scope: this.scope, until: endOf(this.term, this.now), reason },
      done: () => (this.busy = false),
    }
    this.dispatchEvent(new CustomEvent('rh-ban', { detail }))
  }

  /** Ctrl+Enter bans from the reason too. */
  #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event)
  }

  protected override render() {
    const visitor = this.#shown
    if (visitor === null) return nothing
    const open = this.visitor !== null
    return html`<rh-dialog label=${texts().title(visitorName(visitor))} ?open=${open} ?locked=${this.busy} @rh-close=${this.#close}>
      ${open ? this.#form() : nothing}</rh-dialog>`
  }

  #form() {
    const t = texts()
    return html`<form @submit=${this.#submit} @keydown=${this.#keyed}>
      <p class="quiet">${t.what}</p>
      <fieldset>
        <legend class="label">${t.scope}</legend>
        <div class="scopes">
          ${this.#one('visitor', t.visitor, t.visitorHint)}
          ${this.#one('address', t.address, this.#hint(this.reach?.address, t.addressHint), this.reach?.address)}
          ${this.#one('subnet', t.subnet, this.#hint(this.reach?.subnet, t.subnetHint), this.reach?.subnet)}
        </div>
      </fieldset>
      ${this.#warning()}
      ${termChoice(this.term, (term) => (this.term = term))}
      <div class="field">
        <label for="reason">${t.reason}</label>
        <textarea class="input" id="reason" maxlength=${banReasonLength} aria-describedby="hint" dir="auto"></textarea>
        <p class="hint" id="hint">${t.reasonHint}</p>
      </div>
      <div class="buttons">
        <button class="button" type="button" @click=${this.#close}>${t.cancel}</button>
        <button class="button primary" type="submit" aria-busy=${this.busy} aria-disabled=${this.busy}>${t.ban}</button>
      </div>
    </form>`
  }

  #hint(place: string | null | undefined, words: (place: string) => string): string {
    if (this.reach === undefined) return texts().asking
    return place ? words(place) : texts().noAddress
  }

  /** `place`: what it would reach beside the visitor; null or undefined: it cannot be chosen. */
  #one(scope: BanScope, name: string, hint: string, place: string | null | undefined = '') {
    const chosen = this.scope === scope
    return html`<label class="one">
      <input type="radio" name="scope" value=${scope} .checked=${chosen} ?disabled=${typeof place !== 'string'} ?autofocus=${scope === 'visitor'}
        @change=${() => (this.scope = scope)} />
      <span>${name}</span>
      <small>${hint}</small>
    </label>`
  }

  #warning() {
    const { reach, scope } = this
    if (!reach || scope === 'visitor') return nothing
    const t = texts()
    if (reach.inner) return notice('warn', t.inner)
    return reach.own === 'address' || reach.own === scope ? notice('warn', t.own) : nothing
  }
}

customElements.define('rh-ban-dialog', BanDialog)
