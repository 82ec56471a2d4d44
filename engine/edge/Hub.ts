/**
 * When sockets hand over what they were given.
 *
 * What is said to one in a turn goes at its end. What is said to many at once goes by uWS's own fan-out: one call, one
 * copy of the bytes, and for each socket one system call for all that came together. So that enough comes together it
 * waits a moment, which nobody notices and which halves the cost of a hundred consoles.
 */
import type { TemplatedApp } from 'uWebSockets.js'

/** Ms. */
const gatherFor = 2

export class Hub {
  /** Those who have something to send at the end of this turn. */
  private talking: Array<{ flush(): void }> = []
  private waiting: Array<{ readonly topic: string; readonly frame: string | Uint8Array }> = []

  constructor(private readonly app: Pick<TemplatedApp, 'publish'>) {}

  /** Flushed at the end of this turn. */
  talks(outlet: { flush(): void }): void {
    if (this.talking.push(outlet) === 1) queueMicrotask(() => this.endTurn())
  }

  /** To all who joined the topic. */
  sendToAll(topic: string, frame: string | Uint8Array): void {
    if (this.waiting.push({ topic, frame }) === 1) setTimeout(() => this.flush(), gatherFor)
  }

  /** Before anything else happens to a socket that joined a topic. */
  flush(): void {
    const { waiting } = this
    if (waiting.length === 0) return
    this.waiting = []
    // What was said to one before it was said to all.
    this.endTurn()
    for (const { topic, frame } of waiting) this.app.publish(topic, frame, false)
  }

  private endTurn(): void {
    const turn = this.talking
    this.talking = []
    for (const outlet of turn) outlet.flush()
  }
}
