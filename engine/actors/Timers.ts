/**
 * The timers of one directory: a heap by due time, and one fiber asleep until the earliest. A timer costs a
 * small object, not a fiber of its own, and putting one off (the usual thing: "idle" moved by each
 * keystroke) does not touch the heap.
 */
import { type Clock, Duration, Effect, type Fiber } from 'effect'

const NOWHERE = -1

export class Timer {
  /** When it rings, in monotonic milliseconds. */
  due = 0
  /** What the heap is ordered by: `due`, or an earlier time when it was put off since. */
  at = 0
  slot = NOWHERE
  ring: () => void = () => {}
}

export class Timers {
  private readonly heap: Array<Timer> = []
  private sleeper: Fiber.Fiber<void> | undefined = undefined
  private wakeAt = Number.POSITIVE_INFINITY
  private closed = false

  constructor(
    private readonly clock: Clock.Clock,
    private readonly fork: (effect: Effect.Effect<void>) => Fiber.Fiber<void>,
  ) {}

  arm(timer: Timer, millis: number): void {
    if (this.closed) return
    timer.due = this.now() + Math.max(0, millis)
    if (timer.slot === NOWHERE) {
      timer.at = timer.due
      timer.slot = this.heap.push(timer) - 1
      this.rise(timer)
    } else if (timer.due < timer.at) {
      timer.at = timer.due
      this.rise(timer)
    }
    this.sleep()
  }

  disarm(timer: Timer): void {
    const slot = timer.slot
    if (slot === NOWHERE) return
    timer.slot = NOWHERE
    const last = this.heap.pop()!
    if (last === timer) return
    this.put(last, slot)
    this.sink(last)
    this.rise(last)
  }

  close(): void {
    this.closed = true
    for (const timer of this.heap.splice(0)) timer.slot = NOWHERE
    this.sleeper?.interruptUnsafe()
  }

  /** Monotonic, so that a corrected wall clock neither hastens nor holds up a timer. */
  private now(): number {
    return Number(this.clock.monotonicTimeNanosUnsafe()) / 1e6
  }

  private sleep(): void {
    const first = this.heap[0]
    if (first === undefined || first.at >= this.wakeAt) return
    this.wakeAt = first.at
    this.sleeper?.interruptUnsafe()
    const millis = Math.max(1, Math.ceil(first.at - this.now()))
    this.sleeper = this.fork(
      Effect.andThen(this.clock.sleep(Duration.millis(millis)), Effect.sync(this.ring)),
    )
  }

  private readonly ring = (): void => {
    this.wakeAt = Number.POSITIVE_INFINITY
    this.sleeper = undefined
    const now = this.now()
    for (let first = this.heap[0]; first !== undefined && first.at <= now; first = this.heap[0]) {
      if (first.due > now) {
        first.at = first.due
        this.sink(first)
      } else {
        this.disarm(first)
        first.ring()
      }
    }
    this.sleep()
  }

  private put(timer: Timer, slot: number): void {
    this.heap[slot] = timer
    timer.slot = slot
  }

  private rise(timer: Timer): void {
    while (timer.slot > 0) {
      const above = this.heap[(timer.slot - 1) >> 1]!
      if (above.at <= timer.at) return
      this.swap(timer, above)
    }
  }

  private sink(timer: Timer): void {
    for (;;) {
      const left = this.heap[2 * timer.slot + 1]
      const right = this.heap[2 * timer.slot + 2]
      const least = right !== undefined && left !== undefined && right.at < left.at ? right : left
      if (least === undefined || least.at >= timer.at) return
      this.swap(timer, least)
    }
  }

  private swap(a: Timer, b: Timer): void {
    const slot = a.slot
    this.put(a, b.slot)
    this.put(b, slot)
  }
}
