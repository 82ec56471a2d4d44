/** One setting: its name, whose value it is, the control for its kind, and what it is for or what is wrong with it. */
import { html, nothing, type TemplateResult } from 'lit'
import { ifDefined } from 'lit/directives/if-defined.js'
import { live } from 'lit/directives/live.js'
import type { FormState } from '../../console/ui/form.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { type Name, type Setting, settings } from '../../engine/protocol/client/settings.ts'
import './colour-field.ts'
import type { Draft } from './draft.ts'
import { wordsOf } from './words.ts'

const texts = defineTexts({
  ru: {
    own: 'изменено',
    reset: 'вернуть по умолчанию',
    ownOfSite: 'своё',
    resetOfSite: 'вернуть общее',
    inherited: 'как у всех сайтов',
    clear: 'оставить пустым',
    empty: 'Пусто',
    on: 'Да',
    off: 'Нет',
  },
  en: {
    own: 'changed',
    reset: 'back to the default',
    ownOfSite: 'its own',
    resetOfSite: 'back to the shared one',
    inherited: 'as for all sites',
    clear: 'leave empty',
    empty: 'Empty',
    on: 'Yes',
    off: 'No',
  },
})

/** The page that a setting stands on. */
export interface Sheet {
  readonly draft: Draft
  readonly form: FormState
  change(draft: Draft): void
}

export interface Shown {
  /** Instead of its usual words. */
  readonly label?: string
  readonly hint?: string | undefined
  /** A number that is dragged. */
  readonly slider?: boolean
  readonly lang?: string
}

export const settingField = (sheet: Sheet, name: Name, shown: Shown = {}): TemplateResult => {
  const setting = settings.get(name)!
  const words = { ...wordsOf(name), ...shown }
  const id = `field-${name}`
  const error = sheet.form.error(name)
  const about = error === undefined && words.hint === undefined ? undefined : `${id}-about`
  const radios = setting.kind === 'flag' || setting.kind === 'choice'
  const group = radios || setting.kind === 'colour'
  const control = radios
    ? choices(sheet, name, setting, words.options)
    : entry(sheet, name, setting, { ...shown, label: words.label, about, wrong: error !== undefined })
  return html`<div
    class="field setting"
    role=${ifDefined(radios ? 'radiogroup' : group ? 'group' : undefined)}
    aria-labelledby=${ifDefined(group ? `${id}-label` : undefined)}
    aria-describedby=${ifDefined(group ? about : undefined)}
  >
    <div class="caption">
      ${
        group
          ? html`<span class="label" id="${id}-label">${words.label}</span>`
          : html`<label class="label" for=${id} lang=${ifDefined(shown.lang)}>${words.label}</label>`
      }
      ${origin(sheet, name, words.label)}
    </div>
    ${control}
    ${error === undefined && words.hint !== undefined ? html`<div class="hint" id=${about!}>${words.hint}</div>` : nothing}
    ${
      error === undefined
        ? nothing
        : html`<div class="error" id=${about!} role="alert">${icon('circle-alert', { size: 14 })}<span>${error}</span></div>`
    }
  </div>`
}

/** Of its own, or inherited; and the way back. */
export const origin = (sheet: Sheet, name: Name, label: string): TemplateResult | typeof nothing => {
  const t = texts()
  const { draft } = sheet
  const ofSite = draft.site !== null
  const button = (text: string, act: () => void) =>
    html`<button type="button" aria-label="${text}: ${label}" @click=${act}>${text}</button>`
  if (draft.own(name) !== undefined) {
    return html`<span class="origin"><span>${ofSite ? t.ownOfSite : t.own}</span>${button(
      ofSite ? t.resetOfSite : t.reset,
      () => sheet.change(draft.set(name, null)),
    )}</span>`
  }
  if (!ofSite) return nothing
  return html`<span class="origin"><span>${t.inherited}</span>${
    mayBeEmpty(draft, name) ? button(t.clear, () => sheet.change(draft.set(name, ''))) : nothing
  }</span>`
}

/** What all sites have, this one may want to have not. */
const mayBeEmpty = (draft: Draft, name: Name): boolean => {
  const setting = settings.get(name)!
  if (setting.kind === 'flag' || setting.kind === 'choice') return false
  return setting.standard === '' && draft.inherited(name) !== ''
}

const choices = (
  sheet: Sheet,
  name: Name,
  setting: Setting,
  options: Readonly<Record<string, string>> = {},
): TemplateResult => {
  const t = texts()
  const now = sheet.draft.value(name) as boolean | string
  const values = setting.kind === 'choice' ? setting.of : [true, false]
  const label = (value: boolean | string) => {
    if (typeof value === 'string') return options[value || 'none'] ?? value
    const word = value ? 'on' : 'off'
    return options[word] ?? t[word]
  }
  return html`<div class="choices">
    ${values.map(
      (value) => html`<label>
        <input
          type="radio"
          name=${name}
          value=${String(value)}
          .checked=${live(value === now)}
          @change=${() => sheet.change(sheet.draft.set(name, value))}
        />${label(value)}
      </label>`,
    )}
  </div>`
}

interface Entry extends Shown {
  readonly label: string
  readonly about: string | undefined
  readonly wrong: boolean
}

const entry = (sheet: Sheet, name: Name, setting: Setting, of: Entry): TemplateResult => {
  const { draft } = sheet
  const type = (event: Event) =>
    sheet.change(draft.type(name, (event.target as HTMLInputElement | HTMLTextAreaElement).value))
  if (of.slider) return slider(name, Number(draft.value(name)), of, type)
  if (setting.kind === 'colour') {
    return html`<rh-colour-field
      id="field-${name}"
      .name=${name}
      .label=${of.label}
      .value=${String(draft.own(name) ?? '')}
      .inherited=${String(draft.whole[name] || draft.whole['button.color'])}
      ?wrong=${of.wrong}
      @rh-colour=${({ detail }: CustomEvent<string>) => sheet.change(draft.type(name, detail))}
    ></rh-colour-field>`
  }
  return written(name, setting, draft, of, type)
}

const slider = (name: Name, value: number, { about }: Entry, type: (event: Event) => void): TemplateResult =>
  html`<div class="slider">
    <input
      type="range"
      id="field-${name}"
      name=${name}
      min="0"
      max="100"
      .value=${live(String(value))}
      aria-describedby=${ifDefined(about)}
      @input=${type}
    />
    <output for="field-${name}">${value}</output>
  </div>`

const written = (
  name: Name,
  setting: Setting,
  draft: Draft,
  { about, lang, wrong }: Entry,
  type: (event: Event) => void,
): TemplateResult => {
  const own = draft.own(name)
  const placeholder = own === '' ? texts().empty : String(draft.inherited(name))
  const invalid = wrong ? 'true' : 'false'
  if (setting.kind === 'text' || setting.kind === 'properties') {
    const code = setting.kind === 'properties'
    return html`<textarea
      class="input ${code ? 'code' : ''}"
      id="field-${name}"
      name=${name}
      rows=${code ? 6 : 3}
      dir="auto"
      maxlength=${ifDefined(setting.kind === 'text' ? setting.most : undefined)}
      spellcheck=${code ? 'false' : 'true'}
      placeholder=${placeholder}
      aria-describedby=${ifDefined(about)}
      aria-invalid=${invalid}
      .value=${live(String(own ?? ''))}
      @input=${type}
    ></textarea>`
  }
  return html`<input
    class="input"
    id="field-${name}"
    name=${name}
    dir="auto"
    autocomplete="off"
    lang=${ifDefined(lang)}
    inputmode=${ifDefined(setting.kind === 'number' ? 'numeric' : undefined)}
    maxlength=${ifDefined(setting.kind === 'line' ? setting.most : undefined)}
    placeholder=${placeholder}
    aria-describedby=${ifDefined(about)}
    aria-invalid=${invalid}
    .value=${live(String(own ?? ''))}
    @input=${type}
  />`
}
