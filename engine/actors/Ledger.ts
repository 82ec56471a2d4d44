/**
 * What one dialogue has decided: the only place from which it is written. It is told to others after the commit; what
 * was not committed is taken back.
 */
import {
  type ConversationCommand,
  type ConversationState,
  decide,
  empty,
  evolve,
} from '../domain/conversation.ts'
import type { ConversationEvent } from '../domain/events.ts'
import { messageBody } from '../protocol/encode.ts'
import type { Entry, Refusal } from '../protocol/frames.ts'
import { accountOf, idOf, key, type Parts } from './Parts.ts'
import { Recent } from './Recent.ts'

/** Whose it is: the dialogue, which speaks to everybody else. */
export interface Keeper {
  readonly visitorId: string
  /** On disk. `body`: as it stands there, where it was made already. */
  publish(entry: Entry, body: string | undefined): void
  /** What else has to be said once it is true on disk. */
  followUp(before: ConversationState): void
  /** Telling failed half-way. */
  broken(defect: unknown): void
}

export class Ledger {
  /** What is on disk; `state` may be ahead of it by the group in flight. */
  committed: ConversationState
  state: ConversationState
  readonly recent: Recent
  private lastLogId = 0
  private readonly account: string
  private readonly id: string

  constructor(
    private readonly parts: Parts,
    private readonly self: { readonly id: string; now(): number },
    private readonly keeper: Keeper,
    stored: ConversationState | null,
  ) {
    this.account = accountOf(self.id)
    this.id = idOf(self.id)
    this.state = this.committed = stored ?? empty(this.id, this.account)
    this.recent = new Recent(parts, this.account, this.id, this.state.seq)
  }

  /** Has history all of it? */
  get projected(): boolean {
    return this.state.seq === this.committed.seq && this.lastLogId <= this.parts.projection.position()
  }

  /** If the rule finds anything to write. */
  note(command: ConversationCommand, failed?: () => void): void {
    const decision = decide(this.state, command)
    if (typeof decision !== 'string' && decision.length > 0) this.append(decision, undefined, failed)
  }

  /** Somebody waits to hear of it. */
  decideOn(command: ConversationCommand, answer: (result: true | Refusal) => void): void {
    const decision = decide(this.state, command)
    if (typeof decision === 'string' || decision.length === 0) return answer('unknown')
    this.append(
      decision,
      () => answer(true),
      () => answer('notSent'),
    )
  }

  append(
    events: ReadonlyArray<ConversationEvent>,
    committed?: (last: Entry, logId: number) => void,
    failed?: () => void,
    /** Written in the same transaction. */
    also?: () => void,
  ): void {
    // What is on its way when its visitor is erased.
    if (this.parts.erasures.erased(this.keeper.visitorId)) return failed?.()
    // Time never runs backwards inside a conversation, whatever the clock does.
    const at = Math.max(this.self.now(), this.state.lastAt)
    const first = this.state.seq + 1
    const entries = events.map((event, i) => ({ conversation: this.id, seq: first + i, at, event }))
    // What is long is made into JSON once, for the log and for the sockets.
    const bodies = events.map((event) => (event.kind === 'MessageSent' ? messageBody(event) : undefined))
    const after = entries.reduce(evolve, this.state)
    this.state = after
    const { written } = this.parts
    const built = this.builtFrom(events)
    for (const actor of built) written.begun(actor)
    this.parts.log.append({
      account: this.account,
      stream: this.id,
      ...(also && { also }),
      events: entries.map(({ seq, event }, i) => ({
        seq,
        at,
        kind: event.kind,
        body: event,
        encoded: bodies[i],
      })),
      committed: (logId) => {
        const before = this.committed
        // Groups commit in order, and what follows a failed one in its stream fails too.
        this.committed = after
        this.lastLogId = logId
        for (const actor of built) written.ended(actor, logId)
        this.recent.push(entries, logId)
        this.surely(() => committed?.(entries.at(-1)!, logId))
        for (const [i, entry] of entries.entries()) this.surely(() => this.keeper.publish(entry, bodies[i]))
        this.surely(() => this.keeper.followUp(before))
      },
      failed: () => {
        this.state = this.committed
        for (const actor of built) written.ended(actor, this.lastLogId)
        failed?.()
      },
    })
  }

  /** When what was decided up to now is on disk, or has failed. */
  settled(committed: () => void, failed: () => void): void {
    this.parts.log.append({ account: this.account, stream: this.id, events: [], committed, failed })
  }

  /** Actors built from what history makes of it: the visitor's, too, asks whether he has an open conversation. */
  private builtFrom(events: ReadonlyArray<ConversationEvent>): ReadonlyArray<string> {
    const bounds = events.some(({ kind }) => kind === 'ConversationOpened' || kind === 'ConversationClosed')
    return bounds ? [this.self.id, key(this.account, this.state.visitor)] : [this.self.id]
  }

  /** What is on disk is told to everybody else, whoever fails; a socket that missed something comes back for it. */
  private surely(tell: () => void): void {
    try {
      tell()
    } catch (defect) {
      this.keeper.broken(defect)
    }
  }
}
