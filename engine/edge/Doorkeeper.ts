/**
 * Counts what one address does, so that one cannot take everything: sockets at once and in a minute, new visitors
 * and new conversations a minute, requests an hour, calls of the API a minute. Consoles are counted by operator (`who`), so that no flood of sockets from the
 * office's address shuts its operators out.
 */
import { Rates } from '../actors/Rate.ts'
import type { Limits } from '../config/Config.ts'
import { networkOf } from '../domain/address.ts'

export class Doorkeeper {
  private readonly sockets = new Map<string, number>()
  private readonly openings: Rates
  private readonly visitors: Rates
  private readonly conversations: Rates
  private readonly requests: Rates
  private readonly calls: Rates
  private readonly callsOfSession: Rates

  constructor(private readonly limits: Limits) {
    this.openings = new Rates(limits.socketsPerMinute, 60_000)
    this.visitors = new Rates(limits.newVisitorsPerMinute, 60_000)
    this.conversations = new Rates(limits.newConversationsPerMinute, 60_000)
    this.requests = new Rates(limits.requestsPerAddress, 3_600_000)
    this.calls = new Rates(limits.apiPerAddress, 60_000)
    this.callsOfSession = new Rates(limits.apiPerMinute, 60_000)
  }

  /** May one more socket be opened? */
  admits(who: string, now: number): boolean {
    const name = networkOf(who)
    return (this.sockets.get(name) ?? 0) < this.limits.socketsPerAddress && this.openings.take(name, now)
  }

  opened(who: string): void {
    const name = networkOf(who)
    this.sockets.set(name, (this.sockets.get(name) ?? 0) + 1)
  }

  closed(who: string): void {
    const name = networkOf(who)
    const left = (this.sockets.get(name) ?? 1) - 1
    if (left > 0) this.sockets.set(name, left)
    else this.sockets.delete(name)
  }

  /** May somebody never seen before come in from here? */
  admitsNewVisitor(address: string, now: number): boolean {
    return this.visitors.take(networkOf(address), now)
  }

  /** May a conversation begin from here? */
  admitsNewConversation(address: string, now: number): boolean {
    return this.conversations.take(networkOf(address), now)
  }

  /** May an offline message, or a lead, come from here? */
  admitsRequest(address: string, now: number): boolean {
    return this.requests.take(networkOf(address), now)
  }

  /**
   * May the API be called from here? 0: yes; else seconds until it may. `token`: of the session that it claims; one that
   * calls too much takes nothing from the colleagues behind the same address, and with an invented one nobody gets more.
   */
  waitsToCall(address: string, token: string | undefined, now: number): number {
    const session = token?.slice(0, 64)
    if (session !== undefined && !this.callsOfSession.take(session, now)) {
      return seconds(this.callsOfSession.wait(session, now))
    }
    const network = networkOf(address)
    return this.calls.take(network, now) ? 0 : seconds(this.calls.wait(network, now))
  }

  /** Forgets addresses that did nothing lately. */
  sweep(now: number): void {
    this.openings.sweep(now)
    this.visitors.sweep(now)
    this.conversations.sweep(now)
    this.requests.sweep(now)
    this.calls.sweep(now)
    this.callsOfSession.sweep(now)
  }
}

const seconds = (millis: number): number => Math.max(1, Math.ceil(millis / 1_000))
