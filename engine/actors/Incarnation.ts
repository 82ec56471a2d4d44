/** One life of an actor, from `start` to `stopped`: what `start` gets as `self`. */
import type { Clock } from 'effect'
import type { Message, Refusal, Self } from './Behaviour.ts'
import { Timer, type Timers } from './Timers.ts'

/** A message from an incarnation to itself. It dies with the incarnation. */
export class Own<M> {
  constructor(readonly message: M) {}
}

/** Tells the sender, if anybody waits. */
export const refuse = (m: Message, why: Refusal): void => {
  try {
    m.refuse?.(why)
  } catch {
    // Whoever waited is gone or broken; that is no concern of this actor, nor of the next message.
  }
}

/** The actor it lives in. */
export interface Body<M> {
  readonly id: string
  readonly house: { readonly clock: Clock.Clock; readonly timers: Timers }
  put(m: Own<M>): void
  /** Lets a parked actor see that its incarnation wants to end. */
  stir(): void
}

export class Incarnation<M extends Message> implements Self<M> {
  alive = true
  private timers: Map<string, Timer> | undefined = undefined

  constructor(private readonly body: Body<M>) {}

  get id(): string {
    return this.body.id
  }

  get hasTimers(): boolean {
    return this.timers !== undefined && this.timers.size > 0
  }

  tell(m: M): void {
    if (this.alive) this.body.put(new Own(m))
    else refuse(m, 'failed')
  }

  now(): number {
    return this.body.house.clock.currentTimeMillisUnsafe()
  }

  after(key: string, millis: number, m: M): void {
    if (!this.alive) return
    this.timers ??= new Map()
    let timer = this.timers.get(key)
    if (timer === undefined) this.timers.set(key, (timer = new Timer()))
    timer.ring = () => {
      this.forget(key)
      this.tell(m)
    }
    this.body.house.timers.arm(timer, millis)
  }

  cancel(key: string): void {
    const timer = this.timers?.get(key)
    if (timer === undefined) return
    this.forget(key)
    this.body.house.timers.disarm(timer)
  }

  /** Most actors have no timer most of the time, and then no room for one either. */
  private forget(key: string): void {
    this.timers?.delete(key)
    if (this.timers?.size === 0) this.timers = undefined
  }

  stop(): void {
    if (!this.alive) return
    this.die()
    this.body.stir()
  }

  die(): void {
    this.alive = false
    if (this.timers === undefined) return
    for (const timer of this.timers.values()) this.body.house.timers.disarm(timer)
    this.timers = undefined
  }
}
