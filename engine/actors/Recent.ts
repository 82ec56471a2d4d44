/**
 * The newest committed entries of one conversation, in memory. Everything before them is in the history, so a
 * reader takes older ones from there and newer ones from here, and nothing is in both or in neither.
 */
import type { Entry } from '../protocol/frames.ts'
import { newestWithin } from './newestWithin.ts'
import type { Parts } from './Parts.ts'

/** Entries in a snapshot; older ones come by `history`. */
const snapshotEntries = 60
/** More missed entries than this, and the client gets a snapshot instead. */
const resumeEntries = 500

export class Recent {
  /** Oldest first, without a gap. */
  private readonly entries: Array<{ readonly entry: Entry; readonly logId: number }> = []
  private seq: number

  /** @param seq of the last event in the history */
  constructor(
    private readonly parts: Pick<Parts, 'history' | 'projection'>,
    private readonly account: string,
    private readonly id: string,
    seq: number,
  ) {
    this.seq = seq
    if (seq === 0) return
    const stored = parts.history.entriesAfter(account, id, seq - snapshotEntries, snapshotEntries)
    for (const entry of stored) this.entries.push({ entry, logId: 0 })
  }

  /** They were committed; `logId`: of the last of them. */
  push(entries: ReadonlyArray<Entry>, logId: number): void {
    for (const entry of entries) this.entries.push({ entry, logId })
    this.seq = entries.at(-1)?.seq ?? this.seq
    if (this.entries.length >= 4 * snapshotEntries) this.trim()
  }

  /** Lets go of what the history has. */
  private trim(): void {
    const projected = this.parts.projection.position()
    let drop = 0
    while (this.entries.length - drop > snapshotEntries && this.entries[drop]!.logId <= projected) drop++
    this.entries.splice(0, drop)
  }

  /** The newest, as many as one frame takes. */
  snapshot(): ReadonlyArray<Entry> {
    return newestWithin(this.entries.slice(-snapshotEntries).map(({ entry }) => entry))
  }

  /** Exactly what follows `seq`; null when that is too much, or when `seq` is not ours. */
  after(seq: number): ReadonlyArray<Entry> | null {
    const missing = this.seq - seq
    if (missing < 0 || missing > resumeEntries) return null
    const first = this.entries[0]?.entry.seq ?? this.seq + 1
    const older =
      seq + 1 < first ? this.parts.history.entriesAfter(this.account, this.id, seq, first - seq - 1) : []
    const newer = this.entries.filter(({ entry }) => entry.seq > seq).map(({ entry }) => entry)
    const entries = [...older, ...newer]
    return newestWithin(entries).length === entries.length ? entries : null
  }
}
