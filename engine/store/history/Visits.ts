/** Totals of visitors, and the pages they looked at. */
import type { Page } from '../../domain/events.ts'
import type { Database, Statement } from '../Database.ts'
import type { Counting } from './Counting.ts'
import type { LogRow } from './position.ts'

interface Body {
  readonly visit: string
  readonly page?: Page | null
  readonly seconds?: number
}

export class Visits {
  private readonly counting: Counting
  private readonly total: Statement
  private readonly view: Statement
  private readonly forget: Statement

  constructor(db: Database, counting: Counting) {
    this.counting = counting
    this.total = db.prepare(
      `INSERT INTO visitors VALUES (:id, :account, :at, :at, :visits, :views, :seconds)
       ON CONFLICT DO UPDATE SET last_at = max(last_at, :at), visits = visits + :visits, views = views + :views,
       seconds = seconds + :seconds`,
    )
    this.view = db.prepare('INSERT OR REPLACE INTO page_views VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.forget = db.prepare('DELETE FROM page_views WHERE id = ?')
  }

  /** `PageViewsForgotten`: only their number stays. */
  forgotten(row: LogRow): void {
    const { ids } = JSON.parse(row.body ?? '{"ids":[]}') as { ids: ReadonlyArray<number> }
    for (const id of ids) this.forget.run(id)
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
    if (viewed) this.counting.count(row, 'views')
    if (viewed && body?.page)
      this.view.run(row.id, account, id, body.visit, at, body.page.url, body.page.title)
  }
}
