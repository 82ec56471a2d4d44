/** How much one visitor may do. Each rate is made when it is first needed: most visitors never need one. */
import type { Limits } from '../config/Config.ts'
import { Rate } from './Rate.ts'

const minute = 60_000
const hour = 60 * minute

export class VisitorRates {
  private notices: Rate | undefined
  private pages: Rate | undefined
  private messages: Rate | undefined
  private readings: Rate | undefined
  private conversations: Rate | undefined
  private requests: Rate | undefined

  constructor(private readonly limits: Limits) {}

  /** No person types or opens so fast; of a script the operator need not see everything. */
  show(now: number): boolean {
    this.notices ??= new Rate(this.limits.noticesPerSecond * 5, 5_000)
    return this.notices.take(now)
  }

  view(now: number): boolean {
    this.pages ??= new Rate(this.limits.pagesPerMinute, minute)
    return this.pages.take(now)
  }

  write(now: number): boolean {
    this.messages ??= new Rate(this.limits.messagesPerMinute, minute)
    return this.messages.take(now)
  }

  read(now: number): boolean {
    this.readings ??= new Rate(this.limits.historyPerMinute, minute)
    return this.readings.take(now)
  }

  begin(now: number): boolean {
    this.conversations ??= new Rate(this.limits.newConversationsPerHour, hour)
    return this.conversations.take(now)
  }

  request(now: number): boolean {
    this.requests ??= new Rate(this.limits.requestsPerHour, hour)
    return this.requests.take(now)
  }
}
