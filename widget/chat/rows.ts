/** What the list of messages shows, as a pure function of what is known. */
import type { Side } from '../../engine/domain/events.ts'
import type { Item, Mark } from '../../engine/protocol/client/Transcript.ts'
import type { Refusal } from '../../engine/protocol/frames.ts'
import { midnight } from '../language/texts.ts'

export interface MessageRow {
  readonly kind: 'message'
  /** The row stays the same element from the first moment to 'seen'. */
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
  /** What the engine said while nobody answered (C6, C7). */
  | { readonly kind: 'note'; readonly key: string; readonly text: string }
  /** Another operator answers from here on. */
  | { readonly kind: 'passed'; readonly key: string; readonly operator: string }

/** Messages of one author no further apart than this stand together, with one time under them. */
const together = 3 * 60_000

export const rowsOf = (items: ReadonlyArray<Item>): ReadonlyArray<Row> => {
  const rows: Array<Row> = []
  /** Who answers, as far as the items tell. */
  let operator: string | null = null
  for (const { key, entry, pending, mark = null } of items) {
    if (pending) {
      const { text, at, code = null } = pending
      push(rows, { key, author: 'visitor', from: '', text, at, mark, refusal: code })
    } else if (entry?.event.kind === 'MessageSent') {
      const { author, from, text } = entry.event
      push(rows, { key, author, from, text, at: entry.at, mark, refusal: null })
    } else if (entry?.event.kind === 'OperatorAssigned') {
      const next = entry.event.operator
      if (operator && next && next !== operator) rows.push({ kind: 'passed', key, operator: next })
      operator = next ?? operator
    } else if (entry && 'text' in entry.event) {
      rows.push({ kind: 'note', key, text: entry.event.text })
    } else if (entry?.event.kind === 'ConversationClosed') {
      operator = null
      rows.push({ kind: 'closed', key })
    }
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
    if (row.kind === 'day' || row.kind === 'message') return row.at
  }
  return null
}

/** What is to be filled in at the end of the talk: of its newest dialogue. */
export interface Wanted {
  readonly conversation: string | null
  /** C7: he was asked for his contacts, or has left them, and nobody has answered since. */
  readonly lead: 'LeadAsked' | 'LeadLeft' | null
  /** C5: somebody answered. */
  readonly rateable: boolean
  readonly over: boolean
  /** As it is rated. */
  readonly given: { readonly stars: number; readonly comment: string } | null
}

export const wantedOf = (items: ReadonlyArray<Item>): Wanted => {
  // What is being sent begins another one when that is over.
  const conversation = items[items.length - 1]?.entry?.conversation ?? null
  let lead: Wanted['lead'] = null
  let given: Wanted['given'] = null
  let asked = false
  let rateable = false
  let over = false
  for (const { entry } of items) {
    if (!entry || entry.conversation !== conversation) continue
    const { event } = entry
    const { kind } = event
    if (kind === 'ConversationRated') given = event
    if (kind === 'LeadAsked' || kind === 'LeadLeft') lead = kind
    if (kind === 'ConversationClosed') over = !(lead = null)
    if (kind === 'MessageSent' && event.author === 'visitor') asked = true
    // An invitation that was accepted is no answer yet.
    if (kind === 'MessageSent' && event.author === 'operator') rateable = !(lead = null) && asked
  }
  return { conversation, lead, rateable, over, given }
}
