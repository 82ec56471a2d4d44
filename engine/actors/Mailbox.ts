/**
 * Actors: `directory(kind)` gives the actors of one kind by id, inside the caller's scope.
 *
 * Clock, logger and scheduler are those of the moment when the directory is made. Everything ends with its
 * scope: suspended handlers are interrupted, waiting messages refused.
 */
import { Clock, Duration, Effect, Fiber, Scheduler, type Scope } from 'effect'
import type { ActorRef, Directory, Kind, Message } from './Behaviour.ts'
import { Cell, type House, QUIET_SWEEPS } from './Cell.ts'
import { readyListOf } from './ReadyList.ts'
import { Timers } from './Timers.ts'

export type { ActorRef, Behaviour, Directory, Kind, Message, Refusal, Self } from './Behaviour.ts'

/** Actors looked at by the sweeper in one event-loop turn. */
const SWEEP_SLICE = 2000

class Actors<M extends Message> implements Directory<M>, House<M> {
  private readonly cells = new Map<string, Cell<M>>()
  readonly timers: Timers
  closed = false
  refused = 0
  restarts = 0

  constructor(
    readonly kind: Kind<M>,
    readonly clock: Clock.Clock,
    readonly ready: House<M>['ready'],
    readonly fork: House<M>['fork'],
  ) {
    this.timers = new Timers(clock, fork)
  }

  get size(): number {
    return this.cells.size
  }

  find(id: string): ActorRef<M> | undefined {
    return this.cells.get(id)
  }

  all(): Iterable<ActorRef<M>> {
    return this.cells.values()
  }

  readonly get = (id: string): ActorRef<M> => {
    let cell = this.cells.get(id)
    if (cell === undefined) {
      cell = new Cell(id, this)
      if (this.closed) cell.interrupt()
      else this.cells.set(id, cell)
    }
    return cell
  }

  readonly forget = (cell: Cell<M>): void => {
    this.cells.delete(cell.id)
  }

  get sweeper(): Effect.Effect<void> {
    const every = Duration.toMillis(Duration.fromInputUnsafe(this.kind.idleAfter)) / QUIET_SWEEPS
    return Effect.forever(Effect.andThen(Effect.sleep(every), this.sweep), { disableYield: true })
  }

  private readonly sweep = Effect.suspend(() => sweeping(this.cells))

  readonly close = Effect.suspend(() => {
    this.closed = true
    this.timers.close()
    const cells = [...this.cells.values()]
    this.cells.clear()
    const busy = cells.map((cell) => cell.interrupt()).filter((fiber) => fiber !== undefined)
    return Effect.andThen(
      Fiber.awaitAll(busy),
      Effect.sync(() => {
        for (const cell of cells) cell.close()
      }),
    )
  })
}

const sweeping = Effect.fnUntraced(function* <M extends Message>(cells: Map<string, Cell<M>>) {
  let seen = 0
  for (const cell of cells.values()) {
    cell.sweep()
    if (++seen % SWEEP_SLICE === 0) yield* Effect.yieldNow
  }
})

/** The actors of this kind. */
export const directory: <M extends Message>(
  kind: Kind<M>,
) => Effect.Effect<Directory<M>, never, Scope.Scope> = Effect.fnUntraced(function* <M extends Message>(
  kind: Kind<M>,
) {
  const context = yield* Effect.context<never>()
  const clock = yield* Clock.Clock
  const scheduler = yield* Scheduler.Scheduler
  const actors = new Actors(kind, clock, readyListOf(scheduler), Effect.runForkWith(context))
  yield* Effect.addFinalizer(() => actors.close)
  yield* Effect.forkScoped(actors.sweeper)
  return actors
})
