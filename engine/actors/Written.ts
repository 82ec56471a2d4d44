/**
 * Which conversations have events that history may not have yet. An actor is built from history, so it waits
 * until history holds everything that its former self wrote: never after an idle stop, at most seconds after
 * a defect.
 */
import { Effect } from 'effect'
import type { Projection } from '../store/Projection.ts'

export class Written {
  private readonly last = new Map<string, number>()

  constructor(private readonly projection: Pick<Projection['Service'], 'position' | 'passed' | 'caughtUp'>) {}

  /** An append of this actor is under way. */
  begun(actor: string): void {
    this.last.set(actor, Number.POSITIVE_INFINITY)
  }

  /** What was appended is settled; `id`: of the actor's last event in the log. */
  ended(actor: string, id: number): void {
    this.last.set(actor, id)
  }

  /** The actor is over; nothing has to be remembered of it if history has it all. */
  forget(actor: string): void {
    if ((this.last.get(actor) ?? 0) <= this.projection.position()) this.last.delete(actor)
  }

  /** Waits until this actor can be built from history. Dies when that takes too long: its senders hear 'busy'. */
  projected(actor: string): Effect.Effect<void> {
    return Effect.suspend(() => {
      const id = this.last.get(actor)
      if (id === undefined || id <= this.projection.position()) return Effect.void
      return Effect.orDie(Number.isFinite(id) ? this.projection.passed(id) : this.projection.caughtUp)
    })
  }
}
