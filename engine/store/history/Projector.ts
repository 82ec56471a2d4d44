/** Puts rows of the log into `history.db`, page by page, each page with its position in one transaction. */
import { canary } from '../../domain/canary.ts'
import { type ConversationState, empty, evolve } from '../../domain/conversation.ts'
import type { ConversationEvent } from '../../domain/events.ts'
import { type Database, isStorageError, type Statement } from '../Database.ts'
import { Counting } from './Counting.ts'
import { Erasing } from './Erasing.ts'
import { Invitations } from './Invitations.ts'
import { Presence } from './Presence.ts'
import { type LogRow, markOf } from './position.ts'
import { Requests } from './Requests.ts'
import { type ConversationRow, toEvent, toRow, toState } from './rows.ts'
import { Visits } from './Visits.ts'

/** An event that cannot be projected is tried so often, then set aside, so that the rest goes on. */
const tries = 3
/** So many conversations are kept in memory from page to page: those that talk now. */
const remembered = 10_000

export class Projector {
  private readonly db: Database
  private readonly counting: Counting
  private readonly visits: Visits
  private readonly invitations: Invitations
  private readonly presence: Presence
  private readonly requests: Requests
  private readonly erasing: Erasing
  private readonly readState: Statement
  private readonly writeState: Statement
  private readonly writeEntry: Statement
  private readonly writeFailure: Statement
  private readonly writeMeta: Statement
  /** Conversations as they are in the file, or will be at the end of this page. */
  private readonly states = new Map<string, ConversationState>()
  /** Of this page: those that are folded in memory and written once at its end. */
  private readonly changed = new Set<string>()

  constructor(db: Database) {
    this.db = db
    this.counting = new Counting(db)
    this.visits = new Visits(db, this.counting)
    this.invitations = new Invitations(db)
    this.presence = new Presence(db)
    this.requests = new Requests(db)
    this.erasing = new Erasing(db)
    this.readState = db.prepare('SELECT * FROM conversations WHERE id = ?')
    this.writeState = db.prepare(
      `INSERT OR REPLACE INTO conversations VALUES (:id, :account, :visitor, :operator, :department, :state, :transfer, :seq, :opened_at,
       :last_at, :closed_at, :quiet_since, :present, :page, :delivered, :seen, :last, :unseen, :messages, :first_asked_at,
       :first_answered_at, :waiting_since, :told, :lead, :rating)`,
    )
    this.writeEntry = db.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    this.writeFailure = db.prepare('INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?)')
    this.writeMeta = db.prepare(
      'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
  }

  /** All of the page or nothing. Throws only what the storage says. */
  page(rows: ReadonlyArray<LogRow>): void {
    if (rows.length === 0) return
    if (this.states.size > remembered) this.states.clear()
    try {
      this.commit(rows, false)
    } catch (error) {
      if (isStorageError(error)) throw error
      this.commit(rows, true)
    }
  }

  private commit(rows: ReadonlyArray<LogRow>, careful: boolean): void {
    this.changed.clear()
    try {
      this.transaction(rows, careful)
    } catch (error) {
      // Rolled back, and so what was folded is not what is in the file.
      this.states.clear()
      throw error
    }
  }

  private transaction(rows: ReadonlyArray<LogRow>, careful: boolean): void {
    this.db
      .transaction(() => {
        for (const row of rows) careful ? this.attempt(row) : this.apply(row)
        for (const id of this.changed) this.keep(id)
        const last = rows.at(-1)!
        this.writeMeta.run('position', last.id)
        this.writeMeta.run('mark', markOf(last))
      })
      .immediate()
  }

  private attempt(row: LogRow): void {
    for (let n = 1; ; n++) {
      const before = this.states.get(row.stream)
      try {
        this.db.transaction(() => {
          this.apply(row)
          this.keep(row.stream)
        })()
        return
      } catch (error) {
        if (isStorageError(error)) throw error
        if (before === undefined) this.states.delete(row.stream)
        else this.states.set(row.stream, before)
        if (n < tries) continue
        const reason = error instanceof Error ? error.message : String(error)
        this.writeFailure.run(row.id, row.account, row.stream, row.kind, reason)
        return
      }
    }
  }

  private keep(conversation: string): void {
    const state = this.states.get(conversation)
    if (state !== undefined) this.writeState.run(toRow(state))
  }

  private apply(row: LogRow): void {
    // No person took part, so no history and no statistics speak of it.
    if (row.account === canary.account) return
    switch (row.kind) {
      case 'ConversationOpened':
      case 'OperatorAssigned':
      case 'TransferAccepted':
      case 'MessageSent':
      case 'Delivered':
      case 'Seen':
      case 'VisitorMoved':
      case 'VisitorLeft':
      case 'VisitorReturned':
      case 'HoldMessageSent':
      case 'LeadAsked':
      case 'LeadLeft':
      case 'ConversationRated':
      case 'ConversationClosed':
        return this.conversation(row)
      case 'OfflineMessageSent':
        if (row.body !== null) this.requests.left(row, row.stream, 'offline', JSON.parse(row.body))
        return
      case 'RequestProcessed':
      case 'RequestReopened':
        return this.requests.apply(row)
      case 'VisitStarted':
      case 'PageViewed':
      case 'VisitEnded':
        return this.visits.apply(row)
      case 'InvitationSent':
      case 'InvitationSeen':
      case 'InvitationAccepted':
      case 'InvitationDeclined':
      case 'InvitationIgnored':
        return this.invitations.apply(row)
      case 'VisitorCommented':
        return this.visits.commented(row)
      case 'VisitorCommentRemoved':
        return this.visits.uncommented(row)
      case 'PageViewsForgotten':
        this.visits.forgotten(row)
        return
      case 'VisitorErased':
      case 'AccountErased':
        return this.erase(row)
      case 'StatusChanged':
      case 'ActiveSecondsCounted':
      case 'EngineStarted':
      case 'LivenessMarked':
        return this.presence.apply(row)
      default:
        throw new Error(`Unknown kind of event: ${row.kind}`)
    }
  }

  private conversation(row: LogRow): void {
    // Blanked: there is nothing left to show, and its place is kept.
    if (row.body === null) return
    const event = toEvent(row.kind, row.body)
    const before = this.stateOf(row)
    // Of a conversation that was erased: what was on its way came too late.
    if (before.state === 'draft' && event.kind !== 'ConversationOpened') return
    const after = evolve(before, { seq: row.seq, at: row.at, event })
    this.entry(row, row.body, event)
    this.counting.conversation(row, event, before, after)
    if (event.kind === 'LeadLeft') this.requests.left(row, after.visitor, 'lead', event)
    this.states.set(row.stream, after)
    this.changed.add(row.stream)
  }

  private erase(row: LogRow): void {
    // Those that began in this page are in memory alone.
    for (const id of this.changed) this.keep(id)
    const gone = row.kind === 'AccountErased' ? this.erasing.account(row) : this.erasing.visitor(row)
    for (const id of gone) {
      this.states.delete(id)
      this.changed.delete(id)
    }
  }

  private stateOf(row: LogRow): ConversationState {
    const known = this.states.get(row.stream)
    if (known !== undefined) return known
    const stored = this.readState.get(row.stream) as ConversationRow | undefined
    return stored === undefined ? empty(row.stream, row.account) : toState(stored)
  }

  private entry(row: LogRow, body: string, event: ConversationEvent): void {
    const { stream, seq, at, kind } = row
    if (event.kind === 'MessageSent') {
      const { changes } = this.writeEntry.run(stream, seq, at, kind, event.from, event.client ?? null, body)
      if (changes === 1) return
    }
    // Also a message that was in the log already: the first one keeps the client id, and both are shown.
    this.writeEntry.run(stream, seq, at, kind, null, null, body)
  }
}
