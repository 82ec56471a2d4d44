import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Me } from '../ui/api.ts'
import '../ui/controls.ts'
import { field } from '../ui/field.ts'
import { FormState } from '../ui/form.ts'
import { defineTexts, language, setLanguage, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { mark } from '../ui/mark.ts'
import { SecondStep } from '../ui/SecondStep.ts'
import { notice } from '../ui/states.ts'

const texts = defineTexts({
  ru: {
    title: 'Консоль оператора',
    about: 'Войдите с логином аккаунта или оператора',
    login: 'Логин',
    password: 'Пароль',
    signIn: 'Войти',
    signingIn: 'Входим…',
    expired: 'Сеанс закончился. Войдите снова: черновики и неотправленные сообщения на месте.',
    left: 'Вы вышли.',
    forgot: 'Забыли пароль?',
    cabinet: 'Личный кабинет',
    other: 'English',
  },
  en: {
    title: 'Operator console',
    about: 'Sign in with the account’s or an operator’s login',
    login: 'Login',
    password: 'Password',
    signIn: 'Sign in',
    signingIn: 'Signing in…',
    expired: 'The session has ended. Sign in again: drafts and unsent messages are kept.',
    left: 'You have signed out.',
    forgot: 'Forgot your password?',
    cabinet: 'Cabinet',
    other: 'Русский',
  },
})

/** Why somebody stands before the sign-in. */
export type Why = 'expired' | 'left' | null

/**
 * H1. Renders into the page, without a shadow root, for password savers.
 *
 * @event rh-signed-in - `detail`: `Me`.
 */
export class SignIn extends UiElement {
  @property() why: Why = null
  /** Who was here before; empty when another account is wanted. */
  @property() login = ''
  #form = new FormState(this)
  #second = new SecondStep(this, (me: Me) =>
    this.dispatchEvent(new CustomEvent('rh-signed-in', { detail: me })),
  )
  #waiting: ReturnType<typeof setInterval> | undefined

  protected override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#waiting)
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>(`input[name="${this.login ? 'password' : 'login'}"]`)?.focus()
  }

  protected override updated(): void {
    if (this.#form.failure?._tag === 'TooMany' && this.#waiting === undefined) this.#countDown()
  }

  /** The engine said how long to wait: the sentence and the button say what is left of it. */
  #countDown(): void {
    const failure = this.#form.failure
    const until = Date.now() + (failure?._tag === 'TooMany' ? failure.retryAfter : 0) * 1_000
    this.#waiting = setInterval(() => {
      const left = Math.ceil((until - Date.now()) / 1_000)
      this.#form.failure = left > 0 ? { _tag: 'TooMany', retryAfter: left } : undefined
      if (left <= 0) {
        clearInterval(this.#waiting)
        this.#waiting = undefined
      }
      this.requestUpdate()
    }, 1_000)
  }

  #submit = this.#form.submit(
    (values) => this.#second.send(values),
    () => {},
  )

  protected override render() {
    const t = texts()
    const { busy, message } = this.#form
    const wait = this.#waiting !== undefined
    return html`<main class="sign-in">
      <div class="brand">${mark}<div><h1>${t.title}</h1><p>${t.about}</p></div></div>
      <form class="card" novalidate @submit=${this.#submit} @input=${this.#form.typed}>
        ${this.why && !message ? notice('plain', this.why === 'expired' ? t.expired : t.left) : nothing}
        ${message ? notice('bad', message) : nothing}
        ${this.#second.first ? this.#first() : this.#second.fields(this.#form)}
        ${
          this.#second.over
            ? nothing
            : html`<button class="button primary wide" type="submit" ?disabled=${wait} aria-busy=${busy}>
          ${busy ? html`<span class="spin">${icon('loader-circle')}</span>${t.signingIn}` : t.signIn}
        </button>`
        }
        ${this.#second.others(this.#form)}
      </form>
      <footer>
        <a href="/forgot">${t.forgot}</a>
        <a href="/cabinet">${t.cabinet}</a>
        <button type="button" lang=${language() === 'ru' ? 'en' : 'ru'}
          @click=${() => setLanguage(language() === 'ru' ? 'en' : 'ru')}>${t.other}</button>
      </footer>
    </main>`
  }

  #first(): TemplateResult {
    const t = texts()
    return html`${field({
      name: 'login',
      label: t.login,
      value: this.login,
      autocomplete: 'username',
      required: true,
      error: this.#form.error('login'),
    })}
        ${field({
          name: 'password',
          label: t.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          error: this.#form.error('password'),
        })}`
  }
}

customElements.define('rh-sign-in', SignIn)
