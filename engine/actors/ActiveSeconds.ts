/**
 * Seconds in which an operator did something in a conversation (typing, sending, closing), per minute: what
 * 'time in dialogues' (I6) is made of. Logged from the first day, since statistics cannot invent it later.
 */
import type { Log } from '../store/Log.ts'

const minute = 60_000

export class ActiveSeconds {
  private readonly seconds = new Map<string, { readonly minute: number; readonly seconds: Set<number> }>()

  constructor(
    private readonly account: string,
    private readonly operator: string,
    private readonly log: Log['Service'],
  ) {}

  /** Counts this second. Returns the ms until the minute ends when it is the first of its minute, else 0. */
  touch(conversation: string, now: number): number {
    const current = Math.floor(now / minute)
    const open = this.seconds.get(conversation)
    if (open?.minute === current) {
      open.seconds.add(Math.floor(now / 1_000))
      return 0
    }
    if (open !== undefined) this.write(conversation, now)
    const idle = this.seconds.size === 0
    this.seconds.set(conversation, { minute: current, seconds: new Set([Math.floor(now / 1_000)]) })
    return idle ? (current + 1) * minute - now : 0
  }

  /** Logs every minute that has ended by `now`. Returns the ms until the next one ends, 0 if none is open. */
  flush(now: number): number {
    for (const [conversation, open] of this.seconds) {
      if ((open.minute + 1) * minute <= now) this.write(conversation, now)
    }
    if (this.seconds.size === 0) return 0
    return (Math.floor(now / minute) + 1) * minute - now
  }

  private write(conversation: string, now: number): void {
    const open = this.seconds.get(conversation)
    this.seconds.delete(conversation)
    if (open === undefined) return
    this.log.append({
      account: this.account,
      stream: this.operator,
      events: [
        {
          seq: 0,
          at: Number.isFinite(now) ? now : (open.minute + 1) * minute,
          kind: 'ActiveSecondsCounted',
          body: { conversation, minute: open.minute * minute, seconds: open.seconds.size },
        },
      ],
      committed: () => {},
      failed: () => {},
    })
  }
}
