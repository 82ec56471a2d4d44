/**
 * What may happen next in a conversation, as pure functions of its state. No clock, no store, no socket:
 * the `Conversation` actor runs `decide`, the log keeps what it returned, and both the actor and the
 * projection fold the log with `evolve`, so that a conversation rebuilt from history is the same one.
 */
import type { ConversationEvent, Invited, NamedDepartment, Page, Side } from './events.ts'
import type { Reason } from './routing.ts'

export interface ConversationState {
  readonly id: string
  readonly account: string
  /** Empty while the conversation is a draft: nothing of it is stored yet. */
  readonly visitor: string
  readonly operator: string | null
  /** E4: the visitor has chosen it, and nobody else is asked. */
  readonly department: NamedDepartment | null
  readonly state: 'draft' | 'open' | 'closed'
  /** F4: a transfer that its receiver has neither accepted nor refused. */
  readonly transfer: Transfer | null
  /** Of the last event; 0 for a draft. */
  readonly seq: number
  readonly openedAt: number
  /** Of the last event, ms since 1970. */
  readonly lastAt: number
  readonly closedAt: number | null
  /** Since when nobody has written, been given it, or read it first. */
  readonly quietSince: number
  /** Is the visitor on the site, as far as the log knows? */
  readonly present: boolean
  readonly page: Page | null
  readonly delivered: Readonly<Record<Side, number>>
  readonly seen: Readonly<Record<Side, number>>
  readonly last: { readonly author: Side; readonly text: string; readonly at: number } | null
  /** `seq` of each visitor's message that no operator has seen: of the newest `mostUnseen` of them. */
  readonly unseen: ReadonlyArray<number>
  readonly messages: Readonly<Record<Side, number>>
  /** When the visitor first wrote, and when an operator first answered that. */
  readonly firstAskedAt: number | null
  readonly firstAnsweredAt: number | null
  /** When the visitor wrote what nobody has answered yet. */
  readonly waitingSince: number | null
  /** What he was told in this silence: nothing, to wait (C6), or to leave his contacts (C7). */
  readonly told: Told
  /** Over the whole conversation. */
  readonly lead: 'none' | 'asked' | 'left'
  readonly rating: Rating | null
}

export type Told = 'nothing' | 'wait' | 'leave'

/** C5. `firstAt`: of the first one; it may be changed for a while. */
export interface Rating {
  readonly stars: number
  readonly comment: string
  readonly firstAt: number
}

/** Ms for which a rating can be changed. */
export const ratingChangeable = 24 * 60 * 60_000

/** Who writes for days and is never read must not make every further message dearer. */
export const mostUnseen = 1_000

export interface Transfer {
  readonly from: string
  readonly comment: string
  readonly at: number
}

export const empty = (id: string, account: string): ConversationState => ({
  id,
  account,
  visitor: '',
  operator: null,
  department: null,
  state: 'draft',
  transfer: null,
  seq: 0,
  openedAt: 0,
  lastAt: 0,
  closedAt: null,
  quietSince: 0,
  present: true,
  page: null,
  delivered: { visitor: 0, operator: 0 },
  seen: { visitor: 0, operator: 0 },
  last: null,
  unseen: [],
  messages: { visitor: 0, operator: 0 },
  firstAskedAt: null,
  firstAnsweredAt: null,
  waitingSince: null,
  told: 'nothing',
  lead: 'none',
  rating: null,
})

export type ConversationCommand =
  | {
      readonly kind: 'SendMessage'
      readonly author: Side
      readonly from: string
      readonly client: string
      readonly text: string
      /** Needed to open a draft. */
      readonly visitor: string
      readonly page: Page | null
      readonly department?: NamedDepartment | null
      /** Who answers from here on, when that changes with this message. */
      readonly assign?: string | null
      readonly reason?: Reason | null
      /** What a draft begins with. */
      readonly invited?: Invited | null
    }
  | { readonly kind: 'AssignOperator'; readonly operator: string | null; readonly reason?: Reason | null }
  | {
      readonly kind: 'Transfer'
      readonly from: string
      readonly to: string
      readonly comment: string
      /** That it went to; `to` was drawn there. */
      readonly department?: NamedDepartment | undefined
    }
  /** F4: nothing happens unless `from` (null: nobody) still has it. */
  | { readonly kind: 'TakeOver'; readonly operator: string; readonly from: string | null }
  | { readonly kind: 'AcceptTransfer'; readonly operator: string }
  /** Refused by its receiver, or (null) not answered in time; `to`: who has it then. */
  | { readonly kind: 'ReturnTransfer'; readonly operator: string | null; readonly to: string | null }
  | { readonly kind: 'MarkDelivered'; readonly side: Side; readonly upTo: number }
  | { readonly kind: 'MarkSeen'; readonly side: Side; readonly upTo: number }
  | { readonly kind: 'MoveVisitor'; readonly page: Page }
  | { readonly kind: 'VisitorLeaves' }
  | { readonly kind: 'VisitorReturns'; readonly page: Page | null }
  /** C6, C7. */
  | { readonly kind: 'AskToWait'; readonly text: string }
  | { readonly kind: 'AskForContacts'; readonly text: string }
  | ({ readonly kind: 'LeaveLead' } & Omit<LeadLeft, 'kind'>)
  /** C5. */
  | {
      readonly kind: 'RateConversation'
      readonly stars: number
      readonly comment: string
      readonly at: number
    }
  | {
      readonly kind: 'CloseConversation'
      readonly operator: string | null
      readonly reason?: 'ban' | 'visitor' | undefined
    }

type LeadLeft = Extract<ConversationEvent, { kind: 'LeadLeft' }>

export type Rejection = 'closed' | 'empty'
export type Decision = ReadonlyArray<ConversationEvent> | Rejection

const nothing: ReadonlyArray<ConversationEvent> = []

/** Is there anything but white space and invisible characters to read? */
export const isBlank = (text: string): boolean => !/[^\s\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/u.test(text)

/** The events a command leads to, none if it changes nothing, or why it may not happen. */
export const decide = (state: ConversationState, command: ConversationCommand): Decision => {
  if (command.kind === 'SendMessage') {
    if (state.state === 'closed') return 'closed'
    if (isBlank(command.text)) return 'empty'
    const events: Array<ConversationEvent> = []
    if (state.state === 'draft') {
      const { visitor, page, invited, department = null } = command
      events.push({
        kind: 'ConversationOpened',
        visitor,
        page,
        ...(invited && { invited }),
        ...(department !== null && { department }),
      })
    }
    if (command.assign !== undefined && (command.assign !== state.operator || state.state === 'draft')) {
      events.push(assigned(command.assign, command.reason))
    }
    const { author, from, client, text } = command
    events.push({ kind: 'MessageSent', author, from, client, text })
    return events
  }
  if (state.state !== 'draft') {
    // Also when it is over.
    if (command.kind === 'RateConversation') return rated(state, command)
    if (command.kind === 'LeaveLead') {
      return state.lead === 'none' ? nothing : [{ ...command, kind: 'LeadLeft' }]
    }
  }
  if (state.state !== 'open') return nothing
  switch (command.kind) {
    case 'RateConversation':
    case 'LeaveLead':
      return nothing
    case 'AskToWait':
      return state.waitingSince !== null && state.told === 'nothing'
        ? [{ kind: 'HoldMessageSent', text: command.text }]
        : nothing
    case 'AskForContacts':
      return state.waitingSince !== null && state.told !== 'leave' && state.lead !== 'left'
        ? [{ kind: 'LeadAsked', text: command.text }]
        : nothing
    case 'AssignOperator':
      return command.operator === state.operator ? nothing : [assigned(command.operator, command.reason)]
    case 'Transfer': {
      const { from, to, comment, department } = command
      if (state.operator !== from || to === from) return nothing
      const said = { ...(comment !== '' && { comment }), ...(department !== undefined && { department }) }
      return [{ kind: 'OperatorAssigned', operator: to, reason: 'transfer', by: from, ...said }]
    }
    case 'TakeOver':
      return state.operator !== command.from || state.operator === command.operator
        ? nothing
        : [assigned(command.operator, 'takenOver')]
    case 'AcceptTransfer':
      return state.transfer !== null && state.operator === command.operator
        ? [{ kind: 'TransferAccepted', operator: command.operator }]
        : nothing
    case 'ReturnTransfer':
      return state.transfer !== null && (command.operator === null || command.operator === state.operator)
        ? [assigned(command.to, command.to === null ? null : 'cameBack')]
        : nothing
    case 'MarkDelivered':
      return advances(state.delivered, command.side, command.upTo, state.seq)
        ? [{ kind: 'Delivered', side: command.side, upTo: command.upTo }]
        : nothing
    case 'MarkSeen':
      return advances(state.seen, command.side, command.upTo, state.seq)
        ? [{ kind: 'Seen', side: command.side, upTo: command.upTo }]
        : nothing
    case 'MoveVisitor':
      return state.page?.url === command.page.url && state.page.title === command.page.title
        ? nothing
        : [{ kind: 'VisitorMoved', page: command.page }]
    case 'VisitorLeaves':
      return state.present ? [{ kind: 'VisitorLeft' }] : nothing
    case 'VisitorReturns':
      return state.present ? nothing : [{ kind: 'VisitorReturned', page: command.page }]
    case 'CloseConversation':
      return [
        {
          kind: 'ConversationClosed',
          operator: command.operator,
          ...(command.reason !== undefined && { reason: command.reason }),
        },
      ]
  }
}

/** Whom nobody answered has nobody to rate. */
const rated = (
  { messages, rating }: ConversationState,
  { stars, comment, at }: Extract<ConversationCommand, { kind: 'RateConversation' }>,
): Decision => {
  if (messages.operator === 0) return nothing
  if (rating === null) return [{ kind: 'ConversationRated', stars, comment }]
  if (rating.stars === stars && rating.comment === comment) return nothing
  return at - rating.firstAt > ratingChangeable ? 'closed' : [{ kind: 'ConversationRated', stars, comment }]
}

const assigned = (operator: string | null, reason: Reason | null = null): ConversationEvent => ({
  kind: 'OperatorAssigned',
  operator,
  ...(reason !== null && { reason }),
})

/** A mark only moves forward, and never beyond what exists. */
const advances = (marks: Readonly<Record<Side, number>>, side: Side, upTo: number, seq: number): boolean =>
  upTo > marks[side] && upTo <= seq

/** The state after one event. Total: an unknown order never throws, so that any log can be folded. */
export const evolve = (
  state: ConversationState,
  entry: { readonly seq: number; readonly at: number; readonly event: ConversationEvent },
): ConversationState => {
  const { seq, at, event } = entry
  if (event.kind === 'MessageSent') return withMessage(state, seq, at, event)
  const next = { ...state, seq, lastAt: at }
  switch (event.kind) {
    case 'ConversationOpened':
      return {
        ...next,
        state: 'open',
        visitor: event.visitor,
        page: event.page,
        department: event.department ?? null,
        openedAt: at,
        quietSince: at,
        present: true,
      }
    case 'OperatorAssigned':
      return { ...next, operator: event.operator, transfer: transferOf(event, at), quietSince: at }
    case 'TransferAccepted':
      return { ...next, transfer: null, quietSince: at }
    case 'Delivered':
      return { ...next, delivered: { ...state.delivered, [event.side]: event.upTo } }
    case 'Seen': {
      // What was seen has also arrived, whether or not the other mark came through.
      const delivered = Math.max(state.delivered[event.side], event.upTo)
      return {
        ...next,
        seen: { ...state.seen, [event.side]: event.upTo },
        delivered: { ...state.delivered, [event.side]: delivered },
        unseen: event.side === 'operator' ? state.unseen.filter((s) => s > event.upTo) : state.unseen,
        quietSince: event.side === 'operator' ? at : state.quietSince,
      }
    }
    case 'VisitorMoved':
      return { ...next, page: event.page }
    case 'VisitorLeft':
      return { ...next, present: false }
    case 'VisitorReturned':
      return { ...next, present: true, page: event.page ?? state.page }
    case 'HoldMessageSent':
      return { ...next, told: 'wait' }
    case 'LeadAsked':
      return { ...next, told: 'leave', lead: 'asked' }
    case 'LeadLeft':
      return { ...next, lead: 'left' }
    case 'ConversationRated': {
      const { stars, comment } = event
      return { ...next, rating: { stars, comment, firstAt: state.rating?.firstAt ?? at } }
    }
    case 'ConversationClosed':
      return { ...next, state: 'closed', closedAt: at, transfer: null }
  }
}

const transferOf = (
  { by, comment = '' }: Extract<ConversationEvent, { kind: 'OperatorAssigned' }>,
  at: number,
): Transfer | null => (by === undefined ? null : { from: by, comment, at })

/** Written out field by field: copying an object by `...` costs several times as much, and this is every message. */
const withMessage = (
  state: ConversationState,
  seq: number,
  at: number,
  { author, text }: Extract<ConversationEvent, { kind: 'MessageSent' }>,
): ConversationState => {
  const byVisitor = author === 'visitor'
  const { visitor, operator } = state.messages
  return {
    id: state.id,
    account: state.account,
    visitor: state.visitor,
    operator: state.operator,
    department: state.department,
    state: state.state,
    // An answer accepts it.
    transfer: byVisitor ? state.transfer : null,
    seq,
    openedAt: state.openedAt,
    lastAt: at,
    closedAt: state.closedAt,
    quietSince: at,
    present: state.present,
    page: state.page,
    delivered: state.delivered,
    seen: state.seen,
    last: { author, text: text.slice(0, 200), at },
    unseen: byVisitor ? [...state.unseen.slice(1 - mostUnseen), seq] : state.unseen,
    messages: byVisitor ? { visitor: visitor + 1, operator } : { visitor, operator: operator + 1 },
    firstAskedAt: state.firstAskedAt ?? (byVisitor ? at : null),
    firstAnsweredAt: state.firstAnsweredAt ?? (!byVisitor && state.firstAskedAt !== null ? at : null),
    waitingSince: byVisitor ? (state.waitingSince ?? at) : null,
    told: byVisitor ? state.told : 'nothing',
    lead: state.lead,
    rating: state.rating,
  }
}
