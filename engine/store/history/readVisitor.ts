/** What the history knows of one visitor: his visits, pages, conversations, and what operators wrote down. */
import type { Page, Side } from '../../domain/events.ts'
import type { VisitFacts } from '../../domain/facts.ts'
import type { InvitationState } from '../../domain/invitation.ts'
import type { queriesOf } from './queries.ts'

type Queries = ReturnType<typeof queriesOf>

/** Newest first; older ones are not read. */
const most = { pages: 20, conversations: 20, comments: 50, invitations: 5 }
/** UTF-16 units of the last words of a conversation. */
const wordsLength = 200

export interface Visit {
  readonly at: number
  readonly language: string
  readonly facts: VisitFacts | null
}

export interface InvitationRecord {
  readonly invitation: string
  readonly at: number
  /** Who invited, or to whom the visitor was given when he was invited by itself. */
  readonly operator: string
  readonly automatic: boolean
  readonly text: string
  readonly state: InvitationState
  readonly answeredAt: number | null
}

export interface VisitorRecord {
  readonly last: Visit | null
  readonly first: Visit | null
  readonly trail: ReadonlyArray<{ readonly at: number; readonly visit: string; readonly page: Page }>
  readonly conversations: ReadonlyArray<{
    readonly id: string
    readonly openedAt: number
    readonly closedAt: number | null
    readonly operator: string | null
    /** Of its last event. */
    readonly seq: number
    readonly messages: number
    readonly last: { readonly author: Side; readonly text: string } | null
  }>
  readonly invitations: ReadonlyArray<InvitationRecord>
  readonly comments: ReadonlyArray<{
    readonly id: string
    readonly at: number
    readonly operator: string
    readonly text: string
  }>
}

export const lastVisitOf = (queries: Queries, account: string, visitor: string): Visit | null =>
  toVisit(queries.lastVisit.get(visitor, account) as VisitRow | undefined)

export const invitationsOf = (
  queries: Queries,
  account: string,
  visitor: string,
  limit: number,
): ReadonlyArray<InvitationRecord> =>
  (queries.invitations.all(visitor, account, limit) as Array<InvitationRecord & { automatic: unknown }>).map(
    (row) => ({ ...row, automatic: Boolean(row.automatic) }),
  )

export const readVisitor = (queries: Queries, account: string, visitor: string): VisitorRecord => ({
  last: lastVisitOf(queries, account, visitor),
  first: toVisit(queries.firstVisit.get(visitor, account) as VisitRow | undefined),
  trail: (queries.trail.all(visitor, account, most.pages) as Array<TrailRow>).map(
    ({ at, visit, url, title }) => ({ at, visit, page: { url, title } }),
  ),
  conversations: (
    queries.conversationsOfVisitor.all(account, visitor, most.conversations) as Array<ConversationRow>
  ).map((row) => ({ ...row, messages: spoken(row.messages), last: lastWords(row.last) })),
  invitations: invitationsOf(queries, account, visitor, most.invitations),
  comments: queries.comments.all(visitor, account, most.comments) as VisitorRecord['comments'] & [],
})

interface VisitRow {
  readonly at: number
  readonly language: string
  readonly facts: string | null
}

interface TrailRow extends Page {
  readonly at: number
  readonly visit: string
}

interface ConversationRow {
  readonly id: string
  readonly openedAt: number
  readonly closedAt: number | null
  readonly operator: string | null
  readonly seq: number
  readonly messages: string
  readonly last: string | null
}

const toVisit = (row: VisitRow | undefined): Visit | null =>
  row === undefined ? null : { ...row, facts: row.facts === null ? null : JSON.parse(row.facts) }

const spoken = (messages: string): number => {
  const { visitor, operator } = JSON.parse(messages) as Record<Side, number>
  return visitor + operator
}

const lastWords = (last: string | null): { author: Side; text: string } | null => {
  if (last === null) return null
  const { author, text } = JSON.parse(last) as { author: Side; text: string }
  return { author, text: text.slice(0, wordsLength) }
}
