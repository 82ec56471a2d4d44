import type { Held } from '../../engine/protocol/client/Transcript.ts'
import type { Position } from '../../engine/protocol/frames.ts'

/** Of one conversation: the operator's messages behind `seen`, and the place of the last one. */
export interface Unread {
  readonly count: number
  /** `seq` of the operator's last message; 0 when he said nothing. Marks go there and no further: they are
   * events themselves, and marking those would never end. */
  readonly last: number
}

/** `seenHere`: how far this browser has shown it, since marks of a closed conversation no longer move. */
export const unreadOf = ({ id, seen, entries }: Held, seenHere: Position | null): Unread => {
  const reached = Math.max(seen.visitor, seenHere?.conversation === id ? seenHere.seq : 0)
  let count = 0
  let last = 0
  for (const { seq, event } of entries) {
    if (event.kind !== 'MessageSent' || event.author !== 'operator') continue
    last = seq
    if (seq > reached) count++
  }
  return { count, last }
}
