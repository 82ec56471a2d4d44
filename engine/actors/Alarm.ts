/**
 * Do messages arrive? Told by the canary alone, after every talk with itself; read by whoever has to know: health,
 * metrics, and the consoles, which hear of every change.
 */
export class Alarm {
  /** Why delivery counts as broken: talks failed one after the other. Null while it does not. */
  reason: string | null = null
  /** Of the last talk that went well: from a message to its answer. Null before the first. */
  seconds: number | null = null
  /** Talks that failed, since the start. */
  failures = 0
  private inARow = 0

  constructor(private readonly changed: () => void) {}

  get dead(): boolean {
    return this.reason !== null
  }

  wentWell(seconds: number): void {
    this.seconds = seconds
    this.inARow = 0
    this.become(null)
  }

  /** One that fails may be a moment of bad luck; the next one says what it is. */
  failed(why: string): void {
    this.failures++
    this.inARow++
    if (this.inARow >= 2) this.become(why)
  }

  private become(reason: string | null): void {
    const wasDead = this.dead
    this.reason = reason
    if (this.dead !== wasDead) this.changed()
  }
}
