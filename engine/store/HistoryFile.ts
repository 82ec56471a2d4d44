/**
 * `history.db` as the main thread sees it: the worker that writes it, started again when it dies; how far it
 * has got; the connection that reads it; and the swap for a new one.
 */
import { join } from 'node:path'
import { type Database, openReader } from './Database.ts'
import type { FromProjection } from './history/messages.ts'
import { removeHistory, replaceHistory } from './history/open.ts'
import { type Hears, ProjectionWorker } from './ProjectionWorker.ts'

export interface HistoryFileOptions {
  readonly dataDir: string
  /** The worker's code. */
  readonly code: URL
  /** Rows of the log per transaction. */
  readonly pageSize: number
  /** Milliseconds without a sign of life after which a worker is replaced. */
  readonly silence: number
  readonly lastId: () => number
  /** This id of the log can be read in the history now, and all before it. */
  readonly projected: (id: number) => void
  readonly trouble: (text: string, reason: string) => void
}

/** Milliseconds until a worker that died is started again: doubled each time, up to the second. */
const restartAfter = [100, 10_000] as const
/** Milliseconds after which a worker that says nothing is replaced, at most. */
const longestSilence = 10 * 60_000
/** So often it may die before it ever ran; then the engine does not start. */
const falseStarts = 3

export class HistoryFile {
  position = 0
  failures = 0
  running = false
  stalled: string | null = null
  /** Once the worker runs and the history can be read; rejected when it cannot be opened. */
  readonly ready: Promise<void>
  private readonly options: HistoryFileOptions
  private readonly path: string
  private readonly besidePath: string
  private connection: Database | undefined
  private worker!: ProjectionWorker
  private beside: ProjectionWorker | undefined
  private closing = false
  /** The worker made a new file while this thread reads the old one. */
  private replaced = false
  private deaths = 0
  private silence: number
  private readonly checkpointed: Array<() => void> = []
  private restarting: NodeJS.Timeout | undefined
  private begun: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(options: HistoryFileOptions) {
    this.options = options
    this.silence = options.silence
    this.path = join(options.dataDir, 'history.db')
    this.besidePath = join(options.dataDir, 'history-new.db')
    removeHistory(this.besidePath)
    this.ready = new Promise((resolve, reject) => {
      this.begun = { resolve, reject }
    })
    // Whoever awaits it hears of it; nobody else is to die of it.
    this.ready.catch(() => {})
    this.launch()
  }

  /** Another one after a rebuild: never keep it. */
  get reader(): Database {
    return this.connection!
  }

  /** There is more in the log. */
  wake(): void {
    this.worker.wake()
  }

  /** Moves the log's WAL into its file, as far as that can be done now; a worker that dies meanwhile does not. */
  checkpoint(): Promise<void> {
    return new Promise((resolve) => {
      if (this.worker.checkpoint()) this.checkpointed.push(resolve)
      else resolve()
    })
  }

  private endCheckpoint(): void {
    for (const resolve of this.checkpointed.splice(0)) resolve()
  }

  /** As a crash of the worker would. */
  kill(): Promise<void> {
    return this.worker.kill()
  }

  /** As a worker that is stuck would; found out after `silence` ms. */
  hang(silence: number): void {
    this.worker.hang(silence)
  }

  /** Makes a new file beside this one, which goes on being fed meanwhile, and puts it in its place. */
  async rebuild(): Promise<void> {
    removeHistory(this.besidePath)
    try {
      await this.fill()
      if (this.closing) throw new Error('the engine stops')
      clearTimeout(this.restarting)
      const clean = await this.worker.stop()
      // Only now the rest, so that it has everything that could be read in the old one.
      const whole = await this.beside!.stop(this.options.lastId())
      if (whole) this.swap(clean)
      if (!this.closing) this.launch()
      if (!whole) throw new Error('the new history could not be finished')
    } finally {
      await this.beside?.kill()
      this.beside = undefined
      // Of one that failed nothing is left, least of all where the disk is full.
      removeHistory(this.besidePath)
    }
  }

  /** With everything that is in the log: a history that is behind could not tell that the log lost its tail. */
  async close(): Promise<void> {
    this.closing = true
    clearTimeout(this.restarting)
    this.connection?.close()
    await Promise.all([this.beside?.kill(), this.worker.stop(this.options.lastId())])
  }

  /** In one turn, so that nobody reads in the middle of it. */
  private swap(clean: boolean): void {
    this.connection?.close()
    if (!clean) removeHistory(this.path)
    replaceHistory(this.path, this.besidePath)
    this.connection = openReader(this.path, 50)
  }

  private fill(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.beside = this.start(this.besidePath, {
        told: (message) => {
          if (message.kind === 'idle' || this.nearlyDone(message)) resolve()
          // The log needs the room more, and nothing waits for this but the one who asked.
          if (message.kind === 'stalled') reject(new Error(message.reason))
        },
        hangs: () => reject(new Error('it hangs')),
        died: (reason) => reject(new Error(reason)),
      })
    })
  }

  /** While people talk there is always something more: what is left is a page. */
  private nearlyDone(message: FromProjection): boolean {
    const { lastId, pageSize } = this.options
    return message.kind === 'projected' && lastId() - message.position < pageSize
  }

  private launch(): void {
    this.worker = this.start(this.path, {
      told: (message) => this.told(message),
      hangs: () => this.hangs(),
      died: (reason) => this.died(reason),
    })
  }

  private start(history: string, hears: Hears): ProjectionWorker {
    const { code, dataDir, pageSize } = this.options
    const files = { log: join(dataDir, 'log.db'), history, pageSize }
    return new ProjectionWorker(code, files, this.silence, hears)
  }

  private told(message: FromProjection): void {
    switch (message.kind) {
      case 'started':
        this.running = true
        this.stalled = null
        this.failures = message.failures
        // A new file in the place of one that is being read: not to be read until it has got as far.
        if (message.made) this.replaced = true
        if (message.position >= this.position) this.reached(message.position)
        this.begun?.resolve()
        this.begun = undefined
        return
      case 'projected':
        this.stalled = null
        this.deaths = 0
        this.silence = this.options.silence
        this.failures = message.failures
        if (message.position >= this.position) this.reached(message.position)
        return
      case 'checkpointed':
        return this.endCheckpoint()
      case 'idle':
        if (this.options.lastId() > message.position) this.worker.wake()
        return
      case 'stalled':
        if (this.stalled === null) this.options.trouble('The history cannot be written', message.reason)
        this.stalled = message.reason
        return
      case 'stopped':
        // For a new one to be put in its place, in a moment; or for good.
        this.endCheckpoint()
    }
  }

  private reached(id: number): void {
    if (this.replaced || this.connection === undefined) {
      this.connection?.close()
      this.connection = openReader(this.path, 50)
      this.replaced = false
    }
    this.position = id
    this.options.projected(id)
  }

  private hangs(): void {
    this.running = false
    this.stalled = `The projection hangs: no sign of life for ${Math.round(this.silence / 1_000)} s`
    this.options.trouble('The projection hangs and is replaced', this.stalled)
    // It may be one long page (an account is forgotten in one): without this, never to be finished.
    this.silence = Math.min(longestSilence, this.silence * 2)
  }

  private died(reason: string): void {
    this.running = false
    this.endCheckpoint()
    this.stalled = `The projection died: ${reason}`
    if (this.closing) return
    this.deaths++
    if (this.begun !== undefined && this.deaths === falseStarts) this.begun.reject(new Error(reason))
    const [first, most] = restartAfter
    const delay = Math.min(most, first * 2 ** (this.deaths - 1))
    this.options.trouble('The projection died and is started again', reason)
    this.restarting = setTimeout(() => this.launch(), delay)
  }
}
