import { en } from './en.ts'
import { inWords, type Own } from './inWords.ts'
import { ru } from './ru.ts'

/** Every phrase of the widget; the Russian file says which there are. */
export type Texts = typeof ru
export type Language = 'ru' | 'en'

/** One language of the widget: its phrases, and dates, times and plurals by `Intl`. */
export class Speech {
  readonly texts: Texts
  private readonly plurals: Intl.PluralRules
  private readonly clock: Intl.DateTimeFormat
  private readonly moment: Intl.DateTimeFormat
  private readonly dayOfYear: Intl.DateTimeFormat
  private readonly dayWithYear: Intl.DateTimeFormat
  private readonly nearDay: Intl.RelativeTimeFormat

  constructor(
    readonly language: Language,
    /** What the account says in other words (C12). */
    own: Own = {},
    browser = navigator.language,
  ) {
    this.texts = inWords(own, language === 'en' ? en : ru)
    this.plurals = new Intl.PluralRules(language)
    // Of one language the browser knows the visitor's own habits: 14:05 or 2:05 PM.
    const habits = browser.startsWith(language) ? browser : language
    this.clock = new Intl.DateTimeFormat(habits, { timeStyle: 'short' })
    this.moment = new Intl.DateTimeFormat(habits, { dateStyle: 'long', timeStyle: 'short' })
    this.dayOfYear = new Intl.DateTimeFormat(habits, { day: 'numeric', month: 'long' })
    this.dayWithYear = new Intl.DateTimeFormat(habits, { day: 'numeric', month: 'long', year: 'numeric' })
    this.nearDay = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  }

  time(at: number): string {
    return this.clock.format(at)
  }

  /** For the tooltip of a time. */
  full(at: number): string {
    return this.moment.format(at)
  }

  /** «Сегодня», «Вчера», «12 ноября», «12 ноября 2024 г.» */
  day(at: number, now: number): string {
    const days = Math.round((midnight(at) - midnight(now)) / 86_400_000)
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
    if (days === 0 || days === -1) return capital(this.nearDay.format(days, 'day'))
    return (sameYear ? this.dayOfYear : this.dayWithYear).format(at)
  }

  count(forms: Texts['newMessages'], n: number): string {
    const form = this.plurals.select(n) as keyof typeof forms
    return (forms[form] ?? forms.other).replace('{n}', String(n))
  }
}

export const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
