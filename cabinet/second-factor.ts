import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import {
  api,
  type Failure,
  failureOf,
  type SecondFactor as Known,
  type Me,
  type Operator,
  type SharedSecret,
} from '../console/ui/api.ts'
import { controls } from '../console/ui/controls.ts'
import { confirm } from '../console/ui/dialog.ts'
import { failureText } from '../console/ui/failure-texts.ts'
import { field } from '../console/ui/field.ts'
import { FormState } from '../console/ui/form.ts'
import { defineTexts, plural, UiElement } from '../console/ui/i18n.ts'
import { icon } from '../console/ui/icon.ts'
import '../console/ui/recovery-codes.ts'
import { sharedSecret, sharedSecretStyles } from '../console/ui/shared-secret.ts'
import { failed, loading, notice, stateStyles } from '../console/ui/states.ts'
import { toast } from '../console/ui/toast.ts'
import { currentPassword, withCurrentPassword } from './current-password.ts'
import { pageStyles } from './page-styles.ts'

const texts = defineTexts({
  ru: {
    off: 'Выключен. Для входа достаточно пароля.',
    on: 'Включён. Кроме пароля нужен код из приложения на телефоне.',
    left: (n: number) =>
      `${plural('ru', n, { one: 'Остался', few: 'Осталось', many: 'Осталось' })} ${n} ${plural('ru', n, { one: 'код', few: 'кода', many: 'кодов' })} восстановления.`,
    few: 'Коды восстановления заканчиваются. Создайте новые, чтобы войти и без телефона.',
    none: 'Кодов восстановления не осталось: без телефона вы не войдёте. Создайте новые.',
    turnOn: 'Включить',
    turnOff: 'Выключить',
    renew: 'Новые коды восстановления',
    code: 'Код из приложения',
    codeHint: 'Шесть цифр. Остальные ваши сеансы завершатся.',
    codeWrong: 'Код не подходит. Проверьте, верно ли идут часы на телефоне.',
    next: 'Продолжить',
    cancel: 'Отмена',
    turnedOn: 'Двухфакторный вход включён',
    turnedOff: 'Двухфакторный вход выключен',
    stays: 'Выключить нельзя: он обязателен для всех в аккаунте.',
    required: 'Обязателен для всех операторов',
    requiredHint: 'Кто его ещё не настроил, сделает это при следующем входе.',
    operators: 'У кого он включён',
    reset: 'Сбросить',
    resetOf: (name: string) => `Сбросить двухфакторный вход: ${name}`,
    resetTitle: (name: string) => `Сбросить двухфакторный вход: ${name}?`,
    resetText:
      'Нужно, если телефон и коды восстановления потеряны. Сеансы оператора завершатся, и войти можно будет по одному паролю.',
    wasReset: 'Двухфакторный вход сброшен',
  },
  en: {
    off: 'Off. The password alone signs you in.',
    on: 'On. Besides the password, a code from an app on your phone is needed.',
    left: (n: number) => `${n} recovery ${plural('en', n, { one: 'code', other: 'codes' })} left.`,
    few: 'Your recovery codes are running out. Make new ones, so that you can sign in without the phone, too.',
    none: 'No recovery codes are left: without the phone you cannot sign in. Make new ones.',
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    renew: 'New recovery codes',
    code: 'Code from the app',
    codeHint: 'Six digits. Your other sessions will end.',
    codeWrong: 'The code is wrong. Check that the phone’s clock is right.',
    next: 'Continue',
    cancel: 'Cancel',
    turnedOn: 'Two-factor sign-in is on',
    turnedOff: 'Two-factor sign-in is off',
    stays: 'It cannot be turned off: the account wants it of everybody.',
    required: 'Required of all operators',
    requiredHint: 'Who has not set it up yet does so at the next sign-in.',
    operators: 'Who has it on',
    reset: 'Reset',
    resetOf: (name: string) => `Reset two-factor sign-in: ${name}`,
    resetTitle: (name: string) => `Reset two-factor sign-in: ${name}?`,
    resetText:
      'For when phone and recovery codes are lost. The operator’s sessions end, and the password alone signs in.',
    wasReset: 'Two-factor sign-in was reset',
  },
})

/** So many recovery codes, or fewer, are few. */
const fewCodes = 3

/** What the person is about to do, and how far it has come. */
type Doing =
  | { readonly kind: 'on' | 'off' | 'renew' }
  | { readonly kind: 'code'; readonly shared: SharedSecret }
  | { readonly kind: 'codes'; readonly codes: ReadonlyArray<string> }

/** One's own second factor; for the administrator, also everybody's. */
export class SecondFactor extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    pageStyles,
    sharedSecretStyles,
    css`
      :host { gap: var(--rh-4); }
      .required { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 var(--rh-2); align-items: baseline; }
      .required span { grid-column: 2; color: var(--rh-text-3); font-size: var(--rh-text-s); }
      .all { display: grid; gap: var(--rh-3); padding-top: var(--rh-4); border-top: 1px solid var(--rh-line); }
      ul { list-style: none; padding: 0; }
      li { display: flex; align-items: center; justify-content: space-between; gap: var(--rh-3); min-height: 2.75rem; }
      li + li { border-top: 1px solid var(--rh-line); }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private known: Known | undefined
  @state() private failure: Failure | undefined
  @state() private operators: ReadonlyArray<Operator> = []
  @state() private doing: Doing | undefined
  readonly #form = new FormState(
    this,
    withCurrentPassword((name, problem) =>
      name === 'code' && problem === 'wrong' ? texts().codeWrong : undefined,
    ),
  )

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      this.known = await api.secondFactor()
      if (this.known.operators.length > 0) this.operators = await api.operators()
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  #begin(doing: Doing | undefined): void {
    this.#form.reset()
    this.doing = doing
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>('form input')?.focus())
  }

  readonly #withPassword = this.#form.submit(
    async ({ currentPassword = '' }): Promise<Doing | undefined> => {
      switch (this.doing?.kind) {
        case 'on':
          return { kind: 'code', shared: await api.beginSecondFactor(currentPassword) }
        case 'renew':
          return { kind: 'codes', codes: (await api.renewRecoveryCodes(currentPassword)).recoveryCodes }
        default:
          await api.removeSecondFactor(currentPassword)
          toast(texts().turnedOff)
          return undefined
      }
    },
    (next) => {
      this.#begin(next)
      void this.#load()
    },
  )

  readonly #withCode = this.#form.submit(
    ({ code = '' }) => api.confirmSecondFactor(code),
    ({ recoveryCodes }) => {
      toast(texts().turnedOn)
      this.#begin({ kind: 'codes', codes: recoveryCodes })
      void this.#load()
    },
  )

  async #require(event: Event): Promise<void> {
    const box = event.target as HTMLInputElement
    try {
      this.known = await api.requireSecondFactor(box.checked)
    } catch (error) {
      box.checked = !box.checked
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  async #reset({ id, name }: Operator): Promise<void> {
    const t = texts()
    if (!(await confirm({ title: t.resetTitle(name), text: t.resetText, verb: t.reset }))) return
    try {
      await api.resetSecondFactor(id)
      toast(t.wasReset)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
    await this.#load()
  }

  protected override render() {
    const t = texts()
    const { known, doing } = this
    if (this.failure) return failed(this.failure, () => void this.#load())
    if (!known) return loading(2)
    return html`<p>${known.on ? `${t.on} ${known.recoveryLeft > 0 ? t.left(known.recoveryLeft) : ''}` : t.off}</p>
      ${known.on && doing?.kind !== 'codes' ? this.#warning(known.recoveryLeft) : nothing}
      ${doing ? this.#step(doing) : this.#choices(known)} ${this.me.administrator ? this.#all(known) : nothing}`
  }

  #warning(left: number): TemplateResult | typeof nothing {
    if (left > fewCodes) return nothing
    return notice('warn', left === 0 ? texts().none : texts().few)
  }

  #choices({ on, required }: Known): TemplateResult {
    const t = texts()
    const button = (kind: 'on' | 'off' | 'renew', words: string) =>
      html`<button class="button" type="button" @click=${() => this.#begin({ kind })}>${words}</button>`
    if (!on) return html`<div class="actions">${button('on', t.turnOn)}</div>`
    return html`<div class="actions">${button('renew', t.renew)} ${required ? nothing : button('off', t.turnOff)}</div>
      ${required ? html`<p class="quiet">${t.stays}</p>` : nothing}`
  }

  #step(doing: Doing): TemplateResult {
    const t = texts()
    const form = this.#form
    if (doing.kind === 'codes') {
      return html`<rh-recovery-codes .codes=${doing.codes} @rh-done=${() => this.#begin(undefined)}></rh-recovery-codes>`
    }
    const withCode = doing.kind === 'code'
    return html`<form
      class="fields"
      novalidate
      method="post"
      @submit=${withCode ? this.#withCode : this.#withPassword}
      @input=${form.typed}
    >
      ${
        withCode
          ? html`${sharedSecret(doing.shared)}
            ${field({ name: 'code', label: t.code, hint: t.codeHint, error: form.error('code'), autocomplete: 'one-time-code', inputmode: 'numeric', required: true, maxlength: 10 })}`
          : currentPassword(form)
      }
      ${form.message === undefined ? nothing : notice('bad', form.message)}
      <div class="actions">
        <button class="button primary" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>
          ${doing.kind === 'off' ? t.turnOff : t.next}
        </button>
        <button class="button" type="button" @click=${() => this.#begin(undefined)}>${t.cancel}</button>
      </div>
    </form>`
  }

  #all({ required, operators }: Known): TemplateResult {
    const t = texts()
    const others = this.operators.filter(({ id }) => operators.includes(id) && id !== this.me.operator)
    return html`<div class="all">
      <label class="required">
        <input type="checkbox" .checked=${required} @change=${this.#require} />
        ${t.required}<span>${t.requiredHint}</span>
      </label>
      ${
        others.length === 0
          ? nothing
          : html`<h3>${t.operators}</h3>
            <ul>
              ${others.map(
                (operator) => html`<li>
                  <span>${operator.name}</span>
                  <button
                    class="button small"
                    type="button"
                    aria-label=${t.resetOf(operator.name)}
                    @click=${() => this.#reset(operator)}
                  >
                    ${icon('rotate-cw')}${t.reset}
                  </button>
                </li>`,
              )}
            </ul>`
      }
    </div>`
  }
}

customElements.define('rh-second-factor', SecondFactor)
