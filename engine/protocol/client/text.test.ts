import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { limits } from './limits.ts'
import { preview } from './preview.ts'
import { cut, cutStart } from './text.ts'
import { uuidv7 } from './uuidv7.ts'

describe('cut', () => {
  test.each([
    ['abc', 3, 'abc', 'abc'],
    ['abcd', 3, 'abc', 'bcd'],
    ['', 0, '', ''],
    ['abc', 0, '', ''],
    ['a😀b', 2, 'a', 'b'],
    ['a😀b', 3, 'a😀', '😀b'],
    ['😀😀', 3, '😀', '😀'],
    ['\ud83dabc', 1, '\ud83d', 'c'],
  ])('%j to %i', (text, max, start, end) => {
    expect(cut(text, max)).toBe(start)
    expect(cutStart(text, max)).toBe(end)
  })

  test('never longer, never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), (text, max) => {
        for (const part of [cut(text, max), cutStart(text, max)]) {
          expect(part.length).toBeLessThanOrEqual(max)
          expect(part.length).toBeGreaterThanOrEqual(Math.min(text.length, max) - 1)
          expect(() => encodeURIComponent(part)).not.toThrow()
        }
        expect(text.startsWith(cut(text, max))).toBe(true)
        expect(text.endsWith(cutStart(text, max))).toBe(true)
      }),
    )
  })
})

describe('uuidv7', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

  test('has the form, carries the time, and grows also within a millisecond', () => {
    vi.spyOn(Date, 'now').mockReturnValue(0x0199_1234_5678)
    const ids = Array.from({ length: 10_000 }, uuidv7)
    expect(ids.filter((id) => !form.test(id))).toEqual([])
    expect(ids[0]!.startsWith('01991234-5678-7')).toBe(true)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('grows when the clock goes back', () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(0x0199_2234_5678)
    const before = uuidv7()
    clock.mockReturnValue(5)
    expect(uuidv7() > before).toBe(true)
  })
})

describe('preview', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const opened = () => {
    const sent: Array<string> = []
    return { sent, say: preview((text) => sent.push(text)) }
  }

  test('the first at once, then one in a while, and the last always', () => {
    const { sent, say } = opened()
    for (const text of ['a', 'ab', 'abc']) say(text)
    expect(sent).toEqual(['a'])
    vi.advanceTimersByTime(limits.previewEvery)
    expect(sent).toEqual(['a', 'abc'])
    say('abcd')
    expect(sent).toEqual(['a', 'abc'])
    vi.advanceTimersByTime(limits.previewEvery)
    expect(sent).toEqual(['a', 'abc', 'abcd'])
    vi.advanceTimersByTime(10_000)
    say('x')
    expect(sent.at(-1)).toBe('x')
    expect(sent).toHaveLength(4)
  })

  test('cleared goes at once, and nothing old comes after it', () => {
    const { sent, say } = opened()
    say('a')
    say('ab')
    say('')
    vi.advanceTimersByTime(10_000)
    expect(sent).toEqual(['a', ''])
  })

  test('after a clearing the next waits its time again', () => {
    const { sent, say } = opened()
    say('a')
    vi.advanceTimersByTime(limits.previewEvery - 50)
    say('')
    vi.advanceTimersByTime(100)
    say('b')
    expect(sent).toEqual(['a', ''])
  })

  test('long drafts are cut at their beginning', () => {
    const { sent, say } = opened()
    say(`😀${'x'.repeat(limits.previewLength - 1)}`)
    expect(sent).toEqual(['x'.repeat(limits.previewLength - 1)])
  })

  test('at most one in its time, and the last value goes out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.nat(500))), (keys) => {
        const times: Array<number> = []
        let last = ''
        const say = preview((text) => {
          last = text
          times.push(performance.now())
        })
        for (const [text, pause] of keys) {
          say(text)
          vi.advanceTimersByTime(pause)
        }
        vi.advanceTimersByTime(limits.previewEvery)
        expect(last).toBe(keys.at(-1)?.[0] ?? '')
        for (let i = 1; i < times.length; i++) {
          expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(limits.previewEvery)
        }
      }),
    )
  })
})
