/** Counts what one address does, so that one cannot take everything: sockets at once, new visitors a minute. */
import { Rate } from '../actors/Rate.ts'
import { networkOf } from '../domain/address.ts'

export class Doorkeeper {
  private readonly sockets = new Map<string, number>()
  private readonly visitors = new Map<string, Rate>()

  constructor(
    private readonly limits: { readonly socketsPerAddress: number; readonly newVisitorsPerMinute: number },
  ) {}

  /** May one more socket be opened from here? */
  admits(address: string): boolean {
    return (this.sockets.get(networkOf(address)) ?? 0) < this.limits.socketsPerAddress
  }

  opened(address: string): void {
    const network = networkOf(address)
    this.sockets.set(network, (this.sockets.get(network) ?? 0) + 1)
  }

  closed(address: string): void {
    const network = networkOf(address)
    const left = (this.sockets.get(network) ?? 1) - 1
    if (left > 0) this.sockets.set(network, left)
    else this.sockets.delete(network)
  }

  /** May somebody never seen before come in from here? */
  admitsNewVisitor(address: string, now: number): boolean {
    const network = networkOf(address)
    let rate = this.visitors.get(network)
    if (rate === undefined) {
      rate = new Rate(this.limits.newVisitorsPerMinute, 60_000)
      this.visitors.set(network, rate)
    }
    return rate.take(now)
  }

  /** Forgets addresses that did nothing lately. */
  sweep(now: number): void {
    for (const [network, rate] of this.visitors) if (rate.full(now)) this.visitors.delete(network)
  }
}
