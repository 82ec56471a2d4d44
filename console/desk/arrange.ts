/** The order of the list. A row moves only upwards, once a turn, and never under the pointer. */
import type { Listed } from './DeskState.ts'
import { waits } from './mood.ts'

/**
 * Newest turn first. While `held` (pointer over the list, keyboard in it) rows keep their places and new ones
 * come in at the end, so that a click hits what it was aimed at.
 */
export const arrange = (
  before: ReadonlyArray<string>,
  dialogues: ReadonlyMap<string, Listed>,
  held: boolean,
): ReadonlyArray<string> => {
  const sorted = [...dialogues.values()].sort(newestTurn).map((d) => d.id)
  const order = held ? keepPlaces(before, sorted) : sorted
  return same(order, before) ? before : order
}

/** Where `step` leads from `from`; stays inside the list. */
export const neighbour = (order: ReadonlyArray<string>, from: string | null, step: 1 | -1): string | null => {
  if (order.length === 0) return null
  const at = from === null ? -1 : order.indexOf(from)
  if (at < 0) return order[step > 0 ? 0 : order.length - 1] ?? null
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null
}

/** Who has waited longest for an answer, apart from the one on screen and those whose answer is `underway`. */
export const nextWaiting = (
  dialogues: ReadonlyMap<string, Listed>,
  from: string | null,
  underway: ReadonlyMap<string, unknown> = new Map(),
): string | null => {
  let next: Listed | null = null
  for (const d of dialogues.values()) {
    if (d.id === from || !waits(d) || underway.has(d.id)) continue
    if (!next || preferred(d, next)) next = d
  }
  return next?.id ?? null
}

/** Those who are still here come before those who left. */
const preferred = (a: Listed, b: Listed): boolean =>
  a.presence.online !== b.presence.online ? a.presence.online : a.turn < b.turn

const newestTurn = (a: Listed, b: Listed): number => b.turn - a.turn || (a.id < b.id ? 1 : -1)

const keepPlaces = (before: ReadonlyArray<string>, sorted: ReadonlyArray<string>): ReadonlyArray<string> => {
  const present = new Set(sorted)
  const placed = new Set(before)
  return [...before.filter((id) => present.has(id)), ...sorted.filter((id) => !placed.has(id))]
}

const same = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])
