/** C10: how an account invites, and where one of its sites does it in another way. Pure; no Schema, for browsers too. */
import type { FieldProblem } from './field.ts'
import { lengthProblem, writtenText } from './text.ts'

/** UTF-16 units of an invitation's text as it is written, before its gaps are filled. */
export const invitationLength = 500

/** Seconds of delay that mean: never by itself (the manual's number). */
export const never = 999_999

/** What an account or a site has of its own; null: what stands above it has. */
export interface InvitationFields {
  /** Are visitors invited by themselves? */
  readonly automatic: boolean | null
  /** Seconds on the site before that, over all pages of the visit. */
  readonly delay: number | null
  readonly text: string | null
  /** What an operator's invitation says when he writes nothing of his own. */
  readonly manual: string | null
  /** Under whose name; empty: under the operator's, with his photo. */
  readonly inviter: string | null
}

export type InvitationWords = Pick<Whole, 'text' | 'manual'>

/** Nothing is left open in it. */
export type Whole = { readonly [Field in keyof InvitationFields]: NonNullable<InvitationFields[Field]> }

/** What the owner never touched: nobody is invited by itself. */
export const inherits: InvitationFields = {
  automatic: null,
  delay: null,
  text: null,
  manual: null,
  inviter: null,
}

/** In the language of the site. */
export const standardWords: Readonly<Record<'ru' | 'en', InvitationWords>> = {
  ru: {
    text: 'Здравствуйте. Остались вопросы? Отвечу прямо здесь.',
    manual: 'Здравствуйте. Могу вам чем-нибудь помочь?',
  },
  en: {
    text: 'Hello. Any questions? I can answer right here.',
    manual: 'Hello. Can I help you with anything?',
  },
}

export const standard = (language: 'ru' | 'en'): Whole => ({
  automatic: false,
  delay: 30,
  ...standardWords[language],
  inviter: '',
})

/** Field by field: the site's, else the account's, else the standard in the site's language. */
export const inherited = (
  language: 'ru' | 'en',
  account: InvitationFields,
  site: InvitationFields = inherits,
): Whole => {
  const none = standard(language)
  return {
    automatic: site.automatic ?? account.automatic ?? none.automatic,
    delay: site.delay ?? account.delay ?? none.delay,
    text: site.text ?? account.text ?? none.text,
    manual: site.manual ?? account.manual ?? none.manual,
    inviter: site.inviter ?? account.inviter ?? none.inviter,
  }
}

/** Ms on the site after which a visitor is invited; null: never. */
export const delayOf = ({ automatic, delay }: Pick<Whole, 'automatic' | 'delay'>): number | null =>
  automatic && delay < never ? delay * 1_000 : null

export const invitationTextProblem = (given: string): FieldProblem | null =>
  lengthProblem(given, invitationLength, writtenText)

export const delayProblem = (seconds: number): FieldProblem | null => {
  if (!Number.isInteger(seconds) || seconds < 1) return 'malformed'
  return seconds > never ? 'tooLong' : null
}
