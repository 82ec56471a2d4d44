/** What calls the operator to the window: the tab's title, its icon, sound and notification. */
import type { EventFrame } from '../../engine/protocol/frames.ts'
import type { DeskState } from './DeskState.ts'

/** Messages that nobody has read, over all dialogues: of visitors who are there, and of those who are gone. */
export interface Unread {
  readonly here: number
  readonly gone: number
}

export const unreadTotal = (state: DeskState): Unread => {
  const total = { here: 0, gone: 0 }
  for (const d of state.dialogues.values()) total[d.presence.online && !d.off ? 'here' : 'gone'] += d.unread
  return total
}

/** Is there a dialogue that flashes (H7)? */
export const anyFlashing = (state: DeskState): boolean => {
  for (const d of state.dialogues.values()) if (d.flashing) return true
  return false
}

/**
 * The tab's title: the count always, and away from the window it alternates with the words (`lit`), so that a
 * narrow tab shows both. `words`: null when nothing calls.
 */
export const titleOf = (unread: number, words: string | null, product: string, lit: boolean): string => {
  if (lit && words !== null) return `● ${words}`
  if (unread === 0) return product
  return `(${unread > 99 ? '99+' : unread}) ${product}`
}

/** Does this event ring? Only a visitor's message that is new to us and that the operator is not looking at. */
export const rings = (before: DeskState, frame: EventFrame, watched: string | null): boolean => {
  const d = before.dialogues.get(frame.conversation)
  return (
    frame.event.kind === 'MessageSent' &&
    frame.event.author === 'visitor' &&
    d !== undefined &&
    frame.seq > d.seq &&
    watched !== frame.conversation
  )
}
