/** One projection worker, as the main thread sees it: wake it, stop it, hear what it tells and when it dies. */
import { Worker } from 'node:worker_threads'
import type { FromProjection, ToProjection, WorkerOptions } from './history/messages.ts'

export interface Hears {
  readonly told: (message: FromProjection) => void
  /** It ended without having been stopped. */
  readonly died: (reason: string) => void
}

/** Milliseconds to wait for a worker that was told to stop. */
const patience = 5_000

export class ProjectionWorker {
  private awake = true
  private stopping = false
  private stopped = false
  private readonly worker: Worker
  private readonly ended: Promise<void>

  constructor(file: URL, options: WorkerOptions, hears: Hears) {
    this.worker = new Worker(file, { workerData: options, name: 'projection' })
    let reason = 'it exited'
    this.worker.on('message', (message: FromProjection) => {
      if (message.kind === 'idle') this.awake = false
      if (message.kind === 'stopped') this.stopped = true
      hears.told(message)
    })
    this.worker.on('error', (error) => {
      reason = error.message
    })
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', () => {
        resolve()
        if (!this.stopping) hears.died(reason)
      })
    })
  }

  /** There is more in the log. */
  wake(): void {
    if (this.awake || this.stopping) return
    this.awake = true
    this.tell({ kind: 'wake' })
  }

  /** Answered by `checkpointed`. */
  checkpoint(): void {
    this.tell({ kind: 'checkpoint' })
  }

  /**
   * Lets it fold its WAL into its file and close that, after the page in hand or (`drain`) when nothing is
   * left in the log. False when it had to be killed, or was dead.
   */
  async stop(drain = false): Promise<boolean> {
    this.stopping = true
    this.tell({ kind: 'stop', drain })
    const impatience = setTimeout(() => this.worker.terminate(), patience)
    await this.ended
    clearTimeout(impatience)
    return this.stopped
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    await this.worker.terminate()
  }

  private tell(message: ToProjection): void {
    this.worker.postMessage(message)
  }
}
