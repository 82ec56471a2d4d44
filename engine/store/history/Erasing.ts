/**
 * What was erased goes from the history: whatever table says whose its rows are. Counters of an erased visitor stay, for
 * they name nobody. A history made from a log whose bodies are blanked already comes to the same.
 */
import type { Database, Statement } from '../Database.ts'
import type { LogRow } from './position.ts'

export class Erasing {
  private readonly talksOfVisitor: Statement
  private readonly talksOfAccount: Statement
  private readonly ofTalk: ReadonlyArray<Statement>
  private readonly ofVisitor: ReadonlyArray<Statement>
  private readonly ofAccount: ReadonlyArray<Statement>

  constructor(db: Database) {
    const tablesWith = (column: string) =>
      db
        .prepare<[string], string>(
          `SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name = ?`,
        )
        .pluck()
        .all(column) as Array<string>
    const deletions = (rows: ReadonlyArray<string>) => rows.map((where) => db.prepare(`DELETE FROM ${where}`))

    this.talksOfVisitor = db.prepare('SELECT id FROM conversations WHERE account = ? AND visitor = ?').pluck()
    this.talksOfAccount = db.prepare('SELECT id FROM conversations WHERE account = ?').pluck()
    this.ofTalk = deletions(['entries WHERE conversation = ?', 'failures WHERE stream = ?'])
    this.ofVisitor = deletions([
      ...tablesWith('visitor').map((table) => `${table} WHERE account = ? AND visitor = ?`),
      'visitors WHERE account = ? AND id = ?',
      'failures WHERE account = ? AND stream = ?',
    ])
    this.ofAccount = deletions(tablesWith('account').map((table) => `${table} WHERE account = ?`))
  }

  /** His stream. Gives the conversations that are no more. */
  visitor({ account, stream }: LogRow): ReadonlyArray<string> {
    const talks = this.talksOfVisitor.all(account, stream) as Array<string>
    this.forgetTalks(talks)
    for (const forget of this.ofVisitor) forget.run(account, stream)
    return talks
  }

  account({ account }: LogRow): ReadonlyArray<string> {
    const talks = this.talksOfAccount.all(account) as Array<string>
    this.forgetTalks(talks)
    for (const forget of this.ofAccount) forget.run(account)
    return talks
  }

  private forgetTalks(talks: ReadonlyArray<string>): void {
    for (const talk of talks) for (const forget of this.ofTalk) forget.run(talk)
  }
}
