import { Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { Liveness } from './Liveness.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, runLog, runOn } from './testing.ts'

const minute = 60_000

const status = (operator: string, status: string, cause: string, at: number) =>
  append({
    account: 'a',
    stream: operator,
    events: [{ seq: 0, at, kind: 'StatusChanged', body: { status, cause } }],
  })

const intervals = Effect.gen(function* () {
  const projection = yield* Projection
  yield* projection.caughtUp
  return projection
    .reader()
    .prepare(
      'SELECT operator, status, "from", "to", cause FROM intervals ORDER BY operator, "from", "to" IS NULL',
    )
    .raw()
    .all()
})
const kinds = Effect.map(Log, ({ db }) => db.prepare('SELECT kind, at FROM log ORDER BY id').raw().all())

/** The engine's start, without its orderly end: what it would write at the end is not written. */
const untilCrash = <A, E>(program: Effect.Effect<A, E, Log | Projection>) =>
  Effect.gen(function* () {
    yield* Layer.build(Liveness.layer)
    const result = yield* program
    const { db } = yield* Log
    db.pragma('query_only = ON')
    return result
  }).pipe(Effect.scoped)

it.effect('marks every minute while an operator is there, and only then', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const { settled } = yield* Log
        const projection = yield* Projection
        yield* Layer.build(Liveness.layer)
        yield* TestClock.adjust('2 minutes')
        yield* status('o1', 'online', 'signedIn', 2 * minute)
        yield* projection.caughtUp
        yield* TestClock.adjust('2 minutes')
        yield* settled
        yield* status('o1', 'offline', 'chosen', 4 * minute)
        yield* projection.caughtUp
        yield* TestClock.adjust('2 minutes')
        yield* settled
        expect(yield* kinds).toEqual([
          ['EngineStarted', 0],
          ['StatusChanged', 2 * minute],
          ['LivenessMarked', 3 * minute],
          ['LivenessMarked', 4 * minute],
          ['StatusChanged', 4 * minute],
        ])
      }).pipe(Effect.scoped),
    )
  }),
)

it.effect('a history that cannot be read for a while costs the marks of that while, no more', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const { settled } = yield* Log
        const projection = yield* Projection
        yield* Layer.build(Liveness.layer)
        yield* status('o1', 'online', 'signedIn', 0)
        yield* projection.caughtUp
        projection.reader().close()
        yield* TestClock.adjust('2 minutes')
        yield* projection.rebuild
        yield* TestClock.adjust('1 minute')
        yield* settled
        expect(yield* kinds).toEqual([
          ['EngineStarted', 0],
          ['StatusChanged', 0],
          ['LivenessMarked', 3 * minute],
        ])
      }).pipe(Effect.scoped),
    )
  }),
)

it.effect('after a crash a status ends at the last mark; who was offline stays so', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      untilCrash(
        Effect.gen(function* () {
          yield* status('o1', 'online', 'signedIn', 0)
          yield* status('o2', 'online', 'signedIn', 0)
          yield* status('o2', 'offline', 'chosen', 30_000)
          yield* (yield* Projection).caughtUp
          yield* TestClock.adjust('3 minutes')
          yield* (yield* Log).settled
          yield* status('o3', 'online', 'signedIn', 3 * minute + 20_000)
          yield* TestClock.adjust('30 seconds')
        }),
      ),
    )
    yield* TestClock.adjust('1 hour')
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        yield* Layer.build(Liveness.layer)
        yield* status('o1', 'online', 'signedIn', 64 * minute)
        expect(yield* intervals).toEqual([
          ['o1', 'online', 0, 3 * minute, 'signedIn'],
          ['o1', 'offline', 3 * minute, 64 * minute, 'engineStopped'],
          ['o1', 'online', 64 * minute, null, 'signedIn'],
          ['o2', 'online', 0, 30_000, 'signedIn'],
          ['o2', 'offline', 30_000, null, 'chosen'],
          ['o3', 'online', 3 * minute + 20_000, 3 * minute + 20_000, 'signedIn'],
          ['o3', 'offline', 3 * minute + 20_000, null, 'engineStopped'],
        ])
      }).pipe(Effect.scoped),
    )
  }),
)

it.effect('an orderly end marks once more, so that nothing up to it is lost', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        yield* Layer.build(Liveness.layer)
        yield* status('o1', 'online', 'signedIn', 0)
        yield* (yield* Projection).caughtUp
        yield* TestClock.adjust('20 seconds')
      }).pipe(Effect.scoped),
    )
    expect((yield* runLog(dataDir, kinds)).at(-1)).toEqual(['LivenessMarked', 20_000])
  }),
)
