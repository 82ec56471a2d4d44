import { html, nothing, type PropertyValues } from 'lit'
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
import { Unsaved } from './unsaved.ts'
import { who } from './who.ts'

const texts = defineTexts({
  ru: {
    email: 'E-mail администратора',
    emailHint: 'Сюда приходят письма об аккаунте и ссылка, если вы забудете пароль.',
    formEmail: 'E-mail для сообщений с сайта',
    formHint: 'Сюда приходит то, что посетители пишут, пока вас нет. Пусто: на e-mail администратора.',
    submit: 'Сохранить адреса',
    saved: 'Адреса сохранены',
    savedNew: 'Адреса сохранены. На прежний e-mail отправлено письмо об этом.',
    malformed: 'Похоже на опечатку: адрес выглядит как имя@сайт.ру.',
    taken: 'На этот адрес уже есть другой аккаунт.',
  },
  en: {
    email: 'Administrator’s e-mail',
    emailHint: 'Letters about the account go here, and the link in case you forget the password.',
    formEmail: 'E-mail for messages from the site',
    formHint: 'What visitors write while you are away goes here. Empty: to the administrator’s e-mail.',
    submit: 'Save addresses',
    saved: 'Addresses saved',
    savedNew: 'Addresses saved. A letter about it went to the former e-mail.',
    malformed: 'This looks mistyped: an address looks like name@site.com.',
    taken: 'Another account has this address already.',
  },
})

/** Where the account's letters go; the current password is asked for (A6). */
export class EmailsForm extends UiElement {
  static override styles = [controls, stateStyles, pageStyles]

  @property({ attribute: false }) me!: Me
  readonly #form = new FormState(
    this,
    withCurrentPassword((_, problem) =>
      problem === 'malformed' || problem === 'taken' ? texts()[problem] : undefined,
    ),
  )

  constructor() {
    super()
    new Unsaved(this, () => this.#form.changed)
  }

  readonly #submit = this.#form.submit(
    (values) =>
      api.setEmails({
        email: values.email ?? '',
        formEmail: values.formEmail?.trim() || null,
        currentPassword: values.currentPassword ?? '',
      }),
    ({ email, formEmail }) => {
      const t = texts()
      toast(email === this.me.email ? t.saved : t.savedNew)
      who.update({ email, formEmail })
    },
  )

  // The addresses stand there in the form in which they are kept.
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('me') && !this.#form.changed) this.shadowRoot?.querySelector('form')?.reset()
  }

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
      <input type="hidden" name="username" autocomplete="username" .value=${this.me.login} />
      ${field({
        name: 'email',
        type: 'email',
        label: t.email,
        hint: t.emailHint,
        value: this.me.email ?? '',
        error: form.error('email'),
        autocomplete: 'email',
        required: true,
      })}
      ${field({
        name: 'formEmail',
        type: 'email',
        label: t.formEmail,
        hint: t.formHint,
        value: this.me.formEmail ?? '',
        placeholder: this.me.email ?? '',
        error: form.error('formEmail'),
      })}
      ${
        form.changed || form.busy
          ? html`${currentPassword(form)}
            ${form.message === undefined ? nothing : notice('bad', form.message)}
            <div class="actions">
              <button class="button primary" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>${t.submit}</button>
            </div>`
          : nothing
      }
    </form>`
  }
}

customElements.define('rh-emails-form', EmailsForm)
