/**
 * A visitor leaves a request (C7, C9): an offline message, which is his own event, or a lead, which belongs to the
 * dialogue in which he was asked for it. A hand of both actors: functions, so that who leaves none is not larger.
 */
import { decide } from '../domain/conversation.ts'
import type { Agreed, Page } from '../domain/events.ts'
import { uuidv7 } from '../domain/id.ts'
import { askedBy, requestKept, requestProblems, soonest } from '../domain/request.ts'
import type { Refusal, VisitorFrame, WidgetSettings } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import type { ConversationMessage, LeftLead, VisitorIdentity } from './ConversationMessage.ts'
import type { Told } from './inviting.ts'
import type { Ledger } from './Ledger.ts'
import { key, type Parts } from './Parts.ts'
import { requestLetter } from './requestLetter.ts'
import { refuse, reply } from './Socket.ts'
import type { Tab } from './Tab.ts'
import type { Visit } from './Visit.ts'
import type { VisitorRates } from './VisitorRates.ts'

type RequestFrame = Extract<VisitorFrame, { kind: 'request' }>

/** What is needed of the visitor. */
interface Requester {
  readonly account: string
  readonly id: string
  readonly number: number
  readonly parts: Parts
  readonly visit: Visit | null
  readonly self: { now(): number }
  readonly rates: VisitorRates
  siteAt(page: Page): Served | null
  log(events: ReadonlyArray<{ seq: 0; at: number; kind: string; body: unknown }>, told: Told): void
}

export const takeRequest = (of: Requester, tab: Tab, frame: RequestFrame): void => {
  const { parts, account, id } = of
  const { ref, client, form } = frame
  const { socket } = tab
  const now = of.self.now()
  const known = parts.requests.known(id, client)
  if (known === 'stored') return reply(socket, ref, { taken: true })
  if (known === 'coming') return refuse(socket, ref, 'busy')
  const site = of.siteAt(tab.page)
  const { widget } = parts.settings.of(account, site?.id ?? null)
  if (form === 'offline' && widget.offline === null) return refuse(socket, ref, 'closed')
  const problems = wrongIn(frame, widget)
  if (Object.keys(problems).length > 0) return reply(socket, ref, { problems })
  // Asked again in a moment, by those who wait for an answer.
  if (of.visit === null || now - of.visit.since < soonest) return refuse(socket, ref, 'busy')
  if (!of.rates.request(now) || !tab.admits(tab.from, 'request')) return refuse(socket, ref, 'rate')
  const left = {
    request: uuidv7(now),
    client,
    site: site?.id ?? null,
    page: tab.page,
    contacts: requestKept(askedBy(form, widget.fields), frame.contacts),
    consent: agreedIn(frame, widget, now),
  }
  parts.requests.coming(id, client)
  const stored = (at: number) => {
    parts.requests.came(account, id, client, at)
    reply(socket, ref, { taken: true })
  }
  const failed = (why: Refusal) => {
    parts.requests.came(account, id, client, null)
    refuse(socket, ref, why)
  }
  if (form === 'lead')
    return leaveLead(of, frame, left, (at) => (typeof at === 'number' ? stored(at) : failed(at)))
  of.log([{ seq: 0, at: now, kind: 'OfflineMessageSent', body: left }], {
    also: requestLetter(parts, account, form, of, left, now),
    committed: stored,
    failed: () => failed('notSent'),
  })
}

/** All at once. The trap stands where no person sees it. */
const wrongIn = ({ form, contacts, consent, trap }: RequestFrame, widget: WidgetSettings) => ({
  ...requestProblems(askedBy(form, widget.fields), contacts, widget.consent !== null, consent !== null),
  ...(trap !== '' && { trap: 'wrong' as const }),
})

const agreedIn = ({ consent: version }: RequestFrame, widget: WidgetSettings, at: number): Agreed | null => {
  if (version === null || widget.consent === null) return null
  const { version: now, text, link } = widget.consent
  return { version, at, words: version === now ? { text, link } : null }
}

const leaveLead = (
  { parts, account, id }: Requester,
  { conversation }: RequestFrame,
  left: LeftLead,
  answer: (result: number | Refusal) => void,
): void => {
  if (conversation === null || !isHis(parts, account, id, conversation)) return answer('unknown')
  parts.conversations.get(key(account, conversation)).tell({
    kind: 'leadLeft',
    visitor: id,
    left,
    answer,
    refuse: () => answer('busy'),
  })
}

/** What is needed of the dialogue. */
export interface Asking {
  readonly account: string
  readonly parts: Parts
  readonly self: { now(): number }
  readonly ledger: Ledger
  readonly visitor: VisitorIdentity | null
}

/** By the dialogue's actor. */
export const keepLead = (
  { account, parts, self, ledger, visitor: known }: Asking,
  { visitor: id, left, answer }: Extract<ConversationMessage, { kind: 'leadLeft' }>,
): void => {
  const decision = ledger.committed.visitor === id ? decide(ledger.state, { kind: 'LeaveLead', ...left }) : []
  if (typeof decision === 'string' || decision.length === 0) return answer('unknown')
  ledger.append(
    decision,
    (_, logId) => answer(logId),
    () => answer('notSent'),
    requestLetter(parts, account, 'lead', { id, number: known?.number ?? 0 }, left, self.now()),
  )
}

/** Before an actor is made for it: ids from outside may be anything. */
export const isHis = (parts: Parts, account: string, visitor: string, conversation: string): boolean =>
  parts.conversations.find(key(account, conversation)) !== undefined ||
  parts.history.conversation(account, conversation)?.visitor === visitor
