/** Who wants to hear that something has changed: at once, or with the next picture. */
import { pageTimers, type Timers } from '../../engine/protocol/client/index.ts'

/** Of what the engine sends they hear at most so often, ms: a thousand frames are not a thousand pictures. */
const frameEvery = 16

export class Watchers {
  readonly #all = new Set<() => void>()
  readonly #timers: Timers
  #toldAt = Number.NEGATIVE_INFINITY
  #waiting = false

  constructor(timers: Timers = pageTimers) {
    this.#timers = timers
  }

  /** @returns no more of it */
  add(changed: () => void): () => void {
    this.#all.add(changed)
    return () => this.#all.delete(changed)
  }

  tell(): void {
    this.#toldAt = performance.now()
    for (const changed of this.#all) changed()
  }

  /** At once when it was quiet. */
  tellSoon(): void {
    if (this.#waiting) return
    const wait = this.#toldAt + frameEvery - performance.now()
    if (wait <= 0) return this.tell()
    this.#waiting = true
    this.#timers.set(() => {
      this.#waiting = false
      this.tell()
    }, wait)
  }
}
