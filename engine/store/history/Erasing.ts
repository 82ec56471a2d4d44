/**
 * What was erased goes from the history; counters of an erased visitor stay, for they name nobody. A history made from a
 * log whose bodies are blanked already comes to the same.
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
    this.talksOfVisitor = db.prepare('SELECT id FROM conversations WHERE account = ? AND visitor = ?').pluck()
    this.talksOfAccount = db.prepare('SELECT id FROM conversations WHERE account = ?').pluck()
    this.ofTalk = [
      'DELETE FROM entries WHERE conversation = ?',
      'DELETE FROM conversations WHERE id = ?',
      'DELETE FROM failures WHERE stream = ?',
    ].map((sql) => db.prepare(sql))
    this.ofVisitor = [
      ...['visits', 'page_views', 'invitations', 'comments'].map((table) => `${table} WHERE visitor = ?`),
      'visitors WHERE id = ?',
      'failures WHERE stream = ?',
    ].map((rows) => db.prepare(`DELETE FROM ${rows}`))
    this.ofAccount = [
      'visits',
      'page_views',
      'invitations',
      'comments',
      'visitors',
      'intervals',
      'active',
      'counters',
      'failures',
    ].map((table) => db.prepare(`DELETE FROM ${table} WHERE account = ?`))
  }

  /** His stream. Gives the conversations that are no more. */
  visitor({ account, stream }: LogRow): ReadonlyArray<string> {
    const talks = this.talksOfVisitor.all(account, stream) as Array<string>
    this.forgetTalks(talks)
    for (const forget of this.ofVisitor) forget.run(stream)
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
