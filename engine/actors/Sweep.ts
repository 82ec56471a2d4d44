/** Of one account: conversations in which nobody writes are asked to end (`domain/idle.ts`). A hand of the desk's. */
import type { DeskMessage } from './DeskMessage.ts'
import type { Self } from './Mailbox.ts'
import { key, type Parts } from './Parts.ts'

/** Ms between two sweeps at least, and at most: a timer does not run for longer than 24 days. */
const every = { least: 60_000, most: 24 * 60 * 60_000 }
/** Conversations that end in one sweep; the others follow at once. */
const atOnce = 500

/** One timer an account, none in its conversations: those may rest, and the engine may have been down. */
export class Sweep {
  /** The next one is on its way. */
  private armed = false

  constructor(
    private readonly parts: Parts,
    private readonly account: string,
    private readonly self: Self<DeskMessage>,
  ) {}

  private get idleMillis(): number {
    return this.parts.board(this.account).rules.idleMinutes * 60_000
  }

  run(): void {
    this.armed = false
    const { idleMillis, account } = this
    const { history, conversations } = this.parts
    if (idleMillis === 0 || !history.anyOpen(account)) return this.self.cancel('sweep')
    const until = this.self.now() - idleMillis
    const quiet = history.quietOf(account, until, atOnce)
    for (const id of quiet) conversations.get(key(account, id)).tell({ kind: 'idle' })
    if (quiet.length === atOnce) return this.after(1_000)
    const next = history.quietestOf(account)
    this.after(Math.max(every.least, next === null ? idleMillis : next - until))
  }

  /** A conversation is open; it cannot end before what there is already. */
  open(): void {
    if (this.idleMillis > 0) this.after(this.idleMillis)
  }

  private after(millis: number): void {
    if (this.armed) return
    this.armed = true
    this.self.after('sweep', Math.min(millis, every.most), { kind: 'sweep' })
  }
}
