/** H7: how a dialogue stands, in one word. The list shows each by weight, colour, icon and word. */
import type { Listed } from './DeskState.ts'

/**
 * `fresh`: nothing was said yet; `unanswered`: the last word is the client's; `answered`: it is ours;
 * `gone`: the client left the site; `closed`: the dialogue has ended.
 */
export type Mood = 'fresh' | 'unanswered' | 'answered' | 'gone' | 'closed'

export const moodOf = (d: Pick<Listed, 'state' | 'presence' | 'last' | 'off'>): Mood => {
  if (d.off || d.state === 'closed') return 'closed'
  if (!d.presence.online) return 'gone'
  if (d.last === null) return 'fresh'
  return d.last.author === 'visitor' ? 'unanswered' : 'answered'
}

/** Does the client wait for a word from us? Also when he left meanwhile: he may come back for the answer. */
export const waits = (d: Pick<Listed, 'state' | 'last' | 'off'>): boolean =>
  !d.off && d.state !== 'closed' && d.last?.author === 'visitor'

export const isTyping = (d: Pick<Listed, 'preview'>): boolean => d.preview !== ''
