/** Visits: what was known of each, the pages looked at, totals; and what operators wrote down about a visitor. */
import type { Page } from '../../domain/events.ts'
import type { VisitFacts } from '../../domain/facts.ts'
import type { Database, Statement } from '../Database.ts'
import type { Counting } from './Counting.ts'
import type { LogRow } from './position.ts'

interface Body {
  readonly visit: string
  readonly page?: Page | null
  readonly seconds?: number
  readonly language?: string
  readonly facts?: VisitFacts
}

interface CommentBody {
  readonly comment: string
  readonly operator: string
  readonly text: string
}

export class Visits {
  private readonly counting: Counting
  private readonly total: Statement
  private readonly visit: Statement
  private readonly view: Statement
  private readonly forget: ReadonlyArray<Statement>
  private readonly comment: Statement
  private readonly uncomment: Statement

  constructor(db: Database, counting: Counting) {
    this.counting = counting
    this.total = db.prepare(
      `INSERT INTO visitors VALUES (:id, :account, :at, :at, :visits, :views, :seconds)
       ON CONFLICT DO UPDATE SET last_at = max(last_at, :at), visits = visits + :visits, views = views + :views,
       seconds = seconds + :seconds`,
    )
    this.view = db.prepare('INSERT OR REPLACE INTO page_views VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.visit = db.prepare('INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?)')
    this.forget = ['page_views', 'visits', 'invitations'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE id = ?`),
    )
    this.comment = db.prepare('INSERT INTO comments VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
    this.uncomment = db.prepare('DELETE FROM comments WHERE visitor = ? AND id = ?')
  }

  /** `PageViewsForgotten`: of page views, visits and invitations only their number stays. */
  forgotten(row: LogRow): void {
    const { ids } = JSON.parse(row.body ?? '{"ids":[]}') as { ids: ReadonlyArray<number> }
    for (const id of ids) for (const forget of this.forget) forget.run(id)
  }

  apply(row: LogRow): void {
    const body: Body | null = row.body === null ? null : JSON.parse(row.body)
    const { stream: id, account, at } = row
    const started = row.kind === 'VisitStarted'
    // The first page of a visit has a view of its own; and what was blanked still counts.
    const viewed = row.kind === 'PageViewed'
    const seconds = body?.seconds ?? 0
    this.total.run({ id, account, at, visits: started ? 1 : 0, views: viewed ? 1 : 0, seconds })
    if (started) this.counting.count(row, 'visits')
    if (started && body !== null) {
      const facts = body.facts === undefined ? null : JSON.stringify(body.facts)
      this.visit.run(row.id, account, id, at, body.language ?? '', facts)
    }
    if (viewed) this.counting.count(row, 'views')
    if (viewed && body?.page)
      this.view.run(row.id, account, id, body.visit, at, body.page.url, body.page.title)
  }
  /** H12. Blanked once it was removed. */
  commented({ id, account, stream, at, body }: LogRow): void {
    if (body === null) return
    const { comment, operator, text } = JSON.parse(body) as CommentBody
    this.comment.run(comment, account, stream, at, operator, text, id)
  }

  uncommented({ stream, body }: LogRow): void {
    const { comment } = JSON.parse(body ?? '{"comment":""}') as Pick<CommentBody, 'comment'>
    this.uncomment.run(stream, comment)
  }
}
