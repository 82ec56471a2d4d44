import { html } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type FieldProblem, type Me } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { FormDialog } from '../lists/form-dialog.ts'
import { pageStyles } from '../page-styles.ts'
import { who } from '../who.ts'

const texts = defineTexts({
  ru: {
    title: 'Удаление аккаунта',
    text: 'Чат исчезнет с сайтов сразу, а через неделю сотрутся все данные: диалоги, посетители, операторы, настройки. До этого вы сможете передумать.',
    begin: 'Удалить аккаунт…',
    sure: 'Удалить аккаунт?',
    what: 'Чат исчезнет с ваших сайтов, операторы выйдут из консоли и больше не войдут. Через неделю всё сотрётся без возможности вернуть. Пока неделя идёт, войдите в кабинет, и удаление можно будет отменить.',
    login: 'Логин аккаунта',
    loginHint: (login: string) => `Введите ${login}, чтобы не удалить по ошибке.`,
    otherLogin: 'Это не логин вашего аккаунта.',
    password: 'Ваш пароль',
    wrong: 'Пароль не подходит.',
    submit: 'Удалить аккаунт',
  },
  en: {
    title: 'Deleting the account',
    text: 'The chat leaves your sites at once, and in a week all data is erased: dialogues, visitors, operators, settings. Until then you can change your mind.',
    begin: 'Delete the account…',
    sure: 'Delete the account?',
    what: 'The chat leaves your sites; operators are signed out and cannot sign in. In a week everything is erased and cannot be brought back. During that week sign in to the cabinet, and you can take it back.',
    login: 'The account’s login',
    loginHint: (login: string) => `Type ${login}, so that nothing is deleted by mistake.`,
    otherLogin: 'This is not your account’s login.',
    password: 'Your password',
    wrong: 'The password is wrong.',
    submit: 'Delete the account',
  },
})

/** Asks for login and password, so that nobody's slip and no open session is enough. */
class EndAccountDialog extends FormDialog<Me> {
  @property({ attribute: false }) me!: Me

  protected override get label(): string {
    return texts().sure
  }

  protected override get verb(): string {
    return texts().submit
  }

  protected override begin(): void {}

  protected override send({ login = '', currentPassword = '' }: Record<string, string>): Promise<Me> {
    return api.closeAccount(login, currentPassword)
  }

  protected override problem(name: string, problem: FieldProblem): string | undefined {
    if (problem !== 'wrong') return undefined
    return name === 'login' ? texts().otherLogin : texts().wrong
  }

  protected override fields() {
    const t = texts()
    return html`<p>${t.what}</p>
      ${field({
        name: 'login',
        label: t.login,
        hint: t.loginHint(this.me.account),
        error: this.form.error('login'),
        autocomplete: 'off',
        required: true,
        autofocus: true,
      })}
      ${field({
        name: 'currentPassword',
        type: 'password',
        label: t.password,
        error: this.form.error('currentPassword'),
        autocomplete: 'current-password',
        required: true,
      })}`
  }
}
customElements.define('rh-end-account-dialog', EndAccountDialog)

/** The administrator closes the account for good: asked twice. */
export class EndAccount extends UiElement {
  static override styles = pageStyles

  @property({ attribute: false }) me!: Me
  @state() private open = false

  protected override render() {
    const t = texts()
    return html`<section class="card">
        <header><h2>${t.title}</h2><p>${t.text}</p></header>
        <div class="actions">
          <button class="button danger" type="button" @click=${() => (this.open = true)}>${t.begin}</button>
        </div>
      </section>
      <rh-end-account-dialog
        .me=${this.me}
        .open=${this.open}
        @rh-saved=${(event: CustomEvent<Me>) => who.signedIn(event.detail)}
        @rh-close=${() => (this.open = false)}
      ></rh-end-account-dialog>`
  }
}

customElements.define('rh-end-account', EndAccount)
