/**
 * Frames of the visitor socket (`/ws/visitor`) and the operator socket (`/ws/operator`): JSON text, one
 * object with a `kind`. Requests carry `ref` and get exactly one `reply` or `error` with the same `ref`;
 * volatile notices (`typing`, `page`, …) carry none and get no answer. Durable events carry `seq`, gap-free
 * per conversation.
 *
 * Browsers import this file as types only.
 */
import { Schema } from 'effect'
import { BanScope } from '../domain/ban.ts'
import { banReasonLength } from '../domain/banReason.ts'
import type { Door } from '../domain/door.ts'
import type { ConversationEvent, Page, Side } from '../domain/events.ts'
import type { Place, VisitFacts } from '../domain/facts.ts'
import type { FieldProblems } from '../domain/field.ts'
import type { Hindrance, InvitationState } from '../domain/invitation.ts'
import { invitationLength } from '../domain/invitationSettings.ts'
import type { Licence } from '../domain/licence.ts'
import { type Asked, type Consent, requestKinds, requestMessageLength } from '../domain/request.ts'
import { Status } from '../domain/status.ts'
import type { Feature } from '../domain/tariff.ts'
import { commentLength, limits, titleLength, urlLength } from './client/limits.ts'

export const Id = Schema.String.check(
  Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
)
const Ref = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 0xffffffff }))
const Seq = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))
const Moment = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))
const Epoch = Schema.String.check(Schema.isMaxLength(64))
const Text = Schema.String.check(Schema.isMaxLength(limits.messageLength), Schema.isNonEmpty())
const Preview = Schema.String.check(Schema.isMaxLength(limits.previewLength))
const Comment = Schema.String.check(Schema.isMaxLength(commentLength), Schema.isNonEmpty())
/** Of a form; what is too long for it is said at the field. */
const Line = Schema.String.check(Schema.isMaxLength(1_000))
const Left = Schema.String.check(Schema.isMaxLength(2 * requestMessageLength))
const Limit = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: limits.historyPage }))
const SentPage = Schema.Struct({
  url: Schema.String.check(Schema.isMaxLength(urlLength)),
  title: Schema.String.check(Schema.isMaxLength(titleLength)),
})

/** Where a client is in a conversation: everything up to and including `seq` has arrived there. */
export const Position = Schema.Struct({ conversation: Id, seq: Seq })
export type Position = typeof Position.Type

// ── requests and notices of both sockets ────────────────────────────────────────────────────────────────
/** As a visitor types it. */
const Address = Schema.String.check(Schema.isMaxLength(254))
const Ping = Schema.Struct({ kind: Schema.Literal('ping') })
const Delivered = Schema.Struct({ kind: Schema.Literal('delivered'), conversation: Id, seq: Seq })
const Seen = Schema.Struct({ kind: Schema.Literal('seen'), conversation: Id, seq: Seq })

// ── visitor → engine ────────────────────────────────────────────────────────────────────────────────────
export const VisitorHello = Schema.Struct({
  kind: Schema.Literal('hello'),
  ref: Ref,
  version: Schema.Int,
  /** The account's login, as in the site code (`/service/main.js?c=LOGIN`). */
  account: Schema.String.check(Schema.isMaxLength(64)),
  /**
   * The visitor's secret: 32 to 64 letters, digits, `-` or `_`, random, made and kept by the widget. One that the engine
   * does not know is a new visitor's, and so is null, or anything of another form.
   */
  token: Schema.NullOr(Schema.String.check(Schema.isMaxLength(128))),
  /** One browser tab; the same over reconnects of that tab. */
  tab: Id,
  page: SentPage,
  referrer: Schema.String.check(Schema.isMaxLength(urlLength)),
  /** BCP 47, from the browser. */
  language: Schema.String.check(Schema.isMaxLength(35)),
  visible: Schema.Boolean,
  /** Is the chat window open? */
  open: Schema.Boolean,
  epoch: Schema.NullOr(Epoch),
  position: Schema.NullOr(Position),
  /** What the user agent does not say. */
  device: Schema.optional(
    Schema.Struct({
      touch: Schema.optionalKey(Schema.Number),
      platformVersion: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(64))),
    }),
  ),
})
export type VisitorHello = typeof VisitorHello.Type

export const VisitorFrame = Schema.Union([
  VisitorHello,
  /** A message. `client` is its id for ever: resending it is harmless. Reply: `Sent`. */
  Schema.Struct({ kind: Schema.Literal('send'), ref: Ref, client: Id, text: Text }),
  /** What stands in the composer now; empty when it was cleared. */
  Schema.Struct({ kind: Schema.Literal('typing'), text: Preview }),
  /** The tab shows another page (single-page navigation included). */
  Schema.Struct({ kind: Schema.Literal('page'), page: SentPage }),
  Schema.Struct({ kind: Schema.Literal('visible'), visible: Schema.Boolean }),
  Schema.Struct({ kind: Schema.Literal('open'), open: Schema.Boolean }),
  /** E4: whom the first message is for; null: anybody. Ignored when there is nothing to choose any more. */
  Schema.Struct({ kind: Schema.Literal('choose'), department: Schema.NullOr(Id) }),
  Delivered,
  Seen,
  /** An invitation was shown, or refused. It is accepted by opening the chat. */
  Schema.Struct({ kind: Schema.Literal('invitation'), id: Id, did: Schema.Literals(['seen', 'declined']) }),
  /**
   * C7, C9: an offline message, or his contacts (`conversation`: where he was asked for them). `client` is its id for
   * ever: resending it is harmless. `consent`: version of the words he agreed to. `trap`: a field that no person sees.
   * Reply: `Taken`.
   */
  Schema.Struct({
    kind: Schema.Literal('request'),
    ref: Ref,
    client: Id,
    form: Schema.Literals(requestKinds),
    conversation: Schema.NullOr(Id),
    contacts: Schema.Struct({ name: Line, email: Line, phone: Line, message: Left }),
    consent: Schema.NullOr(Schema.String.check(Schema.isMaxLength(64))),
    trap: Line,
  }),
  /** C5. Reply: `Done`; `closed` when it can no longer be changed. */
  Schema.Struct({
    kind: Schema.Literal('rate'),
    ref: Ref,
    conversation: Id,
    stars: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 })),
    comment: Schema.String.check(Schema.isMaxLength(commentLength)),
  }),
  /** He has nothing more to say in this dialogue of his. Reply: `Done`, also when it is over already. */
  Schema.Struct({ kind: Schema.Literal('end'), ref: Ref, conversation: Id }),
  /** Events of this visitor's conversations before a position (null: the newest), oldest first. Reply: `VisitorHistory`. */
  Schema.Struct({ kind: Schema.Literal('history'), ref: Ref, before: Schema.NullOr(Position), limit: Limit }),
  /** What was said in this dialogue of his, by mail; only when somebody answered in it (else `empty`). Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('transcript'), ref: Ref, conversation: Id, email: Address }),
  Ping,
])
export type VisitorFrame = typeof VisitorFrame.Type

// ── operator → engine ───────────────────────────────────────────────────────────────────────────────────
export const OperatorHello = Schema.Struct({
  kind: Schema.Literal('hello'),
  ref: Ref,
  version: Schema.Int,
  /** One console window; the same over its reconnects. */
  console: Id,
  /** The status this console wants if the operator has none yet (no other console connected). */
  status: Status,
  epoch: Schema.NullOr(Epoch),
  positions: Schema.Array(Position).check(Schema.isMaxLength(limits.positions)),
  /** The visitor whose dialogue is on screen, and stays there: he may have been erased meanwhile. */
  onScreen: Schema.optionalKey(Id),
})
export type OperatorHello = typeof OperatorHello.Type

export const OperatorFrame = Schema.Union([
  OperatorHello,
  /** Reply: `Sent`. */
  Schema.Struct({ kind: Schema.Literal('send'), ref: Ref, conversation: Id, client: Id, text: Text }),
  /** The operator types; the visitor sees that, not what. */
  Schema.Struct({ kind: Schema.Literal('typing'), conversation: Id, typing: Schema.Boolean }),
  Delivered,
  Seen,
  /** Events of this visitor's conversations before `before` (null: the newest), oldest first. Reply: `History`. */
  Schema.Struct({
    kind: Schema.Literal('history'),
    ref: Ref,
    visitor: Id,
    before: Schema.NullOr(Position),
    limit: Limit,
  }),
  /** What is known of the visitor. Reply: `VisitorFacts`. */
  Schema.Struct({ kind: Schema.Literal('visitor'), ref: Ref, visitor: Id }),
  /** Writes a comment on the visitor (H12) under the client's id, or takes one away. Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('comment'), ref: Ref, visitor: Id, comment: Id, text: Comment }),
  Schema.Struct({ kind: Schema.Literal('uncomment'), ref: Ref, visitor: Id, comment: Id }),
  /** Everything of this visitor is erased, for ever; the administrator's alone. Reply: `Done`, and an `erased` to all. */
  Schema.Struct({ kind: Schema.Literal('erase'), ref: Ref, visitor: Id }),
  /** H3: the visitors of the sites this operator may see, by `visitors` frames, until it is unwanted. Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('watch'), ref: Ref, watching: Schema.Boolean }),
  /** A dialogue to write to a visitor whose chat window is open, or who talks with us. Reply: `Opened`. */
  Schema.Struct({ kind: Schema.Literal('open'), ref: Ref, visitor: Id }),
  /** F4: takes over whom `from` has (null: nobody). Reply: `Opened`; `taken` when somebody was faster. */
  Schema.Struct({ kind: Schema.Literal('take'), ref: Ref, visitor: Id, from: Schema.NullOr(Id) }),
  /** Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('status'), ref: Ref, status: Status }),
  /**
   * F4: to a colleague who is online or on the second line, or to a department, of which somebody is drawn; one of
   * both; with a comment, perhaps. Reply: `Done`.
   */
  Schema.Struct({
    kind: Schema.Literal('transfer'),
    ref: Ref,
    conversation: Id,
    operator: Schema.optionalKey(Id),
    department: Schema.optionalKey(Id),
    comment: Schema.String.check(Schema.isMaxLength(commentLength)),
  }),
  /** A dialogue that was transferred to us: we keep it, or give it back. Reply: `Done`. */
  Schema.Struct({
    kind: Schema.Literal('answerTransfer'),
    ref: Ref,
    conversation: Id,
    accept: Schema.Boolean,
  }),
  /** What a ban of this visitor could reach beyond him (H6). Reply: `BanReach`. */
  Schema.Struct({ kind: Schema.Literal('reach'), ref: Ref, visitor: Id }),
  /** H6: he gets no chat any more, and his dialogue ends. `until`: ms since 1970; null: for ever. Reply: `Done`. */
  Schema.Struct({
    kind: Schema.Literal('ban'),
    ref: Ref,
    visitor: Id,
    scope: BanScope,
    until: Schema.NullOr(Moment),
    reason: Schema.String.check(Schema.isMaxLength(banReasonLength)),
  }),
  /**
   * H5: asks a visitor to talk. `text` null: the standard one of the site. Reply: `Done`, or an error whose code is what
   * stands in the way.
   */
  Schema.Struct({
    kind: Schema.Literal('invite'),
    ref: Ref,
    visitor: Id,
    text: Schema.NullOr(Schema.String.check(Schema.isMaxLength(invitationLength))),
  }),
  /** Ends the dialogue and takes it off the list. Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('close'), ref: Ref, conversation: Id }),
  /** Ends every dialogue whose visitor is gone (H7). Reply: `Done`. */
  Schema.Struct({ kind: Schema.Literal('closeGone'), ref: Ref }),
  Ping,
])
export type OperatorFrame = typeof OperatorFrame.Type

// ── engine → both ───────────────────────────────────────────────────────────────────────────────────────
/** Why a request was refused. `temporary`: the same request may succeed later. */
export type Refusal =
  | 'notSent' // the store could not take it
  | 'busy' // mailbox full, actor restarting
  | 'rate' // too many
  | 'unknown' // no such conversation for you
  | 'closed' // the conversation has ended
  | 'away' // that colleague, or nobody of that department, takes dialogues now; or that visitor is not there
  | 'taken' // another has him, or was faster
  | 'offline' // who is offline has no chats (F3)
  | 'forbidden' // the administrator's alone
  | 'locked' // the tariff does not have it (A4)
  | Hindrance // that visitor cannot be invited now
  | 'noMail' // this server sends no letters
  | 'choose' // a department has to be chosen first
  | 'tooLong'
  | 'empty'
  | 'invalid' // wrong types in a frame whose `ref` could be read
export interface ErrorFrame {
  readonly kind: 'error'
  readonly ref: number | null
  readonly code: Refusal
  readonly temporary: boolean
}

export interface ReplyFrame<R = Reply> {
  readonly kind: 'reply'
  readonly ref: number
  readonly result: R
}

/** The ack of a message: it is on disk. A duplicate gets the first one's. `at`: engine's clock, ms since 1970. */
export interface Sent {
  readonly conversation: string
  readonly seq: number
  readonly at: number
  readonly client: string
}
/** One durable event of a conversation. */
export interface Entry {
  readonly conversation: string
  readonly seq: number
  readonly at: number
  readonly event: ConversationEvent
}
export interface EventFrame extends Entry {
  readonly kind: 'event'
}
export interface History {
  readonly entries: ReadonlyArray<Entry>
  /** Is there anything older? */
  readonly more: boolean
}
/** Earlier conversations may have been answered by others than the one who answers now. */
export interface VisitorHistory extends History {
  /** Every operator who speaks in `entries`. */
  readonly operators: ReadonlyArray<Person>
}
export interface Done {
  readonly done: true
}
/** A request: it is on disk, or what is wrong, by field (`consent` and `trap` among them). */
export type Taken = { readonly taken: true } | { readonly problems: FieldProblems }
/** The dialogue is on the list; its `conversation` frame has come, or comes. */
export interface Opened {
  readonly conversation: string
}
export type Reply =
  | VisitorWelcome
  | OperatorWelcome
  | Sent
  | History
  | VisitorHistory
  | VisitorFacts
  | Opened
  | BanReach
  | Taken
  | Done

export interface PongFrame {
  readonly kind: 'pong'
}

/** An operator as a visitor sees him. `photo`: path on the engine's origin. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly photo: string | null
}

/** How far each side has got; a `seq` of the conversation. */
export type Marks = Readonly<Record<Side, number>>

/**
 * Sent once per conversation after `hello`, and whenever a conversation comes to this client: its state as of
 * `seq`, then its `event` frames follow without a gap. `reset`: forget what you hold of this conversation,
 * `entries` are its newest part (earlier ones by `history`); otherwise `entries` are exactly what was missed.
 */
export interface ConversationFrame<S> {
  readonly kind: 'conversation'
  readonly conversation: S
  readonly entries: ReadonlyArray<Entry>
  readonly reset: boolean
}

// ── engine → visitor ────────────────────────────────────────────────────────────────────────────────────
/** What a page's widget looks like and says: resolved by the engine, one object for all visitors of a site. */
export interface WidgetSettings {
  readonly language: 'ru' | 'en'
  /** Is it the same on every page? Then the next one shows it before the engine has answered. */
  readonly anyPage: boolean
  /** Colours are `#rrggbb`; `ink` can be read on `color`. */
  readonly button: {
    readonly shown: boolean
    readonly side: 'left' | 'right' | 'bottom'
    readonly text: string
    readonly color: string
    readonly ink: string
    readonly size: 'small' | 'medium' | 'large'
    /** Percent along its edge. */
    readonly offset: number
  }
  readonly window: {
    /** Empty, as `about` and `greeting`: none. */
    readonly company: string
    readonly about: string
    /** C3: the operator's first words to a client who comes for the first time. */
    readonly greeting: string
    readonly color: string
    readonly ink: string
    /** CSS pixels at the first opening; null, as `place`: the widget's own. */
    readonly width: number | null
    readonly height: number | null
    readonly place: 'left' | 'right' | null
    readonly photos: boolean
  }
  readonly theme: {
    /** `page`: as the page declares. */
    readonly scheme: 'page' | 'light' | 'dark'
    /** CSS pixels; null: the widget's own. */
    readonly radius: number | null
    /** As in `font-family`; empty: the widget's own. */
    readonly font: string
    /** Is the vendor named? */
    readonly vendor: boolean
    /** Path on the engine's origin. */
    readonly logo: string | null
    /** CSS custom properties by name, `--` included. */
    readonly properties: Readonly<Record<string, string>>
  }
  /** What differs from the widget's own phrases of this language, by dotted name: `greeting`, `ahead.one`. */
  readonly texts: Readonly<Record<string, string>>
  /** C8: what stands in the place of the chat while nobody is there; null: nothing does. */
  readonly offline: {
    readonly title: string
    readonly caption: string
    readonly color: string
    readonly ink: string
  } | null
  /** What the forms ask for, as the owner has switched it: see `askedBy`. */
  readonly fields: Asked
  /** To be agreed to before a form is sent. */
  readonly consent: Consent | null
  /** C5: may dialogues be rated? */
  readonly rating: boolean
  /** What the tariff lets the page's own scripts do: open the chat by elements of the page (C2) … */
  readonly ownButton: boolean
  /** … and say where its window opens first, and how large (C4). */
  readonly ownPlace: boolean
}
/** E4: the page's departments, until the visitor has written; only where he may choose one. */
export interface OfferedDepartments {
  /** Before he writes he has to. */
  readonly must: boolean
  readonly chosen: string | null
  readonly all: ReadonlyArray<OfferedDepartment>
}
export interface OfferedDepartment {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Is anybody of it there to answer on this page? */
  readonly online: boolean
}
/** Is there anybody to answer this visitor? */
export interface Attendance {
  /** What he finds behind the button (C8). */
  readonly door: Door
  readonly online: boolean
  /** His connection has dropped; he is waited for. */
  readonly lost: boolean
  /** Who will answer, or answers. */
  readonly operator: Person | null
  /** He has written, and all who could answer have their hands full: so many are before him. */
  readonly before?: number
  readonly departments?: OfferedDepartments
}
export interface VisitorWelcome extends Attendance {
  readonly visitor: string
  readonly number: number
  /** Present when this is a new visitor: what to say from now on. Keep it, and never show it. */
  readonly token: string | null
  readonly epoch: string
  /** Engine's clock, ms since 1970. */
  readonly now: number
  readonly settings: WidgetSettings
  /** Letters are sent here: a transcript may be asked for. */
  readonly mail?: boolean
  /** The open conversation; its `conversation` frame follows. */
  readonly conversation: string | null
}
/** An invitation to talk, as the visitor sees it. */
export interface Invitation {
  readonly id: string
  readonly text: string
  readonly name: string
  /** Path on the engine's origin. */
  readonly photo: string | null
}
export interface VisitorConversation {
  readonly id: string
  readonly seq: number
  readonly state: 'open' | 'closed'
  readonly delivered: Marks
  readonly seen: Marks
  /** Every operator who speaks in `entries`. */
  readonly operators: ReadonlyArray<Person>
}
export type ToVisitor =
  | ReplyFrame<VisitorWelcome | Sent | VisitorHistory | Taken | Done>
  | ErrorFrame
  | PongFrame
  | EventFrame
  | ConversationFrame<VisitorConversation>
  /** Who answers now, and whether somebody does. */
  | ({ readonly kind: 'operator' } & Attendance)
  | { readonly kind: 'typing'; readonly typing: boolean }
  /** The tab came to another site, or the owner changed this one. */
  | { readonly kind: 'settings'; readonly settings: WidgetSettings }
  /** To be shown in this tab beside the launcher, or (null) no longer. */
  | { readonly kind: 'invitation'; readonly invitation: Invitation | null }

// ── engine → operator ───────────────────────────────────────────────────────────────────────────────────
export type { Status }
export interface Colleague extends Person {
  readonly status: Status
}
/** A department, for operators. */
export interface Team {
  readonly id: string
  readonly name: string
  /** Ids. */
  readonly operators: ReadonlyArray<string>
}
export interface OperatorWelcome {
  readonly epoch: string
  readonly now: number
  readonly me: Colleague & {
    readonly login: string
    readonly administrator: boolean
    readonly account: string
  }
  readonly operators: ReadonlyArray<Colleague>
  readonly departments: ReadonlyArray<Team>
  /** Ids of the dialogues on the list; their `conversation` frames follow. Others are no longer yours. */
  readonly conversations: ReadonlyArray<string>
  /** Visitors who wait for somebody, as far as we could answer them; `waiting` frames tell when that changes. */
  readonly waiting: number
  /** Requests that nobody has processed, of the sites he may see; `requests` frames tell when that changes. */
  readonly requests: number
  /** The engine knows that messages do not arrive; `alarm` frames tell when that changes. */
  readonly dead: boolean
  /** A5. */
  readonly licence: Licence
  /** What the account's tariff has (A4); `licence` frames tell when that changes. */
  readonly features: ReadonlyArray<Feature>
}
/** What is true of the visitor now; not stored. */
export interface Presence {
  readonly online: boolean
  readonly open: boolean
  readonly page: Page | null
}
export interface Dialogue {
  readonly id: string
  readonly seq: number
  readonly state: 'draft' | 'open' | 'closed'
  readonly visitor: { readonly id: string; readonly number: number; readonly place: Place | null }
  readonly presence: Presence
  /** What the visitor is typing; empty when nothing. */
  readonly preview: string
  /** It was transferred to us and waits for our yes or no. */
  readonly transfer: { readonly from: string; readonly comment: string } | null
  readonly delivered: Marks
  readonly seen: Marks
  readonly last: { readonly author: Side; readonly text: string; readonly at: number } | null
  /** Visitor's messages that no console of this operator has shown yet. */
  readonly unread: number
}
/** All that a visitor's card shows (H4, H12). Newest first. */
export interface VisitorFacts {
  readonly visitor: string
  /** The tariff has no more of a visitor than number, name, page and status; what follows of his visits is blank. */
  readonly locked: boolean
  /** Of the last visit; null in what was logged before they were gathered, and once forgotten. */
  readonly facts: VisitFacts | null
  readonly visitAt: number | null
  /** BCP 47, of the browser. */
  readonly language: string
  /** Of the first visit, when there were more. */
  readonly first: { readonly at: number; readonly source: VisitFacts['source'] | null } | null
  readonly visits: number
  readonly views: number
  /** Seconds on the site over all visits, this one up to `now`. */
  readonly seconds: number
  /** Do they go on while this is looked at? */
  readonly watching: boolean
  /** Engine's clock, ms. */
  readonly now: number
  readonly trail: ReadonlyArray<{ readonly at: number; readonly visit: string; readonly page: Page }>
  readonly conversations: ReadonlyArray<{
    readonly id: string
    readonly openedAt: number
    readonly closedAt: number | null
    readonly operator: Person | null
    readonly seq: number
    readonly messages: number
    readonly last: { readonly author: Side; readonly text: string } | null
  }>
  readonly invitations: ReadonlyArray<{
    readonly at: number
    readonly text: string
    readonly state: InvitationState
    /** Invited by itself (C10), or by an operator. */
    readonly automatic: boolean
    readonly operator: Person | null
  }>
  readonly comments: ReadonlyArray<{
    readonly id: string
    readonly at: number
    readonly operator: Person | null
    readonly text: string
    /** Who wrote it may take it away, and the administrator. */
    readonly removable: boolean
  }>
  /** Are cities known, or countries only? */
  readonly geo: 'city' | 'country'
}
/** A line of the visitor table (H3, H4). Times are ms since 1970 of the engine's clock. */
export interface VisitorRow {
  /** Names the visitor within the account; the row's key. */
  readonly number: number
  readonly id: string
  /** Of the page that he looks at; null when that belongs to none any more. */
  readonly site: string | null
  /** When this visit began: what the table is sorted by. */
  readonly since: number
  /** When he left; null while he is there. */
  readonly left: number | null
  readonly page: Page
  readonly place: Place | null
  /** The IP address. */
  readonly address: string
  readonly source: VisitFacts['source']
  readonly browser: string
  readonly os: string
  /** Over all visits, this one included. */
  readonly visits: number
  readonly views: number
  /** On the site over all visits, up to `watching`, or to when no page was in view any more. */
  readonly seconds: number
  /** Since when a page is in view; null while none is. */
  readonly watching: number | null
  /** Is the chat window open? */
  readonly open: boolean
  /** His open conversation; a draft is none. */
  readonly conversation: string | null
  /** Who answers him, or would. */
  readonly operator: string | null
  /** What became of the invitation of this visit; null: there was none. */
  readonly invited: InvitationState | null
  /** When he answered it; 0: he has not. */
  readonly answeredAt: number
}
/**
 * The visitor table. After `watch`, and whenever what this operator may see has changed, `reset`: forget it; then all
 * its rows follow, in as many frames as they take, up to the one that is `complete`. Whatever changes comes as it is
 * from then on, a few times a second. Of those who left the last 20 are told.
 */
export interface VisitorsFrame {
  readonly kind: 'visitors'
  readonly reset?: true
  readonly complete?: true
  /** New to this table, or whole again. */
  readonly rows?: ReadonlyArray<VisitorRow>
  /** What is different now in rows that were told. */
  readonly changed?: ReadonlyArray<Pick<VisitorRow, 'number'> & Partial<VisitorRow>>
  /** Numbers of those who are not to be seen any more, not even among those who left. Comes before `rows`. */
  readonly gone?: ReadonlyArray<number>
}
/** Where a visitor is that may be banned (H6), else where he was at his last visit; null when nobody knows. */
export interface BanReach {
  readonly address: string | null
  /** The subnet around it. */
  readonly subnet: string | null
  /** A ban of this would hold for whom asks, too. */
  readonly own: 'address' | 'subnet' | null
  /** Of a network at home: behind a proxy that the engine does not know, everybody has it. */
  readonly inner: boolean
}
export type { BanScope }
export type ToOperator =
  | ReplyFrame<OperatorWelcome | Sent | History | VisitorFacts | Opened | BanReach | Done>
  | ErrorFrame
  | PongFrame
  | EventFrame
  | ConversationFrame<Dialogue>
  | { readonly kind: 'presence'; readonly conversation: string; readonly presence: Presence }
  | { readonly kind: 'preview'; readonly conversation: string; readonly text: string }
  /** The dialogue is off your list (closed, given to another, or an unsent draft whose visitor left). */
  | { readonly kind: 'removed'; readonly conversation: string }
  /** He and all he said are no more: nothing of him is to be kept. */
  | { readonly kind: 'erased'; readonly visitor: string }
  | { readonly kind: 'operator'; readonly operator: Colleague }
  | { readonly kind: 'operatorGone'; readonly id: string }
  /** How many visitors are on the sites this operator may see; told unasked, at most once a second. */
  | { readonly kind: 'present'; readonly visitors: number }
  | VisitorsFrame
  /** They were changed, or who is in them. */
  | { readonly kind: 'departments'; readonly departments: ReadonlyArray<Team> }
  | { readonly kind: 'waiting'; readonly count: number }
  | ({ readonly kind: 'licence' } & Pick<OperatorWelcome, 'licence' | 'features'>)
  /** There is a new request, or one was processed; `count`: of those that were not. */
  | { readonly kind: 'requests'; readonly count: number }
  /** Messages do not arrive, or do so again: found out by the engine's talk with itself. */
  | { readonly kind: 'alarm'; readonly dead: boolean }
