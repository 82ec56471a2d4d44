/**
 * One actor: its mailbox, its fiber, and the incarnation that answers now.
 *
 * The fiber is parked on `Effect.callback` and woken from the ready list. Synchronous messages are handled in
 * a plain loop inside one fiber step, so a message costs a function call and a wake costs one suspension.
 *
 * After a defect the sender is told, the incarnation is over, the next one starts (at once the first times,
 * then ever later), and only then the next waiting message has its turn.
 */
import { Cause, type Clock, Effect, Exit, type Fiber } from 'effect'
import type { ActorRef, Behaviour, Kind, Message, Refusal } from './Behaviour.ts'
import { Box } from './Box.ts'
import { Incarnation, Own, refuse } from './Incarnation.ts'
import type { Ready, ReadyList } from './ReadyList.ts'
import { type Startable, starting } from './Start.ts'
import type { Timers } from './Timers.ts'
import { Trouble } from './Trouble.ts'

/** Messages that one actor handles before the others have their turn. */
const BATCH = 64
/** Sweeps within `idleAfter`; one more than these without a message, and an actor is idle. */
export const QUIET_SWEEPS = 4
/** What all actors of a kind share. */
export interface House<M extends Message> {
  readonly kind: Kind<M>
  readonly clock: Clock.Clock
  readonly ready: ReadyList
  readonly timers: Timers
  readonly fork: (effect: Effect.Effect<void>) => Fiber.Fiber<void>
  readonly get: (id: string) => ActorRef<M>
  readonly forget: (cell: Cell<M>) => void
  closed: boolean
  refused: number
  restarts: number
}

export class Cell<M extends Message> implements ActorRef<M>, Ready, Startable<M> {
  private readonly box = new Box<M | Own<M>>()
  private budget = 0
  private quiet = 0
  /** On the ready list. */
  private queued = true
  /** Never again: stopped, given up, or its directory closed. */
  private over = false
  /** Present while the fiber is parked. */
  private resume: ((effect: Effect.Effect<void>) => void) | undefined = undefined
  private fiber: Fiber.Fiber<void> | undefined = undefined
  private self: Incarnation<M> | undefined = undefined
  private behaviour: Behaviour<M> | undefined = undefined
  /** The message whose handler is suspended. */
  private current: M | undefined = undefined
  private trouble: Trouble | undefined = undefined
  private readonly park: Effect.Effect<void>

  constructor(
    readonly id: string,
    readonly house: House<M>,
  ) {
    this.park = Effect.callback((resume) => this.parked(resume))
    house.ready.push(this)
  }

  // ---- the mailbox

  tell(m: M): boolean {
    if (this.over) {
      if (!this.house.closed) return this.house.get(this.id).tell(m)
    } else if (this.box.size < this.house.kind.capacity) {
      this.put(m)
      return true
    }
    this.house.refused++
    refuse(m, 'busy')
    return false
  }

  put(m: M | Own<M>): void {
    this.box.push(m)
    this.stir()
  }

  private refuseWaiting(why: Refusal): void {
    this.house.refused += this.box.size
    for (const m of this.box.empty()) refuse(m instanceof Own ? m.message : m, why)
  }

  // ---- the fiber

  /** Puts a parked actor on the ready list. */
  stir(): void {
    if (this.resume !== undefined && !this.queued) this.queue()
  }

  private queue(): void {
    this.queued = true
    this.house.ready.push(this)
  }

  wake(): void {
    this.queued = false
    this.budget = BATCH
    this.quiet = 0
    if (this.fiber !== undefined) this.unpark()
    // This object is the loop: while, body and step below, without a closure for each actor.
    else if (!this.over) this.fiber = this.house.fork(Effect.whileLoop(this))
  }

  private unpark(): void {
    const resume = this.resume
    this.resume = undefined
    resume?.(Effect.void)
  }

  private parked(resume: (effect: Effect.Effect<void>) => void): void {
    // Effect may have made the fiber yield on its way here; what came meanwhile woke nobody.
    const missed = !this.queued && (this.box.size > 0 || this.self?.alive !== true)
    if (missed) resume(Effect.void)
    else this.resume = resume
  }

  while(): boolean {
    return !this.over
  }

  step(): void {
    this.current = undefined
  }

  body(): Effect.Effect<void> {
    const { behaviour, self } = this
    if (behaviour === undefined || self === undefined) return starting(this)
    while (self.alive && this.box.size > 0) {
      if (this.budget-- <= 0) {
        this.box.compact()
        if (!this.queued) this.queue()
        return this.park
      }
      const next = this.box.take()
      const m = next instanceof Own ? next.message : next
      try {
        const effect = behaviour.receive(m)
        if (effect !== undefined) {
          this.current = m
          return Effect.catchCause(effect, (cause) => this.died(m, cause))
        }
      } catch (defect) {
        return this.died(m, Cause.die(defect))
      }
    }
    if (self.alive) return this.park
    this.finish()
    // Somebody still waits: a new incarnation will serve them.
    if (this.box.size === 0) this.leave()
    return Effect.void
  }

  // ---- incarnations

  begin(): Incarnation<M> {
    this.self = new Incarnation(this)
    return this.self
  }

  begun(behaviour: Behaviour<M>): void {
    this.behaviour = behaviour
    // An actor that stopped itself in `start` does not want to exist, whoever waits for it.
    if (this.self?.alive !== true) this.abandon('failed')
  }

  private died(m: M, cause: Cause.Cause<never>): Effect.Effect<void> {
    // A handler interrupted by the closing of its directory is no defect.
    if (this.house.closed) return Effect.void
    this.current = undefined
    this.house.restarts++
    this.trouble ??= new Trouble()
    this.trouble.add(this.house.clock.currentTimeMillisUnsafe())
    refuse(m, 'failed')
    this.finish()
    return this.log('actor died on a message and is rebuilt', cause)
  }

  /** Milliseconds to wait before the next start. */
  get backOff(): number {
    return this.trouble?.backOff ?? 0
  }

  /** The incarnation is over, and what it told itself goes with it. */
  finish(): void {
    const { behaviour, self } = this
    this.behaviour = undefined
    this.self = undefined
    self?.die()
    for (const m of this.box.empty())
      if (m instanceof Own) refuse(m.message, 'failed')
      else this.box.push(m)
    try {
      behaviour?.stopped?.()
    } catch (defect) {
      this.house.fork(this.log('actor failed while it was stopped', Cause.die(defect)))
    }
  }

  /** The next `get` makes a new actor. */
  abandon(why: Refusal): void {
    this.leave()
    this.finish()
    this.refuseWaiting(why)
  }

  private leave(): void {
    this.over = true
    this.house.forget(this)
  }

  log(text: string, cause: Cause.Cause<unknown>): Effect.Effect<void> {
    const line = Effect.annotateLogs(Effect.logError(text, cause), {
      actor: this.house.kind.name,
      id: this.id,
    })
    return Effect.ignoreCause(line)
  }

  // ---- the directory's calls

  /** Nothing came for a while? Then it is stopped by way of the ready list, so no message can be lost. */
  sweep(): void {
    const ended = this.over ? undefined : this.fiber?.pollUnsafe()
    if (ended !== undefined) return this.revive(ended)
    if (this.resume === undefined || this.queued || ++this.quiet <= QUIET_SWEEPS) return
    if (this.self === undefined || this.self.hasTimers) return
    try {
      if (this.behaviour?.idle?.() === false) return
    } catch (defect) {
      this.house.fork(
        this.log('actor failed when asked whether it is idle, and is stopped', Cause.die(defect)),
      )
    }
    this.self.stop()
  }

  /**
   * Effect ends a fiber outright, past every handler of failures, when it meets a value that is no effect.
   * Types forbid that; where it happens all the same, the actor must not stay deaf for ever.
   */
  private revive(exit: Exit.Exit<void>): void {
    const cause = Exit.isFailure(exit) ? exit.cause : Cause.empty
    this.house.fork(this.log('actor lost its fiber and is rebuilt', cause))
    this.fiber = undefined
    this.house.restarts++
    if (this.current !== undefined) refuse(this.current, 'failed')
    this.current = undefined
    this.finish()
    this.queue()
  }

  /** First half of closing: gives the fiber to wait for when it is in the middle of something. */
  interrupt(): Fiber.Fiber<void> | undefined {
    this.over = true
    const busy = this.resume === undefined ? this.fiber : undefined
    this.unpark()
    busy?.interruptUnsafe()
    return busy
  }

  /** Second half, when no handler runs any more. */
  close(): void {
    if (this.current !== undefined) refuse(this.current, 'failed')
    this.current = undefined
    this.finish()
    this.refuseWaiting('busy')
  }
}
