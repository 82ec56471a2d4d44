/**
 * The log: every fact that must survive, in one append-only table, and beside it in `log.db` the settings.
 * Use `append` for events (hot path, nothing allocated but the rows), `transact` for settings alone.
 *
 * Nothing may be acknowledged or announced before `committed`. Only this connection writes `log.db`.
 */
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Clock, Context, Effect, Layer } from 'effect'
import type { Synchronous } from '../config/Config.ts'
import { type Database, isStorageError, openDatabase, remedyFor } from './Database.ts'
import { DatabaseNewer, DirectoryUnusable, StoreUnavailable } from './errors.ts'
import { Group } from './Group.ts'
import { lock } from './Lock.ts'
import { type Migrated, migrate } from './migrations/migrate.ts'
import { Tail } from './Tail.ts'

export { StoreUnavailable } from './errors.ts'

export interface LogEvent {
  /** Gap-free per conversation; 0 in streams where nobody counts. */
  readonly seq: number
  /** Ms since 1970, the engine's clock. */
  readonly at: number
  readonly kind: string
  /** The event; its own `kind` is not written twice. */
  readonly body: unknown
  /** The same as JSON, without its kind, where somebody has it already. */
  readonly encoded?: string | undefined
}

export interface Append {
  readonly account: string
  /** Conversation, visitor or operator id, or 'engine'. */
  readonly stream: string
  /** None: joins the group in flight, to learn whether what was appended before this is on disk. */
  readonly events: ReadonlyArray<LogEvent>
  /** Settings written in the same transaction. Writes only; may run twice. When it throws, this append fails. */
  readonly also?: (db: Database) => void
  /** On disk. `lastId`: of the last of these events. */
  readonly committed: (lastId: number) => void
  /** Nothing of it is on disk: go back to the last committed state. */
  readonly failed: () => void
}

export interface LogOptions {
  readonly dataDir: string
  readonly synchronous?: Synchronous
  /** Bytes of WAL above which it is cut between two turns (default 64 MB). */
  readonly walLimit?: number
}

/** Bytes of WAL that a commit may take beyond its text: two pages, at the least. */
const commitOverhead = 8_192

export class Log extends Context.Service<
  Log,
  {
    readonly dataDir: string
    /** The one writing connection; synchronous reads of settings go through it too. */
    readonly db: Database
    /** Clients that know another epoch may hold positions that this log never had. */
    readonly epoch: string
    /** The log lost something that clients may have seen: takeover, restore, lost tail. */
    readonly newEpoch: Effect.Effect<string, StoreUnavailable>
    /** The group commits at the end of this event-loop turn; then each `committed`, or `failed`, in order. */
    readonly append: (append: Append) => void
    /** Settings alone, in a transaction of their own. What `write` throws rolls back and is a defect. */
    readonly transact: <A>(write: (db: Database) => A) => Effect.Effect<A, StoreUnavailable>
    /** Last committed id. */
    readonly lastId: () => number
    /** Waits for the group in flight. */
    readonly settled: Effect.Effect<number>
    /** Calls back after every committed group, until the function it returns is called. */
    readonly watch: (listener: (lastId: number) => void) => () => void
    /** Groups and events committed, groups that failed, seconds spent committing: since the start. */
    readonly counted: Group['counted']
    readonly health: () => { readonly writable: boolean; readonly reason: string | null }
    /** Messages on their way into the history. */
    readonly tail: Tail
    /** What happened to `log.db` when it was opened. */
    readonly migrated: Migrated
  }
>()('engine/store/Log') {
  static readonly layer = (options: LogOptions): Layer.Layer<Log, Unopened> =>
    Layer.effect(Log, open(options))
}

export type Unopened = Effect.Error<ReturnType<typeof lock>> | DatabaseNewer | DirectoryUnusable

const open = Effect.fnUntraced(function* (options: LogOptions) {
  const { dataDir, synchronous = 'FULL', walLimit = 64 * 1024 * 1024 } = options
  yield* lock(dataDir)
  const clock = yield* Clock.Clock
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const db = yield* Effect.acquireRelease(
    attempt(dataDir, () => openDatabase(join(dataDir, 'log.db'), { synchronous, busyTimeout: 50 })),
    (db) => Effect.sync(() => db.close()),
  )
  const migrated = yield* attempt(dataDir, () => migrate(db, clock.currentTimeMillisUnsafe()))
  if (migrated === 'newer') {
    return yield* new DatabaseNewer({
      message: `The data in ${dataDir} was written by a newer RedHelper; start that version, or newer.`,
    })
  }

  const meta = metaOf(db)
  // An unclean end under less than FULL may have cost the last commits, if it was the machine that stopped.
  const whole = synchronous === 'FULL' || meta.get('ended') === 'clean'
  // A file in another place is a copy, and a copy may be older than what clients were told.
  const place = placeOf(db.name)
  const moved = (meta.get('place') ?? place) !== place
  let epoch = (whole && !moved ? meta.get('epoch') : undefined) ?? randomUUID()
  yield* attempt(dataDir, () => {
    meta.set('epoch', epoch)
    meta.set('place', place)
    meta.set('ended', 'no')
  })

  const tail = new Tail()
  const listeners = new Set<(lastId: number) => void>()
  let unwritable: string | null = null
  let probedAt = 0
  let unchecked = 0

  const defect = (error: unknown) => void run(Effect.logError('A callback of the log failed', error))
  /** The worker's PASSIVE checkpoints keep it short, unless readers or a dead worker stand in their way. */
  const cutWal = () => {
    try {
      const size = db.open ? (statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0) : 0
      if (size > walLimit) db.pragma('wal_checkpoint(TRUNCATE)')
    } catch (error) {
      defect(error)
    }
  }
  const broken = (error: Error) => {
    if (unwritable === null) {
      const told = { reason: error.message, remedy: remedyFor(error), dataDir }
      run(Effect.annotateLogs(Effect.logError('The log cannot be written, so no message is taken'), told))
    }
    unwritable = error.message
  }
  /** Is it over? A full disk may still let a small row be changed in its place: there must be room for a message. */
  const probe = () => {
    try {
      meta.set('probe', ' '.repeat(16_384))
      meta.set('probe', '')
      unwritable = null
      run(Effect.logInfo('The log can be written again'))
    } catch (error) {
      broken(error as Error)
    }
  }
  const group = new Group({
    db,
    tail,
    defect,
    ended: (outcome) => {
      if ('error' in outcome) return broken(outcome.error)
      if (unwritable !== null) probe()
      unchecked += outcome.written + commitOverhead
      if (unchecked > walLimit / 16) {
        unchecked = 0
        setImmediate(cutWal)
      }
      for (const listener of listeners) listener(group.lastId)
    },
  })
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => {
      group.close()
      try {
        meta.set('ended', 'clean')
      } catch (error) {
        defect(error)
      }
    }),
  )

  const transact = <A>(write: (db: Database) => A): Effect.Effect<A, StoreUnavailable> =>
    Effect.suspend(() => {
      try {
        return Effect.succeed(db.transaction(write).immediate(db))
      } catch (error) {
        if (!isStorageError(error)) return Effect.die(error)
        broken(error)
        return Effect.fail(new StoreUnavailable({ message: error.message }))
      }
    })

  return Log.of({
    dataDir,
    db,
    get epoch() {
      return epoch
    },
    newEpoch: Effect.suspend(() => {
      const next = randomUUID()
      return transact(() => meta.set('epoch', next)).pipe(
        Effect.map(() => {
          epoch = next
          return next
        }),
      )
    }),
    append: (append) => group.append(append),
    transact,
    lastId: () => group.lastId,
    counted: group.counted,
    settled: Effect.callback<number>((resume) => {
      const done = () => resume(Effect.succeed(group.lastId))
      group.append({ account: '', stream: '', events: [], committed: done, failed: done })
    }),
    watch: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    health: () => {
      const now = clock.currentTimeMillisUnsafe()
      // Nobody writes while nothing can be written, so somebody has to ask, now and then, if it is over.
      if (unwritable !== null && Math.abs(now - probedAt) >= 1_000) {
        probedAt = now
        probe()
      }
      return { writable: unwritable === null, reason: unwritable }
    },
    tail,
    migrated,
  })
})

const attempt = <A>(dataDir: string, open: () => A): Effect.Effect<A, DirectoryUnusable> =>
  Effect.try({
    try: open,
    catch: (error) =>
      new DirectoryUnusable({
        message: `The log in ${dataDir} cannot be opened: ${error instanceof Error ? error.message : error}.`,
      }),
  })

/**
 * Which file this is, whatever its name: a restored copy is another one, also when it got the number of the one
 * that was deleted. (Where the system does not tell when a file was made, the number has to do.)
 */
const placeOf = (path: string): string => {
  const { ino, birthtimeNs } = statSync(path, { bigint: true })
  return `${ino}:${birthtimeNs}`
}

const metaOf = (db: Database) => {
  const get = db.prepare('SELECT value FROM meta WHERE key = ?').pluck()
  const set = db.prepare(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (key: string) => get.get(key) as string | undefined,
    set: (key: string, value: string) => void set.run(key, value),
  }
}
