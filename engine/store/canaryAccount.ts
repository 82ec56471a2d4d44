/**
 * The canary's rows: its account, its one operator and its one visitor, made when they are missing; and what is
 * left of its talks after a day, which is nothing to read.
 */
import { randomBytes } from 'node:crypto'
import { Clock, Duration, Effect } from 'effect'
import { canary } from '../domain/canary.ts'
import { rewrite } from './erasing/rewrite.ts'
import { rowsOfAccount } from './erasing/rowsOf.ts'
import { firstSite } from './firstSite.ts'
import { Log } from './Log.ts'
import { hashOf } from './Visitors.ts'

const blankedAfter = Duration.toMillis('1 day')
/** Rows of the log looked at in one turn. */
const pageSize = 2_000
/** In `meta`: the id up to which its rows are blanked. */
const mark = 'canaryBlanked'

/** Gives the visitor's token, a new one at each call; sessions of the operator from earlier are over. */
export const openCanaryAccount = Effect.gen(function* () {
  const log = yield* Log
  const now = yield* Clock.currentTimeMillis
  const token = randomBytes(24).toString('base64url')
  const { account, login, operator, visitor, password } = canary
  yield* log.transact((db) => {
    db.prepare(
      `INSERT INTO accounts (id, login, email, language, time_zone, created_at) VALUES (?, ?, ?, 'en', 'UTC', ?)
       ON CONFLICT DO NOTHING`,
    ).run(account, login, login, now)
    db.prepare(
      `INSERT INTO operators (id, account, login, name, password, administrator, created_at)
       VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
    ).run(operator, account, login, login, password, now)
    db.prepare(
      `INSERT INTO visitors VALUES (?, ?, 1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash`,
    ).run(visitor, account, hashOf(token), now)
    firstSite(db, account, 'en', now)
    // What was written before there was a canary needs no looking through.
    db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO NOTHING').run(mark, String(log.lastId()))
    db.prepare('DELETE FROM sessions WHERE operator = ?').run(operator)
  })
  return token
})

/** Blanks what the canary said more than a day ago. The history never had it, so it need not be told. */
export const blankCanary = Effect.gen(function* () {
  const log = yield* Log
  const now = yield* Clock.currentTimeMillis
  const { db } = log
  const known = db.prepare('SELECT value FROM meta WHERE key = ?').pluck()
  const lastOld = db
    .prepare(
      `SELECT max(id) FROM (SELECT id, at FROM log WHERE id > ? ORDER BY id LIMIT ${pageSize}) WHERE at < ?`,
    )
    .pluck()
  const begun = known.get(mark) as string | undefined
  if (begun === undefined) return
  const after = Number(begun)
  let upTo = after
  for (;;) {
    const old = lastOld.get(upTo, now - blankedAfter) as number | null
    if (old === null) break
    upTo = old
    yield* Effect.yieldNow
  }
  if (upTo === after) return
  yield* rewrite(log, { after, upTo }, rowsOfAccount(db, canary.account))
  yield* log.transact(() => db.prepare('UPDATE meta SET value = ? WHERE key = ?').run(String(upTo), mark))
})
