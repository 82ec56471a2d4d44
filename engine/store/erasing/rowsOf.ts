/** Which rows of the log an erasure concerns, and what stays of each. */
import { bones } from '../../domain/erasure.ts'
import type { Database } from '../Database.ts'
import type { Rewritten } from './rewrite.ts'

type Find = (after: number, upTo: number) => ReadonlyArray<Rewritten>
interface Row {
  readonly id: number
  readonly kind: string
  readonly body: string
}

/** Everything that has the account's name. */
export const rowsOfAccount = (db: Database, account: string): Find => {
  const find = db.prepare<[number, number, string], Rewritten>(
    'SELECT id, NULL AS body FROM log WHERE id > ? AND id <= ? AND account = ? AND body IS NOT NULL',
  )
  return (after, upTo) => find.all(after, upTo, account)
}

/** His own rows, and those of his conversations, which are found on the way: each begins with a word of whose it is. */
export const rowsOfVisitor = (db: Database, account: string, visitor: string): Find => {
  const streams = new Set([visitor])
  const opened = db
    .prepare<[number, number, string, string], string>(
      `SELECT stream FROM log WHERE id > ? AND id <= ? AND account = ? AND kind = 'ConversationOpened'
       AND json_extract(body, '$.visitor') = ?`,
    )
    .pluck()
  const find = db.prepare<[number, number, string, string], Row>(
    `SELECT id, kind, body FROM log WHERE id > ? AND id <= ? AND account = ? AND body IS NOT NULL
     AND stream IN (SELECT value FROM json_each(?))`,
  )
  return (after, upTo) => {
    for (const stream of opened.all(after, upTo, account, visitor)) streams.add(stream as string)
    return find.all(after, upTo, account, JSON.stringify([...streams])).flatMap(({ id, kind, body }) => {
      const kept = bones(kind, body)
      return kept === body ? [] : [{ id, body: kept }]
    })
  }
}
