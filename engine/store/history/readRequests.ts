/** Requests as they are read: in slices, so that a search through a hundred thousand holds nobody up. */
import type { Agreed } from '../../domain/events.ts'
import type { Contacts, RequestKind } from '../../domain/request.ts'
import type { Database } from '../Database.ts'

export interface StoredRequest extends Contacts {
  /** Grows with every request: where a page of the list ends. */
  readonly n: number
  readonly id: string
  readonly visitor: string
  readonly kind: RequestKind
  /** Of a lead. */
  readonly conversation: string | null
  readonly site: string | null
  /** ms since 1970, as all times here */
  readonly at: number
  readonly url: string
  readonly title: string
  readonly consent: Agreed | null
  readonly processedAt: number | null
  /** Who has processed it. */
  readonly processedBy: string | null
}

export interface RequestFilter {
  /** Of these sites; null: of all, and of those that are gone. */
  readonly sites: ReadonlyArray<string> | null
  readonly kind: RequestKind | null
  readonly processed: boolean | null
  /** From this moment on, and before that. */
  readonly from: number | null
  readonly to: number | null
  /** Each of them has to be there; see `domain/requestSearch.ts`. */
  readonly words: ReadonlyArray<string>
}

export interface Slice {
  /** The newest first. */
  readonly requests: ReadonlyArray<StoredRequest>
  /** Before which to go on; null: that was all. */
  readonly next: number | null
}

/** Rows looked at in one go: some milliseconds. */
const sliceRows = 4_000

type Row = Omit<StoredRequest, 'consent'> & { readonly consent: string | null }

const columns = `n, id, visitor, kind, conversation, site, at, url, title, name, email, phone, message, consent,
  processed_at AS processedAt, processed_by AS processedBy`

const stored = ({ consent, ...row }: Row): StoredRequest => ({
  ...row,
  consent: consent === null ? null : JSON.parse(consent),
})

const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()
const queriesOf = (db: Database) => {
  const known = prepared.get(db) ?? prepare(db)
  prepared.set(db, known)
  return known
}

const prepare = (db: Database) => {
  const of = (rows: string) => {
    const slice = `SELECT * FROM requests ${rows} AND account = :account AND n < :before ORDER BY n DESC`
    return {
      found: db.prepare(
        `SELECT ${columns} FROM (${slice} LIMIT ${sliceRows})
         WHERE (:kind IS NULL OR kind = :kind) AND at >= :from AND at < :to
         AND (:processed IS NULL OR (processed_at IS NOT NULL) = :processed)
         AND (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))
         AND NOT EXISTS (SELECT 1 FROM json_each(:words) w WHERE instr(words, w.value) = 0)
         ORDER BY n DESC LIMIT :limit`,
      ),
      end: db.prepare(`SELECT n FROM (${slice}) LIMIT 1 OFFSET ${sliceRows - 1}`).pluck(),
    }
  }
  return {
    any: of('INDEXED BY requests_account WHERE true'),
    unprocessed: of('INDEXED BY requests_unprocessed WHERE processed_at IS NULL'),
    find: db.prepare(`SELECT ${columns} FROM requests WHERE id = ? AND account = ?`),
    ofVisitor: db.prepare(
      `SELECT ${columns} FROM requests WHERE visitor = ? AND account = ? ORDER BY n DESC LIMIT ?`,
    ),
    sitesOf: db.prepare('SELECT DISTINCT site FROM requests WHERE visitor = ? AND account = ?').pluck(),
    known: db.prepare('SELECT 1 FROM requests WHERE visitor = ? AND client = ?').pluck(),
    counts: db
      .prepare(
        `SELECT site, count(*) FROM requests INDEXED BY requests_unprocessed
         WHERE account = ? AND processed_at IS NULL GROUP BY site`,
      )
      .raw(),
  }
}

/** What one slice before `before` has; there may be more although it has nothing. */
export const requestSlice = (
  db: Database,
  account: string,
  { sites, kind, processed, from, to, words }: RequestFilter,
  before: number,
  limit: number,
): Slice => {
  const queries = queriesOf(db)
  const { found, end } = processed === false ? queries.unprocessed : queries.any
  const rows = found.all({
    account,
    before,
    limit,
    kind,
    from: from ?? 0,
    to: to ?? Number.MAX_SAFE_INTEGER,
    processed: processed === null ? null : Number(processed),
    sites: sites === null ? null : JSON.stringify(sites),
    words: JSON.stringify(words),
  }) as Array<Row>
  const requests = rows.map(stored)
  if (rows.length === limit) return { requests, next: rows.at(-1)!.n }
  return { requests, next: (end.get({ account, before }) as number | undefined) ?? null }
}

export const findRequest = (db: Database, account: string, id: string): StoredRequest | null => {
  const row = queriesOf(db).find.get(id, account) as Row | undefined
  return row === undefined ? null : stored(row)
}

/** The newest first. */
export const requestsOf = (
  db: Database,
  account: string,
  visitor: string,
  limit: number,
): ReadonlyArray<StoredRequest> =>
  (queriesOf(db).ofVisitor.all(visitor, account, limit) as Array<Row>).map(stored)

/** Is there one of this visitor's under this id of his? */
export const isKnown = (db: Database, visitor: string, client: string): boolean =>
  queriesOf(db).known.get(visitor, client) !== undefined

/** On which sites this visitor has left any. */
export const requestSitesOf = (
  db: Database,
  account: string,
  visitor: string,
): ReadonlyArray<string | null> => queriesOf(db).sitesOf.all(visitor, account) as Array<string | null>

/** By site. */
export const unprocessedOf = (db: Database, account: string): ReadonlyMap<string | null, number> =>
  new Map(queriesOf(db).counts.all(account) as Array<[string | null, number]>)
