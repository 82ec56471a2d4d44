/** What stands in the form of invitations, and how it becomes what the engine keeps. Pure. */
import type { InvitationFields, OwnInvitations, StandardInvitations } from '../../console/ui/api.ts'

export type Inviter = 'inherited' | 'operator' | 'own'

/** As it is typed; what is empty is inherited. */
export interface Draft {
  /** Null: inherited. */
  readonly automatic: boolean | null
  readonly delay: string
  readonly text: string
  readonly manual: string
  readonly inviter: Inviter
  /** Of one's own inviter. */
  readonly name: string
}

/** The account has nothing above it but the standard, so nothing in it is called inherited. */
export const draftOf = ({ site, automatic, delay, text, manual, inviter }: OwnInvitations): Draft => ({
  automatic: automatic ?? (site === null ? false : null),
  delay: delay === null ? '' : String(delay),
  text: text ?? '',
  manual: manual ?? '',
  inviter: inviter ? 'own' : inviter === null && site !== null ? 'inherited' : 'operator',
  name: inviter ?? '',
})

/** Does a site say anything that the account does not say for it? */
export const hasOwn = ({ automatic, delay, text, manual, inviter }: OwnInvitations): boolean =>
  [automatic, delay, text, manual, inviter].some((field) => field !== null)

export const sameDraft = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Null: what was typed is no number of seconds. */
export const fieldsOf = ({
  automatic,
  delay,
  text,
  manual,
  inviter,
  name,
}: Draft): InvitationFields | null => {
  const seconds = delay.replace(/\s/g, '')
  if (!/^\d{0,9}$/.test(seconds)) return null
  return {
    automatic,
    delay: seconds === '' ? null : Number(seconds),
    text: text.trim() || null,
    manual: manual.trim() || null,
    inviter: inviter === 'inherited' ? null : inviter === 'operator' ? '' : name.trim(),
  }
}

/** What a visitor would get. `common`: of the account, for a site. */
export interface Result {
  readonly automatic: boolean
  readonly delay: string
  readonly text: string
  readonly manual: string
  /** Empty: the operator. */
  readonly name: string
  readonly photo: string | null
}

export const resultOf = (
  draft: Draft,
  photo: string | null,
  standard: StandardInvitations,
  common: OwnInvitations | null = null,
): Result => {
  const above = common === null ? null : resultOf(draftOf(common), common.photo, standard)
  const { inviter, name } = draft
  const who =
    inviter === 'own'
      ? { name: name.trim(), photo }
      : inviter === 'inherited' && above
        ? { name: above.name, photo: above.photo }
        : { name: '', photo: null }
  return {
    automatic: draft.automatic ?? above?.automatic ?? standard.automatic,
    delay: draft.delay.trim() || (above?.delay ?? String(standard.delay)),
    text: draft.text.trim() || (above?.text ?? standard.text),
    manual: draft.manual.trim() || (above?.manual ?? standard.manual),
    ...who,
  }
}
