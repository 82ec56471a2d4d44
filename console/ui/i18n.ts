/**
 * The words of the interface, in Russian and English, switched while running.
 *
 * A dictionary stands beside the element that uses it:
 * ```ts
 * const texts = defineTexts({ ru: { save: 'Сохранить' }, en: { save: 'Save' } })
 * html`<button>${texts().save}</button>`
 * ```
 * The type comes from the Russian: English must have the same keys, and functions with the same arguments.
 * An element says words only in `render`, and extends `UiElement` (or adds a `LanguageController`), so that it
 * renders again when the language changes.
 */
import { LitElement, type ReactiveController, type ReactiveControllerHost } from 'lit'
import type { Language } from '../../engine/api/language.ts'

export type { Language }
export const languages: ReadonlyArray<Language> = ['ru', 'en']

type Phrase = string | ((...args: never[]) => unknown)
export interface Phrases {
  readonly [key: string]: Phrase | Phrases
}

/** The shape of the Russian dictionary, with other words. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => infer R
      ? (...args: A) => R extends string ? string : R
      : Translation<T[K]>
}

/** Every dictionary that was defined, for the test that looks for missing and untranslated words. */
export const dictionaries: Array<{ ru: Phrases; en: Phrases }> = []

const keptUnder = 'redhelper:language'
const hosts = new Set<ReactiveControllerHost>()
let current: Language = initial()

/** The dictionary of the language that is on now: call it in `render`, never keep the result. */
export function defineTexts<T extends Phrases>(texts: {
  ru: T
  en: Translation<NoInfer<T>>
}): () => Translation<T> {
  dictionaries.push(texts as unknown as { ru: Phrases; en: Phrases })
  return () => (current === 'ru' ? (texts.ru as unknown as Translation<T>) : (texts.en as Translation<T>))
}

export const language = (): Language => current

/** Switches the interface. */
export function setLanguage(next: Language): void {
  document.documentElement.lang = next
  if (next === current) return
  current = next
  for (const host of hosts) host.requestUpdate()
}

/** Switches the interface because the person asked for it, and remembers it for this browser. */
export function chooseLanguage(next: Language): void {
  keep(next)
  setLanguage(next)
}

/** What was chosen in this browser; undefined when nobody chose. */
export const chosenLanguage = (): Language | undefined => kept()

/** Renders its element again when the language changes. */
export class LanguageController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }
  hostConnected(): void {
    hosts.add(this.#host)
    this.#host.requestUpdate()
  }
  hostDisconnected(): void {
    hosts.delete(this.#host)
  }
}

/** The base of every element of ours that says words. */
export class UiElement extends LitElement {
  constructor() {
    super()
    new LanguageController(this)
  }
}

/** Russian has one/few/many, English one/other; `other` (Russian: fractions) falls back to `many`. */
export interface PluralForms {
  readonly one: string
  readonly few?: string
  readonly many?: string
  readonly other?: string
}

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }

/** The form of a noun that goes with a number: `plural('ru', 5, { one: 'диалог', few: 'диалога', many: 'диалогов' })`. */
export function plural(of: Language, count: number, forms: PluralForms): string {
  const rule = rules[of].select(count) as keyof PluralForms
  return forms[rule] ?? forms.other ?? forms.many ?? forms.few ?? forms.one
}

/** What this browser chose before, else the first of its languages that we speak, else Russian. */
function initial(): Language {
  // The desk runs without a page too, where nobody reads.
  if (typeof document === 'undefined') return 'ru'
  const chosen = kept()
  const found = chosen ?? navigator.languages?.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'ru'
  document.documentElement.lang = found
  return found
}

function isLanguage(value: string | null): value is Language {
  return value === 'ru' || value === 'en'
}

// Storage may be blocked: then the choice lives as long as the page.
function kept(): Language | undefined {
  try {
    const value = localStorage.getItem(keptUnder)
    return isLanguage(value) ? value : undefined
  } catch {
    return undefined
  }
}

function keep(value: Language): void {
  try {
    localStorage.setItem(keptUnder, value)
  } catch {}
}
