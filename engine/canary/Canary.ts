/**
 * The engine talks to itself once a minute, as a visitor and as an operator. Real time that dies silently is the
 * one fault nobody reports: people go away. When two talks fail in a row, `/healthz` is red, the log says so, and
 * every console shows it, until one goes well.
 */
import { Cause, Duration, Effect, Layer } from 'effect'
import { Actors } from '../actors/Actors.ts'
import type { Alarm } from '../actors/Alarm.ts'
import { Config } from '../config/Config.ts'
import { Edge } from '../edge/Edge.ts'
import { doorOf } from './Door.ts'
import type { TalkFailed } from './End.ts'
import { talk } from './talk.ts'

export interface CanaryOptions {
  /** Between two talks, and before the first (default a minute). */
  readonly every?: Duration.Input
  /** A talk that takes longer has failed (default 10 s). */
  readonly within?: Duration.Input
}

/** Rings the alarm by how the talks go; never ends. */
export const watch = (
  alarm: Alarm,
  talk: Effect.Effect<Duration.Duration, TalkFailed>,
  every: Duration.Input,
): Effect.Effect<never> => {
  const failed = Effect.fnUntraced(function* (cause: Cause.Cause<TalkFailed>) {
    // The engine stops.
    if (Cause.hasInterruptsOnly(cause)) return
    const error = Cause.squash(cause)
    const reason = error instanceof Error ? error.message : String(error)
    const wasDead = alarm.dead
    alarm.failed(reason)
    if (wasDead) return
    const told = alarm.dead
      ? Effect.logError('Messages do not arrive: the engine cannot talk to itself')
      : Effect.logWarning('The engine could not talk to itself; it tries again')
    yield* Effect.annotateLogs(told, { reason })
  })
  const once = Effect.matchCauseEffect(talk, {
    onFailure: failed,
    onSuccess: (took) =>
      Effect.suspend(() => {
        const wasDead = alarm.dead
        alarm.wentWell(Duration.toSeconds(took))
        return wasDead ? Effect.logInfo('Messages arrive again') : Effect.void
      }),
  })
  return Effect.forever(Effect.andThen(Effect.sleep(every), once))
}

export const Canary = {
  layer: ({ every = '1 minute', within = '10 seconds' }: CanaryOptions = {}) =>
    Layer.effectDiscard(
      Effect.gen(function* () {
        const { canary } = yield* Config
        if (!canary) return
        const { port } = yield* Edge
        const { alarm } = yield* Actors
        yield* Effect.forkScoped(watch(alarm, talk(yield* doorOf(port), within), every))
      }),
    ),
}
