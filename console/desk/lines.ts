/**
 * What stands in the dialogue window, line by line (H8): messages grouped by author and minute, service
 * messages, a mark at each new day. Pure; words and clock formats are the elements' matter.
 */
import type { Side } from '../../engine/domain/events.ts'
import type { Entry } from '../../engine/protocol/frames.ts'

/** How far a message of ours has come. */
export type Mark = 'sending' | 'notSent' | 'sent' | 'delivered' | 'seen'

export interface Spoken {
  /** The client's id of the message: the same while it is pending and for ever after. */
  readonly client: string
  readonly text: string
  readonly at: number
}

/** A service message by its event, with what its words need. */
export type Service =
  | { readonly what: 'opened' | 'moved' | 'returned'; readonly page: PageLike | null }
  | { readonly what: 'left' }
  | { readonly what: 'assigned' | 'closed'; readonly operator: string | null }
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

/** A message that the engine has not confirmed yet, as the outbox keeps it. */
export interface Waiting {
  readonly client: string
  readonly text: string
  readonly at: number
  readonly state: 'sending' | 'notSent'
  readonly code?: string
}

export interface Script {
  readonly entries: ReadonlyArray<Entry>
  readonly pending: ReadonlyArray<Waiting>
  /** The operator's own id, for what is pending. */
  readonly me: string
  /** How far the visitor has got in the newest conversation. */
  readonly conversation: string
  readonly delivered: number
  readonly seen: number
  /** The `seq` after which the unread mark stands, in the newest conversation; null for none. */
  readonly unreadAfter: number | null
  /** Engine's clock minus ours: pending messages carry our time. */
  readonly skew: number
}

export const linesOf = (script: Script): ReadonlyArray<Line> => {
  const lines: Array<Line> = []
  let marked = script.unreadAfter === null
  const stored = new Set<string>()
  for (const entry of script.entries) {
    const { event } = entry
    if (event.kind === 'MessageSent') {
      stored.add(event.client)
      const newest = entry.conversation === script.conversation
      if (!marked && newest && event.author === 'visitor' && entry.seq > script.unreadAfter!) {
        day(lines, entry.at)
        lines.push({ kind: 'unread', key: 'unread', at: entry.at })
        marked = true
      }
      const mark = event.author === 'operator' ? markOf(entry, script) : null
      say(lines, { ...event, at: entry.at, mark })
    } else {
      const service = serviceOf(entry)
      if (!service) continue
      day(lines, entry.at)
      lines.push({ kind: 'service', key: `${entry.conversation}:${entry.seq}`, at: entry.at, service })
    }
  }
  for (const p of script.pending) {
    if (stored.has(p.client)) continue
    const code = p.code === undefined ? {} : { code: p.code }
    const at = p.at + script.skew
    say(lines, { ...p, ...code, author: 'operator', from: script.me, at, mark: p.state })
  }
  return lines
}

/** Earlier conversations of the visitor are over: what was answered there had arrived. */
const markOf = (entry: Entry, script: Script): Mark => {
  if (entry.conversation !== script.conversation) return 'sent'
  if (entry.seq <= script.seen) return 'seen'
  return entry.seq <= script.delivered ? 'delivered' : 'sent'
}

const say = (
  lines: Array<Line>,
  m: Spoken & { author: Side; from: string; mark: Mark | null; code?: string },
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
    key: m.client,
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

const serviceOf = ({ event }: Entry): Service | null => {
  switch (event.kind) {
    case 'ConversationOpened':
      return { what: 'opened', page: event.page }
    case 'OperatorAssigned':
      return { what: 'assigned', operator: event.operator }
    case 'VisitorMoved':
      return { what: 'moved', page: event.page }
    case 'VisitorReturned':
      return { what: 'returned', page: event.page }
    case 'VisitorLeft':
      return { what: 'left' }
    case 'ConversationClosed':
      return { what: 'closed', operator: event.operator }
    default:
      return null
  }
}
