import { describe, expect, it } from 'vitest'
import { daysLeft, endsSoon, firstLicence, forEver, isOver, type Licence } from './licence.ts'

const day = 86_400_000
const now = Date.UTC(2026, 0, 1)
const trial = firstLicence('trial', now)
const paid = (until: number): Licence => ({ tariff: 'pro', until, trial: false })

it.each([
  ['pro', forEver('pro')],
  ['business', forEver('business')],
  ['personal', forEver('personal')],
  ['trial', { tariff: 'business', until: now + 5 * day, trial: true }],
] as const)('a new account where new ones begin with %s', (beginning, licence) => {
  expect(firstLicence(beginning, now)).toEqual(licence)
})

it.each<[string, Licence, number, boolean]>([
  ['a moment before its end', trial, now + 5 * day - 1, false],
  ['at its end', trial, now + 5 * day, true],
  ['long after', paid(now), now + 400 * day, true],
  ['without an end', forEver('pro'), Number.MAX_SAFE_INTEGER, false],
])('over %s', (_when, licence, at, expected) => {
  expect(isOver(licence, at)).toBe(expected)
})

describe('days that are left', () => {
  it.each<[Licence, number, number | null, boolean]>([
    [trial, now, 5, false],
    [trial, now + 1, 5, false],
    [trial, now + 2 * day - 1, 4, false],
    [trial, now + 2 * day, 3, true],
    [trial, now + 5 * day - 1, 1, true],
    [trial, now + 5 * day, 0, false],
    [forEver('pro'), now, null, false],
  ])('%o at %d: %s', (licence, at, left, soon) => {
    expect([daysLeft(licence, at), endsSoon(licence, at)]).toEqual([left, soon])
  })
})
