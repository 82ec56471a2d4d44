/**
 * What `npm run faults` does to an engine from inside: a disk that is full, a projection worker that dies or hangs, a
 * kill -9 in the middle of a commit. Nothing outside the process can bring these about at will.
 *
 * Listens only when the engine was started with `--harness` and with an IPC channel, so by the very program that
 * asks. Who can start it so can kill it and write its files anyway: nothing is opened here that was closed. No
 * setting, no file and no request leads here.
 */
import { Worker } from 'node:worker_threads'
import { Effect } from 'effect'
import type { Database } from './store/Database.ts'
import { Log } from './store/Log.ts'
import { Projection } from './store/Projection.ts'

export type HarnessCommand =
  /** A true SQLITE_FULL at the next page that the log needs, until it is told otherwise. */
  | { readonly harness: 'disk'; readonly full: boolean }
  | { readonly harness: 'killProjection' }
  /** Found out after `silence` ms, sooner than it would be: nobody waits for that in a run. */
  | { readonly harness: 'hangProjection'; readonly silence: number }
  /** kill -9, so many rows of the log from now and then `micros` later: within the transaction or its commit. */
  | { readonly harness: 'dieInCommit'; readonly rows: number; readonly micros: number }

export const listensToHarness = (argv: ReadonlyArray<string>): boolean =>
  argv.includes('--harness') && process.send !== undefined

export const harness = Effect.gen(function* () {
  const { db } = yield* Log
  const { crash, hang } = yield* Projection
  const run = Effect.runForkWith(yield* Effect.context<never>())
  // Whoever hurts us has gone, perhaps in the middle of it.
  process.on('disconnect', () => process.exit(1))
  process.on('message', (command: HarnessCommand) => {
    if (command.harness === 'disk') setFull(db, command.full)
    if (command.harness === 'killProjection') run(crash)
    if (command.harness === 'hangProjection') run(hang(command.silence))
    if (command.harness === 'dieInCommit') dieInCommit(db, command.rows, command.micros)
  })
})

/** SQLite's own limit when nothing is set. */
const mostPages = 0xfffffffe

const setFull = (db: Database, full: boolean): void => {
  db.pragma(`max_page_count = ${full ? db.pragma('page_count', { simple: true }) : mostPages}`)
}

/** Waits for its word, then kills from beside: the main thread is within SQLite, or within the kernel. */
const killer = `
  const { shared, micros } = require('node:worker_threads').workerData
  Atomics.wait(shared, 0, 0)
  const end = performance.now() + micros / 1000
  while (performance.now() < end);
  process.kill(process.pid, 'SIGKILL')
`

const dieInCommit = (db: Database, rows: number, micros: number): void => {
  const shared = new Int32Array(new SharedArrayBuffer(4))
  new Worker(killer, { eval: true, workerData: { shared, micros } })
  let left = rows
  db.function('redhelper_die', () => {
    if (--left === 0) {
      Atomics.store(shared, 0, 1)
      Atomics.notify(shared, 0)
    }
    return 0
  })
  db.exec('CREATE TEMP TRIGGER redhelper_die AFTER INSERT ON main.log BEGIN SELECT redhelper_die(); END')
}
