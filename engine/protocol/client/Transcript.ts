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

/** Of our side's messages: how far they got. */
export type Mark = Pending['state'] | 'sent' | 'delivered' | 'seen'

/** One line of the view. `key` stays the same when a pending message becomes an entry. */
export interface Item {
  readonly key: string
  /** Either this … */
  readonly entry?: Entry
  /** … or this, a message of ours that has no event yet. */
  readonly pending?: Pending
  readonly mark?: Mark | undefined
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

type Open = {
  id: string
  seq: number
  entries: Array<Entry>
  delivered: Marks
  seen: Marks
  /** Nothing is missing between it and the one before it, as far as we were told. */
  joined: boolean
}

export interface TranscriptOptions {
  readonly side: Side
  /** A message of this side has its event, by its client id: tell the outbox. */
  readonly settled?: (client: string) => void
  /** An event was missing: resume the connection, `position` asks for a snapshot now. */
  readonly gap?: () => void
}

export class Transcript {
  /** Is there anything older to ask for, by `history` before `before`? */
  more = true
  /** Oldest first. */
  readonly conversations: ReadonlyArray<Held>
  /**
   * Takes a frame or the reply to `history`, and says whether anything is new. `before` is what history was asked
   * with: the page goes there. Null, the newest page of all, is for a beginning without an open conversation, and
   * for a welcome that names another conversation than `position`: the engine resumes only open ones.
   */
  readonly apply: (
    frame: ConversationFrame<VisitorConversation | Dialogue> | EventFrame | History,
    before?: Position | null,
  ) => boolean
  /** Everything in order, with the outbox's messages that have no event yet at the end. */
  readonly items: (pending?: ReadonlyArray<Pending>) => Array<Item>
  /** What to say in `hello`, of one conversation or of the newest; null when the engine should start anew. */
  readonly position: (conversation?: string) => Position | null
  /** Forgets everything, as after a change of epoch. */
  readonly clear: () => void
  /** Forgets the oldest entries so that at most `keep` remain; history brings them back. */
  readonly trim: (keep: number) => void

  constructor({ side, settled, gap }: TranscriptOptions) {
    const all: Array<Open> = (this.conversations = [])
    const other = side === 'visitor' ? 'operator' : 'visitor'

    const find = (id: string | undefined) => all.find((held) => held.id === id)

    /** At the end when `at` is negative. */
    const open = (id: string, seq: number, at = -1, joined = false): Open => {
      const none = { visitor: 0, operator: 0 }
      const held = { id, seq, entries: [], delivered: none, seen: none, joined }
      all.splice(at < 0 ? all.length : at, 0, held)
      return held
    }

    const insert = (held: Open, entry: Entry): boolean => {
      const { entries } = held
      const { seq, event } = entry
      let at = entries.length
      while (at && entries[at - 1]!.seq > seq) at--
      if (entries[at - 1]?.seq === seq) return false
      entries.splice(at, 0, entry)
      while (entries[at++]?.seq === held.seq + 1) held.seq++
      if (event.kind === 'MessageSent' && event.author === side) settled?.(event.client)
      if (event.kind === 'Delivered' || event.kind === 'Seen') {
        const further = (marks: Marks) => ({
          ...marks,
          [event.side]: Math.max(marks[event.side], event.upTo),
        })
        // What was seen has arrived too.
        held.delivered = further(held.delivered)
        if (event.kind === 'Seen') held.seen = further(held.seen)
      }
      return true
    }

    this.apply = (frame, before) => {
      let changed = false
      if (!('kind' in frame)) {
        const { entries, more } = frame
        const [first] = entries
        // What it was asked before is not held any more: a snapshot came in between, and it would stand before a hole.
        if (before && !find(before.conversation)?.entries.some(({ seq }) => seq === before.seq)) return false
        if (first && before === null) {
          // The newest page of all: what does not reach it would stand before a hole.
          const held = find(first.conversation)
          if (!held || first.seq > held.seq + 1) {
            const kept = all.findIndex(({ id }) => entries.some(({ conversation }) => conversation === id))
            all.splice(0, kept < 0 ? all.length : kept)
            if (held) {
              held.entries = []
              held.seq = first.seq - 1
            }
          } else if (!held.joined && all.splice(0, all.indexOf(held)).length) this.more = true
        }
        let next = find(before?.conversation)
        const newestFirst = [...entries].reverse()
        const known = newestFirst.find(({ conversation }) => find(conversation))
        // What the page has behind one that we hold stands behind it; the time is asked only where it has none.
        const behind = all.indexOf(find(known?.conversation)!) + 1
        for (const entry of newestFirst) {
          const { conversation, seq, at } = entry
          if (next && next.id !== conversation) next.joined = true
          next =
            find(conversation) ??
            open(
              conversation,
              seq,
              next
                ? all.indexOf(next)
                : behind || all.findIndex(({ entries }) => entries[0] && entries[0].at > at),
            )
          changed = insert(next, entry) || changed
        }
        // A page from the middle says nothing about what is before the oldest we hold.
        const oldest = this.before
        if (!first || (first.seq === oldest?.seq && first.conversation === oldest.conversation))
          this.more = more
      } else if (frame.kind === 'event') {
        const { conversation, seq } = frame
        const held = find(conversation) ?? open(conversation, 0, -1, true)
        if (seq === held.seq + 1) changed = insert(held, frame)
        else if (seq > held.seq && !held.entries.some((known) => known.seq === seq)) {
          held.seq = -1
          gap?.()
        }
      } else {
        const { entries, reset } = frame
        const { id, seq, delivered, seen } = frame.conversation
        const held = find(id) ?? open(id, -1)
        changed = true
        if (reset) {
          held.entries = []
          if ((entries[0]?.seq ?? seq + 1) > 1) {
            // Something lies between: what is older would stand beside a hole, and comes again with history.
            all.splice(0, all.indexOf(held))
            this.more = true
          }
        }
        held.delivered = delivered
        held.seen = seen
        for (const entry of entries) if (reset || entry.seq > held.seq) insert(held, entry)
        held.seq = seq
      }
      return changed
    }

    this.items = (pending = []) => {
      const items: Array<Item> = []
      const arrived = new Set<string>()
      for (const { id, entries, delivered, seen } of all) {
        for (const entry of entries) {
          const { seq, event } = entry
          let key = `${id}:${seq}`
          let mark: Mark | undefined
          if (event.kind === 'MessageSent' && event.author === side) {
            arrived.add((key = event.client))
            mark = seq <= seen[other] ? 'seen' : seq <= delivered[other] ? 'delivered' : 'sent'
          }
          if (event.kind !== 'Delivered' && event.kind !== 'Seen') items.push({ key, entry, mark })
        }
      }
      for (const one of pending) {
        if (!arrived.has(one.client)) items.push({ key: one.client, pending: one, mark: one.state })
      }
      return items
    }

    this.position = (conversation = all[all.length - 1]?.id) => {
      const held = find(conversation)
      return held && held.seq >= 0 ? { conversation: held.id, seq: held.seq } : null
    }

    this.clear = () => {
      all.length = 0
      this.more = true
    }

    this.trim = (keep) => {
      for (const { entries } of [...all].reverse()) {
        if (entries.splice(0, entries.length - keep).length) this.more = true
        keep -= entries.length
      }
    }
  }

  get entries(): ReadonlyArray<Entry> {
    return this.conversations.flatMap(({ entries }) => entries)
  }

  /** Before what to ask for history; null: the newest. */
  get before(): Position | null {
    const entry = this.entries[0]
    return entry ? { conversation: entry.conversation, seq: entry.seq } : null
  }
}
