/**
 * Every setting of appearance and behaviour (C1–C15): what may be set, what stands until it is, and which feature of
 * the tariff it needs. An account sets it for all its sites, a site for itself; field by field (C11).
 */
import { invitationLength, never, standardWords } from '../invitationSettings.ts'
import { nameLength } from '../name.ts'
import { phraseLength, phrases } from './phrases.ts'
import type { Language, Setting, ValueOf } from './setting.ts'

const flag = { kind: 'flag' } as const
const text = { kind: 'text', most: invitationLength } as const
const off = { ...flag, standard: false } as const
const on = { ...flag, standard: true } as const
const placing = { feature: 'windowPlace' } as const
const hold = { feature: 'hold' } as const
const leads = { feature: 'leads' } as const
const theme = { feature: 'branding' } as const
const invitations = { feature: 'invitations' } as const

const named = {
  'button.shown': on,
  'button.side': { kind: 'choice', of: ['left', 'right', 'bottom'], standard: 'left' },
  'button.text': { kind: 'line', most: 40, standard: { ru: 'Задать вопрос', en: 'Ask a question' } },
  'button.color': { kind: 'colour', standard: '#d5372b' },
  'button.size': { kind: 'choice', of: ['small', 'medium', 'large'], standard: 'medium' },
  /** Percent along its edge. */
  'button.offset': { kind: 'number', least: 0, most: 100, standard: 50 },

  'window.company': { kind: 'line', most: 80, standard: '' },
  'window.about': { kind: 'line', most: 200, standard: '' },
  /** C3: to whom comes for the first time. */
  'window.greeting': { ...text, standard: '' },
  /** Empty: the button's. */
  'window.color': { kind: 'colour', open: true, standard: '' },
  // C4; empty: as the widget has it.
  'window.width': { kind: 'number', least: 300, most: 800, open: true, standard: '', ...placing },
  'window.height': { kind: 'number', least: 360, most: 1_000, open: true, standard: '', ...placing },
  'window.place': { kind: 'choice', of: ['', 'left', 'right'], standard: '', ...placing },
  'window.photos': on,

  'rating.on': off,

  'hold.on': { ...off, ...hold },
  /** Seconds. */
  'hold.after': { kind: 'number', least: 5, most: 3_600, standard: 30, ...hold },
  'hold.text': {
    ...text,
    standard: {
      ru: 'Подождите, пожалуйста, оператор вам скоро ответит.',
      en: 'One moment, please, an operator will answer soon.',
    },
    ...hold,
  },

  'lead.on': { ...off, ...leads },
  'lead.after': { kind: 'number', least: 5, most: 3_600, standard: 60, ...leads },
  'lead.text': {
    ...text,
    standard: {
      ru: 'Оператор не отвечает, оставьте свои контакты, и мы свяжемся с вами в ближайшее время.',
      en: 'The operator does not answer. Leave your contacts, and we will get back to you soon.',
    },
    ...leads,
  },

  'offline.on': on,
  'offline.title': { kind: 'line', most: 80, standard: { ru: 'Напишите нам', en: 'Write to us' } },
  'offline.caption': {
    ...text,
    standard: {
      ru: 'Сейчас никого нет на связи. Оставьте сообщение, и мы ответим.',
      en: 'Nobody is here right now. Leave a message, and we will answer.',
    },
  },
  /** Empty: the window's. */
  'offline.color': { kind: 'colour', open: true, standard: '' },
  'offline.name': on,
  'offline.email': on,
  'offline.phone': off,
  'offline.message': on,

  'consent.on': off,
  'consent.text': {
    ...text,
    standard: {
      ru: 'Согласие на обработку персональных данных',
      en: 'I agree to the processing of my personal data',
    },
  },
  'consent.link': { kind: 'link', standard: '' },

  /** `page`: light or dark as the page is. */
  'theme.scheme': { kind: 'choice', of: ['page', 'light', 'dark'], standard: 'page', ...theme },
  /** Pixels; empty: as the widget has it. */
  'theme.radius': { kind: 'number', least: 0, most: 40, open: true, standard: '', ...theme },
  'theme.font': { kind: 'font', standard: '', ...theme },
  /** Is the vendor named? */
  'theme.vendor': { ...on, ...theme },
  'theme.logo': { kind: 'picture', standard: '', ...theme },
  'theme.properties': { kind: 'properties', standard: '', ...theme },

  'invitation.automatic': { ...off, ...invitations },
  /** Seconds on the site, over all pages of the visit. */
  'invitation.delay': { kind: 'number', least: 1, most: never, standard: 30, ...invitations },
  'invitation.text': {
    ...text,
    standard: { ru: standardWords.ru.text, en: standardWords.en.text },
    ...invitations,
  },
  /** What an operator's invitation says when he writes nothing of his own. */
  'invitation.manual': {
    ...text,
    standard: { ru: standardWords.ru.manual, en: standardWords.en.manual },
    ...invitations,
  },
  /** Under whose name; empty: under the operator's, with his photo. */
  'invitation.inviter': { kind: 'line', most: nameLength, standard: '', ...invitations },
  'invitation.photo': { kind: 'picture', standard: '', ...invitations },
} as const satisfies Readonly<Record<string, Setting>>

export type PhraseName = `texts.${Language}.${string}`
export type Name = keyof typeof named | PhraseName
/** Nothing is left open in it. */
export type Whole = { readonly [N in keyof typeof named]: ValueOf<(typeof named)[N]> } & {
  readonly [N in PhraseName]: string
}
export type PictureName = 'theme.logo' | 'invitation.photo'

const texts = (language: Language) =>
  Object.entries(phrases[language]).map(
    ([phrase, standard]) =>
      [`texts.${language}.${phrase}`, { kind: 'line', most: phraseLength, standard }] as const,
  )

export const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ...Object.entries(named),
  ...texts('ru'),
  ...texts('en'),
])
