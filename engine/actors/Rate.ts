/**
 * At most `burst` in `period` ms, refilled steadily. A token bucket that remembers one number, since every visitor has
 * some: when it will be full again.
 */
export class Rate {
  private fullAt = 0

  constructor(
    private readonly burst: number,
    private readonly period: number,
  ) {}

  /** Takes one, or `n`; false when there are not so many left. */
  take(now: number, n = 1): boolean {
    const { fullAt, burst, period } = this
    // Never further ahead than an empty one; if it seems so, the clock has jumped back, and nobody waits for that.
    const from = fullAt < now || fullAt > now + period ? now : fullAt
    const next = from + (n * period) / burst
    if (next > now + period) return false
    this.fullAt = next
    return true
  }

  /** Ms until one can be taken; 0: now. */
  wait(now: number): number {
    const { fullAt, burst, period } = this
    if (fullAt > now + period) return 0
    return Math.max(0, fullAt + period / burst - now - period)
  }

  /** Nothing taken lately: as good as new. */
  full(now: number): boolean {
    return this.fullAt <= now
  }
}

/** The same for each of many, by name: addresses, say. With more than `capacity` names the oldest is as good as new. */
export class Rates {
  private readonly rates = new Map<string, Rate>()

  constructor(
    private readonly burst: number,
    private readonly period: number,
    private readonly capacity = 50_000,
  ) {}

  get size(): number {
    return this.rates.size
  }

  take(name: string, now: number): boolean {
    let rate = this.rates.get(name)
    if (rate === undefined) {
      rate = new Rate(this.burst, this.period)
      if (this.rates.size >= this.capacity) this.rates.delete(this.rates.keys().next().value!)
      this.rates.set(name, rate)
    }
    return rate.take(now)
  }

  /** Ms until this one can take again. */
  wait(name: string, now: number): number {
    return this.rates.get(name)?.wait(now) ?? 0
  }

  /** Forgets those who took nothing lately. */
  sweep(now: number): void {
    for (const [name, rate] of this.rates) if (rate.full(now)) this.rates.delete(name)
  }
}
