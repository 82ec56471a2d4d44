/**
 * Keeps `history.db` beside the log, in a worker. When this layer is built, everything that was committed has
 * been projected, so the sockets may open; a history that is not of this log is rebuilt first, and the log
 * gets a new epoch.
 */
import { join } from 'node:path'
import { Context, Effect, Layer } from 'effect'
import { type Database, openReader } from './Database.ts'
import { StoreUnavailable } from './errors.ts'
import type { FromProjection } from './history/messages.ts'
import { removeHistory, replaceHistory } from './history/open.ts'
import { Log } from './Log.ts'
import { ProjectionWorker } from './ProjectionWorker.ts'
import { workerFile } from './workerFile.ts'

export interface ProjectionOptions {
  /** Rows of the log per transaction of the history (default 500). */
  readonly pageSize?: number
}

export interface ProjectionHealth {
  readonly running: boolean
  /** Rows of the log that are not in the history yet. */
  readonly lag: number
  /** Events that could not be projected and were set aside. */
  readonly failures: number
  readonly reason: string | null
}

/** A worker that died is started again after so many milliseconds, doubled each time up to the second. */
const restartAfter = [100, 10_000] as const
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
    /** The read-only connection of this thread; another one after a rebuild, so never keep it. */
    readonly reader: () => Database
    /** Kills the worker as a crash would. For tests. */
    readonly crash: Effect.Effect<void>
  }
>()('engine/store/Projection') {
  static readonly layer = (options: ProjectionOptions = {}): Layer.Layer<Projection, StoreUnavailable, Log> =>
    Layer.effect(Projection, start(options))
}

const start = Effect.fnUntraced(function* (options: ProjectionOptions) {
  const log = yield* Log
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const file = yield* Effect.promise(() => workerFile('projection', import.meta.url))
  const path = join(log.dataDir, 'history.db')
  const besidePath = join(log.dataDir, 'history-new.db')
  const pageSize = options.pageSize ?? 500
  removeHistory(besidePath)

  let position = 0
  let failures = 0
  let stalled: string | null = null
  let started = false
  let closing = false
  let restarts = 0
  let worker: ProjectionWorker
  let restarting: ReturnType<typeof setTimeout> | undefined
  let reader: Database | undefined
  const waiting = new Set<{ readonly id: number; readonly done: () => void }>()

  const reached = (id: number) => {
    position = id
    log.tail.projected(id)
    for (const w of waiting) {
      if (w.id > id) continue
      waiting.delete(w)
      w.done()
    }
  }
  const told = (message: FromProjection) => {
    switch (message.kind) {
      case 'started':
        started = true
        if (message.lost) {
          run(Effect.logWarning('The history is not of this log: it is rebuilt, and the log has a new epoch'))
          run(Effect.ignore(log.newEpoch))
        }
        reopen()
        failures = message.failures
        reached(message.position)
        return
      case 'projected':
        stalled = null
        restarts = 0
        failures = message.failures
        reached(message.position)
        return
      case 'idle':
        if (log.lastId() > message.position) worker.wake()
        return
      case 'stalled':
        if (stalled === null) run(Effect.logError('The history cannot be written', message.reason))
        stalled = message.reason
        return
      case 'stopped':
        started = false
    }
  }
  const died = (reason: string) => {
    started = false
    if (closing) return
    const [first, most] = restartAfter
    const delay = Math.min(most, first * 2 ** restarts++)
    run(Effect.logError('The projection died and is started again', { reason, delay }))
    restarting = setTimeout(launch, delay)
  }
  const launch = () => {
    worker = new ProjectionWorker(file, { log: log.db.name, history: path, pageSize }, { told, died })
  }
  const reopen = () => {
    reader?.close()
    reader = openReader(path, 50)
  }

  const until = (id: number): Effect.Effect<void> =>
    Effect.callback<void>((resume) => {
      if (position >= id) return resume(Effect.void)
      const waiter = { id, done: () => resume(Effect.void) }
      waiting.add(waiter)
      return Effect.sync(() => void waiting.delete(waiter))
    })
  const passed = (id: number): Effect.Effect<void, StoreUnavailable> =>
    Effect.timeoutOrElse(until(id), {
      duration: waitAtMost,
      orElse: () =>
        Effect.fail(new StoreUnavailable({ message: `The history is behind: ${position} of ${id}` })),
    })

  /** Swaps between two turns: nobody reads meanwhile, and both files are closed and whole. */
  const rebuild = Effect.promise(async () => {
    removeHistory(besidePath)
    const beside = await buildBeside()
    await worker.stop()
    // Having everything that the old one had, and maybe more.
    await beside.stop(true)
    reader?.close()
    replaceHistory(path, besidePath)
    reader = openReader(path, 50)
    launch()
  })
  const buildBeside = () =>
    new Promise<ProjectionWorker>((resolve, reject) => {
      const beside: ProjectionWorker = new ProjectionWorker(
        file,
        { log: log.db.name, history: besidePath, pageSize },
        { told: (m) => m.kind === 'idle' && resolve(beside), died: (reason) => reject(new Error(reason)) },
      )
    })

  yield* Effect.acquireRelease(
    Effect.sync(() => {
      const unwatch = log.watch(() => worker.wake())
      launch()
      return unwatch
    }),
    (unwatch) =>
      Effect.promise(async () => {
        closing = true
        unwatch()
        clearTimeout(restarting)
        await worker.stop()
        reader?.close()
      }),
  )
  yield* until(log.lastId())

  return Projection.of({
    position: () => position,
    passed,
    caughtUp: Effect.flatMap(log.settled, passed),
    lag: () => log.lastId() - position,
    failures: () => failures,
    health: () => ({ running: started, lag: log.lastId() - position, failures, reason: stalled }),
    rebuild,
    reader: () => reader!,
    crash: Effect.promise(() => worker.kill()),
  })
})
