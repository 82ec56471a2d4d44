/**
 * A visit: it begins with the first tab, its pages and the time in view are counted, and it ends when the last tab has
 * gone. A hand of the visitor's actor.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from '../domain/events.ts'
import { factsOf } from '../domain/facts.ts'
import { withoutMarks } from '../domain/source.ts'
import type { LogEvent } from '../store/Log.ts'
import type { Told } from './inviting.ts'
import type { Self } from './Mailbox.ts'
import type { Parts } from './Parts.ts'
import type { Tab } from './Tab.ts'
import { Visit } from './Visit.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import type { VisitorRates } from './VisitorRates.ts'

/** What is needed of the visitor. */
export interface Visiting {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: Self<VisitorMessage>
  readonly rates: VisitorRates
  readonly tabs: ReadonlyArray<Tab>
  /** Begins and ends here. */
  visit: Visit | null
  log(events: ReadonlyArray<LogEvent>, told?: Told): void
}

/** What this hello adds to the visitor's history: a visit that begins, a page that was not in view before. */
export const arrival = (
  visitor: Visiting,
  { frame, userAgent, from, created }: Extract<VisitorMessage, { kind: 'hello' }>,
): ReadonlyArray<LogEvent> => {
  const { account, id, parts, self, tabs } = visitor
  const { tab, referrer, language, device } = frame
  const page = asShown(frame.page)
  const at = self.now()
  const { visit } = visitor
  if (visit !== null) {
    // A tab that only lost its connection views nothing anew.
    const still = tabs.find((known) => known.id === tab)?.page.url ?? visit.lostTabs?.get(tab)
    return still !== page.url && visitor.rates.view(at) ? [viewed(visitor, visit, page, at)] : []
  }
  const place = parts.geo.placeOf(from)
  const facts = factsOf({ userAgent, device, referrer, url: frame.page.url, address: from, place })
  const before = created === null ? parts.history.visitorTotals(account, id) : null
  const begun = new Visit(id, randomUUID(), at, facts, page, before)
  visitor.visit = begun
  const body = { visit: begun.id, page, referrer, language, userAgent, facts }
  // The first page takes nothing from the rate: most visitors never see as many as need one.
  return [{ seq: 0, at, kind: 'VisitStarted', body }, viewed(visitor, begun, page, at)]
}

/** What advertising wrote into the address is kept with the visit, and shown with no page. */
export const asShown = (page: Page): Page => {
  const url = withoutMarks(page.url)
  return url === page.url ? page : { ...page, url }
}

export const viewed = ({ account, parts }: Visiting, visit: Visit, page: Page, at: number): LogEvent => {
  parts.board(account).table.set(visit, 'views', visit.views + 1)
  return { seq: 0, at, kind: 'PageViewed', body: { visit: visit.id, page } }
}

/** Time on the site is time in which some tab of it was in view. */
export const countTime = ({ account, parts, self, tabs, visit }: Visiting): void => {
  if (visit === null) return
  const now = self.now()
  const { table } = parts.board(account)
  if (visit.watching > 0) table.set(visit, 'shown', visit.shown + Math.max(0, now - visit.watching))
  table.set(visit, 'watching', tabs.some((tab) => tab.visible) ? now : 0)
}

export const endVisit = (visitor: Visiting): void => {
  const { visit } = visitor
  if (visit === null) return
  visitor.visit = null
  const body = { visit: visit.id, seconds: Math.round(visit.shown / 1_000), views: visit.views }
  visitor.log([{ seq: 0, at: visitor.self.now(), kind: 'VisitEnded', body }])
}
