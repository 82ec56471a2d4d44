import { html } from 'lit'
import { property } from 'lit/decorators.js'
import { api } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { who } from '../who.ts'
import { formEnd } from './form-end.ts'

const texts = defineTexts({
  ru: { login: 'Логин', password: 'Пароль', submit: 'Войти' },
  en: { login: 'Login', password: 'Password', submit: 'Sign in' },
})

/** Sign-in for the account's login and for operators' logins (A7). Renders into the page, like registration. */
export class SignIn extends UiElement {
  /** Whose password is wanted, when it can be nobody else's. */
  @property() login = ''
  readonly #form = new FormState(this)

  protected override createRenderRoot(): this {
    return this
  }

  readonly #submit = this.#form.submit(
    (values) => api.signIn(values.login ?? '', values.password ?? ''),
    (me) => who.signedIn(me),
  )

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
      ${field({
        name: 'login',
        label: t.login,
        value: this.login,
        readonly: this.login !== '',
        error: form.error('login'),
        autocomplete: 'username',
        required: true,
      })}
      ${field({
        name: 'password',
        type: 'password',
        label: t.password,
        error: form.error('password'),
        autocomplete: 'current-password',
        required: true,
        autofocus: this.login !== '',
      })}
      ${formEnd(form, t.submit)}
    </form>`
  }
}

customElements.define('rh-sign-in', SignIn)
