import { css, html, LitElement } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Me } from '../ui/api.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, LanguageController } from '../ui/i18n.ts'
import { mark } from '../ui/mark.ts'
import { empty, failed, stateStyles } from '../ui/states.ts'
import './sign-in.ts'
import type { Why } from './sign-in.ts'
import './workplace.ts'

const texts = defineTexts({
  ru: {
    title: 'Нет связи с сервером',
    text: 'Консоль откроется сама, как только он ответит. Черновики и неотправленные сообщения на месте.',
    again: 'Проверить сейчас',
  },
  en: {
    title: 'The server cannot be reached',
    text: 'The console opens by itself as soon as it answers. Drafts and unsent messages are kept.',
    again: 'Check now',
  },
})

/** Asked again by itself while the engine cannot be reached, ms. */
const tryAgainAfter = 5_000

/**
 * Who is there: asks the engine, shows the sign-in or the workplace. Its child elements stand in the page, for
 * the sake of the sign-in's password saver.
 */
export class Console extends LitElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      :host { display: block; height: 100%; }
      .asking, .failed { display: grid; place-items: center; height: 100%; }
      .asking svg { width: 3rem; height: 3rem; animation: breathe 1.4s ease-in-out infinite alternate; }
      @keyframes breathe { from { opacity: 0.25; } to { opacity: 0.7; } }
      @media (prefers-reduced-motion: reduce) { .asking svg { animation: none; opacity: 0.5; } }
    `,
  ]

  @state() private who: Me | null | undefined
  @state() private failure: Failure | undefined
  #why: Why = null
  #login = ''
  #leaving: 'left' | 'change' | undefined
  #again: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    new LanguageController(this)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    api.signedOut = () => this.#leave('expired')
    void this.#ask()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#again)
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#again)
    try {
      const me = await api.me()
      if (isClosed(me)) return
      this.who = me
      this.failure = undefined
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag === 'Unauthorized') return this.#leave(null)
      this.failure = failure
      this.#again = setTimeout(() => this.#ask(), tryAgainAfter)
    }
    this.#place()
  }

  #leave(why: Why): void {
    if (this.who === null) return
    const reason = this.#leaving ?? why
    this.#leaving = undefined
    this.#why = this.who && reason !== 'change' ? reason : null
    this.#login = this.who && reason === 'expired' ? this.who.login : ''
    this.who = null
    this.failure = undefined
    this.#place()
  }

  #signedIn = (event: Event): void => {
    const me = (event as CustomEvent<Me>).detail
    if (isClosed(me)) return
    this.who = me
    this.#place()
  }

  /** Sign-out and 'change account' (H1); without a connection the session stays the engine's, so it is said. */
  #signOut = async (event: Event): Promise<void> => {
    const { change } = (event as CustomEvent<{ change: boolean }>).detail
    // The engine closes the sockets before it answers: that is no expiry.
    this.#leaving = change ? 'change' : 'left'
    try {
      await api.signOut()
    } catch (error) {
      if (failureOf(error)._tag !== 'Unauthorized') {
        this.#leaving = undefined
        ;(event as CustomEvent<{ failed: (f: Failure) => void }>).detail.failed(failureOf(error))
        return
      }
    }
    this.#leave('left')
  }

  /** One child in the page: the sign-in or the workplace, kept while it is the same person. */
  #place(): void {
    const wanted = this.who ? 'rh-workplace' : this.who === null ? 'rh-sign-in' : ''
    const child = this.firstElementChild
    if (child?.localName === wanted) return
    child?.remove()
    if (this.who) {
      const workplace = document.createElement('rh-workplace')
      workplace.who = this.who
      workplace.addEventListener('rh-expired', () => this.#leave('expired'))
      workplace.addEventListener('rh-sign-out', this.#signOut)
      this.append(workplace)
    } else if (this.who === null) {
      const signIn = document.createElement('rh-sign-in')
      signIn.why = this.#why
      signIn.login = this.#login
      signIn.addEventListener('rh-signed-in', this.#signedIn)
      this.append(signIn)
    }
  }

  protected override render() {
    if (this.failure?._tag === 'Offline') {
      const t = texts()
      return html`<div class="failed">${empty({ icon: 'wifi-off', title: t.title, text: t.text, action: html`<button class="button" type="button" @click=${() => this.#ask()}>${t.again}</button>` })}</div>`
    }
    if (this.failure) return html`<div class="failed">${failed(this.failure, () => this.#ask())}</div>`
    return this.who === undefined
      ? html`<div class="asking" role="status">${mark}</div>`
      : html`<slot></slot>`
  }
}

/** Of an account that is to be erased: all there is to do is in the cabinet. */
const isClosed = ({ eraseAt }: Me): boolean => {
  if (eraseAt !== null) location.assign('/cabinet')
  return eraseAt !== null
}

customElements.define('rh-console', Console)
declare global {
  interface HTMLElementTagNameMap {
    'rh-console': Console
    'rh-sign-in': import('./sign-in.ts').SignIn
  }
}
