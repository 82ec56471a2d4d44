/** Latencies, for their percentiles. */
export class Latency {
  private readonly all: Array<number> = []

  add(millis: number): void {
    this.all.push(millis)
  }

  at(share: number): number | null {
    if (this.all.length === 0) return null
    this.all.sort((a, b) => a - b)
    return this.all[Math.min(this.all.length - 1, Math.floor(this.all.length * share))]!
  }
}
