/** H3: the four groups of the visitor table, told from the row alone. */
import type { VisitorRow } from '../../engine/protocol/frames.ts'

export const groups = ['mine', 'browsing', 'others', 'left'] as const
export type Group = (typeof groups)[number]

type Standing = Pick<VisitorRow, 'left' | 'open' | 'conversation' | 'operator'>

/** Opening the chat window is talking, before any message. */
export const talks = ({ open, conversation }: Standing): boolean => open || conversation !== null

/** Does he talk with nobody? Whoever is faster has him. */
export const waits = (row: Standing): boolean => row.left === null && talks(row) && row.operator === null

/** `me`: the operator who looks. */
export const groupOf = (row: Standing, me: string): Group => {
  if (row.left !== null) return 'left'
  if (!talks(row) || row.operator === null) return 'browsing'
  return row.operator === me ? 'mine' : 'others'
}
