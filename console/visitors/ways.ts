/** How an operator comes to talk with a visitor of the table. */
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { talks } from './group.ts'

/**
 * `select`: the dialogue is on his list; `open`: he may write first; `look`: somebody else's, to be read and perhaps
 * taken over; null: there is no talk, and no window to write into.
 */
export type Way = 'select' | 'open' | 'look' | null

/** `listed`: is this visitor's dialogue on the operator's list? */
export const wayTo = (row: VisitorRow, me: string, listed: boolean): Way => {
  if (listed) return 'select'
  if (row.left !== null) return row.conversation === null ? null : 'look'
  if (!talks(row)) return null
  if (row.operator !== null && row.operator !== me) return 'look'
  return row.open || row.operator === me ? 'open' : 'look'
}

/** May he take it over? Nobody can write to who has left. */
export const takeable = (row: VisitorRow, me: string): boolean =>
  row.left === null && talks(row) && row.operator !== me
