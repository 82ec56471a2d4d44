/**
 * How far a history has got: id of the last row of the log that went in, and a mark of that row. An id alone
 * would not do: a restored log gives the same ids to other rows.
 */
import { createHash } from 'node:crypto'
import type { Database } from '../Database.ts'

export interface LogRow {
  readonly id: number
  readonly account: string
  readonly stream: string
  readonly seq: number
  readonly at: number
  readonly kind: string
  /** Null once blanked; therefore no part of the mark. */
  readonly body: string | null
}

export const markOf = ({ id, account, stream, seq, at, kind }: LogRow): string =>
  createHash('sha256')
    .update(JSON.stringify([id, account, stream, seq, at, kind]))
    .digest('base64url')

export const readPosition = (history: Database): { id: number; mark: string } => {
  const get = history.prepare('SELECT value FROM meta WHERE key = ?').pluck()
  return { id: (get.get('position') as number) ?? 0, mark: (get.get('mark') as string) ?? '' }
}

/** Does the log have the row up to which this history was made? */
export const isOf = (history: Database, log: Database): boolean => {
  const { id, mark } = readPosition(history)
  if (id === 0) return true
  const row = log.prepare('SELECT * FROM log WHERE id = ?').get(id) as LogRow | undefined
  return row !== undefined && markOf(row) === mark
}
