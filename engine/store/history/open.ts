/** Opening `history.db` for writing: made anew when it is missing, damaged, of another version or another log. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { type Database, openDatabase } from '../Database.ts'
import { isOf } from './position.ts'
import { historyVersion, tables } from './tables.ts'

export interface OpenedHistory {
  readonly db: Database
  /** It is a new one, to be filled from the beginning of the log. */
  readonly made: boolean
}

export const openHistory = (path: string, log: Database): OpenedHistory => {
  const kept = attempt(path)
  if (kept !== undefined) {
    const current = kept.pragma('user_version', { simple: true }) === historyVersion
    if (current && isOf(kept, log)) return { db: kept, made: false }
    kept.close()
  }
  return { db: create(path), made: true }
}

/** Was this history made from something that the log does not have: did the log lose its tail, or was it restored? */
export const knowsMore = (path: string, log: Database): boolean => {
  if (!existsSync(path)) return false
  const kept = attempt(path)
  try {
    return kept !== undefined && !isOf(kept, log)
  } catch {
    // Of another version, or damaged: it cannot tell.
    return false
  } finally {
    kept?.close()
  }
}

export const removeHistory = (path: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}

/** Puts `other` in the place of `path`; both closed, with nothing left in their WALs. */
export const replaceHistory = (path: string, other: string): void => {
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true })
  renameSync(other, path)
}

/** It can be made again from the log at any time, so it need not survive a power cut whole: NORMAL will do. */
const open = (path: string): Database => {
  const db = openDatabase(path, { synchronous: 'NORMAL', busyTimeout: 5_000 })
  // 8 MB instead of 2: every message touches a page of each index.
  db.pragma('cache_size = -8000')
  return db
}

/** Undefined when the file is damaged. */
const attempt = (path: string): Database | undefined => {
  try {
    return open(path)
  } catch {
    return undefined
  }
}

const create = (path: string): Database => {
  removeHistory(path)
  const db = open(path)
  db.transaction(() => {
    db.exec(tables)
    db.pragma(`user_version = ${historyVersion}`)
  })()
  return db
}
