import { expect, it } from 'vitest'
import { Rate, Rates } from './Rate.ts'

it('who waits as long as is said is let in, and not a moment sooner', () => {
  const rate = new Rate(3, 60_000)
  expect(rate.wait(1_000)).toBe(0)
  for (let n = 0; n < 3; n++) expect(rate.take(1_000)).toBe(true)
  expect(rate.wait(1_000)).toBe(20_000)
  expect(rate.wait(11_000)).toBe(10_000)
  expect(rate.take(20_999)).toBe(false)
  expect(rate.take(21_000)).toBe(true)
  // A clock that went back keeps nobody waiting.
  expect(rate.wait(-1_000_000)).toBe(0)
})

it('of many names so many are remembered, whoever invents them', () => {
  const rates = new Rates(1, 60_000, 100)
  for (let n = 0; n < 10_000; n++) expect(rates.take(`name ${n}`, 0)).toBe(true)
  expect(rates.size).toBe(100)
  expect(rates.take('name 9999', 0)).toBe(false)
  expect(rates.wait('name 9999', 0)).toBe(60_000)
  expect(rates.wait('name 0', 0)).toBe(0)
  rates.sweep(60_000)
  expect(rates.size).toBe(0)
})
