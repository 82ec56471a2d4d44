/** A licence takes the place of the one that there was, in somebody's transaction. `by`: login of who gave it. */
import type { Licence } from '../domain/licence.ts'
import type { Database } from './Database.ts'

export const writeLicence = (db: Database, account: string, licence: Licence, by: string, now: number) => {
  const { tariff, trial, until } = licence
  db.prepare('UPDATE licences SET over_at = ? WHERE account = ? AND over_at IS NULL').run(now, account)
  db.prepare(
    'INSERT INTO licences (account, tariff, trial, until, given_at, given_by) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(account, tariff, Number(trial), until, now, by)
}
