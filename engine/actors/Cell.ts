/**
 * One actor: its mailbox, its fiber, and the incarnation that answers now. The fiber is parked on
 * `Effect.callback` and woken from the ready list; synchronous messages are handled in a plain loop inside
 * one fiber step, so a message costs a function call and a wake costs one suspension.
 *
 * The order of events after a defect: the sender is told, the incarnation dies, the next one starts (at once
 * for the first few, then ever later), and only then does the next waiting message get its turn.
 */
import { Cause, type Clock, Effect, Exit, type Fiber } from 'effect'
import type { ActorRef, Behaviour, Kind, Message } from './Behaviour.ts'
import { Incarnation, Own, refuse } from './Incarnation.ts'
import type { Ready, ReadyList } from './ReadyList.ts'
import type { Timers } from './Timers.ts'

/** Messages one actor handles before the others have their turn. */
const BATCH = 64
/** Sweeps without a message after which an actor counts as idle; the sweeper comes four times per `idleAfter`. */
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

/** Failures in a row, or within the same minute. */
interface Trouble {
  count: number
  since: number
}

export class Cell<M extends Message> implements ActorRef<M>, Ready {
  private box: Array<M | Own<M>> = []
  private head = 0
  private budget = 0
  private quiet = 0
  private queued = true
  private over = false
  private resume: ((effect: Effect.Effect<void>) => void) | undefined
  private fiber: Fiber.Fiber<void> | undefined
  private self: Incarnation<M> | undefined
  private behaviour: Behaviour<M> | undefined
  private current: M | undefined
  private trouble: Trouble | undefined
  private readonly park: Effect.Effect<void>

  constructor(
    readonly id: string,
    readonly house: House<M>,
  ) {
    this.park = Effect.callback((resume) => this.parked(resume))
    house.ready.push(this)
  }

  tell(m: M): boolean {
    if (this.over) {
      if (!this.house.closed) return this.house.get(this.id).tell(m)
    } else if (this.box.length - this.head < this.house.kind.capacity) {
      this.put(m)
      return true
    }
    this.house.refused++
    refuse(m, 'busy')
    return false
  }

  put(m: M | Own<M>): void {
    this.box.push(m)
    if (this.resume !== undefined && !this.queued) this.requeue()
  }

  private requeue(): void {
    this.queued = true
    this.house.ready.push(this)
  }

  // ---- the fiber: Effect.whileLoop over this object, which therefore needs no closures of its own

  wake(): void {
    this.queued = false
    this.budget = BATCH
    this.quiet = 0
    if (this.fiber === undefined && !this.over) this.fiber = this.house.fork(Effect.whileLoop(this))
    else this.unpark()
  }

  private unpark(): void {
    const resume = this.resume
    this.resume = undefined
    resume?.(Effect.void)
  }

  private parked(resume: (effect: Effect.Effect<void>) => void): void {
    // The fiber may have been made to yield on its way here: then messages came that woke nobody.
    const missed = !this.queued && (this.head < this.box.length || this.self?.alive !== true)
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
    if (this.behaviour === undefined) return starting(this)
    const behaviour = this.behaviour
    const self = this.self!
    while (self.alive && this.head < this.box.length) {
      if (this.budget-- <= 0) {
        if (!this.queued) this.requeue()
        return this.park
      }
      const m = this.take()
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
    this.end()
    return Effect.void
  }

  private take(): M {
    const m = this.box[this.head]!
    this.box[this.head++] = undefined as never
    if (this.head === this.box.length) {
      this.box.length = 0
      this.head = 0
    }
    return m instanceof Own ? m.message : m
  }

  // ---- incarnations

  begin(): Incarnation<M> {
    return (this.self = new Incarnation(this))
  }

  begun(behaviour: Behaviour<M>): void {
    this.behaviour = behaviour
  }

  private died(m: M, cause: Cause.Cause<never>): Effect.Effect<void> {
    if (this.house.closed) return Effect.void
    this.current = undefined
    refuse(m, 'failed')
    this.house.restarts++
    this.failed()
    this.finish()
    return this.log('actor died on a message; rebuilding it', cause)
  }

  failed(): number {
    const now = this.house.clock.currentTimeMillisUnsafe()
    if (this.trouble === undefined || now - this.trouble.since > 60_000)
      this.trouble = { count: 0, since: now }
    return ++this.trouble.count
  }

  /** Milliseconds to wait before the next start. The first three failures in a minute cost nothing. */
  backOff(): number {
    const count = this.trouble?.count ?? 0
    return count <= 3 ? 0 : Math.min(5000, 100 * 2 ** (count - 4))
  }

  log(text: string, cause: Cause.Cause<never>): Effect.Effect<void> {
    return Effect.annotateLogs(Effect.logError(text, cause), { actor: this.house.kind.name, id: this.id })
  }

  /** The incarnation is over; what it told itself goes with it. */
  finish(): void {
    const behaviour = this.behaviour
    this.behaviour = undefined
    this.self?.die()
    this.self = undefined
    const waiting = this.box.slice(this.head)
    this.head = 0
    this.box = waiting.filter((m) => !(m instanceof Own))
    for (const m of waiting) if (m instanceof Own) refuse(m.message, 'failed')
    try {
      behaviour?.stopped?.()
    } catch (defect) {
      this.house.fork(this.log('actor failed while stopping', Cause.die(defect)))
    }
  }

  /** Stops for good, unless somebody still waits: then a new incarnation serves them. */
  private end(): void {
    this.finish()
    if (this.box.length === 0) this.leave()
  }

  leave(): void {
    this.over = true
    this.house.forget(this)
  }

  /** Nothing came for a while; called by the sweeper. */
  sweep(): void {
    if (this.resume === undefined || this.queued || ++this.quiet < QUIET_SWEEPS) return
    if (this.self === undefined || this.self.busy) return
    let idle = true
    try {
      idle = this.behaviour?.idle?.() ?? true
    } catch (defect) {
      this.house.fork(this.log('actor failed when asked whether it is idle; stopping it', Cause.die(defect)))
    }
    if (!idle) return
    this.self.stop()
  }

  /** After its `stop()`: lets the fiber see it. */
  ending(): void {
    if (this.resume !== undefined && !this.queued) this.requeue()
  }

  /** No start succeeds: everybody is told, and the next `get` makes a new actor. */
  abandon(): void {
    this.leave()
    this.refuseAll()
  }

  refuseAll(): void {
    const waiting = this.box.slice(this.head)
    this.box = []
    this.head = 0
    for (const m of waiting) if (!(m instanceof Own)) refuse(m, 'busy')
  }

  /** The directory closes. Gives the fiber to be awaited when it is in the middle of something. */
  close(): Fiber.Fiber<void> | undefined {
    this.over = true
    const busy = this.resume === undefined ? this.fiber : undefined
    this.unpark()
    busy?.interruptUnsafe()
    return busy
  }

  closed(): void {
    if (this.current !== undefined) refuse(this.current, 'failed')
    this.current = undefined
    this.finish()
    this.refuseAll()
  }
}

const ATTEMPTS = 3
const PATIENCE = 5000

const starting: <M extends Message>(cell: Cell<M>) => Effect.Effect<void> = Effect.fnUntraced(
  function* (cell) {
    const { clock, kind } = cell.house
    const first = clock.currentTimeMillisUnsafe()
    const wait = cell.backOff()
    if (wait > 0) yield* Effect.sleep(wait)
    for (let attempt = 1; ; attempt++) {
      const self = cell.begin()
      const exit = yield* Effect.exit(Effect.suspend(() => kind.start(cell.id, self)))
      if (cell.house.closed) return
      if (Exit.isSuccess(exit)) return cell.begun(exit.value)
      cell.finish()
      yield* cell.log('actor could not start', exit.cause)
      if (attempt === ATTEMPTS || clock.currentTimeMillisUnsafe() - first >= PATIENCE) return cell.abandon()
      yield* Effect.sleep(100 * 4 ** (attempt - 1))
    }
  },
)
