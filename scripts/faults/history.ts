/** Is `history.db` what a new one, made from the log, would be? */
import { join } from 'node:path'
import { type Database, openReader } from '../../engine/store/Database.ts'
import { openHistory } from '../../engine/store/history/open.ts'
import { Projector } from '../../engine/store/history/Projector.ts'
import type { LogRow } from '../../engine/store/history/position.ts'
import type { Ledger } from './Ledger.ts'

const page = 2_000
/** The name of the new one. */
export const historyAgain = 'history-again.db'

export const compareHistory = (dataDir: string, folder: string, ledger: Ledger): void => {
  const log = openReader(join(dataDir, 'log.db'), 5_000)
  const made = openHistory(join(folder, historyAgain), log).db
  const projector = new Projector(made)
  const next = log.prepare('SELECT * FROM log WHERE id > ? ORDER BY id LIMIT ?')
  for (let position = 0; ; ) {
    const rows = next.all(position, page) as Array<LogRow>
    if (rows.length === 0) break
    projector.page(rows)
    position = rows.at(-1)!.id
  }
  const kept = openReader(join(dataDir, 'history.db'), 5_000)
  for (const table of tablesOf(made)) {
    const difference = compare(kept, made, table)
    if (difference !== null) ledger.fault('history', `${table}: ${difference}`)
  }
  const failures = made.prepare('SELECT count(*) FROM failures').pluck().get() as number
  if (failures > 0) ledger.fault('history', `${failures} events cannot be projected`)
  for (const db of [log, made, kept]) db.close()
}

const tablesOf = (db: Database): ReadonlyArray<string> =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as Array<string>

/** The first row that differs, in an order of its own. */
const compare = (kept: Database, made: Database, table: string): string | null => {
  const columns = kept.pragma(`table_info("${table}")`) as Array<{ name: string }>
  const order = columns.map((_, n) => n + 1).join(', ')
  const rows = (db: Database) =>
    db.prepare(`SELECT * FROM "${table}" ORDER BY ${order}`).raw().iterate() as IterableIterator<unknown>
  const [a, b] = [rows(kept), rows(made)]
  for (;;) {
    const [x, y] = [a.next(), b.next()]
    const [left, right] = [JSON.stringify(x.value), JSON.stringify(y.value)]
    if (left !== right || x.done !== y.done) {
      a.return?.()
      b.return?.()
      return `${left} in the kept one, ${right} in the one made again`
    }
    if (x.done) return null
  }
}
