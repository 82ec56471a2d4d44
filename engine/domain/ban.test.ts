import { expect, test } from 'vitest'
import { isOver, untilProblem, whomOf } from './ban.ts'
import { subnetOf } from './subnet.ts'

test.each([
  ['1042', { number: 1042 }],
  ['№ 1042', { number: 1042 }],
  ['#7', { number: 7 }],
  ['203.0.113.0/24', { subnet: subnetOf('203.0.113.0/24') }],
  [' ', 'required'],
  ['Анна', 'malformed'],
  ['0.0.0.0/0', 'wide'],
  ['12345678901234567890', 'malformed'],
])('whom %s means', (typed, whom) => expect(whomOf(typed)).toEqual(whom))

test('a ban ends in time to come, at a moment that can be shown', () => {
  const problems = [null, 11, 8.64e15, 10, 0, -1, 8.64e15 + 1].map((until) => untilProblem(until, 10))
  expect(problems).toEqual([null, null, null, 'wrong', 'wrong', 'wrong', 'wrong'])
})

test('a ban is over from its end on; one without an end never', () => {
  expect([null, 11, 10, 9].map((until) => isOver({ until }, 10))).toEqual([false, false, true, true])
})
