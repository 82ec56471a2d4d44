/** Days of an account, in its time zone (A6): `2027-01-01`. */

const shape = /^(\d{4})-(\d{2})-(\d{2})$/

/** The first moment after this day in this zone; null when there is no such day. */
export const endOfDay = (given: string, timeZone: string): number | null => {
  const [, year, month, day] = shape.exec(given.trim()) ?? []
  if (year === undefined) return null
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (new Date(utc).toISOString().slice(0, 10) !== given.trim()) return null
  return startOfDay(new Date(utc + 86_400_000).toISOString().slice(0, 10), timeZone)
}

/** By trying: what the zone's clocks show at a moment is known, the moment at which they show something is not. */
const startOfDay = (day: string, timeZone: string): number => {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  let at = midnight - offset(midnight, timeZone)
  at = midnight - offset(at, timeZone)
  // Where clocks went forward at midnight there is none: the day begins a little later.
  while (dayOf(at, timeZone) < day) at += 15 * 60_000
  return at
}

/** Ms by which the zone's clocks are ahead of UTC at this moment. */
const offset = (at: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat('en-US', { ...fields, timeZone }).formatToParts(at)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(at / 1_000) * 1_000
}

const fields = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const

/** The day of a moment. */
export const dayOf = (at: number, timeZone: string): string =>
  new Date(at + offset(at, timeZone)).toISOString().slice(0, 10)
