/**
 * Who is present in one account: written by its `Desk` alone, read by whoever needs to know at once. It
 * outlives a failed desk, since nothing else remembers who is there.
 */
import type { Status } from '../protocol/frames.ts'

export class Board {
  /** Operators who are not offline. */
  readonly statuses = new Map<string, Exclude<Status, 'offline'>>()
  /** Visitors on the site, and who is to answer each. `fixed`: from the first message on (F1). */
  readonly visitors = new Map<string, { operator: string | null; fixed: boolean }>()
  /** Open conversations whose visitor is there, and who has them. */
  readonly conversations = new Map<string, string>()
  /** How many of those each operator has. */
  readonly loads = new Map<string, number>()
  /** Open conversations that nobody has, oldest first. */
  readonly waiting = new Set<string>()

  status(operator: string): Status {
    return this.statuses.get(operator) ?? 'offline'
  }

  /** May this operator be given visitors? */
  available(operator: string): boolean {
    return this.statuses.get(operator) === 'online'
  }

  /** Is anybody there to answer? */
  get online(): boolean {
    return this.statuses.size > 0
  }
}
