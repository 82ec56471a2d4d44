import { Clock, Context, Effect, Exit, Fiber, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { Tally } from './Tally.ts'
import { Throttle } from './Throttle.ts'

const make = Effect.map(Layer.build(Throttle.layerWith({})), (context) => Context.get(context, Throttle))

/** A try to its end, with the clock running: what came of it, and the ms it waited. */
const attempt = Effect.fnUntraced(function* (
  throttle: Throttle['Service'],
  login: string,
  address: string,
  right = false,
) {
  const began = yield* Clock.currentTimeMillis
  const check = Effect.map(Clock.currentTimeMillis, (now) => (right ? now - began : null))
  let waited = -1
  const noted = Effect.tap(check, () => Effect.map(Clock.currentTimeMillis, (now) => (waited = now - began)))
  const fiber = yield* Effect.forkChild(Effect.exit(throttle.password(login, address, noted)))
  for (let n = 0; n < 10 && fiber.pollUnsafe() === undefined; n++) yield* TestClock.adjust('1 second')
  const exit = yield* Fiber.join(fiber)
  return Exit.isSuccess(exit) ? { refused: false, waited } : { refused: true, waited }
})

describe('wrong passwords', () => {
  it.effect('are slowed more and more, then refused for a quarter of an hour', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      const waits: Array<number> = []
      for (let n = 0; n < 10; n++) waits.push((yield* attempt(throttle, 'anna', '192.0.2.1')).waited)
      expect(waits).toEqual([0, 0, 0, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000])
      expect((yield* attempt(throttle, 'anna', '192.0.2.1', true)).refused).toBe(true)
      // Other people at this address, and anna elsewhere, are not refused.
      expect(yield* attempt(throttle, 'boris', '192.0.2.1', true)).toEqual({ refused: false, waited: 0 })
      expect(yield* attempt(throttle, 'anna', '192.0.2.2', true)).toEqual({ refused: false, waited: 0 })
      yield* TestClock.adjust('14 minutes')
      expect((yield* attempt(throttle, 'anna', '192.0.2.1', true)).refused).toBe(true)
      yield* TestClock.adjust('1 minute')
      expect(yield* attempt(throttle, 'anna', '192.0.2.1', true)).toEqual({ refused: false, waited: 0 })
    }),
  )

  it.effect('before the right one are forgotten', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      for (let n = 0; n < 5; n++) yield* attempt(throttle, 'anna', '192.0.2.1')
      yield* attempt(throttle, 'anna', '192.0.2.1', true)
      expect((yield* attempt(throttle, 'anna', '192.0.2.1')).waited).toBe(0)
    }),
  )

  it.effect('from everywhere slow a login, and never refuse it', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      for (let n = 0; n < 1_000; n++) {
        const fiber = yield* Effect.forkChild(
          throttle.password('anna', `10.0.${n >> 8}.${n & 255}`, Effect.succeed(null)),
        )
        if (n % 100 === 99) yield* TestClock.adjust('5 seconds')
        if (n % 100 === 99) yield* Fiber.join(fiber)
      }
      expect(yield* attempt(throttle, 'anna', '192.0.2.1', true)).toEqual({ refused: false, waited: 4_000 })
      expect(yield* attempt(throttle, 'boris', '192.0.2.1', true)).toEqual({ refused: false, waited: 0 })
    }),
  )

  it.effect('two hundred in an hour from one network are enough, whatever the logins', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      for (let n = 0; n < 200; n++) yield* attempt(throttle, `login${n}`, `2001:db8:0:7::${n.toString(16)}`)
      expect((yield* attempt(throttle, 'anna', '2001:db8:0:7::ffff', true)).refused).toBe(true)
      expect((yield* attempt(throttle, 'anna', '2001:db8:0:8::1', true)).refused).toBe(false)
      yield* TestClock.adjust('1 hour')
      expect((yield* attempt(throttle, 'anna', '2001:db8:0:7::ffff', true)).refused).toBe(false)
    }),
  )

  it.effect('at once count as at once', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      let checked = 0
      const check = Effect.sync(() => {
        checked++
        return null
      })
      yield* Effect.forEach(Array.from({ length: 100 }), () =>
        Effect.forkChild(Effect.exit(throttle.password('anna', '192.0.2.1', check))),
      )
      yield* TestClock.adjust('1 minute')
      expect(checked).toBe(10)
    }),
  )

  it.effect('and right ones of one network leave room for others', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      const checks = yield* Effect.forEach(Array.from({ length: 17 }), (_, n) =>
        Effect.forkChild(Effect.exit(throttle.password(`login${n}`, '192.0.2.1', Effect.sleep('1 second')))),
      )
      const other = yield* Effect.forkChild(throttle.password('anna', '192.0.2.2', Effect.succeed('her')))
      yield* TestClock.adjust('1 second')
      const ends = yield* Effect.forEach(checks, Fiber.join)
      expect(ends.map(Exit.isSuccess)).toEqual([...Array<boolean>(16).fill(true), false])
      expect(yield* Fiber.join(other)).toBe('her')
      expect((yield* attempt(throttle, 'login17', '192.0.2.1', true)).refused).toBe(false)
    }),
  )

  it.effect('that could not be checked do not count', () =>
    Effect.gen(function* () {
      const throttle = yield* make
      for (let n = 0; n < 50; n++) {
        yield* Effect.exit(throttle.password('anna', '192.0.2.1', Effect.fail('busy')))
      }
      expect(yield* attempt(throttle, 'anna', '192.0.2.1', true)).toEqual({ refused: false, waited: 0 })
    }),
  )
})

describe('a tally', () => {
  it('keeps the newest keys when there are too many', () => {
    const tally = new Tally({ for: 1_000, capacity: 3, renewed: false })
    for (const key of ['a', 'b', 'c', 'a', 'd']) tally.add(key, 0)
    expect(tally.size).toBe(3)
    expect(['a', 'b', 'c', 'd'].map((key) => tally.of(key, 0))).toEqual([2, 0, 1, 1])
  })

  it('forgets after its time, which additions renew or not', () => {
    const fixed = new Tally({ for: 1_000, capacity: 10, renewed: false })
    const renewed = new Tally({ for: 1_000, capacity: 10, renewed: true })
    for (const tally of [fixed, renewed]) {
      tally.add('a', 0)
      tally.add('a', 900)
    }
    expect([fixed.of('a', 999), renewed.of('a', 999)]).toEqual([2, 2])
    expect([fixed.of('a', 1_000), renewed.of('a', 1_000)]).toEqual([0, 2])
    expect(renewed.until('a', 1_000)).toBe(1_900)
    expect(renewed.of('a', 1_900)).toBe(0)
  })
})
