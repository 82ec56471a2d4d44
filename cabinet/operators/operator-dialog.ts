import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Operator } from '../../console/ui/api.ts'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { controls } from '../../console/ui/controls.ts'
import '../../console/ui/dialog.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice, stateStyles } from '../../console/ui/states.ts'
import '../code-block.ts'
import { formStyles } from '../lists/form-styles.ts'
import '../photo/photo-field.ts'
import { loginHint, loginHintText } from '../start/login-hint.ts'
import { mayLoseUnsaved, Unsaved } from '../unsaved.ts'
import './operator-sessions.ts'

const texts = defineTexts({
  ru: {
    add: 'Новый оператор',
    edit: 'Оператор',
    name: 'Имя',
    nameHint: 'Так оператора видят посетители. Имена могут совпадать.',
    login: 'Логин',
    loginOnce: 'Логин потом не меняется.',
    password: 'Пароль',
    passwordHint: 'Не короче 8 знаков.',
    newPassword: 'Новый пароль',
    newPasswordHint: 'Оставьте пустым, чтобы не менять. Со сменой пароля сеансы оператора завершатся.',
    ownPassword: 'Свой пароль меняют на странице «Аккаунт».',
    statistics: 'Статистика диалогов',
    statisticsHint: 'В своём кабинете оператор видит статистику и диалоги, если это включено.',
    sees: 'Видит',
    seesNot: 'Не видит',
    save: 'Сохранить',
    addVerb: 'Добавить',
    cancel: 'Отмена',
    done: 'Готово',
    added: 'Оператор добавлен',
    addedText: 'Передайте оператору, где и с чем входить. Пароль показан в последний раз.',
    handover: 'Данные для входа',
    handoverCode: (address: string, login: string, password: string) =>
      `Консоль: ${address}\nЛогин: ${login}\nПароль: ${password}`,
    loginTaken: 'Этот логин занят или был занят раньше. Придумайте другой.',
    passwordTooShort: 'Нужно не меньше 8 знаков.',
    passwordIsLogin: 'Пароль не должен совпадать с логином.',
  },
  en: {
    add: 'New operator',
    edit: 'Operator',
    name: 'Name',
    nameHint: 'Visitors see the operator under this name. Names may repeat.',
    login: 'Login',
    loginOnce: 'The login cannot be changed later.',
    password: 'Password',
    passwordHint: 'At least 8 characters.',
    newPassword: 'New password',
    newPasswordHint: 'Leave empty to keep it. A new password ends the operator’s sessions.',
    ownPassword: 'Your own password is changed on the “Account” page.',
    statistics: 'Dialogue statistics',
    statisticsHint: 'In his own cabinet the operator sees statistics and dialogues, if this is on.',
    sees: 'Sees them',
    seesNot: 'Does not',
    save: 'Save',
    addVerb: 'Add',
    cancel: 'Cancel',
    done: 'Done',
    added: 'Operator added',
    addedText: 'Tell the operator where to sign in, and with what. The password is shown for the last time.',
    handover: 'Sign-in data',
    handoverCode: (address: string, login: string, password: string) =>
      `Console: ${address}\nLogin: ${login}\nPassword: ${password}`,
    loginTaken: 'This login is taken, or was once. Think of another one.',
    passwordTooShort: 'At least 8 characters are needed.',
    passwordIsLogin: 'The password must not be the same as the login.',
  },
})

/**
 * Adds an operator, or changes one (D1, D2).
 * @event rh-saved - detail: the operator as it is now.
 * @event rh-close - closed by the person or after saving.
 */
export class OperatorDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    formStyles,
    choiceStyles,
    css`
      rh-photo-field {
        margin-bottom: var(--rh-5);
      }
      rh-photo-field[cropping] {
        margin-bottom: 0;
      }
      rh-photo-field[cropping] ~ form {
        display: none;
      }
      .added {
        display: grid;
        gap: var(--rh-4);
      }
      hr {
        width: 100%;
        margin: 0;
        border: 0;
        border-top: 1px solid var(--rh-line);
      }
    `,
  ]

  /** null: a new one. */
  @property({ attribute: false }) operator: Operator | null = null
  @property({ type: Boolean }) open = false
  /** The signed-in person's own record: the own password is changed elsewhere. */
  @property({ type: Boolean }) own = false
  /** Where the console is, for handing over. */
  @property() console = ''
  @state() private login = ''
  @state() private statistics = true
  @state() private handover: { login: string; password: string } | undefined

  readonly #form = new FormState(this, (name, problem) => {
    const t = texts()
    if (name === 'login' && problem === 'taken') return t.loginTaken
    if (name === 'login' && problem === 'malformed') return loginHintText(loginHint(this.login))
    if (name === 'password' && problem === 'tooShort') return t.passwordTooShort
    if (name === 'password' && problem === 'malformed') return t.passwordIsLogin
    return undefined
  })

  constructor() {
    super()
    new Unsaved(this, () => this.open && this.#form.changed)
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('open') === false && this.open) {
      this.#form.reset()
      this.login = ''
      this.statistics = this.operator?.statistics ?? true
      this.handover = undefined
    }
  }

  readonly #add = this.#form.submit(
    async (values) => {
      const given = {
        login: values.login ?? '',
        name: values.name ?? '',
        password: values.password ?? '',
      }
      const operator = await api.addOperator(given)
      return { operator, password: given.password }
    },
    ({ operator, password }) => {
      this.#saved(operator)
      this.handover = { login: operator.login, password }
    },
  )

  readonly #edit = this.#form.submit(
    ({ name = '', password = '' }) => {
      const { id, name: before, statistics } = this.operator!
      // Only what was changed here: another window may have changed the rest.
      return api.editOperator(id, {
        ...(name === before ? {} : { name }),
        ...(password === '' ? {} : { password }),
        ...(this.statistics === statistics ? {} : { statistics: this.statistics }),
      })
    },
    (operator) => {
      this.#saved(operator)
      this.#close()
    },
  )

  #saved(operator: Operator): void {
    this.dispatchEvent(new CustomEvent('rh-saved', { detail: operator }))
  }

  #photo(event: CustomEvent<string | null>): void {
    if (!this.operator) return
    this.#saved({ ...this.operator, photo: event.detail })
  }

  /** A slip of Escape does not throw away what was typed. */
  async #leave(event: Event): Promise<void> {
    if (this.#form.busy) return
    if (this.#form.changed) {
      event.preventDefault()
      if (!(await mayLoseUnsaved())) return
    }
    this.#close()
  }

  #close(): void {
    this.open = false
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  #typed(event: Event): void {
    const input = event.target as HTMLInputElement
    if (input.name === 'login') this.login = input.value
    this.#form.typed(event)
  }

  protected override render() {
    const t = texts()
    const label = this.handover ? t.added : this.operator ? t.edit : t.add
    return html`<rh-dialog label=${label} ?open=${this.open} ?locked=${this.#form.busy} @rh-close=${this.#leave}>
      ${!this.open ? nothing : this.handover ? this.#added(this.handover) : this.#fields()}
    </rh-dialog>`
  }

  #rights(): TemplateResult {
    const t = texts()
    return html`${choice<'sees' | 'seesNot'>({
      name: 'statistics',
      label: t.statistics,
      hint: t.statisticsHint,
      value: this.statistics ? 'sees' : 'seesNot',
      options: [
        { value: 'sees', label: t.sees },
        { value: 'seesNot', label: t.seesNot },
      ],
      choose: (value) => (this.statistics = value === 'sees'),
    })}
      <rh-operator-sessions operator=${this.operator!.id}></rh-operator-sessions>`
  }

  #fields(): TemplateResult {
    const t = texts()
    const form = this.#form
    const { operator } = this
    return html`${
      operator
        ? html`<rh-photo-field
            operator=${operator.id}
            .name=${operator.name}
            .photo=${operator.photo}
            @rh-photo=${this.#photo}
          ></rh-photo-field>`
        : nothing
    }
      <form novalidate method="post" @submit=${operator ? this.#edit : this.#add} @input=${this.#typed}>
        ${operator ? html`<hr />` : nothing}
        ${field({
          name: 'name',
          label: t.name,
          hint: t.nameHint,
          value: operator?.name ?? '',
          error: form.error('name'),
          required: true,
          autofocus: operator === null,
        })}
        ${
          operator
            ? field({ name: 'login', label: t.login, value: operator.login, readonly: true })
            : field({
                name: 'login',
                label: t.login,
                hint: `${loginHintText(loginHint(this.login))} ${t.loginOnce}`,
                error: form.error('login'),
                required: true,
              })
        }
        ${
          this.own
            ? notice('plain', t.ownPassword)
            : field({
                name: 'password',
                type: 'password',
                label: operator ? t.newPassword : t.password,
                hint: operator ? t.newPasswordHint : t.passwordHint,
                error: form.error('password'),
                autocomplete: 'new-password',
                required: operator === null,
              })
        }
        ${operator && !operator.administrator ? this.#rights() : nothing}
        ${form.message === undefined ? nothing : notice('bad', form.message)}
        <div class="buttons">
          <button class="button" type="button" @click=${this.#leave}>${t.cancel}</button>
          <button class="button primary" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>
            ${operator ? t.save : t.addVerb}
          </button>
        </div>
      </form>`
  }

  #added({ login, password }: { login: string; password: string }): TemplateResult {
    const t = texts()
    return html`<div class="added">
      <p class="quiet">${t.addedText}</p>
      <rh-code label=${t.handover} .code=${t.handoverCode(this.console, login, password)}></rh-code>
      <div class="buttons">
        <button class="button primary" type="button" @click=${this.#close}>${t.done}</button>
      </div>
    </div>`
  }
}

customElements.define('rh-operator-dialog', OperatorDialog)
