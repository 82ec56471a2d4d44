/**
 * Carries out what `Erasures` has written down, and goes on after a restart: first nobody can read it any more, then it
 * stands in no row, then in no file. Every step may be done twice.
 */
import { Clock, Effect, Layer } from 'effect'
import { isQuiet } from '../domain/erasure.ts'
import type { Database } from './Database.ts'
import { Erasures } from './Erasures.ts'
import { ofAccount } from './erasing/belongings.ts'
import { purge } from './erasing/purge.ts'
import { rewrite } from './erasing/rewrite.ts'
import { rowsOfAccount, rowsOfVisitor } from './erasing/rowsOf.ts'
import { inSlices } from './erasing/slices.ts'
import { dropOldSnapshots } from './erasing/snapshots.ts'
import { StoreUnavailable } from './errors.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { hideLogins } from './logins.ts'
import { Projection } from './Projection.ts'
import { Sessions } from './Sessions.ts'

interface Open {
  readonly id: string
  readonly account: string
  readonly visitor: string | null
  readonly due_at: number
  readonly begun_at: number | null
  readonly blanked_at: number | null
}

/** One round over all that is open. */
export const erase = Effect.gen(function* () {
  const log = yield* Log
  const projection = yield* Projection
  const history = yield* History
  const erasures = yield* Erasures
  const now = yield* Clock.currentTimeMillis
  const open = () =>
    log.db
      .prepare('SELECT * FROM erasures WHERE done_at IS NULL AND due_at <= ? ORDER BY due_at, id')
      .all(now) as Array<Open>
  const quietFor = (since: number) =>
    isQuiet({ hour: new Date(now).getHours(), present: history.anybodyPresent(), waited: now - since })

  for (const one of open()) {
    // The history forgets an account in one go, and others wait for it meanwhile.
    if (one.begun_at === null && quietFor(one.due_at)) yield* begin(one, now)
  }
  for (const one of open()) if (one.begun_at !== null && one.blanked_at === null) yield* blankAll(one)

  const blanked = open().filter(({ blanked_at }) => blanked_at !== null)
  if (blanked.length === 0 || !quietFor(Math.min(...blanked.map(({ blanked_at }) => blanked_at!)))) return
  yield* projection.caughtUp
  yield* purge(log, projection)
  yield* mark(log, 'done_at', blanked)
  for (const { id } of blanked) yield* erasures.done(id)
})

/** From here on the account does not exist for anybody who reads. */
const begin = Effect.fnUntraced(function* ({ id, account }: Open, at: number) {
  const log = yield* Log
  const sessions = yield* Sessions
  yield* Effect.callback<void, StoreUnavailable>((resume) => {
    let ended: ReadonlyArray<string> = []
    log.append({
      account,
      stream: account,
      events: [{ seq: 0, at, kind: 'AccountErased', body: {} }],
      also: (db) => {
        hideLogins(db, account)
        ended = sessions.dropAll(account)
        db.prepare('UPDATE accounts SET deleted_at = ? WHERE id = ?').run(at, account)
        db.prepare('UPDATE erasures SET begun_at = ? WHERE id = ?').run(at, id)
      },
      committed: () => {
        sessions.ended(ended)
        resume(Effect.void)
      },
      failed: () => resume(Effect.fail(new StoreUnavailable({ message: 'It could not be written.' }))),
    })
  })
})

const blankAll = Effect.fnUntraced(function* (one: Open) {
  const log = yield* Log
  // What is written here nobody else counts, and the WAL must not grow for hours.
  const { checkpoint } = yield* Projection
  const { account, visitor } = one
  if (visitor === null)
    for (const table of Object.keys(ofAccount)) yield* empty(log, table, account, checkpoint)
  const upTo = yield* log.settled
  const rows = visitor === null ? rowsOfAccount(log.db, account) : rowsOfVisitor(log.db, account, visitor)
  yield* rewrite(log, { after: 0, upTo }, rows, checkpoint)
  yield* mark(log, 'blanked_at', [one])
})

const empty = (log: Log['Service'], table: string, account: string, between: Effect.Effect<void>) => {
  const some = log.db.prepare(`DELETE FROM ${table} WHERE ${ofAccount[table]} LIMIT :size`)
  return inSlices((size) => log.transact(() => some.run({ account, size }).changes === size), between)
}

const mark = (log: Log['Service'], when: 'blanked_at' | 'done_at', which: ReadonlyArray<Open>) =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    log.transact((db: Database) => {
      for (const { id } of which) db.prepare(`UPDATE erasures SET ${when} = ? WHERE id = ?`).run(now, id)
    }),
  )

export const Erasing = {
  /** Once a minute, of which nearly every one finds nothing to do. */
  layer: Layer.effectDiscard(
    Effect.gen(function* () {
      const { dataDir } = yield* Log
      const expire = Effect.clockWith((clock) =>
        Effect.sync(() => dropOldSnapshots(dataDir, clock.currentTimeMillisUnsafe())),
      )
      const round = Effect.andThen(expire, erase).pipe(
        Effect.catchCause((cause) => Effect.logError('Something could not be erased yet', cause)),
      )
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(round, Effect.sleep('1 minute'))))
    }),
  ),
}
