/**
 * Opening of SQLite files, always with the same settings. `synchronous` belongs to the connection and not
 * to the file, and a reopened WAL file silently runs NORMAL: therefore it is set at every open.
 */
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { Synchronous } from '../config/Config.ts'

export type Database = Sqlite.Database
export type Statement = Sqlite.Statement

export interface OpenOptions {
  readonly synchronous: Synchronous
  /** Milliseconds to wait for a lock. On the main thread at most 50: every one of them stops the event loop. */
  readonly busyTimeout: number
}

/**
 * KB of pages that a connection keeps. Enough for what is read over and over; the rest is in the system's cache,
 * once for all connections. (better-sqlite3 is built with 16 MB.)
 */
const cachePragma = 'cache_size = -2000'

/** Opens for reading and writing, WAL, without auto-checkpoints; makes the file (0600) if it is missing. */
export const openDatabase = (path: string, options: OpenOptions): Database => {
  makePrivate(path)
  const db = new Sqlite(path, { timeout: options.busyTimeout })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${options.synchronous}`)
    db.pragma('wal_autocheckpoint = 0')
    db.pragma('foreign_keys = ON')
    db.pragma('temp_store = MEMORY')
    // What is deleted is overwritten: people may ask for it to be gone.
    db.pragma('secure_delete = ON')
    db.pragma(cachePragma)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Opens an existing file for reading only. */
export const openReader = (path: string, busyTimeout: number): Database => {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: busyTimeout })
  db.pragma('temp_store = MEMORY')
  db.pragma(cachePragma)
  return db
}

/**
 * Makes the file 0600. SQLite gives `-wal` and `-shm` the mode of the database, so it has to be right before
 * the first open. An existing file is never opened here: closing it again would take away every lock that
 * this process holds on it (POSIX), the lock on `DATA_DIR` included.
 */
export const makePrivate = (path: string): void => {
  if (existsSync(path)) chmodSync(path, 0o600)
  else closeSync(openSync(path, 'wx', 0o600))
}

const ofStorage = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PROTOCOL)/

/** What can be done about an error of the storage, by whoever runs the engine. */
export const remedyFor = (error: Error): string => {
  const code = error instanceof Sqlite.SqliteError ? error.code : ''
  if (/FULL/.test(code)) return 'The disk is full: make room. All goes on by itself then.'
  if (/READONLY/.test(code))
    return 'The files or their disk are read-only: make them writable for the engine.'
  if (/BUSY|LOCKED/.test(code)) return 'Another program holds the file: close it.'
  if (/CORRUPT|NOTADB/.test(code)) return 'The file is damaged: stop the engine and restore a copy.'
  return "The disk reports an error: look at the system's own log."
}

/** Is it the storage that failed (disk full, locked, damaged), rather than the statement? */
export const isStorageError = (error: unknown): error is Error =>
  error instanceof Sqlite.SqliteError && ofStorage.test(error.code)
