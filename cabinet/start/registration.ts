import { html } from 'lit'
import { state } from 'lit/decorators.js'
import { api } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, language, UiElement } from '../../console/ui/i18n.ts'
import { who } from '../who.ts'
import { formEnd } from './form-end.ts'
import { loginHint, loginHintText } from './login-hint.ts'

const texts = defineTexts({
  ru: {
    email: 'E-mail',
    login: 'Логин',
    password: 'Пароль',
    passwordHint: 'Не короче 8 знаков.',
    submit: 'Зарегистрироваться',
    emailTaken: 'На этот адрес аккаунт уже есть. Войдите в него или укажите другой адрес.',
    emailMalformed: 'Похоже на опечатку: адрес выглядит как имя@сайт.ру.',
    loginTaken: 'Этот логин занят. Придумайте другой.',
    loginTooShort: 'Нужно не меньше 3 знаков.',
    passwordTooShort: 'Нужно не меньше 8 знаков.',
    passwordIsLogin: 'Пароль не должен совпадать с логином.',
  },
  en: {
    email: 'E-mail',
    login: 'Login',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
    submit: 'Register',
    emailTaken: 'There is an account for this address already. Sign in to it, or give another address.',
    emailMalformed: 'This looks mistyped: an address looks like name@site.com.',
    loginTaken: 'This login is taken. Think of another one.',
    loginTooShort: 'At least 3 characters are needed.',
    passwordTooShort: 'At least 8 characters are needed.',
    passwordIsLogin: 'The password must not be the same as the login.',
  },
})

/** E-mail, login, password and nothing else (A1). Renders into the page for the sake of password savers. */
export class Registration extends UiElement {
  @state() private login = ''
  readonly #form = new FormState(this, (name, problem) => {
    const t = texts()
    if (name === 'email' && problem === 'taken') return t.emailTaken
    if (name === 'email' && problem === 'malformed') return t.emailMalformed
    if (name === 'login' && problem === 'taken') return t.loginTaken
    if (name === 'login' && problem === 'tooShort') return t.loginTooShort
    if (name === 'login' && problem !== 'required') return loginHintText(loginHint(this.login))
    if (name === 'password' && problem === 'tooShort') return t.passwordTooShort
    if (name === 'password' && problem === 'malformed') return t.passwordIsLogin
    return undefined
  })

  protected override createRenderRoot(): this {
    return this
  }

  readonly #submit = this.#form.submit(
    (values) =>
      api.register({
        email: values.email ?? '',
        login: values.login ?? '',
        password: values.password ?? '',
        language: language(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
      }),
    (me) => who.signedIn(me),
  )

  #typed(event: Event): void {
    const input = event.target as HTMLInputElement
    if (input.name === 'login') this.login = input.value
    this.#form.typed(event)
  }

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${this.#typed}>
      ${field({
        name: 'email',
        type: 'email',
        label: t.email,
        error: form.error('email'),
        autocomplete: 'email',
        required: true,
      })}
      ${field({
        name: 'login',
        label: t.login,
        hint: loginHintText(loginHint(this.login)),
        error: form.error('login'),
        autocomplete: 'username',
        required: true,
      })}
      ${field({
        name: 'password',
        type: 'password',
        label: t.password,
        hint: t.passwordHint,
        error: form.error('password'),
        autocomplete: 'new-password',
        required: true,
      })}
      ${formEnd(form, t.submit)}
    </form>`
  }
}

customElements.define('rh-registration', Registration)
