import { describe, expect, it } from 'vitest'
import { ownOperator } from './routing.ts'
import { goesOn, type Status, takesNew, takesTransfers } from './status.ts'

describe('what a status means (F3)', () => {
  it.each<[Status, boolean, boolean, boolean]>([
    ['online', true, true, true],
    ['break', false, true, false],
    ['second', false, true, true],
    ['offline', false, false, false],
  ])('%s', (status, fresh, on, transfers) => {
    expect(takesTransfers(status)).toBe(transfers)
    expect(takesNew(status)).toBe(fresh)
    expect(goesOn(status)).toBe(on)
  })
})

describe('whose client it is (F2)', () => {
  const day = 86_400_000
  const last = { operator: 'o', lastAt: 1_000 }
  it.each<[string, typeof last | null, number, number, string | null]>([
    ['nobody has spoken with him', null, 1_000, 7, null],
    ['just now', last, 1_000, 7, 'o'],
    ['a week ago, to the millisecond', last, 1_000 + 7 * day, 7, 'o'],
    ['a moment longer than a week ago', last, 1_001 + 7 * day, 7, null],
    ['as long as the account wants', last, 1_000 + 29 * day, 30, 'o'],
    ['not at all, if the account wants that', last, 1_001, 0, null],
    ['the clock went back', last, 0, 7, 'o'],
  ])('%s', (_, spoke, now, days, expected) => expect(ownOperator(spoke, now, days)).toBe(expected))
})
