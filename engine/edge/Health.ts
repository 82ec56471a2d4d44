/** Is this engine ready to serve? Asked by `/healthz`. */
import { Context, Effect, Layer } from 'effect'
import { Actors } from '../actors/Actors.ts'
import { Log } from '../store/Log.ts'
import { Projection } from '../store/Projection.ts'

export interface Healthy {
  readonly ok: boolean
  /** What is wrong, in words for whoever runs the engine; null when nothing is. */
  readonly reason: string | null
  readonly log: { readonly writable: boolean }
  readonly history: { readonly running: boolean; readonly lag: number; readonly failures: number }
  /** As the canary finds it; `failures` of its talks since the start. */
  readonly delivery: { readonly ok: boolean; readonly failures: number }
}

/** Rows that the history may be behind before the engine counts as not ready. */
const mostLag = 100_000

export class Health extends Context.Service<Health, { readonly check: () => Healthy }>()(
  'engine/edge/Health',
) {
  static readonly layer = Layer.effect(
    Health,
    Effect.gen(function* () {
      const log = yield* Log
      const projection = yield* Projection
      const { alarm } = yield* Actors
      return Health.of({
        check: () => {
          const { writable, reason } = log.health()
          const { running, lag, failures, reason: behind } = projection.health()
          const late = lag > mostLag ? `The history is ${lag} events behind the log.` : null
          const undelivered = alarm.dead ? `Messages do not arrive: ${alarm.reason}` : null
          const why = reason ?? behind ?? late ?? undelivered
          return {
            ok: writable && running && why === null,
            reason: why,
            log: { writable },
            history: { running, lag, failures },
            delivery: { ok: !alarm.dead, failures: alarm.failures },
          }
        },
      })
    }),
  )
}
