/**
 * Says in the log that the engine lives: once at its start, then once a minute while an operator is anything
 * but offline. After a crash the statuses are known to have lasted until the last mark, and no longer.
 */
import { Clock, Effect, Layer } from 'effect'
import type { StoreUnavailable } from './errors.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'

const live = Effect.gen(function* () {
  const log = yield* Log
  const projection = yield* Projection
  const history = yield* History
  const clock = yield* Clock.Clock
  const tell = (kind: 'EngineStarted' | 'LivenessMarked') =>
    log.append({
      account: '',
      stream: 'engine',
      events: [{ seq: 0, at: clock.currentTimeMillisUnsafe(), kind, body: {} }],
      committed: () => {},
      // The next one will do.
      failed: () => {},
    })
  const mark = Effect.sync(() => {
    if (history.anybodyPresent()) tell('LivenessMarked')
  }).pipe(Effect.catchCause((cause) => Effect.logError('Whether anybody is there cannot be read', cause)))
  tell('EngineStarted')
  yield* projection.caughtUp
  yield* Effect.addFinalizer(() => mark)
  yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep('1 minute'), mark)))
})

export const Liveness = {
  /** To be built before the actors: only then the statuses are right that the last run left behind. */
  layer: Layer.effectDiscard(live).pipe(Layer.provide(History.layer)) satisfies Layer.Layer<
    never,
    StoreUnavailable,
    Log | Projection
  >,
}
