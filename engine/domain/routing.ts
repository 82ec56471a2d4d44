/** Who gets a dialogue, and why. */
import { Schema } from 'effect'

/** Told in the transcript's details. */
export const Reason = Schema.Literals([
  /** F2: the client was his before. */
  'sticky',
  /** F1: drawn among those with the fewest open conversations. */
  'leastLoaded',
  /** F1: nobody else could have got it. */
  'onlyOne',
  /** F4: a colleague transferred it. */
  'transfer',
  /** A transfer that was refused, or that nobody answered. */
  'cameBack',
  /** F4: he took it over. */
  'takenOver',
  /** H5: the client accepted his invitation. */
  'invited',
  /** Those who could have got it have as many as they may: it waits. */
  'full',
  /** It has waited for one of those. */
  'queue',
])
export type Reason = typeof Reason.Type

export interface Drawn {
  readonly operator: string | null
  /** Null when nobody could get it. */
  readonly reason: Reason | null
}

const day = 24 * 60 * 60 * 1000

/** F2: whose client this is. `days`: how long he stays that after the last word with him. */
export const ownOperator = (
  last: { readonly operator: string; readonly lastAt: number } | null,
  now: number,
  days: number,
): string | null => (last !== null && now - last.lastAt <= days * day ? last.operator : null)
