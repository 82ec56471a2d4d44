import { html, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Failure, failureOf } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { failed, loading, notice } from '../../console/ui/states.ts'
import { formEnd } from './form-end.ts'

const texts = defineTexts({
  ru: {
    login: 'Логин',
    password: 'Новый пароль',
    hint: 'Не короче 8 знаков. На всех устройствах, где вы вошли, придётся войти заново.',
    submit: 'Сохранить пароль',
    tooShort: 'Нужно не меньше 8 знаков.',
    isLogin: 'Пароль не должен совпадать с логином.',
    expired: 'Ссылка действовала один час, и он прошёл. Пароль остался прежним.',
    used: 'Эта ссылка больше не действует: ею уже воспользовались, или пароль и адрес с тех пор меняли.',
    unknown: 'Эта ссылка не подходит. Возможно, она скопировалась не целиком: откройте её прямо из письма.',
    again: 'Запросить новую ссылку',
    back: 'Ко входу',
  },
  en: {
    login: 'Login',
    password: 'New password',
    hint: 'At least 8 characters. Wherever you are signed in, you will have to sign in again.',
    submit: 'Save the password',
    tooShort: 'At least 8 characters are needed.',
    isLogin: 'The password must not be the same as the login.',
    expired: 'The link was good for one hour, and that has passed. The password is as it was.',
    used: 'This link is no longer good: it was used, or the password or the address has been changed since.',
    unknown: 'This link does not fit. Perhaps it was not copied whole: open it right from the letter.',
    again: 'Ask for a new link',
    back: 'Back to sign-in',
  },
})

/**
 * Where the link of a letter leads (A2): a new password for the account that it belongs to.
 * @event rh-renewed - detail: the login whose password it is now.
 */
export class NewPassword extends UiElement {
  @property() token = ''
  @state() private login = ''
  @state() private failure: Failure | undefined
  readonly #form = new FormState(this, (name, problem) => {
    if (name === 'password' && problem === 'tooShort') return texts().tooShort
    if (name === 'password' && problem === 'malformed') return texts().isLogin
    return undefined
  })

  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#look()
  }

  async #look(): Promise<void> {
    this.failure = undefined
    try {
      this.login = (await api.lookReset(this.token)).login
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  readonly #submit = this.#form.submit(
    async (values) => {
      try {
        return await api.useReset(this.token, values.password ?? '')
      } catch (error) {
        // Too late while it was typed: then there is nothing to type any more.
        const failure = failureOf(error)
        if (failure._tag === 'DeadLink') this.failure = failure
        throw error
      }
    },
    ({ login }) => this.dispatchEvent(new CustomEvent('rh-renewed', { detail: login })),
  )

  protected override render() {
    const { failure } = this
    if (failure?._tag === 'DeadLink') return this.#dead(texts()[failure.reason])
    if (failure) return failed(failure, () => void this.#look())
    if (this.login === '') return loading(2)
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
      ${field({ name: 'login', label: t.login, value: this.login, readonly: true, autocomplete: 'username' })}
      ${field({
        name: 'password',
        type: 'password',
        label: t.password,
        hint: t.hint,
        error: form.error('password'),
        autocomplete: 'new-password',
        required: true,
        autofocus: true,
      })}
      ${formEnd(form, t.submit)}
    </form>`
  }

  #dead(why: string): TemplateResult {
    const t = texts()
    return html`${notice('warn', why)}
      <a class="button primary wide" href="/forgot">${t.again}</a>
      <p class="other"><a href="/signin">${t.back}</a></p>`
  }
}

customElements.define('rh-new-password', NewPassword)
