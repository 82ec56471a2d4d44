/**
 * What happened in a conversation: the durable events of its stream, as they stand in the log and go over
 * the sockets. Names are past tense; a name or field, once released, keeps its meaning for ever.
 */
import { Schema } from 'effect'
import type { Outcome } from './invitation.ts'
import { Reason } from './routing.ts'

export const Side = Schema.Literals(['visitor', 'operator'])
export type Side = typeof Side.Type

export const Page = Schema.Struct({ url: Schema.String, title: Schema.String })
export type Page = typeof Page.Type

/** What came before a conversation: the last invitation of the same visit. */
export const Invited = Schema.Struct({
  /** Who invited; null when the visitor was invited by itself (C10). */
  by: Schema.NullOr(Schema.String),
  at: Schema.Int,
  outcome: Schema.Literals(['accepted', 'declined', 'ignored'] satisfies ReadonlyArray<Outcome>),
  answeredAt: Schema.Int,
})
export type Invited = typeof Invited.Type
/** A department as it was called then: it may be renamed, or be gone. */
export const NamedDepartment = Schema.Struct({ id: Schema.String, name: Schema.String })
export type NamedDepartment = typeof NamedDepartment.Type

const Contacts = Schema.Struct({
  name: Schema.String,
  email: Schema.String,
  phone: Schema.String,
  message: Schema.String,
})
/** What a visitor agreed to, and when. */
export const Agreed = Schema.Struct({
  /** Of the words that he had before him. */
  version: Schema.String,
  at: Schema.Int,
  /** The words themselves, unless they were changed just then. */
  words: Schema.NullOr(Schema.Struct({ text: Schema.String, link: Schema.String })),
})
export type Agreed = typeof Agreed.Type
/** What every request has, whatever it came by. */
const left = {
  /** The engine's id of it, and the visitor's own. */
  request: Schema.String,
  client: Schema.String,
  site: Schema.NullOr(Schema.String),
  page: Page,
  contacts: Contacts,
  consent: Schema.NullOr(Agreed),
}
/** On the visitor's stream. */
export const OfflineMessageSent = Schema.Struct({ ...left })
export type OfflineMessageSent = typeof OfflineMessageSent.Type

const kind = <K extends string>(k: K) => Schema.Literal(k)

export const ConversationEvent = Schema.Union([
  Schema.Struct({
    kind: kind('ConversationOpened'),
    visitor: Schema.String,
    page: Schema.NullOr(Page),
    invited: Schema.optionalKey(Invited),
    /** E4: whom the visitor has chosen. */
    department: Schema.optionalKey(NamedDepartment),
  }),
  /** F1, F2: who answers from here on; null when nobody is online. `reason`: why he; not in what is older. */
  Schema.Struct({
    kind: kind('OperatorAssigned'),
    operator: Schema.NullOr(Schema.String),
    reason: Schema.optionalKey(Reason),
    /** F4: who transferred it, and what he told the next. */
    by: Schema.optionalKey(Schema.String),
    comment: Schema.optionalKey(Schema.String),
    /** F4: it was transferred to a department, which he is in. */
    department: Schema.optionalKey(NamedDepartment),
  }),
  /** F4: he to whom it was transferred keeps it. */
  Schema.Struct({ kind: kind('TransferAccepted'), operator: Schema.String }),
  Schema.Struct({
    kind: kind('MessageSent'),
    author: Side,
    /** The visitor's id, or the operator's. */
    from: Schema.String,
    /** The client's id of the message. */
    client: Schema.String,
    text: Schema.String,
  }),
  /** Everything up to `upTo` arrived at this side. */
  Schema.Struct({ kind: kind('Delivered'), side: Side, upTo: Schema.Int }),
  /** Everything up to `upTo` was shown to a person on this side. */
  Schema.Struct({ kind: kind('Seen'), side: Side, upTo: Schema.Int }),
  /** Service messages (H8). */
  Schema.Struct({ kind: kind('VisitorMoved'), page: Page }),
  Schema.Struct({ kind: kind('VisitorLeft') }),
  Schema.Struct({ kind: kind('VisitorReturned'), page: Schema.NullOr(Page) }),
  /** C6: nobody has answered for a while, and the visitor is asked to wait; once in a silence. */
  Schema.Struct({ kind: kind('HoldMessageSent'), text: Schema.String }),
  /** C7: still nobody, and he is asked for his contacts, which he may leave. */
  Schema.Struct({ kind: kind('LeadAsked'), text: Schema.String }),
  Schema.Struct({ kind: kind('LeadLeft'), ...left }),
  /** C5: 1 to 5 stars. What comes later is what counts. */
  Schema.Struct({ kind: kind('ConversationRated'), stars: Schema.Int, comment: Schema.String }),
  /**
   * `operator`: who closed it; null when it ended by itself. `reason`: he banned the visitor, or all from there (H6); or
   * it was the visitor who ended it.
   */
  Schema.Struct({
    kind: kind('ConversationClosed'),
    operator: Schema.NullOr(Schema.String),
    reason: Schema.optionalKey(Schema.Literals(['ban', 'visitor'])),
  }),
])
export type ConversationEvent = typeof ConversationEvent.Type
