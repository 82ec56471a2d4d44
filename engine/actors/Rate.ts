/** At most `burst` in `period` ms, refilled steadily (a token bucket). */
export class Rate {
  private left: number
  private at = 0

  constructor(
    private readonly burst: number,
    private readonly period: number,
  ) {
    this.left = burst
  }

  /** Takes one, or `n`; false when there are not so many left. A clock that jumps back refills nothing. */
  take(now: number, n = 1): boolean {
    if (now > this.at) {
      this.left = Math.min(this.burst, this.left + ((now - this.at) * this.burst) / this.period)
    }
    this.at = now
    if (this.left < n) return false
    this.left -= n
    return true
  }

  /** Nothing taken lately: as good as new. */
  full(now: number): boolean {
    return this.left + ((now - this.at) * this.burst) / this.period >= this.burst
  }
}

/** The same for each of many, by name: addresses, say. */
export class Rates {
  private readonly rates = new Map<string, Rate>()

  constructor(
    private readonly burst: number,
    private readonly period: number,
  ) {}

  take(name: string, now: number): boolean {
    let rate = this.rates.get(name)
    if (rate === undefined) {
      rate = new Rate(this.burst, this.period)
      this.rates.set(name, rate)
    }
    return rate.take(now)
  }

  /** Forgets those who took nothing lately. */
  sweep(now: number): void {
    for (const [name, rate] of this.rates) if (rate.full(now)) this.rates.delete(name)
  }
}
