/** Counts per key that are forgotten after a while; at most `capacity` keys are kept, the oldest go first. */
interface Count {
  n: number
  /** ms since 1970 */
  until: number
}

export class Tally {
  private readonly counts = new Map<string, Count>()
  private readonly options: { readonly for: number; readonly capacity: number; readonly renewed: boolean }

  /** `for`: ms that a count lives, after its first or (`renewed`) its last addition. */
  constructor(options: { readonly for: number; readonly capacity: number; readonly renewed: boolean }) {
    this.options = options
  }

  of(key: string, now: number): number {
    return this.alive(key, now)?.n ?? 0
  }

  /** When this key's count is forgotten. */
  until(key: string, now: number): number {
    return this.alive(key, now)?.until ?? now
  }

  add(key: string, now: number): void {
    const old = this.alive(key, now)
    const until = old !== undefined && !this.options.renewed ? old.until : now + this.options.for
    // Deleted first, so that the map stays in the order of the last addition.
    this.counts.delete(key)
    this.counts.set(key, { n: (old?.n ?? 0) + 1, until })
    if (this.counts.size > this.options.capacity) this.drop(now)
  }

  takeBack(key: string): void {
    const count = this.counts.get(key)
    if (count === undefined) return
    count.n--
    if (count.n <= 0) this.counts.delete(key)
  }

  clear(key: string): void {
    this.counts.delete(key)
  }

  get size(): number {
    return this.counts.size
  }

  private alive(key: string, now: number): Count | undefined {
    const count = this.counts.get(key)
    return count === undefined || count.until <= now ? undefined : count
  }

  private drop(now: number): void {
    for (const [key, count] of this.counts) {
      if (count.until > now && this.counts.size <= this.options.capacity) return
      this.counts.delete(key)
    }
  }
}
