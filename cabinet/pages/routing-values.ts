/** The values of the routing page's settings, without its looks. */
import type { Routing } from '../../console/ui/api.ts'

/** Days after which a client is still his operator's: never ends. */
export const always = 36_500

export const isRouting = (a: Routing, b: Routing): boolean =>
  a.clientDays === b.clientDays &&
  a.idleMinutes === b.idleMinutes &&
  a.seesAll === b.seesAll &&
  a.departmentChoice === b.departmentChoice

/** What may be chosen, and what was set by other means in its place; a last 0 (never) stays the last. */
export const withValue = (choices: ReadonlyArray<number>, value: number): ReadonlyArray<number> => {
  if (choices.includes(value)) return choices
  const at = choices.findIndex((each) => each > value)
  const end = choices.at(-1) === 0 ? choices.length - 1 : choices.length
  const before = at < 0 ? end : at
  return [...choices.slice(0, before), value, ...choices.slice(before)]
}

/** In the largest unit that has no rest. */
export const spanOf = (minutes: number): { unit: 'days' | 'hours' | 'minutes'; count: number } => {
  if (minutes % 1_440 === 0 && minutes > 1_440) return { unit: 'days', count: minutes / 1_440 }
  return minutes % 60 === 0 ? { unit: 'hours', count: minutes / 60 } : { unit: 'minutes', count: minutes }
}
