/**
 * Keeps `history.db` beside the log, in a worker. When this layer is built, everything that was committed has
 * been projected, so the sockets may open; a history that is not of this log is rebuilt first, and the log
 * gets a new epoch.
 */
import { join } from 'node:path'
import { Context, Effect, Layer, Semaphore } from 'effect'
import type { Database } from './Database.ts'
import { StoreUnavailable } from './errors.ts'
import { HistoryFile } from './HistoryFile.ts'
import { knowsMore } from './history/open.ts'
import { Log } from './Log.ts'
import { workerFile } from './workerFile.ts'

export interface ProjectionOptions {
  /** Rows of the log per transaction of the history (default 2,000). */
  readonly pageSize?: number
  /** Milliseconds without a sign of life after which the worker is replaced (default 30,000). */
  readonly silence?: number
}

export interface ProjectionHealth {
  readonly running: boolean
  /** Rows of the log that are not in the history yet. */
  readonly lag: number
  /** Events that could not be projected and were set aside. */
  readonly failures: number
  /** Why it cannot go on now, if it cannot. */
  readonly reason: string | null
}

const waitAtMost = '5 seconds'

export class Projection extends Context.Service<
  Projection,
  {
    /** Last id of the log that is in the history. */
    readonly position: () => number
    /** Waits until this id is in the history; 5 s at most. */
    readonly passed: (id: number) => Effect.Effect<void, StoreUnavailable>
    /** Waits until what is committed now is in the history; 5 s at most. */
    readonly caughtUp: Effect.Effect<void, StoreUnavailable>
    readonly lag: () => number
    readonly failures: () => number
    readonly health: () => ProjectionHealth
    /** Makes the history anew beside live traffic, then puts it in the place of the old one. */
    readonly rebuild: Effect.Effect<void, StoreUnavailable>
    /** Moves the log's WAL into its file, by the worker, so that nobody waits for it. */
    readonly checkpoint: Effect.Effect<void>
    /** The read-only connection of this thread; another one after a rebuild, so never keep it. */
    readonly reader: () => Database
    /** Kills the worker, as its crash would: for tests and the fault run. */
    readonly crash: Effect.Effect<void>
    /** Lets the worker hang, to be found out after `silence` ms: for tests and the fault run. */
    readonly hang: (silence: number) => Effect.Effect<void>
  }
>()('engine/store/Projection') {
  static readonly layer = (options: ProjectionOptions = {}): Layer.Layer<Projection, StoreUnavailable, Log> =>
    Layer.effect(Projection, start(options))
}

const start = Effect.fnUntraced(function* ({ pageSize = 2_000, silence = 30_000 }: ProjectionOptions) {
  const log = yield* Log
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const code = yield* Effect.promise(() => workerFile('projection', import.meta.url))
  // First the epoch, then the history: dying between the two must not leave the old epoch with a log that lost something.
  if (knowsMore(join(log.dataDir, 'history.db'), log.db)) {
    yield* Effect.logWarning('The history is not of this log: it is rebuilt, and the log has a new epoch')
    yield* log.newEpoch
  }
  const waiting = new Set<{ readonly id: number; readonly done: () => void }>()

  const file = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const file: HistoryFile = new HistoryFile({
        dataDir: log.dataDir,
        code,
        pageSize,
        silence,
        lastId: log.lastId,
        projected: (id) => {
          log.tail.projected(id)
          for (const w of waiting) if (w.id <= id) w.done()
        },
        trouble: (text, reason) => void run(Effect.annotateLogs(Effect.logError(text), { reason })),
      })
      return { file, unwatch: log.watch(() => file.wake()) }
    }),
    ({ file, unwatch }) =>
      Effect.andThen(
        log.settled,
        Effect.promise(() => {
          unwatch()
          return file.close()
        }),
      ),
  ).pipe(Effect.map(({ file }) => file))

  const until = (id: number): Effect.Effect<void> =>
    Effect.callback<void>((resume) => {
      if (file.position >= id) return resume(Effect.void)
      const waiter = {
        id,
        done: () => {
          waiting.delete(waiter)
          resume(Effect.void)
        },
      }
      waiting.add(waiter)
      return Effect.sync(() => void waiting.delete(waiter))
    })
  const passed = (id: number): Effect.Effect<void, StoreUnavailable> =>
    Effect.suspend(() =>
      file.position >= id
        ? Effect.void
        : Effect.timeoutOrElse(until(id), {
            duration: waitAtMost,
            orElse: () => unavailable(`The history is behind: it has ${file.position} of ${id}.`),
          }),
    )
  const lag = () => log.lastId() - file.position

  yield* Effect.tryPromise({ try: () => file.ready, catch: (error) => error }).pipe(
    Effect.catch((error) => unavailable(`The history in ${log.dataDir} cannot be opened: ${error}.`)),
  )
  if (lag() > 10_000) {
    yield* Effect.annotateLogs(Effect.logInfo('The history is being brought up to date'), { rows: lag() })
  }
  yield* until(log.lastId())

  const one = yield* Semaphore.make(1)
  return Projection.of({
    position: () => file.position,
    passed,
    caughtUp: Effect.flatMap(log.settled, passed),
    lag,
    failures: () => file.failures,
    health: () => ({ running: file.running, lag: lag(), failures: file.failures, reason: file.stalled }),
    rebuild: Effect.tryPromise({ try: () => file.rebuild(), catch: (error) => error }).pipe(
      Effect.catch((error) => unavailable(`The history could not be rebuilt: ${error}.`)),
      Effect.uninterruptible,
      one.withPermits(1),
    ),
    checkpoint: Effect.promise(() => file.checkpoint()),
    reader: () => file.reader,
    crash: Effect.promise(() => file.kill()),
    hang: (silence) => Effect.sync(() => file.hang(silence)),
  })
})

const unavailable = (message: string) => Effect.fail(new StoreUnavailable({ message }))
