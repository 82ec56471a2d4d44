import { html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import { api, type Me } from '../console/ui/api.ts'
import { controls } from '../console/ui/controls.ts'
import { field } from '../console/ui/field.ts'
import { FormState } from '../console/ui/form.ts'
import { defineTexts, UiElement } from '../console/ui/i18n.ts'
import { notice, stateStyles } from '../console/ui/states.ts'
import { toast } from '../console/ui/toast.ts'
import { currentPassword, withCurrentPassword } from './current-password.ts'
import { pageStyles } from './page-styles.ts'

const texts = defineTexts({
  ru: {
    next: 'Новый пароль',
    hint: 'Не короче 8 знаков.',
    submit: 'Сменить пароль',
    done: 'Пароль изменён',
    tooShort: 'Нужно не меньше 8 знаков.',
    isLogin: 'Пароль не должен совпадать с логином.',
  },
  en: {
    next: 'New password',
    hint: 'At least 8 characters.',
    submit: 'Change password',
    done: 'Password changed',
    tooShort: 'At least 8 characters are needed.',
    isLogin: 'The password must not be the same as the login.',
  },
})

/** Changes one's own password; the current one is asked for (A6). */
export class PasswordForm extends UiElement {
  static override styles = [controls, stateStyles, pageStyles]

  @property({ attribute: false }) me!: Me
  readonly #form = new FormState(
    this,
    withCurrentPassword((name, problem) => {
      if (name !== 'password') return undefined
      if (problem === 'tooShort') return texts().tooShort
      return problem === 'malformed' ? texts().isLogin : undefined
    }),
  )

  readonly #submit = this.#form.submit(
    (values) =>
      api.editOperator(this.me.operator, {
        password: values.password ?? '',
        currentPassword: values.currentPassword ?? '',
      }),
    () => {
      this.shadowRoot?.querySelector('form')?.reset()
      toast(texts().done)
    },
  )

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
      <input type="hidden" name="username" autocomplete="username" .value=${this.me.login} />
      ${currentPassword(form)}
      ${field({
        name: 'password',
        type: 'password',
        label: t.next,
        hint: t.hint,
        error: form.error('password'),
        autocomplete: 'new-password',
        required: true,
      })}
      ${form.message === undefined ? nothing : notice('bad', form.message)}
      <div class="actions">
        <button class="button" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>${t.submit}</button>
      </div>
    </form>`
  }
}

customElements.define('rh-password-form', PasswordForm)
