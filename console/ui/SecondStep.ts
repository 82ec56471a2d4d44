/**
 * What comes after a right password: a code of the authenticator app, or setting one up where the account wants it of
 * everybody. For both sign-in forms, which show its fields in place of their own and keep their looks.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { ApiError, api, type Me, type SharedSecret } from './api.ts'
import { field } from './field.ts'
import type { FormState } from './form.ts'
import { defineTexts } from './i18n.ts'
import './recovery-codes.ts'
import { sharedSecret } from './shared-secret.ts'

const texts = defineTexts({
  ru: {
    code: 'Код из приложения',
    codeHint: 'Шесть цифр из приложения для одноразовых кодов.',
    recovery: 'Код восстановления',
    recoveryHint: 'Один из десяти, что вы сохранили. После входа он больше не подойдёт.',
    useRecovery: 'Нет телефона под рукой',
    useApp: 'Ввести код из приложения',
    setUp:
      'В этом аккаунте вход двухфакторный. Настройте его один раз, и в следующий раз понадобится только код.',
    back: 'Назад',
  },
  en: {
    code: 'Code from the app',
    codeHint: 'Six digits from your app for one-time codes.',
    recovery: 'Recovery code',
    recoveryHint: 'One of the ten that you kept. It does not work a second time.',
    useRecovery: 'No phone at hand',
    useApp: 'Enter the app’s code',
    setUp: 'This account signs in with two factors. Set it up once, and next time only the code is needed.',
    back: 'Back',
  },
})

type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'code'; readonly recovery: boolean }
  | { readonly kind: 'setUp'; readonly shared: SharedSecret }
  | { readonly kind: 'codes'; readonly me: Me }

export class SecondStep implements ReactiveController {
  #step: Step = { kind: 'password' }
  #login = ''
  #password = ''
  #focus = false
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #finish: (me: Me) => void

  constructor(host: ReactiveControllerHost & HTMLElement, finish: (me: Me) => void) {
    this.#host = host
    this.#finish = finish
    host.addController(this)
  }

  /** The form asks for login and password, as ever. */
  get first(): boolean {
    return this.#step.kind === 'password'
  }

  /** Nothing is left to send: recovery codes are shown. */
  get over(): boolean {
    return this.#step.kind === 'codes'
  }

  hostUpdated(): void {
    if (!this.#focus) return
    this.#focus = false
    const root = this.#host.shadowRoot ?? this.#host
    root.querySelector<HTMLElement>('input:not([type="hidden"])')?.focus()
  }

  /** Signs in, or goes on to what is still wanted; other failures are the form's. */
  readonly send = async (values: Readonly<Record<string, string>>): Promise<void> => {
    if (this.first) {
      this.#login = (values.login ?? '').trim()
      this.#password = values.password ?? ''
    }
    try {
      this.#signedIn(await api.signIn(this.#login, this.#password, values.code))
    } catch (error) {
      const failure = error instanceof ApiError ? error.failure : undefined
      if (failure?._tag === 'SecondFactorNeeded') this.#go({ kind: 'code', recovery: false })
      else if (failure?._tag === 'SecondFactorMissing') this.#go({ kind: 'setUp', shared: failure })
      else throw error
    }
  }

  #signedIn(me: Me): void {
    this.#password = ''
    if (me.recoveryCodes === undefined) this.#finish(me)
    else this.#go({ kind: 'codes', me })
  }

  #go(step: Step): void {
    this.#step = step
    this.#focus = true
    this.#host.requestUpdate()
  }

  /** In the place of login and password. */
  fields(form: FormState): TemplateResult {
    const t = texts()
    const step = this.#step
    switch (step.kind) {
      case 'password':
        return html``
      case 'codes': {
        const { recoveryCodes = [], ...me } = step.me
        return html`<rh-recovery-codes .codes=${recoveryCodes} @rh-done=${() => this.#finish(me)}></rh-recovery-codes>`
      }
      case 'setUp':
        return html`<p class="quiet">${t.setUp}</p>
          ${sharedSecret(step.shared)} ${this.#code(form, false)}`
      case 'code':
        return this.#code(form, step.recovery)
    }
  }

  #code(form: FormState, recovery: boolean): TemplateResult {
    const t = texts()
    return field({
      name: 'code',
      label: recovery ? t.recovery : t.code,
      hint: recovery ? t.recoveryHint : t.codeHint,
      error: form.error('code'),
      autocomplete: recovery ? 'off' : 'one-time-code',
      inputmode: recovery ? 'text' : 'numeric',
      required: true,
      maxlength: 40,
    })
  }

  /** Below the form's button: another way, and the way back. */
  others(form: FormState): TemplateResult | typeof nothing {
    const t = texts()
    const step = this.#step
    if (step.kind === 'password' || step.kind === 'codes') return nothing
    const go = (next: Step) => () => {
      form.reset()
      this.#go(next)
    }
    const recovery = step.kind === 'code' && step.recovery
    return html`${
      step.kind === 'code'
        ? html`<button class="button plain wide" type="button" @click=${go({ kind: 'code', recovery: !recovery })}>
            ${recovery ? t.useApp : t.useRecovery}
          </button>`
        : nothing
    }
      <button class="button plain wide" type="button" @click=${go({ kind: 'password' })}>${t.back}</button>`
  }
}
