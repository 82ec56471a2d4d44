import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { canary } from '../domain/canary.ts'
import { it } from '../testing.ts'
import { blankCanary, openCanaryAccount } from './canaryAccount.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, dump, opened, runOn, said } from './testing.ts'
import { Visitors } from './Visitors.ts'

const day = 86_400_000
const talk = (account: string, stream: string, at: number) =>
  append({
    account,
    stream,
    events: [opened(canary.visitor), said(canary.visitor, `${stream} 1`, 2)].map((e) => ({ ...e, at })),
  })
const bodies = Effect.map(Log, ({ db }) =>
  db.prepare('SELECT body IS NOT NULL FROM log ORDER BY id').pluck().all(),
)

it.effect('the history knows nothing of the canary, and passes by it', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const projection = yield* Projection
        const history = yield* History
        const empty = dump(projection.reader()) as Record<string, ReadonlyArray<string>>
        const last = yield* talk(canary.account, 'c', 1)
        const status = {
          seq: 0,
          at: 1,
          kind: 'StatusChanged',
          body: { status: 'online', cause: 'connected' },
        }
        // Kept by nobody: not even written.
        yield* append({ account: canary.account, stream: canary.operator, events: [status] })
        expect((yield* Log).lastId()).toBe(last)
        yield* projection.caughtUp
        expect(projection.position()).toBe(last)
        expect(projection.failures()).toBe(0)
        expect(history.anybodyPresent()).toBe(false)
        const { meta: _, ...rest } = dump(projection.reader()) as typeof empty
        const { meta: __, ...before } = empty
        expect(rest).toEqual(before)
        // Nor is anything of it kept in memory.
        expect((yield* Log).tail.size).toBe(0)
      }),
    )
  }),
)

it.effect('what the canary said is blanked after a day, and only that', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const projection = yield* Projection
        // No canary, nothing to do.
        yield* blankCanary
        yield* openCanaryAccount
        yield* talk(canary.account, 'c', 0)
        yield* talk('a', 'x', 0)
        yield* talk(canary.account, 'd', day)
        yield* TestClock.setTime(day)
        yield* blankCanary
        expect(yield* bodies).toEqual([1, 1, 1, 1, 1, 1])
        yield* TestClock.setTime(day + 1)
        yield* blankCanary
        expect(yield* bodies).toEqual([0, 0, 1, 1, 1, 1])
        yield* TestClock.setTime(3 * day)
        yield* blankCanary
        expect(yield* bodies).toEqual([0, 0, 1, 1, 0, 0])

        yield* projection.caughtUp
        const before = dump(projection.reader())
        yield* projection.rebuild
        expect(dump(projection.reader())).toEqual(before)
      }),
    )
  }),
)

it.effect('opening the account again keeps its rows and makes the old token worthless', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const { db } = yield* Log
        const visitors = yield* Visitors
        const first = yield* openCanaryAccount
        const second = yield* openCanaryAccount
        expect(visitors.findByToken(canary.account, first)).toBeNull()
        expect(visitors.findByToken(canary.account, second)).toEqual({ id: canary.visitor, number: 1 })
        const rows = ['accounts', 'operators', 'visitors'].map((table) =>
          db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
        )
        expect(rows).toEqual([1, 1, 1])
      }),
    )
  }),
)
