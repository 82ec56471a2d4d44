import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { account, runActors, settle, visit } from './testing.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes of heap in use, when nothing more can be collected. */
const heap = Effect.gen(function* () {
  for (let i = 0; i < 4; i++) {
    collect()
    yield* settle
  }
  return process.memoryUsage().heapUsed
})

describe('memory', () => {
  it.effect(
    'returns to the floor after 50,000 visitors came and went in waves',
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 0, 1))
        yield* runActors(
          yield* directory,
          Effect.gen(function* () {
            const shop = yield* account()
            const { visitors, board } = yield* Actors
            const wave = Effect.gen(function* () {
              const guests = yield* Effect.forEach(Array.from({ length: 5_000 }), () => visit(shop.id), {
                concurrency: 500,
              })
              expect(visitors.size).toBe(5_000)
              for (const guest of guests) guest.leave()
              yield* settle
              // Away for good, then idle for long enough to be stopped.
              yield* TestClock.adjust('20 seconds')
              yield* settle
              yield* TestClock.adjust('3 minutes')
              yield* settle
              expect(visitors.size).toBe(0)
              expect(board(shop.id).visitors.size).toBe(0)
            })
            yield* wave
            const floor = yield* heap
            for (let i = 0; i < 9; i++) yield* wave
            const after = yield* heap
            // 45,000 visitors later: not even 100 bytes of each may have stayed.
            expect((after - floor) / 45_000).toBeLessThan(100)
          }),
        )
      }),
    180_000,
  )
})
