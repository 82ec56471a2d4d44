/** A conversation's state and its entries as rows of `history.db`, and back. */
import type { ConversationState } from '../../domain/conversation.ts'
import type { ConversationEvent } from '../../domain/events.ts'
import type { Entry } from '../../protocol/frames.ts'

export interface ConversationRow {
  readonly id: string
  readonly account: string
  readonly visitor: string
  readonly operator: string | null
  readonly department: string | null
  readonly state: ConversationState['state']
  readonly transfer: string | null
  readonly seq: number
  readonly opened_at: number
  readonly last_at: number
  readonly closed_at: number | null
  readonly quiet_since: number
  readonly present: number
  readonly page: string | null
  readonly delivered: string
  readonly seen: string
  readonly last: string | null
  readonly unseen: string
  readonly messages: string
  readonly first_asked_at: number | null
  readonly first_answered_at: number | null
  readonly waiting_since: number | null
  readonly told: ConversationState['told']
  readonly lead: ConversationState['lead']
  readonly rating: string | null
}

export const toState = (row: ConversationRow): ConversationState => ({
  id: row.id,
  account: row.account,
  visitor: row.visitor,
  operator: row.operator,
  department: parse(row.department),
  state: row.state,
  transfer: parse(row.transfer),
  seq: row.seq,
  openedAt: row.opened_at,
  lastAt: row.last_at,
  closedAt: row.closed_at,
  quietSince: row.quiet_since,
  present: row.present === 1,
  page: parse(row.page),
  delivered: JSON.parse(row.delivered),
  seen: JSON.parse(row.seen),
  last: parse(row.last),
  unseen: JSON.parse(row.unseen),
  messages: JSON.parse(row.messages),
  firstAskedAt: row.first_asked_at,
  firstAnsweredAt: row.first_answered_at,
  waitingSince: row.waiting_since,
  told: row.told,
  lead: row.lead,
  rating: parse(row.rating),
})

export const toRow = (state: ConversationState): ConversationRow => ({
  id: state.id,
  account: state.account,
  visitor: state.visitor,
  operator: state.operator,
  department: text(state.department),
  state: state.state,
  transfer: text(state.transfer),
  seq: state.seq,
  opened_at: state.openedAt,
  last_at: state.lastAt,
  closed_at: state.closedAt,
  quiet_since: state.quietSince,
  present: state.present ? 1 : 0,
  page: text(state.page),
  delivered: JSON.stringify(state.delivered),
  seen: JSON.stringify(state.seen),
  last: text(state.last),
  unseen: JSON.stringify(state.unseen),
  messages: JSON.stringify(state.messages),
  first_asked_at: state.firstAskedAt,
  first_answered_at: state.firstAnsweredAt,
  waiting_since: state.waitingSince,
  told: state.told,
  lead: state.lead,
  rating: text(state.rating),
})

export interface EntryRow {
  readonly conversation: string
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly body: string
}

export const toEntry = ({ conversation, seq, at, kind, body }: EntryRow): Entry => ({
  conversation,
  seq,
  at,
  event: toEvent(kind, body),
})

export const toEvent = (kind: string, body: string): ConversationEvent =>
  ({ kind, ...JSON.parse(body) }) as ConversationEvent

const parse = (json: string | null) => (json === null ? null : JSON.parse(json))
const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
