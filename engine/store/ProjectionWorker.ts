/** One projection worker, as the main thread sees it: wake it, stop it, hear what it tells and when it dies. */
import { Worker } from 'node:worker_threads'
import type { FromProjection, ToProjection, WorkerOptions } from './history/messages.ts'

export interface Hears {
  readonly told: (message: FromProjection) => void
  /** It ended without having been stopped. */
  readonly died: (reason: string) => void
}

export class ProjectionWorker {
  /** Last id that is in its file. */
  position = 0
  private awake = true
  private stopped = false
  private readonly worker: Worker
  private readonly ended: Promise<void>

  constructor(file: URL, options: WorkerOptions, hears: Hears) {
    this.worker = new Worker(file, { workerData: options, name: 'projection' })
    let reason = 'it exited'
    this.worker.on('message', (message: FromProjection) => {
      if ('position' in message) this.position = message.position
      if (message.kind === 'idle') this.awake = false
      hears.told(message)
    })
    this.worker.on('error', (error) => {
      reason = error.message
    })
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', () => {
        resolve()
        if (!this.stopped) hears.died(reason)
      })
    })
  }

  /** There is more in the log. */
  wake(): void {
    if (this.awake || this.stopped) return
    this.awake = true
    this.tell({ kind: 'wake' })
  }

  /** Lets it close its file, after its page or (`drain`) when it has everything; gives its last position. */
  async stop(drain = false): Promise<number> {
    this.stopped = true
    this.tell({ kind: 'stop', drain })
    await this.ended
    return this.position
  }

  /** As a crash would: for tests, and when it does not stop by itself. */
  async kill(): Promise<void> {
    await this.worker.terminate()
  }

  private tell(message: ToProjection): void {
    this.worker.postMessage(message)
  }
}
