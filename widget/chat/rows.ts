/** What the list of messages shows, as a pure function of what is known. */
import type { Side } from '../../engine/domain/events.ts'
import type { Pending } from '../../engine/protocol/client/Outbox.ts'
import type { Entry, Refusal } from '../../engine/protocol/frames.ts'
import { midnight } from '../language/texts.ts'

/** How far a message of the visitor has got. */
export type Mark = 'sending' | 'notSent' | 'sent' | 'delivered' | 'seen'

export interface MessageRow {
  readonly kind: 'message'
  /** The client's id: the row stays the same element from the first moment to 'seen'. */
  readonly key: string
  readonly author: Side
  readonly from: string
  readonly text: string
  readonly at: number
  /** Null on the operator's messages. */
  readonly mark: Mark | null
  readonly refusal: Refusal | null
  /** First and last of a group by one author within a few minutes. */
  readonly first: boolean
  readonly last: boolean
}
export type Row =
  | MessageRow
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'closed'; readonly key: string }

/** Messages of one author no further apart than this stand together, with one time under them. */
const together = 3 * 60_000

type Reached = Record<'delivered' | 'seen', number>

/** How far the operators' side has got in each conversation, by the entries and the snapshots' marks. */
const reachedIn = (
  entries: ReadonlyArray<Entry>,
  marks: (conversation: string) => Reached | null,
): Map<string, Reached> => {
  const reached = new Map<string, Reached>()
  for (const { conversation, event } of entries) {
    let of = reached.get(conversation)
    if (!of) reached.set(conversation, (of = { delivered: 0, seen: 0, ...marks(conversation) }))
    if ((event.kind === 'Delivered' || event.kind === 'Seen') && event.side === 'operator') {
      const which = event.kind === 'Seen' ? 'seen' : 'delivered'
      of[which] = Math.max(of[which], event.upTo)
    }
  }
  return reached
}

export const rowsOf = (
  entries: ReadonlyArray<Entry>,
  pending: ReadonlyArray<Pending>,
  marks: (conversation: string) => Reached | null,
): ReadonlyArray<Row> => {
  const reached = reachedIn(entries, marks)
  const stored = new Set<string>()
  const rows: Array<Row> = []
  for (const { conversation, seq, at, event } of entries) {
    if (event.kind === 'MessageSent') {
      const { delivered, seen } = reached.get(conversation)!
      const mark = seq <= seen ? 'seen' : seq <= delivered ? 'delivered' : 'sent'
      const { client, author, from, text } = event
      stored.add(client)
      push(rows, {
        key: client,
        author,
        from,
        text,
        at,
        mark: author === 'visitor' ? mark : null,
        refusal: null,
      })
    } else if (event.kind === 'ConversationClosed') {
      rows.push({ kind: 'closed', key: `${conversation} closed` })
    }
  }
  for (const { client, text, at, state, code } of pending) {
    if (stored.has(client)) continue
    push(rows, { key: client, author: 'visitor', from: '', text, at, mark: state, refusal: code ?? null })
  }
  return rows
}

const push = (rows: Array<Row>, message: Omit<MessageRow, 'kind' | 'first' | 'last'>): void => {
  const before = rows[rows.length - 1]
  const previous = lastTime(rows)
  if (previous === null || midnight(message.at) > midnight(previous)) {
    rows.push({ kind: 'day', key: `day ${midnight(message.at)} ${message.key}`, at: message.at })
  } else if (
    before?.kind === 'message' &&
    before.author === message.author &&
    before.mark !== 'notSent' &&
    message.at - before.at < together
  ) {
    rows[rows.length - 1] = { ...before, last: false }
    rows.push({ kind: 'message', ...message, first: false, last: true })
    return
  }
  rows.push({ kind: 'message', ...message, first: true, last: true })
}

const lastTime = (rows: ReadonlyArray<Row>): number | null => {
  for (let n = rows.length - 1; n >= 0; n--) {
    const row = rows[n]!
    if (row.kind !== 'closed') return row.at
  }
  return null
}
