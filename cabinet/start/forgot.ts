import { html, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { isolated } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice } from '../../console/ui/states.ts'
import { formEnd } from './form-end.ts'

const texts = defineTexts({
  ru: {
    lead: 'Укажите e-mail, с которым регистрировали аккаунт. Пришлём ссылку, по которой можно задать новый пароль.',
    email: 'E-mail',
    malformed: 'Похоже на опечатку: адрес выглядит как имя@сайт.ру.',
    submit: 'Прислать ссылку',
    operators: 'Пароль оператора меняет администратор аккаунта: в кабинете, в разделе «Операторы».',
    sent: (email: string) =>
      `Если аккаунт с адресом ${email} есть, письмо со ссылкой уже в пути. Ссылка действует один час.`,
    nothing: 'Письма нет? Загляните в «Спам» и проверьте, тот ли это адрес.',
    again: 'Указать другой адрес',
    noMail:
      'Этот сервер пока не отправляет почту, поэтому письмо не придёт. Новый пароль может задать тот, кто управляет сервером.',
    back: 'Ко входу',
  },
  en: {
    lead: 'Give the e-mail with which the account was registered. We send a link to set a new password.',
    email: 'E-mail',
    malformed: 'This looks mistyped: an address looks like name@site.com.',
    submit: 'Send the link',
    operators:
      'An operator’s password is changed by the account’s administrator: in the cabinet, under “Operators”.',
    sent: (email: string) =>
      `If there is an account with the address ${email}, a letter with the link is on its way. The link works for one hour.`,
    nothing: 'No letter? Look into your spam folder, and check that this is the right address.',
    again: 'Give another address',
    noMail:
      'This server does not send mail yet, so no letter will come. Whoever runs the server can set a new password.',
    back: 'Back to sign-in',
  },
})

/** A link to a new password, by the registration e-mail (A2). Whether there is such an account is not told. */
export class Forgot extends UiElement {
  /** Does this server send letters? */
  @property({ type: Boolean }) mail = true
  /** Where it was sent, if there is such an account. */
  @state() private sentTo = ''
  #typed = ''
  readonly #form = new FormState(this, (name, problem) =>
    name === 'email' && problem === 'malformed' ? texts().malformed : undefined,
  )

  protected override createRenderRoot(): this {
    return this
  }

  readonly #submit = this.#form.submit(
    (values) => {
      this.#typed = values.email ?? ''
      return api.askReset(this.#typed)
    },
    () => {
      this.sentTo = this.#typed.trim()
    },
  )

  #again(): void {
    this.sentTo = ''
    this.#form.reset()
  }

  protected override render() {
    const t = texts()
    return html`${this.sentTo === '' ? this.#ask() : this.#sent()}
      <p class="other"><a href="/signin">${t.back}</a></p>`
  }

  #ask(): TemplateResult {
    const t = texts()
    const form = this.#form
    if (!this.mail) return notice('warn', t.noMail)
    return html`<p class="other">${t.lead}</p>
      <form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
        ${field({
          name: 'email',
          type: 'email',
          label: t.email,
          error: form.error('email'),
          autocomplete: 'email',
          required: true,
          value: this.#typed,
        })}
        ${formEnd(form, t.submit)}
      </form>
      <p class="other">${t.operators}</p>`
  }

  #sent(): TemplateResult {
    const t = texts()
    return html`<div role="status">${notice('good', t.sent(isolated(this.sentTo)))}</div>
      <p class="other">${t.nothing}</p>
      <button class="button wide" type="button" @click=${this.#again}>${t.again}</button>`
  }
}

customElements.define('rh-forgot', Forgot)
