/**
 * One engine per `DATA_DIR`: an exclusive transaction on a database of its own, open as long as the engine
 * runs. The kernel frees it when the process dies in whatever way, so that no stale lock is ever left.
 */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Effect, type Scope } from 'effect'
import { isStorageError, makePrivate } from './Database.ts'
import { DirectoryInUse, DirectoryUnusable } from './errors.ts'

/** Makes `dataDir` (0700) when it is missing, and holds it until the scope closes. */
export const lock = (dataDir: string): Effect.Effect<void, DirectoryInUse | DirectoryUnusable, Scope.Scope> =>
  Effect.asVoid(
    Effect.acquireRelease(
      Effect.try({
        try: () => take(dataDir),
        catch: (error) => (isBusy(error) ? inUse(dataDir) : unusable(dataDir, error)),
      }),
      (db) => Effect.sync(() => db.close()),
    ),
  )

const take = (dataDir: string): Sqlite.Database => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    chmodSync(dataDir, 0o700)
  } catch (error) {
    // Somebody else's directory, as a mounted volume may be: its mode is his affair.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
  const path = join(dataDir, 'lock.db')
  makePrivate(path)
  const db = new Sqlite(path, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const isBusy = (error: unknown): boolean =>
  isStorageError(error) && 'code' in error && error.code === 'SQLITE_BUSY'

const inUse = (dataDir: string) =>
  new DirectoryInUse({
    message: `Another RedHelper engine is already running on the data directory ${dataDir}.`,
  })

const unusable = (dataDir: string, error: unknown) =>
  new DirectoryUnusable({
    message: `The data directory ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
  })
