/**
 * Group commit: everything appended in one turn of the event loop goes to disk in one transaction. This file
 * is all that knows how and where the commit runs; moving it to a worker would change nothing else.
 */
import { canary } from '../domain/canary.ts'
import type { Database, Statement } from './Database.ts'
import { isStorageError } from './Database.ts'
import type { Append, LogEvent } from './Log.ts'
import type { Tail, TailEntry } from './Tail.ts'

interface Row {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly body: string
  readonly tail: TailEntry | undefined
  id: number
}
interface Pending {
  readonly append: Append
  readonly rows: ReadonlyArray<Row>
  written: boolean
}

export interface GroupOptions {
  readonly db: Database
  readonly tail: Tail
  /** Something threw that should not: somebody's defect, told but never allowed to hurt the others. */
  readonly defect: (error: unknown) => void
  /** After each group, before its callbacks: characters written, or why nothing was. */
  readonly ended: (outcome: { readonly written: number } | { readonly error: Error }) => void
}

export class Group {
  /** Last committed id. */
  lastId: number
  /** Since the start; read when somebody scrapes. */
  readonly counted = { groups: 0, events: 0, failed: 0, seconds: 0 }
  private pending: Array<Pending> = []
  private scheduled = false
  private closed = false
  private readonly insert: Statement

  private readonly options: GroupOptions

  constructor(options: GroupOptions) {
    this.options = options
    const { db } = options
    this.insert = db.prepare(
      'INSERT INTO log (account, stream, seq, at, kind, body) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.lastId = db.prepare('SELECT coalesce(max(id), 0) FROM log').pluck().get() as number
  }

  append(append: Append): void {
    if (this.closed) {
      queueMicrotask(() => this.call(append.failed))
      return
    }
    const rows = written(append).map((event) => this.encode(append.stream, event))
    this.pending.push({ append, rows, written: false })
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.flush())
  }

  /** Writes what is pending, then tells everybody, in order. */
  flush(): void {
    this.scheduled = false
    const group = this.pending
    if (group.length === 0) return
    this.pending = []
    if (group.some(({ append, rows }) => rows.length > 0 || append.also !== undefined)) {
      const begun = performance.now()
      const error = this.write(group)
      this.counted.seconds += (performance.now() - begun) / 1_000
      if (error !== undefined) for (const p of group) p.written = false
      this.settle(group, error)
    } else {
      // Nothing to write: no word about whether anything could be.
      for (const p of group) p.written = true
    }
    for (const { append, rows, written } of group) {
      const lastId = rows.at(-1)?.id ?? this.lastId
      this.call(written ? () => append.committed(lastId) : append.failed)
    }
  }

  /** Writes what is pending, and refuses everything from then on. */
  close(): void {
    this.flush()
    this.closed = true
    this.flush()
  }

  private settle(group: ReadonlyArray<Pending>, error: Error | undefined): void {
    const { counted } = this
    counted.groups++
    if (error !== undefined) counted.failed++
    let written = 0
    for (const p of group) {
      if (p.written) counted.events += p.rows.length
      for (const row of p.rows) {
        if (p.written) {
          this.lastId = row.id
          written += row.body.length
          row.tail?.committed(row.id)
        } else {
          row.tail?.failed()
        }
      }
    }
    this.call(() => this.options.ended(error === undefined ? { written } : { error }))
  }

  /** One transaction, or none: the error that prevented it. */
  private write(group: ReadonlyArray<Pending>): Error | undefined {
    try {
      this.transaction(group, false)
      return undefined
    } catch (error) {
      if (isStorageError(error)) return error
    }
    // One of them is at fault, not the disk: find it, and let the others through.
    try {
      this.transaction(group, true)
      return undefined
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  private transaction(group: ReadonlyArray<Pending>, careful: boolean): void {
    const { db } = this.options
    // Left open by a disk that failed even to roll back.
    if (db.inTransaction) db.exec('ROLLBACK')
    db.exec('BEGIN IMMEDIATE')
    try {
      const broken = new Set<string>()
      for (const p of group) {
        // What follows in a stream was decided on top of what failed in it.
        p.written = !broken.has(p.append.stream) && (careful ? this.attempt(p) : this.rows(p))
        if (!p.written) broken.add(p.append.stream)
      }
      db.exec('COMMIT')
    } catch (error) {
      // A full disk may have rolled it back already.
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  private rows({ append, rows }: Pending): boolean {
    const { account, stream } = append
    for (const row of rows) {
      const { lastInsertRowid } = this.insert.run(account, stream, row.seq, row.at, row.kind, row.body)
      row.id = Number(lastInsertRowid)
    }
    append.also?.(this.options.db)
    return true
  }

  private attempt(p: Pending): boolean {
    const { db } = this.options
    db.exec('SAVEPOINT append')
    try {
      this.rows(p)
      db.exec('RELEASE append')
      return true
    } catch (error) {
      if (isStorageError(error) || !db.inTransaction) throw error
      db.exec('ROLLBACK TO append; RELEASE append')
      this.options.defect(error)
      return false
    }
  }

  private encode(stream: string, { seq, at, kind, body, encoded }: LogEvent): Row {
    let tail: TailEntry | undefined
    if (kind === 'MessageSent' && isOfKind(body, kind)) {
      const { from, client } = body
      if (typeof from === 'string' && typeof client === 'string') {
        tail = this.options.tail.add(from, client, stream, seq, at)
      }
    }
    const text = encoded ?? withoutKind(kind, JSON.stringify(body ?? null))
    return { seq, at, kind, body: text, tail, id: 0 }
  }

  private call(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.options.defect(error)
    }
  }
}

/** Of the canary only conversations: its visits and statuses would be kept for ever, and are nobody's. */
const written = ({ account, events }: Append): ReadonlyArray<LogEvent> =>
  account === canary.account ? events.filter(({ seq }) => seq > 0) : events

const isOfKind = (body: unknown, kind: string): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && 'kind' in body && body.kind === kind

/** The column has the kind already. Cut off the text, which costs less than a copy of the event without it. */
const withoutKind = (kind: string, text: string): string => {
  const first = `{"kind":"${kind}"`
  if (!text.startsWith(first)) return text
  const rest = text.slice(first.length)
  return rest.startsWith(',') ? `{${rest.slice(1)}` : `{${rest}`
}
