import { expect, it } from 'vitest'
import { dayOf, endOfDay } from './day.ts'

const utc = (text: string) => Date.parse(`${text}Z`)

it.each([
  ['2027-01-01', 'UTC', utc('2027-01-02T00:00:00')],
  ['2027-01-01', 'Europe/Moscow', utc('2027-01-01T21:00:00')],
  ['2026-12-31', 'America/New_York', utc('2027-01-01T05:00:00')],
  ['2026-02-28', 'Asia/Kathmandu', utc('2026-02-28T18:15:00')],
  ['2028-02-29', 'UTC', utc('2028-03-01T00:00:00')],
  // Summer time begins and ends on these days.
  ['2026-03-29', 'Europe/Berlin', utc('2026-03-29T22:00:00')],
  ['2026-10-25', 'Europe/Berlin', utc('2026-10-25T23:00:00')],
  // Beirut's clocks go forward at midnight: the 29th begins at one.
  ['2026-03-28', 'Asia/Beirut', utc('2026-03-28T22:00:00')],
])('%s ends in %s', (day, zone, end) => {
  expect(endOfDay(day, zone)).toBe(end)
  expect(dayOf(end - 1, zone)).toBe(day)
})

it.each(['', '2027', '2027-13-01', '2027-02-29', '2027-1-1', '01.01.2027', '2027-01-01T00:00'])(
  '%s is no day',
  (given) => {
    expect(endOfDay(given, 'UTC')).toBeNull()
  },
)
