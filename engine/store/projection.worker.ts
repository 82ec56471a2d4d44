/**
 * The projection: follows `log.db` and keeps `history.db`. Never writes `log.db`; what it has to say goes to
 * the main thread by message. It also moves the log's WAL into the file (PASSIVE: waits for nobody), because
 * doing that in the writer costs it 8 to 20 ms at a time.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase, openReader } from './Database.ts'
import type { FromProjection, ToProjection, WorkerOptions } from './history/messages.ts'
import { openHistory } from './history/open.ts'
import { Projector } from './history/Projector.ts'
import { type LogRow, readPosition } from './history/position.ts'

const port = parentPort!
const options = workerData as WorkerOptions
const tell = (message: FromProjection) => port.postMessage(message)

/** Rows after which the WALs are moved into their files, and milliseconds after which it is done for fewer. */
const checkpointRows = 5_000
const checkpointAfter = 5_000
const retryAfter = 500
/** Milliseconds between a page that was not full and the next one. */
const gatherFor = 20

const log = openReader(options.log, 5_000)
const wal = openDatabase(options.log, { synchronous: 'FULL', busyTimeout: 0 })
const { db: history, made } = openHistory(options.history, log)
const projector = new Projector(history)
// In keyset pages, so that no read stands in the way of a checkpoint for long.
const next = log.prepare('SELECT * FROM log WHERE id > ? ORDER BY id LIMIT ?')
const failed = history.prepare('SELECT count(*) FROM failures').pluck()

let position = readPosition(history).id
let running = false
/** The row of the log with which it ends. */
let last = Number.POSITIVE_INFINITY
let unchecked = 0

const failures = () => failed.get() as number

let later: NodeJS.Timeout | undefined
const checkpoint = () => {
  clearTimeout(later)
  later = undefined
  try {
    wal.pragma('wal_checkpoint(PASSIVE)')
    history.pragma('wal_checkpoint(PASSIVE)')
    unchecked = 0
  } catch {
    // A full disk, say. Nothing is lost, and the next page tries again.
  }
}

/** One page, then the next turn, so that messages are heard in between. */
const step = () => {
  if (position >= last) return stop()
  let rows: Array<LogRow>
  try {
    rows = next.all(position, options.pageSize) as Array<LogRow>
    projector.page(rows)
  } catch (error) {
    tell({ kind: 'stalled', reason: error instanceof Error ? error.message : String(error) })
    setTimeout(step, retryAfter)
    return
  }
  if (rows.length === 0) {
    if (last < Number.POSITIVE_INFINITY) return stop()
    running = false
    // Not now: with few messages that would be several syncs for each of them.
    if (unchecked > 0) later ??= setTimeout(checkpoint, checkpointAfter)
    tell({ kind: 'idle', position })
    return
  }
  position = rows.at(-1)!.id
  unchecked += rows.length
  if (unchecked >= checkpointRows) checkpoint()
  tell({ kind: 'projected', position, failures: failures() })
  // Under load a page is gathered first: a page of three rows costs nearly as much as one of three hundred.
  if (rows.length < options.pageSize && last === Number.POSITIVE_INFINITY) setTimeout(step, gatherFor)
  else setImmediate(step)
}

const wake = () => {
  if (running) return
  running = true
  setImmediate(step)
}

const stop = () => {
  clearTimeout(later)
  history.pragma('wal_checkpoint(TRUNCATE)')
  history.close()
  wal.close()
  log.close()
  tell({ kind: 'stopped', position })
  port.close()
}

port.on('message', (message: ToProjection) => {
  if (message.kind === 'wake') return wake()
  if (message.kind === 'checkpoint') {
    checkpoint()
    return tell({ kind: 'checkpointed' })
  }
  if (message.kind === 'ping') {
    tell({ kind: 'alive' })
    return wake()
  }
  if (message.kind === 'hang') return void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  last = message.at
  wake()
})

tell({ kind: 'started', position, failures: failures(), made })
wake()
