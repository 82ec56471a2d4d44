import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query } from 'lit/decorators.js'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { controls } from '../ui/controls.ts'
import { language, UiElement } from '../ui/i18n.ts'
import { itemIcon, menuStyles } from '../ui/menu.ts'
import type { WhyNot } from '../visitors/invitable.ts'
import type { Way } from '../visitors/ways.ts'
import { inviteRefusalWord } from './invite-words.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

export type Deed = 'enter' | 'take' | 'invite' | 'inviteOwn' | 'copy' | 'ban'

/**
 * What can be done with a visitor of the table (H5), where it was asked for. It opens by itself; for another visitor
 * or another place it is another one.
 *
 * @event rh-deed - `detail`: a `Deed`.
 * @event rh-close - it has closed; `detail`: it had the focus.
 */
export class VisitorMenu extends UiElement {
  static override styles = [
    controls,
    menuStyles,
    css`
      .at { position: fixed; width: 0; height: 0; padding: 0; border: 0; opacity: 0; pointer-events: none; }
      small { display: block; max-width: 14rem; margin-top: 0.125rem; font-size: var(--rh-text-xs); line-height: 1.35; white-space: normal; }
      wa-dropdown-item:has(small) { align-items: flex-start; padding-block: var(--rh-2); line-height: 1.35; }
      wa-dropdown-item[disabled] { opacity: 1; color: var(--rh-text-3); }
      kbd { font-size: var(--rh-text-xs); }
      hr { margin: var(--rh-1) 0; border: 0; border-top: 1px solid var(--rh-line); }
    `,
  ]

  @property({ attribute: false }) row!: VisitorRow
  @property({ attribute: false }) way: Way = null
  @property({ type: Boolean }) takeable = false
  @property({ attribute: false }) whyNot: WhyNot | null = null
  /** Is there a connection? */
  @property({ type: Boolean }) linked = false
  /** On the screen, px. */
  @property({ type: Number }) x = 0
  @property({ type: Number }) y = 0
  @query('wa-dropdown') private menu!: HTMLElement & { open: boolean }
  @query('.at') private at!: HTMLElement

  protected override firstUpdated(changed: PropertyValues<this>): void {
    super.firstUpdated(changed)
    this.at.style.left = `${this.x}px`
    this.at.style.top = `${this.y}px`
    this.menu.open = true
  }

  #chosen = (event: Event): void => {
    const { value } = (event as CustomEvent<{ item: { value: Deed } }>).detail.item
    // First the focus goes back to where it was: whatever opens next finds it there.
    this.#closed()
    this.dispatchEvent(new CustomEvent<Deed>('rh-deed', { detail: value }))
  }

  #closed = (): void => {
    const focused = this.shadowRoot?.activeElement !== null
    this.dispatchEvent(new CustomEvent('rh-close', { detail: focused }))
  }

  protected override render() {
    const t = texts()
    return html`<wa-dropdown lang=${language()} placement="bottom-start" distance="2" @wa-select=${this.#chosen} @wa-hide=${this.#closed}
      @contextmenu=${(e: Event) => e.preventDefault()}>
      <button slot="trigger" class="at" type="button" tabindex="-1" aria-label=${t.menu}></button>
      ${this.#talk()} ${this.#invitation()}
      <wa-dropdown-item value="copy">${itemIcon('copy')}${t.copyPage}</wa-dropdown-item>
      <hr />
      <wa-dropdown-item value="ban" variant="danger" ?disabled=${!this.linked}>${itemIcon('ban')}${t.ban}</wa-dropdown-item>
    </wa-dropdown>`
  }

  #talk() {
    const t = texts()
    const { way, linked } = this
    const look = way === 'look'
    return html`${
      way === null
        ? nothing
        : html`<wa-dropdown-item value="enter" ?disabled=${!linked && way !== 'select'}>${itemIcon(look ? 'eye' : 'message-circle')}${look ? t.look : t.openTalk}</wa-dropdown-item>`
    }${
      look && this.takeable
        ? html`<wa-dropdown-item value="take" ?disabled=${!linked}>${itemIcon('corner-down-left')}${t.take}</wa-dropdown-item>`
        : nothing
    }`
  }

  #invitation() {
    const t = texts()
    const { whyNot, linked } = this
    if (whyNot !== null) {
      return html`<wa-dropdown-item value="invite" disabled>${itemIcon(whyNot === 'locked' ? 'lock' : 'send')}${t.invite}<small>${inviteRefusalWord(whyNot)}</small></wa-dropdown-item>`
    }
    return html`<wa-dropdown-item value="invite" ?disabled=${!linked}>${itemIcon('send')}${t.invite}…<kbd slot="details">I</kbd></wa-dropdown-item>
      <wa-dropdown-item value="inviteOwn" ?disabled=${!linked}>${itemIcon('pencil')}${t.inviteOwn}</wa-dropdown-item>`
  }
}

customElements.define('rh-visitor-menu', VisitorMenu)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitor-menu': VisitorMenu
  }
}
