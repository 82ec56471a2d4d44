/** C7, C9: what visitors left, and who has processed it. */
import type { OfflineMessageSent } from '../../domain/events.ts'
import type { RequestKind } from '../../domain/request.ts'
import { searchable } from '../../domain/requestSearch.ts'
import type { Database, Statement } from '../Database.ts'
import type { LogRow } from './position.ts'

export class Requests {
  private readonly insert: Statement
  private readonly processed: Statement
  private readonly reopened: Statement

  constructor(db: Database) {
    this.insert = db.prepare(
      `INSERT INTO requests VALUES (:n, :id, :account, :visitor, :client, :kind, :conversation, :site, :at, :url, :title,
       :name, :email, :phone, :message, :consent, NULL, NULL, :words) ON CONFLICT DO NOTHING`,
    )
    // Of two at once the first one has it.
    this.processed = db.prepare(
      `UPDATE requests SET processed_at = ?, processed_by = ?
       WHERE id = ? AND account = ? AND processed_at IS NULL`,
    )
    this.reopened = db.prepare(
      'UPDATE requests SET processed_at = NULL, processed_by = NULL WHERE id = ? AND account = ?',
    )
  }

  left(
    { id, account, stream, at }: LogRow,
    visitor: string,
    kind: RequestKind,
    of: OfflineMessageSent,
  ): void {
    const { request, client, site, page, contacts, consent } = of
    this.insert.run({
      n: id,
      id: request,
      account,
      visitor,
      client,
      kind,
      conversation: kind === 'lead' ? stream : null,
      site,
      at,
      ...page,
      ...contacts,
      consent: consent === null ? null : JSON.stringify(consent),
      words: searchable({ ...contacts, url: page.url }),
    })
  }

  apply({ kind, account, at, body }: LogRow): void {
    if (body === null) return
    const { request, operator } = JSON.parse(body) as { request: string; operator: string }
    if (kind === 'RequestProcessed') this.processed.run(at, operator, request, account)
    else this.reopened.run(request, account)
  }
}
