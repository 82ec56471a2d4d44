/** May a visitor of the table be invited (H5)? */
import { type Hindrance, hindrance } from '../../engine/protocol/client/invitations.ts'
import type { VisitorRow } from '../../engine/protocol/frames.ts'

/** Besides what hinders with this visitor: `locked`, the tariff has none; `offline`, the operator is. */
export type WhyNot = Hindrance | 'locked' | 'offline'

export interface Inviter {
  readonly operator: string
  readonly online: boolean
  /** Does the tariff have invitations (A4)? */
  readonly allowed: boolean
}

/** Null: he may. `now`: engine's clock. */
export const whyNotInvite = (row: VisitorRow, inviter: Inviter, now: number): WhyNot | null => {
  if (!inviter.allowed) return 'locked'
  const { left, open, conversation, operator, invited, answeredAt } = row
  const talk = conversation === null ? null : { operator }
  const why = hindrance({ present: left === null, open, talk, invited, answeredAt }, inviter.operator, now)
  return why ?? (inviter.online ? null : 'offline')
}
