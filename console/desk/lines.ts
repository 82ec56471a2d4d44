/**
 * What stands in the dialogue window, line by line (H8): messages grouped by author and minute, service
 * messages, a mark at each new day. Pure; words and clock formats are the elements' matter.
 */
import type { Side } from '../../engine/domain/events.ts'
import type { Outcome } from '../../engine/domain/invitation.ts'
import type { Reason } from '../../engine/domain/routing.ts'
import type { Item, Mark } from '../../engine/protocol/client/Transcript.ts'
import type { Entry } from '../../engine/protocol/frames.ts'

export type { Mark }

export interface Spoken {
  /** The client's id of the message: the same while it is pending and for ever after. */
  readonly client: string
  readonly text: string
  readonly at: number
}

/** A service message by its event, with what its words need. */
export type Service =
  /** `department`: the name of what the visitor has chosen (E4). */
  | { readonly what: 'opened'; readonly page: PageLike | null; readonly department: string | null }
  | { readonly what: 'moved' | 'returned'; readonly page: PageLike | null }
  /** `ended`: the visitor had nothing more to say. */
  | { readonly what: 'left' | 'ended' }
  /** `by` null: by itself. */
  | { readonly what: 'invited'; readonly by: string | null }
  | { readonly what: 'answered'; readonly outcome: Outcome }
  | { readonly what: 'assigned'; readonly operator: string | null; readonly reason: Reason | null }
  | {
      readonly what: 'transferred'
      readonly operator: string | null
      readonly by: string
      readonly comment: string
      /** Its name, when it went to one. */
      readonly department: string | null
    }
  /** `from`: who had it, as far as that was told. */
  | { readonly what: 'taken'; readonly operator: string | null; readonly from: string | null }
  | { readonly what: 'accepted' | 'closed' | 'banned'; readonly operator: string | null }
  /** The engine spoke while nobody answered (C6, C7). */
  | { readonly what: 'held' | 'asked'; readonly comment: string }
  /** C7; `comment`: the contacts. */
  | { readonly what: 'lead'; readonly comment: string }
  /** C5. */
  | { readonly what: 'rated'; readonly stars: number; readonly comment: string }
interface PageLike {
  readonly url: string
  readonly title: string
}

export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'service'; readonly key: string; readonly at: number; readonly service: Service }
  | {
      readonly kind: 'group'
      readonly key: string
      readonly author: Side
      readonly from: string
      readonly at: number
      readonly spoken: ReadonlyArray<Spoken>
      /** Of the newest message in the group; null for the visitor's. */
      readonly mark: Mark | null
      /** Why it was not sent. */
      readonly code?: string
    }
  /** Everything below came while nobody looked. */
  | { readonly kind: 'unread'; readonly key: string; readonly at: number }
type Group = Extract<Line, { kind: 'group' }>

export interface Script {
  readonly items: ReadonlyArray<Item>
  /** The operator's own id, for what is pending. */
  readonly me: string
  /** The newest conversation, and the `seq` in it after which the unread mark stands; null for none. */
  readonly conversation: string
  readonly unreadAfter: number | null
}

export const linesOf = (script: Script): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  /** Who has each conversation, up to the item that is looked at. */
  const holders = new Map<string, string | null>()
  for (const item of script.items) {
    if (item.pending) {
      const { code, client, text, state, at } = item.pending
      say(lines, { key: item.key, client, text, at, author: 'operator', from: script.me, mark: state, code })
    } else if (item.entry?.event.kind === 'MessageSent') {
      const { event, at } = item.entry
      if (startsUnread(lines, item.entry, script)) {
        day(lines, at)
        lines.push({ kind: 'unread', key: 'unread', at })
      }
      say(lines, { ...event, key: item.key, at, mark: item.mark ?? null })
    } else if (item.entry) {
      for (const { at, service } of before(item.entry)) {
        day(lines, at)
        lines.push({ kind: 'service', key: `${item.key} ${service.what}`, at, service })
      }
      const { conversation, event } = item.entry
      const service = serviceOf(item.entry, holders.get(conversation) ?? null)
      if (event.kind === 'OperatorAssigned') holders.set(conversation, event.operator)
      if (!service) continue
      day(lines, item.entry.at)
      lines.push({ kind: 'service', key: item.key, at: item.entry.at, service })
    }
  }
  return lines
}

const startsUnread = (lines: ReadonlyArray<Line>, entry: Entry, script: Script): boolean =>
  script.unreadAfter !== null &&
  entry.conversation === script.conversation &&
  entry.seq > script.unreadAfter &&
  entry.event.kind === 'MessageSent' &&
  entry.event.author === 'visitor' &&
  !lines.some((l) => l.kind === 'unread')

const say = (
  lines: Array<Line>,
  m: Spoken & { key: string; author: Side; from: string; mark: Mark | null; code?: string | undefined },
): void => {
  day(lines, m.at)
  const spoken: Spoken = { client: m.client, text: m.text, at: m.at }
  const last = lines.at(-1)
  if (last?.kind === 'group' && joins(last, m)) {
    lines[lines.length - 1] = { ...last, spoken: [...last.spoken, spoken], mark: m.mark }
    return
  }
  const code = m.code === undefined ? {} : { code: m.code }
  lines.push({
    kind: 'group',
    // By author too: a visitor may choose a client id that an operator's message has.
    key: m.key,
    author: m.author,
    from: m.from,
    at: m.at,
    spoken: [spoken],
    mark: m.mark,
    ...code,
  })
}

/** What was not sent stands alone: it has its own buttons. */
const joins = (group: Group, m: { author: Side; from: string; at: number; mark: Mark | null }): boolean =>
  group.author === m.author &&
  group.from === m.from &&
  minute(group.at) === minute(m.at) &&
  group.mark !== 'notSent' &&
  m.mark !== 'notSent'

const minute = (at: number): number => Math.floor(at / 60_000)

const day = (lines: Array<Line>, at: number): void => {
  const last = lines.at(-1)
  if (last && sameDay(last.at, at)) return
  lines.push({ kind: 'day', key: `day:${at}`, at })
}

/** In the time zone of this browser. */
export const sameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString()

/** H8: how the visitor was invited before the conversation began. */
const before = ({ event }: Entry): ReadonlyArray<{ at: number; service: Service }> => {
  if (event.kind !== 'ConversationOpened' || event.invited === undefined) return []
  const { by, at, outcome, answeredAt } = event.invited
  return [
    { at, service: { what: 'invited', by } },
    { at: answeredAt, service: { what: 'answered', outcome } },
  ]
}

const serviceOf = ({ event }: Entry, holder: string | null): Service | null => {
  switch (event.kind) {
    case 'ConversationOpened':
      return { what: 'opened', page: event.page, department: event.department?.name ?? null }
    case 'OperatorAssigned':
      if (event.by !== undefined) {
        const { operator, by, comment = '', department } = event
        return { what: 'transferred', operator, by, comment, department: department?.name ?? null }
      }
      if (event.reason === 'takenOver') return { what: 'taken', operator: event.operator, from: holder }
      return { what: 'assigned', operator: event.operator, reason: event.reason ?? null }
    case 'TransferAccepted':
      return { what: 'accepted', operator: event.operator }
    case 'VisitorMoved':
      return { what: 'moved', page: event.page }
    case 'VisitorReturned':
      return { what: 'returned', page: event.page }
    case 'VisitorLeft':
      return { what: 'left' }
    case 'HoldMessageSent':
      return { what: 'held', comment: event.text }
    case 'LeadAsked':
      return { what: 'asked', comment: event.text }
    case 'LeadLeft': {
      const { name, email, phone } = event.contacts
      return { what: 'lead', comment: [name, email, phone].filter(Boolean).join('\n') }
    }
    case 'ConversationRated':
      return { what: 'rated', stars: event.stars, comment: event.comment }
    case 'ConversationClosed':
      if (event.reason === 'visitor') return { what: 'ended' }
      return { what: event.reason === 'ban' ? 'banned' : 'closed', operator: event.operator }
    default:
      return null
  }
}
