/**
 * One stay of a visitor on the site, from his first page until he has left. His actor, the desk and the visitor table
 * share this one object, since idle visitors are many. Each field is written by one of them, and what consoles see
 * through `VisitorTable.set`, so that they hear of it.
 */
import type { Page } from '../domain/events.ts'
import type { VisitFacts } from '../domain/facts.ts'
import type { InvitationState } from '../domain/invitation.ts'
import type { Reason } from '../domain/routing.ts'
import type { VisitorTotals } from '../store/History.ts'

/** Who is to answer, by the desk. */
export interface Given {
  readonly operator: string | null
  readonly reason: Reason | null
  /** From the first message on (F1). */
  readonly fixed: boolean
}

export class Visit implements Given {
  // Written by the desk.
  operator: string | null = null
  reason: Reason | null = null
  fixed = false
  /** Of the page he looks at. */
  site: string | null = null

  // Written by the visitor's actor.
  /** Of the visitor; 0 until he is stored. */
  number = 0
  page: Page
  /** Of this visit and of those before. */
  views = 0
  readonly viewsBefore: number
  readonly visits: number
  /** Ms in which a page was in view, up to `watching`, and seconds in the visits before. */
  shown = 0
  readonly secondsBefore: number
  /** Since when a page is in view, ms since 1970; 0 while none is. */
  watching = 0
  /** Is the chat window open? */
  open = false
  /** His open conversation; a draft is none. */
  conversation: string | null = null
  /** What became of the invitation of this visit, and when it was answered; null and 0 until then. */
  invited: InvitationState | null = null
  answeredAt = 0
  /** Tabs without a connection, and the page in each; most come back, or are closed. */
  lostTabs: Map<string, string> | undefined = undefined

  constructor(
    readonly visitor: string,
    readonly id: string,
    /** Ms since 1970. */
    readonly since: number,
    readonly facts: VisitFacts,
    page: Page,
    before: VisitorTotals | null,
  ) {
    this.page = page
    this.visits = (before?.visits ?? 0) + 1
    this.viewsBefore = before?.views ?? 0
    this.secondsBefore = before?.seconds ?? 0
  }
}
