/** What an account may use, and until when (A3, A5). */
import type { Tariff } from './tariff.ts'

export interface Licence {
  readonly tariff: Tariff
  /** Ms since 1970, the first moment in which it no longer holds; null: for ever. */
  readonly until: number | null
  /** The first days of a new account. */
  readonly trial: boolean
}

/** What an account begins with, as the instance is set. */
export const beginnings = ['pro', 'business', 'personal', 'trial'] as const
export type Beginning = (typeof beginnings)[number]

const day = 86_400_000
/** A3. */
export const trialLength = 5 * day
/** So long before the end the administrator is told. */
export const noticeLength = 3 * day

export const forEver = (tariff: Tariff): Licence => ({ tariff, until: null, trial: false })

/** What is left when a licence has ended. */
export const personal: Licence = forEver('personal')

export const firstLicence = (beginning: Beginning, now: number): Licence =>
  beginning === 'trial' ? { tariff: 'business', until: now + trialLength, trial: true } : forEver(beginning)

export const isOver = ({ until }: Licence, now: number): boolean => until !== null && until <= now

/** Whole days that are left, the day in which it ends being one; null: for ever. */
export const daysLeft = ({ until }: Licence, now: number): number | null =>
  until === null ? null : Math.max(0, Math.ceil((until - now) / day))

/** Is it about to end? */
export const endsSoon = ({ until }: Licence, now: number): boolean =>
  until !== null && until > now && until - now <= noticeLength
