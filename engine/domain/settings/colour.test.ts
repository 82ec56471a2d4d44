import { describe, expect, test } from 'vitest'
import { colour, contrast, inkOn } from './colour.ts'

test.each([
  ['#D5372B', '#d5372b'],
  [' d5372b ', '#d5372b'],
  ['#fa0', '#ffaa00'],
  ['FA0', '#ffaa00'],
])('%j is kept as %s', (given, kept) => {
  expect(colour(given)).toBe(kept)
})

test.each([
  '',
  'red',
  '#12',
  '#12345',
  '#1234567',
  'rgb(1,2,3)',
  '#fff}*{display:none',
  'url(//evil.example)',
])('%j is no colour', (given) => {
  expect(colour(given)).toBeNull()
})

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
])('contrast of %s and %s is %f', (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2)
  expect(contrast(other, one)).toBe(contrast(one, other))
})

describe('ink', () => {
  test.each([
    ['#d5372b', '#ffffff'],
    ['#1a73e8', '#ffffff'],
    ['#767676', '#ffffff'],
    ['#777777', '#000000'],
    ['#ffcc00', '#000000'],
    ['#ffffff', '#000000'],
  ])('on %s is %s', (hex, ink) => {
    expect(inkOn(hex)).toBe(ink)
  })

  test('can be read on every colour', () => {
    for (let n = 0; n < 0x1000; n++) {
      const hex = colour(n.toString(16).padStart(3, '0'))!
      expect(contrast(inkOn(hex), hex), hex).toBeGreaterThanOrEqual(4.5)
    }
  })
})
