/** How an actor gets its first, or next, incarnation: held up after many deaths, tried again when it fails. */
import { type Cause, type Clock, Effect, Exit } from 'effect'
import type { Behaviour, Kind, Message, Refusal, Self } from './Behaviour.ts'

const ATTEMPTS = 3
/** Milliseconds after which a start that failed is not tried again: people wait for an answer. */
const PATIENCE = 5000

export interface Startable<M extends Message> {
  readonly id: string
  readonly house: { readonly kind: Kind<M>; readonly clock: Clock.Clock; readonly closed: boolean }
  /** Milliseconds to wait before the start. */
  readonly backOff: number
  begin(): Self<M>
  begun(behaviour: Behaviour<M>): void
  /** The incarnation did not come to life. */
  finish(): void
  abandon(why: Refusal): void
  log(text: string, cause: Cause.Cause<unknown>): Effect.Effect<void>
}

export const starting: <M extends Message>(actor: Startable<M>) => Effect.Effect<void> = Effect.fnUntraced(
  function* (actor) {
    const { house } = actor
    if (actor.backOff > 0) yield* Effect.sleep(actor.backOff)
    const since = house.clock.currentTimeMillisUnsafe()
    for (let attempt = 1; ; attempt++) {
      const self = actor.begin()
      const exit = yield* Effect.exit(Effect.suspend(() => house.kind.start(actor.id, self)))
      if (house.closed) return
      if (Exit.isSuccess(exit)) return actor.begun(exit.value)
      actor.finish()
      yield* actor.log('actor could not start', exit.cause)
      const patient = house.clock.currentTimeMillisUnsafe() - since < PATIENCE
      if (attempt === ATTEMPTS || !patient) return actor.abandon('busy')
      yield* Effect.sleep(100 * 4 ** (attempt - 1))
    }
  },
)
