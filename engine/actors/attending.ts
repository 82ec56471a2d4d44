/**
 * Who is there for a visitor on a page: whether anybody answers (F3), what is behind the button (C8), and which
 * departments he may choose (E4); his tabs are shown it. A hand of the visitor's actor.
 */
import type { Door } from '../domain/door.ts'
import type { NamedDepartment, Page } from '../domain/events.ts'
import { ownOperator } from '../domain/routing.ts'
import type { Attendance, OfferedDepartments } from '../protocol/frames.ts'
import type { Effective, Look } from '../store/Settings.ts'
import type { Served } from '../store/Sites.ts'
import { doorFor } from './doorFor.ts'
import { offeredDepartments } from './offeredDepartments.ts'
import type { Parts } from './Parts.ts'
import type { Tab } from './Tab.ts'

/** What is needed of the visitor. */
export interface Attended {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: { now(): number }
  readonly conversation: string | null
  readonly talks: boolean
  readonly tabs: ReadonlyArray<Tab>
  /** Who is to answer. */
  readonly operator: string | null
  readonly site: Served | null
  siteAt(page: Page): Served | null
  settings(page: Page): Effective
}

/** F3: who talks with an operator goes on, whatever his status; everybody else needs one who takes visitors. */
export const attendance = (visitor: Attended, page: Page): Attendance => {
  const { account, id, parts, operator, talks } = visitor
  const board = parts.board(account)
  const his = operator !== null && (talks || board.tookOver(id))
  const before = board.queue.get(id)
  const departments = departmentsOn(visitor, page)
  return {
    door: doorOn(visitor, page),
    online: anybodyOn(visitor, page, departments) || (his && board.goesOn(operator)),
    lost: operator !== null && board.lost.has(operator),
    operator: operator === null ? null : parts.people.person(account, operator),
    ...(before !== undefined && { before }),
    ...(departments !== null && { departments }),
  }
}

/** Of those whom he has chosen, or can. */
const anybodyOn = (visitor: Attended, page: Page, departments: OfferedDepartments | null): boolean => {
  if (departments?.must && departments.chosen === null) return departments.all.some(({ online }) => online)
  const { account, id, parts, operator, talks } = visitor
  const board = parts.board(account)
  const site = visitor.siteAt(page)
  return board.onlineOn(site, talks && operator !== null ? null : board.chosen(id, site))
}

const doorOn = (visitor: Attended, page: Page): Door => {
  const { account, id, parts, operator, talks } = visitor
  const board = parts.board(account)
  const site = visitor.siteAt(page)
  // In the middle of it nobody stands in for who is away; after a restart the desk may not know him yet.
  const own = talks ? (operator ?? ownOperatorOf(visitor)) : board.tookOver(id) ? operator : null
  const mustChoose = !talks && board.mustChoose(id, site)
  const form = visitor.settings(page).widget.offline !== null
  return doorFor(board, { site, operator: own, mustChoose, form }, visitor.self.now())
}

/** C8: without a form there is no button either while nobody is there. */
export const lookOf = (visitor: Attended, page: Page): Look => {
  const settings = visitor.settings(page)
  return settings.widget.offline === null && doorOn(visitor, page) === 'none' ? settings.shut : settings
}

/** F2: in the middle of a conversation there is no question whose client he is. */
export const ownOperatorOf = ({
  account,
  id,
  parts: { history, people },
  self,
  conversation,
  talks,
}: Attended): string | null => {
  if (talks) return history.conversation(account, conversation!)?.operator ?? null
  return ownOperator(history.lastOperatorOf(account, id), self.now(), people.clientDays(account))
}

// ── in his tabs ─────────────────────────────────────────────────────────────────────────────────────────
export const showOperator = (visitor: Attended): void => {
  for (const tab of visitor.tabs) {
    const { socket, page } = tab
    socket.volatile('operator', JSON.stringify({ kind: 'operator', ...attendance(visitor, page) }))
    // Without a form the button comes and goes with those who answer.
    if (visitor.settings(page).widget.offline === null) showSettings(visitor, tab, null)
  }
}

export const showSettings = (visitor: Attended, { socket, page }: Tab, before: Look | null): void => {
  const look = lookOf(visitor, page)
  if (look.widget !== before?.widget) socket.volatile('settings', look.frame)
}

// ── departments ─────────────────────────────────────────────────────────────────────────────────────────
/** Null where there is nothing to choose, or no longer. */
export const departmentsOn = (visitor: Attended, page: Page): OfferedDepartments | null => {
  const { account, id, parts, talks } = visitor
  return talks ? null : offeredDepartments(parts.board(account), visitor.siteAt(page), id)
}

export const mustChoose = ({ account, id, parts, site }: Attended): boolean =>
  parts.board(account).mustChoose(id, site)

export const chosenDepartment = (visitor: Attended): NamedDepartment | null => {
  if (visitor.talks) return null
  const { account, id, parts, site } = visitor
  const choice = parts.board(account).chosen(id, site)
  return choice === null ? null : { id: choice.id, name: choice.name }
}
