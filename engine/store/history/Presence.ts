/**
 * When operators had which status, and how long they were busy with a conversation. An engine that died says
 * nothing about the statuses it held: they ended with the last sign of life before the next start.
 */
import type { Database, Statement } from '../Database.ts'
import type { LogRow } from './position.ts'

export class Presence {
  private readonly end: Statement
  private readonly begin: Statement
  private readonly open: Statement
  private readonly active: Statement
  private readonly mark: Statement
  private readonly lastMark: Statement

  constructor(db: Database) {
    this.end = db.prepare('UPDATE intervals SET "to" = max("from", ?) WHERE operator = ? AND "to" IS NULL')
    this.begin = db.prepare('INSERT INTO intervals VALUES (?, ?, ?, ?, NULL, ?)')
    this.open = db.prepare(
      `SELECT operator, account, "from" FROM intervals WHERE "to" IS NULL AND status <> 'offline' ORDER BY operator`,
    )
    this.active = db.prepare(
      `INSERT INTO active VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET seconds = min(60, seconds + excluded.seconds)`,
    )
    this.mark = db.prepare(
      `INSERT INTO meta VALUES ('marked', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    )
    this.lastMark = db.prepare(`SELECT value FROM meta WHERE key = 'marked'`).pluck()
  }

  apply(row: LogRow): void {
    switch (row.kind) {
      case 'LivenessMarked':
        this.mark.run(row.at)
        return
      case 'EngineStarted':
        return this.started()
      case 'StatusChanged': {
        // Blanked: his account was erased.
        if (row.body === null) return
        const { status, cause } = JSON.parse(row.body)
        this.end.run(row.at, row.stream)
        this.begin.run(row.stream, row.account, status, row.at, cause)
        return
      }
      case 'ActiveSecondsCounted': {
        if (row.body === null) return
        const { conversation, minute, seconds } = JSON.parse(row.body)
        this.active.run(row.stream, conversation, minute, row.account, seconds)
      }
    }
  }

  private started(): void {
    const marked = (this.lastMark.get() as number | undefined) ?? 0
    for (const { operator, account, from } of this.open.all() as Array<{
      operator: string
      account: string
      from: number
    }>) {
      this.end.run(marked, operator)
      this.begin.run(operator, account, 'offline', Math.max(from, marked), 'engineStopped')
    }
  }
}
