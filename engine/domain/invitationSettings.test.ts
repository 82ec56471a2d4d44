import { expect, test } from 'vitest'
import {
  delayOf,
  delayProblem,
  inherited,
  inherits,
  invitationTextProblem,
  never,
  standard,
} from './invitationSettings.ts'

test('a site has what it says itself, else what the account says, else the standard of its language', () => {
  expect(inherited('en', inherits)).toEqual(standard('en'))
  expect(standard('ru').automatic).toBe(false)
  const account = { ...inherits, automatic: true, delay: 10, text: 'Of the account' }
  const site = { ...inherits, delay: 20, inviter: 'Кот' }
  expect(inherited('ru', account, site)).toEqual({
    automatic: true,
    delay: 20,
    text: 'Of the account',
    manual: standard('ru').manual,
    inviter: 'Кот',
  })
  expect(inherited('ru', account, { ...site, automatic: false, inviter: '' })).toMatchObject({
    automatic: false,
    inviter: '',
  })
})

test.each([
  [{ automatic: true, delay: 30 }, 30_000],
  [{ automatic: false, delay: 30 }, null],
  [{ automatic: true, delay: never }, null],
  [{ automatic: true, delay: never - 1 }, 999_998_000],
])('%j: after %s ms', (settings, after) => {
  expect(delayOf(settings)).toBe(after)
})

test.each([
  [0, 'malformed'],
  [-1, 'malformed'],
  [1.5, 'malformed'],
  [Number.NaN, 'malformed'],
  [1, null],
  [never, null],
  [never + 1, 'tooLong'],
])('a delay of %s s: %s', (seconds, problem) => {
  expect(delayProblem(seconds)).toBe(problem)
})

test('a text may be empty, and has an end', () => {
  expect(invitationTextProblem('')).toBeNull()
  expect(invitationTextProblem('а'.repeat(500))).toBeNull()
  expect(invitationTextProblem('а'.repeat(501))).toBe('tooLong')
  expect(invitationTextProblem(' '.repeat(1e6))).toBe('tooLong')
})
