/**
 * What one person sees: the events of conversations in order, each exactly once, from history pages, snapshots
 * and live frames, however they interleave. Conversations stand in the order in which they happened; a place,
 * once given, stays.
 */
import type { Side } from '../../domain/events.ts'
import type {
  ConversationFrame,
  Dialogue,
  Entry,
  EventFrame,
  History,
  Marks,
  Position,
  VisitorConversation,
} from '../frames.ts'
import type { Pending } from './Outbox.ts'

export type Mark = Pending['state'] | 'sent' | 'delivered' | 'seen'

/** One line of the view. `key` stays the same when a pending message becomes an entry. */
export interface Item {
  readonly key: string
  /** Either this … */
  readonly entry?: Entry
  /** … or this, a message of ours that has no event yet. */
  readonly pending?: Pending
  /** Of our side's messages only. */
  readonly mark?: Mark
}

/** One conversation of the view. */
export interface Held {
  readonly id: string
  /** Everything up to here has arrived; -1 when a gap was found and only a snapshot helps. */
  readonly seq: number
  readonly entries: ReadonlyArray<Entry>
  readonly delivered: Marks
  readonly seen: Marks
}

type Writable = { id: string; seq: number; entries: Array<Entry>; delivered: Marks; seen: Marks }

export interface TranscriptOptions {
  readonly side: Side
  /** A message of this side has its event, by its client id: tell the outbox. */
  readonly settled?: (client: string) => void
  /** An event was missing: resume the connection, `position` asks for a snapshot now. */
  readonly gap?: () => void
}

const none: Marks = { visitor: 0, operator: 0 }

export class Transcript {
  /** Is there anything older to ask for, by `history` before `before`? */
  more = true
  readonly #options: TranscriptOptions
  #held: Array<Writable> = []

  constructor(options: TranscriptOptions) {
    this.#options = options
  }

  /** Oldest first. */
  get conversations(): ReadonlyArray<Held> {
    return this.#held
  }

  get entries(): ReadonlyArray<Entry> {
    return this.#held.flatMap(({ entries }) => entries)
  }

  /** What to say in `hello`, of one conversation or of the newest; null when the engine should start anew. */
  position(conversation = this.#held.at(-1)?.id): Position | null {
    const held = this.#find(conversation)
    return held && held.seq >= 0 ? { conversation: held.id, seq: held.seq } : null
  }

  /** Before what to ask for history; null: the newest. */
  get before(): Position | null {
    const entry = this.#held.find(({ entries }) => entries.length)?.entries[0]
    return entry ? { conversation: entry.conversation, seq: entry.seq } : null
  }

  /** Messages of the other side that were not seen by ours. */
  get unseen(): number {
    const { side } = this.#options
    return this.entries.filter(
      ({ conversation, seq, event }) =>
        event.kind === 'MessageSent' && event.author !== side && seq > this.#find(conversation)!.seen[side],
    ).length
  }

  /**
   * Takes a frame or the reply to `history`, and says whether anything is new. `before` is the one that history
   * was asked with: the page goes before it.
   */
  apply(
    frame: ConversationFrame<VisitorConversation | Dialogue> | EventFrame | History,
    before?: Position | null,
  ): boolean {
    if (!('kind' in frame)) return this.#page(frame, before)
    return frame.kind === 'event' ? this.#event(frame) : this.#snapshot(frame)
  }

  /** Forgets the oldest entries so that at most `keep` remain; history brings them back. */
  trim(keep: number): void {
    let over = this.entries.length - keep
    for (const { entries } of this.#held) {
      if (over <= 0) return
      this.more = true
      over -= entries.splice(0, over).length
    }
    this.#held = this.#held.filter(({ entries }, i) => entries.length || i === this.#held.length - 1)
  }

  /** Everything in order, with the outbox's messages that have no event yet at the end. */
  items(pending: ReadonlyArray<Pending> = []): Array<Item> {
    const { side } = this.#options
    const other = side === 'visitor' ? 'operator' : 'visitor'
    const items: Array<Item> = []
    const arrived = new Set<string>()
    for (const { id, entries, delivered, seen } of this.#held) {
      for (const entry of entries) {
        const { seq, event } = entry
        if (event.kind === 'Delivered' || event.kind === 'Seen') continue
        if (event.kind !== 'MessageSent') items.push({ key: `${id}:${seq}`, entry })
        else if (event.author !== side) items.push({ key: `${event.from}:${event.client}`, entry })
        else {
          arrived.add(event.client)
          const mark = seq <= seen[other] ? 'seen' : seq <= delivered[other] ? 'delivered' : 'sent'
          items.push({ key: event.client, entry, mark })
        }
      }
    }
    for (const one of pending) {
      if (!arrived.has(one.client)) items.push({ key: one.client, pending: one, mark: one.state })
    }
    return items
  }

  #find(id: string | undefined): Writable | undefined {
    return this.#held.find((held) => held.id === id)
  }

  #open(id: string, seq: number, at: number): Writable {
    const held = { id, seq, entries: [], delivered: none, seen: none }
    this.#held.splice(at < 0 ? this.#held.length : at, 0, held)
    return held
  }

  #event(entry: EventFrame): boolean {
    const { conversation, seq } = entry
    const held = this.#find(conversation) ?? this.#open(conversation, 0, -1)
    if (held.seq >= 0 && seq <= held.seq + 1) return this.#insert(held, entry)
    if (held.entries.some((known) => known.seq === seq)) return false
    held.seq = -1
    this.#options.gap?.()
    return false
  }

  #snapshot({ conversation, entries, reset }: ConversationFrame<VisitorConversation | Dialogue>): boolean {
    const { id, seq, delivered, seen } = conversation
    const held = this.#find(id) ?? this.#open(id, seq, -1)
    if (reset) {
      held.entries = []
      if ((entries[0]?.seq ?? seq + 1) > 1) {
        // Something lies between: what is older would stand beside a hole, and comes again with history.
        this.#held.splice(0, this.#held.indexOf(held))
        this.more = true
      }
    }
    held.delivered = delivered
    held.seen = seen
    for (const entry of entries) this.#insert(held, entry)
    held.seq = seq
    return true
  }

  #page({ entries, more }: History, before?: Position | null): boolean {
    let next = this.#find(before?.conversation)
    let changed = false
    for (const entry of [...entries].reverse()) {
      let held = this.#find(entry.conversation)
      if (!held) {
        const at = next
          ? this.#held.indexOf(next)
          : this.#held.findIndex(({ entries }) => !(entries[0]! && entries[0].at <= entry.at))
        held = this.#open(entry.conversation, entry.seq, at)
      }
      changed = this.#insert(held, entry) || changed
      next = held
    }
    const oldest = this.before
    const first = entries[0]
    // A page from the middle says nothing about what is before the oldest we hold.
    if (!first || (first.conversation === oldest?.conversation && first.seq === oldest.seq)) this.more = more
    return changed
  }

  #insert(held: Writable, entry: Entry): boolean {
    const { entries } = held
    const { seq, event } = entry
    let at = entries.length
    while (at && entries[at - 1]!.seq > seq) at--
    if (entries[at - 1]?.seq === seq) return false
    entries.splice(at, 0, entry)
    while (entries[at]?.seq === held.seq + 1) {
      held.seq++
      at++
    }
    if (event.kind === 'MessageSent') {
      if (event.author === this.#options.side) this.#options.settled?.(event.client)
    } else if (event.kind === 'Delivered' || event.kind === 'Seen') {
      held.delivered = further(held.delivered, event)
      // What was seen has arrived too.
      if (event.kind === 'Seen') held.seen = further(held.seen, event)
    }
    return true
  }
}

const further = (marks: Marks, { side, upTo }: { readonly side: Side; readonly upTo: number }): Marks => ({
  ...marks,
  [side]: Math.max(marks[side], upTo),
})
