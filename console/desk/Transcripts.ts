/** What was said in each dialogue, as far as it is here. What is older is asked for when somebody reads back. */
import { Transcript } from '../../engine/protocol/client/index.ts'
import type { Entry, History, Position } from '../../engine/protocol/frames.ts'

/** How the earlier part of a dialogue stands. */
export type Earlier = 'more' | 'loading' | 'failed' | 'none'

/** Entries asked for at once. */
const page = 50
/** So many entries of a dialogue stay in memory when it is not on screen. */
const kept = 300

export interface TranscriptsOptions {
  readonly ask: <R>(frame: object) => Promise<R>
  readonly linked: () => boolean
  /** Whose dialogue it is, while it is on the list. */
  readonly visitorOf: (dialogue: string) => string | undefined
  /** This message of ours has its event. */
  readonly settled: (client: string) => void
  /** Something is missing in between. */
  readonly gap: () => void
  readonly changed: () => void
  /** Something of what is said has changed. */
  readonly said: () => void
}

export class Transcripts {
  readonly #options: TranscriptsOptions
  readonly #all = new Map<string, Transcript>()
  readonly #earlier = new Map<string, Earlier>()

  constructor(options: TranscriptsOptions) {
    this.#options = options
  }

  // ── reading ───────────────────────────────────────────────────────────────────────────────────────────
  find(id: string): Transcript | undefined {
    return this.#all.get(id)
  }

  /** Of the visitor's earlier dialogues, too, as far as they were asked for. */
  entries(id: string): Transcript['entries'] {
    return this.#all.get(id)?.entries ?? []
  }

  /** Of this dialogue alone. */
  entriesOf(id: string): ReadonlyArray<Entry> {
    return this.#all.get(id)?.conversations.find((held) => held.id === id)?.entries ?? []
  }

  /** `seq` of the visitor's newest message in this dialogue. */
  newestAsked(id: string): number {
    const said = this.entriesOf(id).findLast(
      ({ event }) => event.kind === 'MessageSent' && event.author === 'visitor',
    )
    return said?.seq ?? 0
  }

  earlier(id: string): Earlier {
    return this.#earlier.get(id) ?? 'more'
  }

  positions(ids: Iterable<string>): ReadonlyArray<Position> {
    return [...ids].flatMap((id) => this.#all.get(id)?.position(id) ?? [])
  }

  // ── what is older ─────────────────────────────────────────────────────────────────────────────────────
  /** Brings the part of a dialogue before what is shown, then the visitor's earlier dialogues. */
  async older(id: string): Promise<void> {
    const transcript = this.#all.get(id)
    if (!transcript || this.earlier(id) === 'loading' || this.earlier(id) === 'none') return
    const { ask, linked, visitorOf, changed, said } = this.#options
    const visitor = visitorOf(id)
    if (!linked() || visitor === undefined) return
    this.#earlier.set(id, 'loading')
    changed()
    const before: Position | null = transcript.before
    try {
      const reply = await ask<History>({ kind: 'history', visitor, before, limit: page })
      // The dialogue went and came back, or was trimmed: what was asked for would stand before a hole.
      const { before: now } = this.#all.get(id) ?? {}
      const stale = before !== null && (now?.conversation !== before.conversation || now.seq !== before.seq)
      if (!stale) transcript.apply(reply, before)
      this.#earlier.set(id, stale || transcript.more ? 'more' : 'none')
    } catch {
      this.#earlier.set(id, 'failed')
    }
    said()
  }

  /** Too short for a screen? */
  isShort(id: string): boolean {
    return this.entries(id).length < page / 2
  }

  /** The newest of a dialogue that is no longer told to us; where it may not be read, what is there stays. */
  async readAnew(id: string): Promise<void> {
    const { ask, visitorOf, said } = this.#options
    try {
      const frame = { kind: 'history', visitor: visitorOf(id), before: null, limit: page }
      this.#all.get(id)?.apply(await ask<History>(frame), null)
      said()
    } catch {}
  }

  // ── what is kept ──────────────────────────────────────────────────────────────────────────────────────
  /** Made on first need. */
  of(id: string): Transcript {
    const known = this.#all.get(id)
    if (known) return known
    const { settled, gap } = this.#options
    const fresh = new Transcript({ side: 'operator', settled, gap })
    this.#all.set(id, fresh)
    return fresh
  }

  /** What was paged in goes again when the operator turns away: a day is long. */
  rest(id: string): void {
    const transcript = this.#all.get(id)
    if (!transcript || transcript.entries.length <= kept) return
    transcript.trim(kept)
    this.#earlier.set(id, 'more')
  }

  /** Told anew from its beginning. */
  reset(id: string): void {
    this.#earlier.delete(id)
  }

  /** The connection is back: what failed can be asked for again. */
  online(): void {
    for (const [id, earlier] of this.#earlier) if (earlier === 'failed') this.#earlier.set(id, 'more')
  }

  /** Another log counts anew: what was told of the visitors' earlier dialogues, too, may be said elsewhere in it now. */
  beginAnew(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#all.get(id)?.clear()
      this.#earlier.set(id, 'more')
    }
  }

  forget(id: string): void {
    this.#all.delete(id)
    this.#earlier.delete(id)
  }

  get ids(): Iterable<string> {
    return this.#all.keys()
  }
}
