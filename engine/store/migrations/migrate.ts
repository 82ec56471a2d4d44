/**
 * Numbered, forward-only changes of `log.db`; `PRAGMA user_version` says how many were made. Before a
 * database with something in it is changed, a copy of it goes to `snapshots/`.
 */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from '../Database.ts'
import { makePrivate } from '../Database.ts'
import { logAndSettings } from './0001-log-and-settings.ts'
import { sitesAndDepartments } from './0002-sites-and-departments.ts'
import { clientDays } from './0003-client-days.ts'
import { bans } from './0004-bans.ts'
import { routing } from './0005-routing.ts'
import { invitations } from './0006-invitations.ts'
import { settings } from './0007-settings.ts'
import { letters } from './0008-letters.ts'
import { licences } from './0009-licences.ts'
import { siteCalls } from './0010-site-calls.ts'
import { secondFactors } from './0011-second-factors.ts'
import { erasures } from './0012-erasures.ts'

/** Never change one that was released: add another. The n-th leads to version n. */
export const migrations: ReadonlyArray<string> = [
  logAndSettings,
  sitesAndDepartments,
  clientDays,
  bans,
  routing,
  invitations,
  settings,
  letters,
  licences,
  siteCalls,
  secondFactors,
  erasures,
]

export type Migrated = { readonly from: number; readonly to: number; readonly snapshot: string | null }

/** Brings `db` to the newest version; `newer` when it is already beyond what this engine knows. */
export const migrate = (
  db: Database,
  now: number,
  steps: ReadonlyArray<string> = migrations,
): Migrated | 'newer' => {
  const from = db.pragma('user_version', { simple: true }) as number
  if (from > steps.length) return 'newer'
  if (from === steps.length) return { from, to: from, snapshot: null }
  const snapshot = from === 0 ? null : takeSnapshot(db, from, now)
  for (let n = from; n < steps.length; n++) {
    db.transaction(() => {
      db.exec(steps[n]!)
      db.pragma(`user_version = ${n + 1}`)
    })()
  }
  // A new file begins without the room of what later steps have taken away. In an old one, until this step, what was
  // deleted stayed in pages and rows that nobody used any more.
  if (from <= steps.indexOf(erasures)) {
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
  return { from, to: steps.length, snapshot }
}

/** By SQLite and not by copying the file, which would take away our locks on it when it is closed (POSIX). */
const takeSnapshot = (db: Database, version: number, now: number): string => {
  const time = new Date(now).toISOString().replace(/[:.]/g, '-')
  const directory = join(dirname(db.name), 'snapshots', `${time}-v${version}`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const copy = join(directory, 'log.db')
  makePrivate(copy)
  db.prepare('VACUUM INTO ?').run(copy)
  return directory
}
