/** The time zones that this browser knows, each with how far it is from Greenwich now. */
import { language } from '../console/ui/i18n.ts'

export interface TimeZone {
  /** IANA's. */
  readonly name: string
  readonly label: string
}

/** From west to east; `current` is among them even when this browser does not list it. */
export function timeZones(current: string, now: number = Date.now()): ReadonlyArray<TimeZone> {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current])
  return [...names]
    .map((name) => ({ name, ...distance(name, now) }))
    .sort((a, b) => a.minutes - b.minutes || (a.name < b.name ? -1 : 1))
    .map(({ name, offset }) => ({ name, label: `${offset} · ${name.replaceAll('_', ' ')}` }))
}

/** `UTC+03:00`, and the same in minutes to sort by. */
function distance(timeZone: string, now: number): { offset: string; minutes: number } {
  const parts = new Intl.DateTimeFormat(language(), { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    now,
  )
  const [, sign = '+', hours = '00', rest = '00'] =
    /([+−-])(\d+):(\d+)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
  const minutes = (Number(hours) * 60 + Number(rest)) * (sign === '+' ? 1 : -1)
  return { offset: `UTC${sign === '+' ? '+' : '−'}${hours.padStart(2, '0')}:${rest}`, minutes }
}
