/**
 * One actor: its mailbox, and the incarnation that answers now.
 *
 * The ready list wakes it, and synchronous messages are handled in a plain loop: a message costs a function
 * call. A fiber exists only while there is something to wait for: a start, or a handler that returned an
 * effect. The mailbox queues meanwhile. (A fiber parked for each actor cost a kilobyte each and two
 * microseconds a wake; `docs/decisions` has the figures.)
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
  private quiet = 0
  /** On the ready list. */
  private queued = true
  /** In the loop that handles messages. */
  private running = false
  /** Never again: stopped, given up, or its directory closed. */
  private over = false
  /** A start, or a handler, that waits for something. */
  private waiting: Fiber.Fiber<void> | undefined = undefined
  private self: Incarnation<M> | undefined = undefined
  private behaviour: Behaviour<M> | undefined = undefined
  /** The message whose handler returned an effect. */
  private current: M | undefined = undefined
  private trouble: Trouble | undefined = undefined

  constructor(
    readonly id: string,
    readonly house: House<M>,
  ) {
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

  // ---- the loop

  /** Puts an actor that rests on the ready list. */
  stir(): void {
    if (!this.queued && !this.running && this.waiting === undefined) this.queue()
  }

  private queue(): void {
    this.queued = true
    this.house.ready.push(this)
  }

  wake(): void {
    this.queued = false
    if (this.waiting === undefined) this.run()
  }

  private run(): void {
    this.quiet = 0
    this.running = true
    for (let budget = BATCH; !this.over; ) {
      const { behaviour, self } = this
      if (behaviour === undefined || self === undefined) {
        if (!this.perform(starting(this))) break
      } else if (!self.alive) {
        this.finish()
        // If somebody still waits, a new incarnation will serve them.
        if (this.box.size === 0) this.leave()
      } else if (this.box.size === 0) {
        break
      } else if (budget-- <= 0) {
        this.box.compact()
        this.queue()
        break
      } else {
        const next = this.box.take()
        if (!this.handle(behaviour, next instanceof Own ? next.message : next)) break
      }
    }
    this.running = false
  }

  /** False: it is not done yet. */
  private handle(behaviour: Behaviour<M>, m: M): boolean {
    let effect: Effect.Effect<void> | void
    try {
      effect = behaviour.receive(m)
    } catch (defect) {
      this.house.fork(this.died(m, Cause.die(defect)))
      return true
    }
    if (effect === undefined) return true
    this.current = m
    return this.perform(Effect.catchCause(effect, (cause) => this.died(m, cause)))
  }

  /** Runs it in a fiber. False: it waits for something, and the loop goes on afterwards. */
  private perform(effect: Effect.Effect<void>): boolean {
    const fiber = this.house.fork(effect)
    const exit = fiber.pollUnsafe()
    if (exit !== undefined) {
      this.performed(exit)
      return true
    }
    this.waiting = fiber
    fiber.addObserver((exit) => {
      this.waiting = undefined
      this.performed(exit)
      if (!this.queued) this.run()
    })
    return false
  }

  private performed(exit: Exit.Exit<void>): void {
    // Whoever ends it, ends the current message too.
    if (this.over) return
    if (Exit.isFailure(exit)) this.revive(exit.cause)
    this.current = undefined
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
    if (this.over || this.waiting !== undefined || this.queued || ++this.quiet <= QUIET_SWEEPS) return
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
  private revive(cause: Cause.Cause<never>): void {
    this.house.fork(this.log('actor lost its fiber and is rebuilt', cause))
    this.house.restarts++
    if (this.current !== undefined) refuse(this.current, 'failed')
    this.finish()
  }

  /** First half of closing: gives the fiber to wait for when it is in the middle of something. */
  interrupt(): Fiber.Fiber<void> | undefined {
    this.over = true
    this.waiting?.interruptUnsafe()
    return this.waiting
  }

  /** Second half, when no handler runs any more. */
  close(): void {
    if (this.current !== undefined) refuse(this.current, 'failed')
    this.current = undefined
    this.finish()
    this.refuseWaiting('busy')
  }
}
