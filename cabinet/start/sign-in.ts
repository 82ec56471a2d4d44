import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { SecondStep } from '../../console/ui/SecondStep.ts'
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
  readonly #second = new SecondStep(this, (me) => who.signedIn(me))

  protected override createRenderRoot(): this {
    return this
  }

  readonly #submit = this.#form.submit(
    (values) => this.#second.send(values),
    () => {},
  )

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
      ${this.#second.first ? this.#first() : this.#second.fields(form)}
      ${this.#second.over ? nothing : formEnd(form, t.submit)} ${this.#second.others(form)}
    </form>`
  }

  #first(): TemplateResult {
    const t = texts()
    const form = this.#form
    return html`${field({
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
      })}`
  }
}

customElements.define('rh-sign-in', SignIn)
