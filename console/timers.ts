/** Timers that run in a worker (`timers.worker.ts`), or in the page where workers are missing. */
import { pageTimers, type Timers } from '../engine/protocol/client/timers.ts'

/** To the worker: ring `id` in so many milliseconds, or not at all. */
export interface Order {
  readonly id: number
  readonly after: number | null
}
/** From the worker: the id. */
export type Rang = number

type Clock = Pick<Worker, 'postMessage' | 'addEventListener'>

export class WorkerTimers implements Timers {
  #clock: Clock
  #waiting = new Map<number, () => void>()
  #last = 0

  constructor(clock: Clock) {
    this.#clock = clock
    clock.addEventListener('message', (event) => this.#rang((event as MessageEvent<Rang>).data))
  }

  /** Calls `f` once, `millis` from now; the result is what `clear` wants. */
  set(f: () => void, millis: number): number {
    const id = ++this.#last
    this.#waiting.set(id, f)
    this.#clock.postMessage({ id, after: millis } satisfies Order)
    return id
  }

  clear(handle: unknown): void {
    const id = handle as number
    if (this.#waiting.delete(id)) this.#clock.postMessage({ id, after: null } satisfies Order)
  }

  #rang(id: Rang): void {
    const f = this.#waiting.get(id)
    this.#waiting.delete(id)
    f?.()
  }
}

declare const __TIMERS__: string

/** The console's timers; where workers are missing, the page's own. */
export const workerTimers = (): Timers => {
  if (typeof Worker === 'undefined') return pageTimers
  return new WorkerTimers(new Worker(__TIMERS__, { type: 'module' }))
}
