import './start.css'
import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Instance } from '../../console/ui/api.ts'
import '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { failed, notice } from '../../console/ui/states.ts'
import { languageSwitch } from '../language-switch.ts'
import { mark } from '../mark.ts'
import { router } from '../router.ts'
import './forgot.ts'
import './new-password.ts'
import './registration.ts'
import './showcase.ts'
import './sign-in.ts'
import { who } from '../who.ts'

const texts = defineTexts({
  ru: {
    title: 'Отвечайте посетителям сайта, пока они на нём',
    text: 'Онлайн-консультант для вашего сайта: вопрос виден ещё до того, как его отправили.',
    register: 'Регистрация',
    signIn: 'Вход',
    haveAccount: 'Уже есть аккаунт?',
    noAccount: 'Ещё нет аккаунта?',
    toSignIn: 'Войти',
    forgot: 'Забыли пароль?',
    forgotTitle: 'Новый пароль',
    renewed: 'Пароль изменён. Войдите с новым паролем.',
    toRegister: 'Зарегистрироваться',
    closed: 'Регистрация на этом сервере закрыта. Доступ даёт администратор сервера.',
    version: (version: string) => `Версия ${version}`,
  },
  en: {
    title: 'Answer your visitors while they are still there',
    text: 'Live chat for your website: you see a question before it is even sent.',
    register: 'Registration',
    signIn: 'Sign in',
    haveAccount: 'Have an account already?',
    noAccount: 'No account yet?',
    toSignIn: 'Sign in',
    forgot: 'Forgot your password?',
    forgotTitle: 'New password',
    renewed: 'The password is changed. Sign in with the new one.',
    toRegister: 'Register',
    closed: 'Registration on this server is closed. The server’s administrator gives access.',
    version: (version: string) => `Version ${version}`,
  },
})

/** What a stranger sees at `/`, `/signin` and `/register`: what this is, registration, sign-in. */
export class Start extends UiElement {
  @state() private instance: Instance | undefined
  @state() private failure: Failure | undefined
  /** Whose password was changed just now. */
  @state() private renewed = ''

  constructor() {
    super()
    router.watch(this)
  }

  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      this.instance = await api.instance()
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  async #renewed({ detail }: CustomEvent<string>): Promise<void> {
    this.renewed = detail
    await router.go('/signin', { replace: true })
    // Whoever was signed in here with that password is so no more.
    if (who.me) await who.ask()
  }

  protected override updated(): void {
    const heading = this.querySelector('.entrance h2')?.textContent
    document.title = heading ? `${heading} · RedHelper` : 'RedHelper'
  }

  protected override render() {
    const t = texts()
    return html`<header>
        <div class="brand">${mark}<span>RedHelper</span></div>
        ${languageSwitch()}
      </header>
      <main>
        <div class="pitch">
          <h1>${t.title}</h1>
          <p>${t.text}</p>
          <rh-showcase></rh-showcase>
        </div>
        ${this.#entrance()}
      </main>
      <footer><span>${this.instance ? t.version(this.instance.version) : nothing}</span></footer>`
  }

  #entrance(): TemplateResult {
    const t = texts()
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#load())}</div>`
    if (!this.instance) return html`<div></div>`
    const { registration, mail } = this.instance
    if (router.path === '/forgot') {
      return html`<div class="card entrance">
        <h2>${t.forgotTitle}</h2>
        <rh-forgot .mail=${mail}></rh-forgot>
      </div>`
    }
    if (router.path === '/reset') {
      return html`<div class="card entrance">
        <h2>${t.forgotTitle}</h2>
        <rh-new-password .token=${location.hash.slice(1)} @rh-renewed=${this.#renewed}></rh-new-password>
      </div>`
    }
    const registering = router.path === '/register' || (router.path === '/' && registration)
    const next = router.query.get('next')
    const keep = next ? `?next=${encodeURIComponent(next)}` : ''
    if (registering && !registration) {
      return html`<div class="card entrance">
        <h2>${t.register}</h2>
        ${notice('plain', t.closed)}
        <a class="button wide" href="/signin${keep}">${t.toSignIn}</a>
      </div>`
    }
    return registering
      ? html`<div class="card entrance">
          <h2>${t.register}</h2>
          <rh-registration></rh-registration>
          <p class="other">${t.haveAccount} <a href="/signin${keep}">${t.toSignIn}</a></p>
        </div>`
      : html`<div class="card entrance">
          <h2>${t.signIn}</h2>
          ${this.renewed === '' ? nothing : notice('good', t.renewed)}
          <rh-sign-in .login=${this.renewed}></rh-sign-in>
          <p class="other"><a href="/forgot">${t.forgot}</a></p>
          ${
            registration
              ? html`<p class="other">${t.noAccount} <a href="/register${keep}">${t.toRegister}</a></p>`
              : html`<p class="other">${t.closed}</p>`
          }
        </div>`
  }
}

customElements.define('rh-start', Start)
