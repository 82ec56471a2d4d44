/**
 * Reads of the history, synchronous and small, for the main thread. Everything is asked for within an account;
 * another account's id gets the answer of one that does not exist.
 */
import { Context, Effect, Layer } from 'effect'
import type { ConversationState } from '../domain/conversation.ts'
import type { Place } from '../domain/facts.ts'
import type { Status } from '../domain/status.ts'
import type { Entry, Position } from '../protocol/frames.ts'
import type { Database } from './Database.ts'
import { queriesOf } from './history/queries.ts'
import {
  type InvitationRecord,
  invitationsOf,
  lastVisitOf,
  readVisitor,
  type VisitorRecord,
} from './history/readVisitor.ts'
import { type ConversationRow, type EntryRow, toEntry, toState } from './history/rows.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import type { MessagePlace } from './Tail.ts'

export type { InvitationRecord, VisitorRecord } from './history/readVisitor.ts'
export type { MessagePlace } from './Tail.ts'

export interface VisitorTotals {
  readonly firstAt: number
  readonly lastAt: number
  readonly visits: number
  readonly views: number
  /** Seconds on the site, over all visits that ended. */
  readonly seconds: number
}

export interface EntriesPage {
  /** Oldest first. */
  readonly entries: ReadonlyArray<Entry>
  /** Is there anything older? */
  readonly more: boolean
}

const nothing: EntriesPage = { entries: [], more: false }

export class History extends Context.Service<
  History,
  {
    readonly conversation: (account: string, id: string) => ConversationState | null
    readonly openConversationOf: (account: string, visitor: string) => string | null
    /** Each with its visitor; the oldest first. */
    readonly openConversationsOf: (
      account: string,
      operator: string,
    ) => ReadonlyArray<readonly [conversation: string, visitor: string]>
    /** Open, and nobody answers them. */
    readonly unassignedOf: (account: string) => ReadonlyArray<string>
    /** Open conversations whose visitor was there, and who has them. */
    readonly loadsOf: (account: string) => ReadonlyArray<{ readonly id: string; readonly operator: string }>
    /** Who has an open conversation. */
    readonly answeringIn: (account: string) => ReadonlyArray<string>
    /** Open, read, and without a word since `until`: the quietest first. */
    readonly quietOf: (account: string, until: number, limit: number) => ReadonlyArray<string>
    /** Since when the quietest of them has been so; null when there is none. */
    readonly quietestOf: (account: string) => number | null
    readonly anyOpen: (account: string) => boolean
    /** Accounts with an open conversation. */
    readonly talking: () => ReadonlyArray<string>
    /** Who answered this visitor last, and when the last word fell. */
    readonly lastOperatorOf: (
      account: string,
      visitor: string,
    ) => { readonly operator: string; readonly lastAt: number } | null
    /** Oldest first. */
    readonly entriesAfter: (
      account: string,
      conversation: string,
      seq: number,
      limit: number,
    ) => ReadonlyArray<Entry>
    /** Over all conversations of the visitor; `before` null: the newest. */
    readonly entriesBefore: (
      account: string,
      visitor: string,
      before: Position | null,
      limit: number,
    ) => EntriesPage
    /** Where the message is that this author sent under this client id, on disk or on its way there. */
    readonly messageOf: (author: string, client: string) => MessagePlace | null
    readonly visitorTotals: (account: string, visitor: string) => VisitorTotals | null
    /** Where the visitor was at the beginning of his last visit. */
    readonly placeOf: (account: string, visitor: string) => Place | null
    /** The address from which he came last; null when nobody knows any more. */
    readonly addressOf: (account: string, visitor: string) => string | null
    /** Had he ever a conversation? */
    readonly hasTalked: (account: string, visitor: string) => boolean
    readonly lastInvitationOf: (account: string, visitor: string) => InvitationRecord | null
    /** All that his card shows. */
    readonly visitor: (account: string, visitor: string) => VisitorRecord
    /** `row`: in the log. */
    readonly comment: (
      account: string,
      visitor: string,
      comment: string,
    ) => { readonly operator: string; readonly row: number } | null
    /** Operators who were present until the engine ended, and have not been since; and as what. */
    readonly leftBehind: (account: string) => ReadonlyArray<readonly [operator: string, status: Status]>
    /** Does any operator, of whatever account, have a status other than offline, as far as the log knows? */
    readonly anybodyPresent: () => boolean
  }
>()('engine/store/History') {
  static readonly layer: Layer.Layer<History, never, Log | Projection> = Layer.effect(
    History,
    Effect.gen(function* () {
      const { tail } = yield* Log
      const { reader } = yield* Projection
      const ask = () => queriesOf(reader())
      const oneView = perTurn(reader)
      return History.of({
        conversation: (account, id) => {
          const row = ask().conversation.get(id, account) as ConversationRow | undefined
          return row === undefined ? null : toState(row)
        },
        openConversationOf: (account, visitor) =>
          (ask().openOfVisitor.get(account, visitor) as string) ?? null,
        openConversationsOf: (account, operator) =>
          ask().openOfOperator.all(account, operator) as Array<[string, string]>,
        unassignedOf: (account) => ask().unassigned.all(account) as Array<string>,
        loadsOf: (account) => ask().loads.all(account) as Array<{ id: string; operator: string }>,
        answeringIn: (account) => ask().answering.all(account) as Array<string>,
        quietOf: (account, until, limit) => ask().quiet.all(account, until, limit) as Array<string>,
        quietestOf: (account) => ask().quietest.get(account) as number | null,
        anyOpen: (account) => ask().anyOpen.get(account) !== undefined,
        talking: () => ask().talking.all() as Array<string>,
        lastOperatorOf: (account, visitor) =>
          (ask().lastOperator.get(account, visitor) as { operator: string; lastAt: number }) ?? null,
        entriesAfter: (account, conversation, seq, limit) =>
          (ask().entriesAfter.all(conversation, seq, account, limit) as Array<EntryRow>).map(toEntry),
        entriesBefore: (account, visitor, before, limit) => {
          const { newest, conversationOf, previous, entriesBefore } = ask()
          type Place = { id: string; opened_at: number }
          let place = (
            before === null
              ? newest.get(account, visitor)
              : conversationOf.get(before.conversation, account, visitor)
          ) as Place | undefined
          if (place === undefined) return nothing
          let seq = before?.seq ?? Number.MAX_SAFE_INTEGER
          const rows: Array<EntryRow> = []
          // One more than asked for tells whether there is more.
          while (place !== undefined && rows.length <= limit) {
            rows.push(...(entriesBefore.all(place.id, seq, limit + 1 - rows.length) as Array<EntryRow>))
            seq = Number.MAX_SAFE_INTEGER
            place = previous.get(account, visitor, place.opened_at, place.id) as Place | undefined
          }
          return { entries: rows.slice(0, limit).reverse().map(toEntry), more: rows.length > limit }
        },
        messageOf: (author, client) => {
          const onItsWay = tail.find(author, client)
          if (onItsWay !== undefined) return onItsWay
          oneView()
          const row = ask().message.get(author, client) as Omit<MessagePlace, 'committed'> | undefined
          return row === undefined ? null : { ...row, committed: true }
        },
        visitorTotals: (account, visitor) => (ask().visitor.get(visitor, account) as VisitorTotals) ?? null,
        placeOf: (account, visitor) => lastVisitOf(ask(), account, visitor)?.facts?.place ?? null,
        addressOf: (account, visitor) => lastVisitOf(ask(), account, visitor)?.facts?.address ?? null,
        hasTalked: (account, visitor) => ask().hasTalked.get(account, visitor) !== undefined,
        lastInvitationOf: (account, visitor) => invitationsOf(ask(), account, visitor, 1)[0] ?? null,
        visitor: (account, visitor) => readVisitor(ask(), account, visitor),
        comment: (account, visitor, comment) =>
          (ask().comment.get(visitor, comment, account) as { operator: string; row: number }) ?? null,
        leftBehind: (account) => ask().leftBehind.all(account) as Array<[string, Status]>,
        anybodyPresent: () => ask().present.get() !== undefined,
      })
    }),
  )
}

/**
 * One read transaction for all look-ups of a turn: opening and closing one costs more than a look-up. It ends
 * before the next callback of the event loop, so before anything is taken from the tail because it is here.
 */
const perTurn = (reader: () => Database): (() => void) => {
  let held: Database | undefined
  const release = () => {
    if (held?.inTransaction) queriesOf(held).end.run()
    held = undefined
  }
  return () => {
    const db = reader()
    if (held === db) return
    held = db
    queriesOf(db).begin.run()
    queueMicrotask(release)
  }
}
