/**
 * Counts what one address does, so that one cannot take everything: sockets at once, new visitors and new
 * conversations a minute.
 */
import { Rates } from '../actors/Rate.ts'
import type { Limits } from '../config/Config.ts'
import { networkOf } from '../domain/address.ts'

export class Doorkeeper {
  private readonly sockets = new Map<string, number>()
  private readonly visitors: Rates
  private readonly conversations: Rates

  constructor(private readonly limits: Limits) {
    this.visitors = new Rates(limits.newVisitorsPerMinute, 60_000)
    this.conversations = new Rates(limits.newConversationsPerMinute, 60_000)
  }

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
    return this.visitors.take(networkOf(address), now)
  }

  /** May a conversation begin from here? */
  admitsNewConversation(address: string, now: number): boolean {
    return this.conversations.take(networkOf(address), now)
  }

  /** Forgets addresses that did nothing lately. */
  sweep(now: number): void {
    this.visitors.sweep(now)
    this.conversations.sweep(now)
  }
}
