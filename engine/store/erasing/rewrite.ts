/** Rows of the log get another body, or none. All that is ever forgotten goes this way; places and order stay. */
import { Effect } from 'effect'
import type { Database } from '../Database.ts'
import type { StoreUnavailable } from '../errors.ts'
import type { Log } from '../Log.ts'
import { inSlices } from './slices.ts'

export interface Rewritten {
  readonly id: number
  readonly body: string | null
}

/** Inside a transaction. */
export const blank = (db: Database, ids: ReadonlyArray<number>): void =>
  write(
    db,
    ids.map((id) => ({ id, body: null })),
  )

const write = (db: Database, rows: ReadonlyArray<Rewritten>): void => {
  const set = db.prepare('UPDATE log SET body = ? WHERE id = ?')
  for (const { id, body } of rows) set.run(body, id)
}

/**
 * What `find` finds between two ids (after the first, up to the second), over all of the log from `after` to `upTo`.
 * Whoever is interrupted may begin anew.
 */
export const rewrite = (
  log: Log['Service'],
  { after, upTo }: { readonly after: number; readonly upTo: number },
  find: (after: number, upTo: number) => ReadonlyArray<Rewritten>,
  /** Done now and then. */
  between: Effect.Effect<void> = Effect.void,
): Effect.Effect<void, StoreUnavailable> => {
  let reached = after
  return inSlices((size) => {
    const end = Math.min(upTo, reached + size)
    const rows = find(reached, end)
    const written = rows.length === 0 ? Effect.void : log.transact((db) => write(db, rows))
    return Effect.map(written, () => {
      reached = end
      return reached < upTo
    })
  }, between)
}
