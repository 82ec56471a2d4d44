/** After rows are deleted: their bytes. Felt by everybody for a moment, so for a quiet hour. */
import { Effect } from 'effect'
import type { Database } from '../Database.ts'
import { StoreUnavailable } from '../errors.ts'
import type { Log } from '../Log.ts'
import type { Projection } from '../Projection.ts'
import { rewritten } from './belongings.ts'
import { turn } from './slices.ts'

/**
 * What `secure_delete` leaves: copies between the rows of pages that were split, old pages in the WAL, and the history,
 * which is made anew beside itself. The log itself only grows at its end and is never split, so it is left alone: a VACUUM
 * of it would stop all writing for as long as it takes to copy it.
 */
export const purge = Effect.fnUntraced(function* (log: Log['Service'], projection: Projection['Service']) {
  for (const table of rewritten) {
    yield* Effect.try({
      try: () => writeAnew(log.db, table),
      catch: (error) => new StoreUnavailable({ message: String(error) }),
    })
    yield* turn
    yield* projection.checkpoint
  }
  yield* projection.rebuild
  // Else it would be moved here.
  yield* projection.checkpoint
  yield* cutWal(log.db)
})

/** Emptied pages are overwritten, and the rows that are left come to fresh ones. */
const writeAnew = (db: Database, table: string): void => {
  // Rows that refer to these would otherwise go with them. Cannot be said inside a transaction.
  db.pragma('foreign_keys = OFF')
  try {
    db.transaction(() => {
      db.exec(`CREATE TEMP TABLE anew AS SELECT * FROM main.${table};
        DELETE FROM main.${table};
        INSERT INTO main.${table} SELECT * FROM anew;
        DROP TABLE anew`)
    }).immediate()
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

const tries = 200

const cutWal = Effect.fnUntraced(function* (db: Database) {
  for (let n = 0; n < tries; n++) {
    const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }]
    if (busy === 0) return
    yield* turn
  }
  return yield* new StoreUnavailable({ message: 'The WAL is being read all the time.' })
})
