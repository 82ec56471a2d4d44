/**
 * One projection worker, as the main thread sees it: wake it, stop it, hear what it tells, and when it dies or gives no
 * sign of life.
 */
import { Worker } from 'node:worker_threads'
import type { FromProjection, ToProjection, WorkerOptions } from './history/messages.ts'

export interface Hears {
  readonly told: (message: FromProjection) => void
  /** It gives no answer, and is being ended: `died` follows, unless it hangs where nothing can be ended. */
  readonly hangs: () => void
  /** It ended without having been stopped. */
  readonly died: (reason: string) => void
}

/** Milliseconds to wait for a worker that was told to stop. */
const patience = 5_000
/** So many questions stay open before it counts as hanging. */
const beats = 6

export class ProjectionWorker {
  private awake = true
  private stopping = false
  private stopped = false
  /** Questions without an answer. */
  private open = 0
  private pulse: NodeJS.Timeout | undefined
  private readonly worker: Worker
  private readonly ended: Promise<void>
  private readonly hangs: () => void

  /** `silence`: milliseconds without a sign of life after which it hangs. */
  constructor(file: URL, options: WorkerOptions, silence: number, hears: Hears) {
    this.worker = new Worker(file, { workerData: options, name: 'projection' })
    let reason = 'it exited'
    this.hangs = () => {
      reason = 'it hung'
      hears.hangs()
    }
    this.worker.on('message', (message: FromProjection) => {
      this.open = 0
      // Not before: to open a large file takes its time, and nobody counts on it yet.
      if (message.kind === 'started') this.watch(silence)
      if (message.kind === 'idle') this.awake = false
      if (message.kind === 'stopped') this.stopped = true
      hears.told(message)
    })
    this.worker.on('error', (error) => {
      reason = error.message
    })
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', () => {
        clearInterval(this.pulse)
        resolve()
        if (!this.stopping) hears.died(reason)
        this.stopping = true
      })
    })
  }

  /** There is more in the log. */
  wake(): void {
    if (this.awake || this.stopping) return
    this.awake = true
    this.tell({ kind: 'wake' })
  }

  /** Answered by `checkpointed`; false: it is ending, and does not answer any more. */
  checkpoint(): boolean {
    if (!this.stopping) this.tell({ kind: 'checkpoint' })
    return !this.stopping
  }

  /**
   * Lets it fold its WAL into its file and close that, as soon as it has projected row `at` of the log (0: after the page
   * in hand). False when it had to be killed, or was dead.
   */
  async stop(at = 0): Promise<boolean> {
    this.stopping = true
    this.tell({ kind: 'stop', at })
    const impatience = setTimeout(() => this.worker.terminate(), patience)
    await this.ended
    clearTimeout(impatience)
    return this.stopped
  }

  /** From now on, until it is found out; after `silence` ms at most. */
  hang(silence: number): void {
    if (this.stopping) return
    this.tell({ kind: 'hang' })
    this.watch(silence)
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    await this.worker.terminate()
  }

  private watch(silence: number): void {
    clearInterval(this.pulse)
    this.pulse = setInterval(() => this.ask(), silence / beats)
  }

  /** Counted in questions, not by the clock: when the machine slept, so did the worker. */
  private ask(): void {
    if (this.stopping) return clearInterval(this.pulse)
    if (++this.open <= beats) return this.tell({ kind: 'ping' })
    clearInterval(this.pulse)
    this.hangs()
    void this.worker.terminate()
  }

  private tell(message: ToProjection): void {
    this.worker.postMessage(message)
  }
}
