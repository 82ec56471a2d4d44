import { Duration, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Alarm } from '../actors/Alarm.ts'
import { it } from '../testing.ts'
import { watch } from './Canary.ts'
import { reachable } from './Door.ts'
import { TalkFailed } from './End.ts'

const well = Effect.succeed(Duration.millis(20))
const badly = Effect.fail(new TalkFailed({ message: 'nobody answers' }))

/** Talks that go as told, one after the other; the last goes on for ever. */
const talks = (...goes: Array<typeof well | typeof badly | Effect.Effect<never>>) => {
  let count = 0
  const next = Effect.suspend(() => goes[Math.min(count++, goes.length - 1)]!)
  return { next, count: () => count }
}

const alarmed = () => {
  const told: Array<boolean> = []
  const alarm: Alarm = new Alarm(() => told.push(alarm.dead))
  return { alarm, told }
}

describe('the watch', () => {
  it.effect('lets a minute go before the first talk, and between two', () =>
    Effect.gen(function* () {
      const { alarm } = alarmed()
      const { next, count } = talks(well)
      yield* Effect.forkScoped(watch(alarm, next, '1 minute'))
      yield* TestClock.adjust('59 seconds')
      expect(count()).toBe(0)
      expect(alarm.seconds).toBeNull()
      yield* TestClock.adjust('1 second')
      expect(count()).toBe(1)
      expect(alarm.seconds).toBe(0.02)
      yield* TestClock.adjust('5 minutes')
      expect(count()).toBe(6)
    }),
  )

  it.effect('rings when two talks in a row fail, and until one goes well; tells each change once', () =>
    Effect.gen(function* () {
      const { alarm, told } = alarmed()
      const { next } = talks(well, badly, well, badly, badly, badly, well)
      yield* Effect.forkScoped(watch(alarm, next, '1 minute'))
      const dead: Array<boolean> = []
      for (let minute = 1; minute <= 8; minute++) {
        yield* TestClock.adjust('1 minute')
        dead.push(alarm.dead)
        if (alarm.dead) expect(alarm.reason).toBe('nobody answers')
      }
      expect(dead).toEqual([false, false, false, false, true, true, false, false])
      expect(told).toEqual([true, false])
      expect(alarm.failures).toBe(4)
    }),
  )

  it.effect('takes a talk that dies for one that fails, and goes on', () =>
    Effect.gen(function* () {
      const { alarm } = alarmed()
      const { next } = talks(Effect.die(new Error('a defect')), Effect.die(new Error('a defect')), well)
      yield* Effect.forkScoped(watch(alarm, next, '1 minute'))
      yield* TestClock.adjust('2 minutes')
      expect(alarm.reason).toBe('a defect')
      yield* TestClock.adjust('1 minute')
      expect(alarm.dead).toBe(false)
    }),
  )
})

it('it finds the engine wherever it listens', () => {
  expect(['0.0.0.0', '::', '127.0.0.1', 'fe80::1', 'chat.local'].map(reachable)).toEqual([
    '127.0.0.1',
    '[::1]',
    '127.0.0.1',
    '[fe80::1]',
    'chat.local',
  ])
})
