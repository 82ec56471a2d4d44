/** The main thread's statements on `history.db`, prepared once per connection. */
import type { Database } from '../Database.ts'

const prepared = new WeakMap<Database, ReturnType<typeof prepare>>()

export const queriesOf = (db: Database): ReturnType<typeof prepare> => {
  const known = prepared.get(db)
  if (known !== undefined) return known
  const queries = prepare(db)
  prepared.set(db, queries)
  return queries
}

/** With whether its visitor ever spoke, or left a request. */
const forgettable = (table: 'page_views' | 'visits' | 'invitations'): string =>
  `SELECT p.id, p.at, EXISTS (SELECT 1 FROM conversations c WHERE c.account = p.account AND c.visitor = p.visitor)
     OR EXISTS (SELECT 1 FROM requests r WHERE r.visitor = p.visitor) AS spoke
   FROM ${table} p WHERE p.id > ? ORDER BY p.id LIMIT ?`

const prepare = (db: Database) => ({
  begin: db.prepare('BEGIN'),
  end: db.prepare('COMMIT'),
  conversation: db.prepare('SELECT * FROM conversations WHERE id = ? AND account = ?'),
  openOfVisitor: db
    .prepare(
      `SELECT id FROM conversations INDEXED BY conversations_visitor
       WHERE account = ? AND visitor = ? AND state = 'open' ORDER BY opened_at DESC, id DESC LIMIT 1`,
    )
    .pluck(),
  openOfOperator: db
    .prepare(
      `SELECT id, visitor FROM conversations WHERE account = ? AND operator = ? AND state = 'open'
       ORDER BY opened_at, id`,
    )
    .raw(),
  unassigned: db
    .prepare(
      `SELECT id FROM conversations WHERE account = ? AND operator IS NULL AND state = 'open' ORDER BY opened_at, id`,
    )
    .pluck(),
  loads: db.prepare(
    `SELECT id, operator FROM conversations INDEXED BY conversations_open
     WHERE account = ? AND operator IS NOT NULL AND state = 'open' AND present = 1`,
  ),
  answering: db
    .prepare(
      `SELECT DISTINCT operator FROM conversations INDEXED BY conversations_open
       WHERE account = ? AND operator IS NOT NULL AND state = 'open'`,
    )
    .pluck(),
  quiet: db
    .prepare(
      `SELECT id FROM conversations INDEXED BY conversations_quiet
       WHERE account = ? AND quiet_since <= ? AND state = 'open' AND unseen = '[]' AND operator IS NOT NULL
       AND transfer IS NULL ORDER BY quiet_since LIMIT ?`,
    )
    .pluck(),
  quietest: db
    .prepare(
      `SELECT min(quiet_since) FROM conversations INDEXED BY conversations_quiet
       WHERE account = ? AND state = 'open' AND unseen = '[]' AND operator IS NOT NULL AND transfer IS NULL`,
    )
    .pluck(),
  anyOpen: db
    .prepare(
      `SELECT 1 FROM conversations INDEXED BY conversations_open WHERE account = ? AND state = 'open' LIMIT 1`,
    )
    .pluck(),
  talking: db
    .prepare(`SELECT DISTINCT account FROM conversations INDEXED BY conversations_open WHERE state = 'open'`)
    .pluck(),
  lastOperator: db.prepare(
    `SELECT operator, coalesce(json_extract(last, '$.at'), last_at) AS lastAt
     FROM conversations INDEXED BY conversations_visitor
     WHERE account = ? AND visitor = ? AND operator IS NOT NULL ORDER BY opened_at DESC, id DESC LIMIT 1`,
  ),
  entriesAfter: db.prepare(
    `SELECT conversation, seq, at, kind, body FROM entries WHERE conversation = ? AND seq > ?
     AND EXISTS (SELECT 1 FROM conversations c WHERE c.id = conversation AND c.account = ?)
     ORDER BY seq LIMIT ?`,
  ),
  newest: db.prepare(
    `SELECT id, opened_at FROM conversations WHERE account = ? AND visitor = ?
     ORDER BY opened_at DESC, id DESC LIMIT 1`,
  ),
  conversationOf: db.prepare(
    'SELECT id, opened_at FROM conversations WHERE id = ? AND account = ? AND visitor = ?',
  ),
  previous: db.prepare(
    `SELECT id, opened_at FROM conversations WHERE account = ? AND visitor = ? AND (opened_at, id) < (?, ?)
     ORDER BY opened_at DESC, id DESC LIMIT 1`,
  ),
  entriesBefore: db.prepare(
    `SELECT conversation, seq, at, kind, body FROM entries WHERE conversation = ? AND seq < ?
     ORDER BY seq DESC LIMIT ?`,
  ),
  message: db.prepare('SELECT conversation, seq, at FROM entries WHERE author = ? AND client = ?'),
  visitor: db.prepare(
    `SELECT first_at AS firstAt, last_at AS lastAt, visits, views, seconds FROM visitors
     WHERE id = ? AND account = ?`,
  ),
  lastVisit: db.prepare(
    'SELECT at, language, facts FROM visits WHERE visitor = ? AND account = ? ORDER BY at DESC, id DESC LIMIT 1',
  ),
  firstVisit: db.prepare(
    'SELECT at, language, facts FROM visits WHERE visitor = ? AND account = ? ORDER BY at, id LIMIT 1',
  ),
  trail: db.prepare(
    `SELECT at, visit, url, title FROM page_views WHERE visitor = ? AND account = ? ORDER BY at DESC, id DESC LIMIT ?`,
  ),
  conversationsOfVisitor: db.prepare(
    `SELECT id, opened_at AS openedAt, closed_at AS closedAt, operator, seq, messages, last
     FROM conversations INDEXED BY conversations_visitor
     WHERE account = ? AND visitor = ? ORDER BY opened_at DESC, id DESC LIMIT ?`,
  ),
  hasTalked: db
    .prepare(
      'SELECT 1 FROM conversations INDEXED BY conversations_visitor WHERE account = ? AND visitor = ? LIMIT 1',
    )
    .pluck(),
  invitations: db.prepare(
    `SELECT invitation, at, operator, automatic, text, state, answered_at AS answeredAt FROM invitations
     WHERE visitor = ? AND account = ? ORDER BY at DESC, id DESC LIMIT ?`,
  ),
  comments: db.prepare(
    'SELECT id, at, operator, text FROM comments WHERE visitor = ? AND account = ? ORDER BY at DESC, row DESC LIMIT ?',
  ),
  comment: db.prepare('SELECT operator, row FROM comments WHERE visitor = ? AND id = ? AND account = ?'),
  pageViewsAfter: db.prepare(forgettable('page_views')),
  visitsAfter: db.prepare(forgettable('visits')),
  invitationsAfter: db.prepare(forgettable('invitations')),
  leftBehind: db
    .prepare(
      `SELECT operator, (SELECT status FROM intervals b WHERE b.operator = i.operator AND b."to" IS NOT NULL
         ORDER BY b."from" DESC LIMIT 1)
       FROM intervals i
       WHERE account = ? AND "to" IS NULL AND status = 'offline' AND cause IN ('engineStopped', 'shutdown')`,
    )
    .raw(),
  present: db.prepare(`SELECT 1 FROM intervals WHERE "to" IS NULL AND status <> 'offline' LIMIT 1`).pluck(),
})
