/**
 * Who is present in one account: written by its `Desk` alone, read by whoever needs to know at once. It
 * outlives a failed desk, since nothing else remembers who is there.
 */
import type { Status } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'

export class Board {
  /** Operators who were present when the engine last ended, and are expected back in a moment. */
  private readonly expected: Set<string>

  constructor(
    expected: Iterable<string> = [],
    /** Ms since 1970 until when. */
    readonly expectedUntil = 0,
  ) {
    this.expected = new Set(expected)
  }

  /** Operators who are not offline. */
  readonly statuses = new Map<string, Exclude<Status, 'offline'>>()
  /**
   * Visitors who are there, and who is to answer each. `fixed`: from the first message on (F1). `site`: of the page
   * he looks at.
   */
  readonly visitors = new Map<string, { operator: string | null; fixed: boolean; site: string | null }>()
  /** Open conversations whose visitor is there, and who has them. */
  readonly conversations = new Map<string, string>()
  /** How many of those each operator has. */
  readonly loads = new Map<string, number>()
  /** Open conversations that nobody has, oldest first, and the page of each. */
  readonly waiting = new Map<string, string | null>()

  status(operator: string): Status {
    return this.statuses.get(operator) ?? 'offline'
  }

  /** May this operator be given visitors? */
  available(operator: string): boolean {
    return this.statuses.get(operator) === 'online'
  }

  /** His dialogues are not to be given away while he finds his way back after a restart. */
  expects(operator: string, now: number): boolean {
    return now < this.expectedUntil && this.expected.has(operator)
  }

  /** He is back, or has said what he wants. */
  arrived(operator: string): void {
    this.expected.delete(operator)
  }

  /** May this operator be given visitors of this site? Without one (it was deleted meanwhile) all may. */
  serves(operator: string, site: Served | null): boolean {
    return this.available(operator) && (site === null || site.serves(operator))
  }

  /** Is anybody there to answer? */
  get online(): boolean {
    return this.onlineOn(null)
  }

  /** The same for the pages of one site. */
  onlineOn(site: Served | null): boolean {
    for (const operator of this.statuses.keys()) if (site === null || site.serves(operator)) return true
    return false
  }
}
