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
