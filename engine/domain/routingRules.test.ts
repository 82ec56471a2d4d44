import { expect, it } from 'vitest'
import { always, countProblem, routingRules } from './routingRules.ts'

it.each([
  ['clientDays', 0, null],
  ['clientDays', always, null],
  ['clientDays', always + 1, 'range'],
  ['clientDays', -1, 'range'],
  ['clientDays', 1.5, 'range'],
  ['idleMinutes', 0, null],
  ['idleMinutes', 525_600, null],
  ['idleMinutes', 525_601, 'range'],
  ['conversationLimit', 1_000, null],
  ['conversationLimit', 1_001, 'range'],
  ['conversationLimit', Number.NaN, 'range'],
  ['conversationLimit', Number.POSITIVE_INFINITY, 'range'],
] as const)('%s %d: %s', (name, value, problem) => {
  expect(countProblem(name, value)).toBe(problem)
})

it('the defaults may be set', () => {
  const { clientDays, idleMinutes, conversationLimit } = routingRules
  for (const [name, value] of Object.entries({ clientDays, idleMinutes, conversationLimit })) {
    expect(countProblem(name as 'clientDays', value)).toBeNull()
  }
})
