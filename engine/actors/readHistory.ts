/** Answers `history` of either socket: what one visitor's conversations held before a position. */
import { Effect } from 'effect'
import { forVisitor } from '../protocol/encode.ts'
import type { Position } from '../protocol/frames.ts'
import { newestWithin } from './newestWithin.ts'
import type { Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'

export const readHistory = (
  parts: Parts,
  account: string,
  visitor: string,
  before: Position | null,
  limit: number,
  socket: Socket,
  ref: number,
  /** What the visitor himself may read. */
  own = false,
): void | Effect.Effect<void> => {
  const read = () => {
    if (!socket.live) return
    const page = parts.history.entriesBefore(account, visitor, before, limit)
    const found = newestWithin(page.entries)
    const entries = own ? found.map(forVisitor) : found
    const more = page.more || entries.length < page.entries.length
    reply(socket, ref, { entries, more, operators: parts.people.speakers(account, entries) })
  }
  // Almost always history has everything; otherwise it will in a moment.
  if (parts.projection.position() >= parts.log.lastId()) return read()
  return parts.projection.caughtUp.pipe(
    Effect.map(read),
    Effect.catch(() => Effect.sync(() => refuse(socket, ref, 'busy'))),
  )
}
