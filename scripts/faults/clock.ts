/**
 * Clocks that lie. All clients live in this process, each with a clock of its own: within `asOwner`, and in all
 * that follows from it (timers, promises), `Date.now` says what that client's device believes.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

export interface Clock {
  /** Milliseconds by which it is wrong; it may jump. */
  wrongBy: number
}

const owner = new AsyncLocalStorage<Clock>()
const right = Date.now

export const wear = (): void => {
  Date.now = () => right() + (owner.getStore()?.wrongBy ?? 0)
}

export const asOwner = <A>(clock: Clock, run: () => A): A => owner.run(clock, run)
