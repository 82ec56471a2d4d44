/** One frame must fit into a socket's outbox, whatever people wrote: the newest entries that do. */
import type { Entry } from '../protocol/frames.ts'

/** UTF-16 units of text in one frame; at most three bytes each. */
const most = 200_000
/** What an entry takes besides its text. */
const overhead = 200

export const newestWithin = (entries: ReadonlyArray<Entry>): ReadonlyArray<Entry> => {
  let left = most
  let first = entries.length
  while (first > 0) {
    const { event } = entries[first - 1]!
    left -= overhead + (event.kind === 'MessageSent' ? event.text.length : 0)
    if (left < 0) break
    first--
  }
  return first === 0 ? entries : entries.slice(first)
}
