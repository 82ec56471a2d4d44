import { expect, it } from 'vitest'
import { mostAtOnce, Pace } from './Pace.ts'

const minute = 60_000

it('one letter and an urgent one until the relay has taken one, then several', () => {
  const pace = new Pace(true)
  expect([pace.state.kind, pace.width]).toEqual(['untried', 2])
  pace.works(0)
  expect([pace.state, pace.width]).toEqual([{ kind: 'working', at: 0 }, mostAtOnce])
})

it('a relay that takes nothing is asked with one letter after pauses that double', () => {
  const pace = new Pace(true)
  pace.works(0)
  expect(pace.fails('gone', 0, 1_000)).toBe(11_000)
  expect(pace.fails('still gone', 0, 11_000)).toBe(31_000)
  expect(pace.width).toBe(1)
  expect(pace.state).toEqual({ kind: 'failing', since: 1_000, reason: 'still gone', nextAt: 31_000 })
  pace.works(31_000)
  expect([pace.pausedUntil, pace.width]).toEqual([0, mostAtOnce])
})

it('a relay that goes down with several under way pauses once, when the last of them says so', () => {
  const pace = new Pace(true)
  pace.works(0)
  for (const others of [4, 3, 2, 1]) {
    pace.fails('gone', others, 0)
    // Not more than are under way still: none is begun.
    expect([pace.state.kind, pace.width, pace.pausedUntil]).toEqual(['working', others, 0])
  }
  expect(pace.fails('gone', 0, 0)).toBe(10_000)
  expect(pace.state.kind).toBe('failing')
})

it('a relay that is down at the start pauses once, whether one or two letters say so', () => {
  const pace = new Pace(true)
  pace.fails('gone', 1, 0)
  expect(pace.fails('gone', 0, 0)).toBe(10_000)
  expect(pace.fails('gone', 0, 10_000)).toBe(30_000)
})

it('a relay that bears only two gets two, and one more now and then', () => {
  const pace = new Pace(true)
  pace.works(0)
  pace.fails('too many connections', 2, 0)
  pace.works(9 * minute)
  expect(pace.width).toBe(2)
  pace.works(10 * minute)
  pace.works(11 * minute)
  expect(pace.width).toBe(3)
  pace.works(20 * minute)
  expect(pace.width).toBe(4)
})

it('a person hastens the next try, but not to more than one in five seconds', () => {
  const pace = new Pace(true)
  pace.tries(1_000)
  pace.fails('gone', 0, 1_000)
  pace.hasten(2_000)
  expect(pace.pausedUntil).toBe(6_000)
  pace.hasten(7_000)
  expect(pace.pausedUntil).toBe(6_000)
})
