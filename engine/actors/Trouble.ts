/** How often an actor died lately, and how long its next start has to wait. */

const MINUTE = 60_000
/** Deaths within a minute after which the next start is not held up. */
const FREE = 3
const LONGEST = 5000

export class Trouble {
  private count = 0
  private since = 0

  add(now: number): void {
    if (now - this.since >= MINUTE) {
      this.since = now
      this.count = 0
    }
    this.count++
  }

  /** Milliseconds. */
  get backOff(): number {
    return this.count <= FREE ? 0 : Math.min(LONGEST, 100 * 2 ** (this.count - FREE - 1))
  }
}
