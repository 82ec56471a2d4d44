/** What kinds of settings there are: what may be set, and in which form it is kept. */
import type { FieldProblem } from '../field.ts'
import { name } from '../name.ts'
import type { Feature } from '../tariff.ts'
import { lengthProblem, writtenText } from '../text.ts'
import { colour } from './colour.ts'
import { isClosed, properties } from './properties.ts'

export type Language = 'ru' | 'en'
/** Empty text: nothing, or what the widget has by itself. */
export type Value = boolean | number | string

export type Kind =
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly of: ReadonlyArray<string> }
  /** Whole. `open`: may be empty. */
  | { readonly kind: 'number'; readonly least: number; readonly most: number; readonly open?: true }
  /** One line, or several; `most` UTF-16 units. */
  | { readonly kind: 'line' | 'text'; readonly most: number }
  /** `#rrggbb`. `open`: may be empty. */
  | { readonly kind: 'colour'; readonly open?: true }
  /** Of the web. */
  | { readonly kind: 'link' }
  /** Families of a font, as in a style sheet. */
  | { readonly kind: 'font' }
  /** CSS custom properties, see `properties.ts`. */
  | { readonly kind: 'properties' }
  /** The path of a picture, which comes by a request of its own; here it can be taken away. */
  | { readonly kind: 'picture' }

export type Setting = Kind & {
  /** By the language of the site where it is words. */
  readonly standard: Value | Readonly<Record<Language, Value>>
  /** Of the tariff (A4); without it the setting is locked, and counts for nothing. */
  readonly feature?: Feature
}

export type ValueOf<S> = S extends { kind: 'flag' }
  ? boolean
  : S extends { kind: 'choice'; of: ReadonlyArray<infer Choice> }
    ? Choice
    : S extends { kind: 'number'; open: true }
      ? number | ''
      : S extends { kind: 'number' }
        ? number
        : string

const linkLength = 2_000
const fontLength = 200
const propertiesLength = 8_000

/** Why it cannot be set; null when it can. */
export const settingProblem = (setting: Kind, given: unknown): FieldProblem | null => {
  switch (setting.kind) {
    case 'flag':
      return typeof given === 'boolean' ? null : 'malformed'
    case 'choice':
      return typeof given === 'string' && setting.of.includes(given) ? null : 'malformed'
    case 'number':
      return numberProblem(setting, given)
    default:
      return typeof given === 'string' ? wordProblem(setting, given) : 'malformed'
  }
}

const numberProblem = (
  { least, most, open }: Extract<Kind, { kind: 'number' }>,
  given: unknown,
): FieldProblem | null => {
  if (open && given === '') return null
  if (typeof given !== 'number' || !Number.isInteger(given)) return 'malformed'
  return given >= least && given <= most ? null : 'range'
}

type Words = Exclude<Kind, { kind: 'flag' | 'choice' | 'number' }>

const wordProblem = (setting: Words, given: string): FieldProblem | null => {
  switch (setting.kind) {
    case 'line':
      return lengthProblem(given, setting.most, name)
    case 'text':
      return lengthProblem(given, setting.most, writtenText)
    case 'colour':
      return (setting.open && given.trim() === '') || colour(given) !== null ? null : 'malformed'
    case 'link':
      if (given.length > linkLength) return 'tooLong'
      return given.trim() === '' || link(given) !== null ? null : 'malformed'
    case 'font':
      if (given.length > fontLength) return 'tooLong'
      return /^[\p{L}\p{N} ,'"_-]*$/u.test(given) && isClosed(given) ? null : 'malformed'
    case 'properties':
      if (given.length > propertiesLength) return 'tooLong'
      return properties(writtenText(given)) === null ? 'malformed' : null
    case 'picture':
      return given === '' ? null : 'malformed'
  }
}

/** As it is kept. Only of what has no problem. */
export const settingKept = (setting: Kind, given: Value): Value => {
  if (typeof given !== 'string') return given
  switch (setting.kind) {
    case 'line':
    case 'font':
      return name(given)
    case 'text':
    case 'properties':
      return writtenText(given)
    case 'colour':
      return colour(given) ?? ''
    case 'link':
      return link(given) ?? ''
    default:
      return given
  }
}

/** http and https alone: others can run scripts, or read files. */
const link = (given: string): string | null => {
  try {
    const { protocol, username, password, href } = new URL(given.trim())
    return /^https?:$/.test(protocol) && username === '' && password === '' ? href : null
  } catch {
    return null
  }
}
