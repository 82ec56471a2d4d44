/** What the main thread and a projection worker tell each other. */
export interface WorkerOptions {
  readonly log: string
  readonly history: string
  /** Rows of the log per transaction. */
  readonly pageSize: number
}

export type ToProjection =
  /** There is more in the log. */
  | { readonly kind: 'wake' }
  /** Move what the log's WAL holds into its file. */
  | { readonly kind: 'checkpoint' }
  /** Answered by `alive`, between two pages. */
  | { readonly kind: 'ping' }
  /** Never answer again, as a worker that hangs: for tests and the fault run. */
  | { readonly kind: 'hang' }
  /** Fold the WAL into the file and close it, as soon as this row of the log is projected (0: after the page in hand). */
  | { readonly kind: 'stop'; readonly at: number }

export type FromProjection =
  | {
      readonly kind: 'started'
      readonly position: number
      readonly failures: number
      /** The file is a new one, to be filled from the beginning of the log. */
      readonly made: boolean
    }
  | { readonly kind: 'projected'; readonly position: number; readonly failures: number }
  /** Nothing more in the log, for now. */
  | { readonly kind: 'idle'; readonly position: number }
  | { readonly kind: 'checkpointed' }
  | { readonly kind: 'alive' }
  /** It cannot write now, and tries again by itself. */
  | { readonly kind: 'stalled'; readonly reason: string }
  | { readonly kind: 'stopped'; readonly position: number }
