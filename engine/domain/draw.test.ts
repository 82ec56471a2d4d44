import { describe, expect, it } from 'vitest'
import { draw } from './draw.ts'

/** Mulberry32: the same numbers in every run. */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const five = ['a', 'b', 'c', 'd', 'e']
/** 10,000 draws: how often each was drawn. */
const drawn = (load: (operator: string) => number, seed: number) => {
  const counts = new Map<string, number>()
  const random = seeded(seed)
  for (let i = 0; i < 10_000; i++) {
    const operator = draw(five, load, random)!
    counts.set(operator, (counts.get(operator) ?? 0) + 1)
  }
  return counts
}
/** Sum of squared deviations over what an even draw would give. */
const chiSquare = (counts: ReadonlyMap<string, number>, among: ReadonlyArray<string>) => {
  const even = 10_000 / among.length
  return among.reduce((sum, operator) => sum + ((counts.get(operator) ?? 0) - even) ** 2 / even, 0)
}

describe('the draw (F1)', () => {
  // 18.47 for four degrees of freedom, 13.82 for two: an even draw exceeds it once in a thousand seeds.
  it.each([1, 2, 3])('is even among five with equal loads (seed %i)', (seed) =>
    expect(
      chiSquare(
        drawn(() => 3, seed),
        five,
      ),
    ).toBeLessThan(18.47),
  )

  it('is even among those with the fewest open conversations, and only among them', () => {
    const loads: Record<string, number> = { a: 2, b: 1, c: 1, d: 5, e: 1 }
    const counts = drawn((operator) => loads[operator]!, 4)
    expect([...counts.keys()].sort()).toEqual(['b', 'c', 'e'])
    expect(chiSquare(counts, ['b', 'c', 'e'])).toBeLessThan(13.82)
  })

  it.each([
    ['nobody', [], null],
    ['one', ['a'], 'a'],
  ])('gives %s', (_name, candidates, expected) =>
    expect(
      draw(
        candidates,
        () => 9,
        () => 0.999_999,
      ),
    ).toBe(expected),
  )

  it.each([
    [0, 'a'],
    [0.5, 'c'],
    [1 - Number.EPSILON, 'e'],
  ])('takes every candidate into account (%d)', (random, expected) =>
    expect(
      draw(
        five,
        () => 0,
        () => random,
      ),
    ).toBe(expected),
  )
})
