/** C10: how visitors of a site are invited, as it was set. Pure; no Schema, for browsers too. */
import type { Language } from './settings/setting.ts'
import type { Whole } from './settings/table.ts'

/** UTF-16 units of an invitation's text as it is written, before its gaps are filled. */
export const invitationLength = 500

/** Seconds of delay that mean: never by itself (the manual's number). */
export const never = 999_999

export interface InvitationSettings {
  readonly language: Language
  /** Are visitors invited by themselves? */
  readonly automatic: boolean
  /** Seconds on the site before that, over all pages of the visit. */
  readonly delay: number
  readonly text: string
  /** What an operator's invitation says when he writes nothing of his own. */
  readonly manual: string
  /** Under whose name; empty: under the operator's, with his photo. */
  readonly inviter: string
  /** Path of the inviter's photo. */
  readonly photo: string | null
}

/** In the language of the site. */
export const standardWords: Readonly<Record<Language, Pick<InvitationSettings, 'text' | 'manual'>>> = {
  ru: {
    text: 'Здравствуйте. Остались вопросы? Отвечу прямо здесь.',
    manual: 'Здравствуйте. Могу вам чем-нибудь помочь?',
  },
  en: {
    text: 'Hello. Any questions? I can answer right here.',
    manual: 'Hello. Can I help you with anything?',
  },
}

export const invitationSettings = (whole: Whole, language: Language): InvitationSettings => ({
  language,
  automatic: whole['invitation.automatic'],
  delay: whole['invitation.delay'],
  text: whole['invitation.text'],
  manual: whole['invitation.manual'],
  inviter: whole['invitation.inviter'],
  photo: whole['invitation.photo'] || null,
})

/** Ms on the site after which a visitor is invited; null: never. */
export const delayOf = ({
  automatic,
  delay,
}: Pick<InvitationSettings, 'automatic' | 'delay'>): number | null =>
  automatic && delay < never ? delay * 1_000 : null
