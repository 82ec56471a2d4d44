/**
 * One labelled input with its hint and its error, as markup: label, hint and error belong to the input in the
 * same tree, so that screen readers and password savers find them.
 */
import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { defineTexts } from './i18n.ts'
import { icon } from './icon.ts'

const texts = defineTexts({
  ru: { showPassword: 'Показать пароль', hidePassword: 'Скрыть пароль' },
  en: { showPassword: 'Show password', hidePassword: 'Hide password' },
})

export interface Field {
  /** The input's name: the key in the form's values and in the engine's `Invalid`. */
  readonly name: string
  readonly label: string
  /** One sentence under the input. */
  readonly hint?: string | TemplateResult | undefined
  /** What is wrong, in the person's language; `FormState.error(name)` says it. */
  readonly error?: string | undefined
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'date'
  readonly value?: string
  readonly placeholder?: string
  readonly autocomplete?: string
  readonly required?: boolean
  readonly readonly?: boolean
  readonly maxlength?: number
  readonly autofocus?: boolean
  readonly inputmode?: 'text' | 'email' | 'url' | 'numeric'
}

export function field(of: Field): TemplateResult {
  const id = `field-${of.name}`
  // The error takes the hint's place: two sentences about one input are one too many.
  const hinted = of.error === undefined && of.hint !== undefined
  const hint = !hinted ? undefined : `${id}-hint`
  const error = of.error === undefined ? undefined : `${id}-error`
  const about = error ?? hint
  const input = html`<input
    class="input"
    id=${id}
    name=${of.name}
    type=${of.type ?? 'text'}
    .defaultValue=${of.value ?? ''}
    placeholder=${ifDefined(of.placeholder)}
    autocomplete=${(of.autocomplete ?? 'off') as AutoFill}
    autocapitalize="none"
    spellcheck="false"
    inputmode=${ifDefined(of.inputmode)}
    maxlength=${ifDefined(of.maxlength)}
    aria-describedby=${ifDefined(about)}
    aria-invalid=${of.error === undefined ? 'false' : 'true'}
    ?required=${of.required}
    ?readonly=${of.readonly}
    ?autofocus=${of.autofocus}
  />`
  return html`<div class="field">
    <label for=${id}>${of.label}</label>
    ${of.type === 'password' ? withToggle(input) : input}
    ${!hinted ? nothing : html`<div class="hint" id=${hint}>${of.hint}</div>`}
    ${
      of.error === undefined
        ? nothing
        : html`<div class="error" id=${error} role="alert">${icon('circle-alert', { size: 14 })}<span>${of.error}</span></div>`
    }
  </div>`
}

// The toggle works on the input itself: whether a password is shown is nobody's state but the input's.
function withToggle(input: TemplateResult): TemplateResult {
  return html`<div class="with-button">
    ${input}
    <button
      class="button plain small icon-only"
      type="button"
      aria-label=${texts().showPassword}
      title=${texts().showPassword}
      @click=${toggle}
    >
      ${icon('eye')}
    </button>
  </div>`
}

function toggle(event: Event): void {
  const button = event.currentTarget as HTMLButtonElement
  const input = button.parentElement?.querySelector('input')
  if (!input) return
  const shown = input.type === 'password'
  input.type = shown ? 'text' : 'password'
  button.setAttribute('aria-pressed', String(shown))
  button.title = shown ? texts().hidePassword : texts().showPassword
}
