/** When a conversation in which nobody writes ends by itself. */
import type { ConversationState } from './conversation.ts'

type Quiet = Pick<ConversationState, 'state' | 'operator' | 'transfer' | 'unseen' | 'quietSince'>

/**
 * Ms since 1970; null: not by itself, as it stands. What nobody has been given, and what nobody has read, stays:
 * closed, it would be on nobody's list.
 *
 * @param minutes without a word; 0: never
 */
export const endsAt = (of: Quiet, minutes: number): number | null => {
  if (minutes === 0 || of.state !== 'open' || of.operator === null) return null
  if (of.transfer !== null || of.unseen.length > 0) return null
  return of.quietSince + minutes * 60_000
}
