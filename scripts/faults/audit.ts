/** What the log holds against what was acknowledged and what was seen. */
import { join } from 'node:path'
import { openReader } from '../../engine/store/Database.ts'
import type { LogRow } from '../../engine/store/history/position.ts'
import { type Erased, isGone } from './erasing.ts'
import type { Ledger } from './Ledger.ts'
import { numberIn } from './Ledger.ts'
import type { View } from './rest.ts'
import type { Account } from './world.ts'

interface Place {
  readonly conversation: string
  readonly seq: number
}

interface Conversation {
  readonly account: string
  visitor: string
  operator: string | null
  open: boolean
  /** By `seq`, from 1 on: a message's number, or the kind of the event. */
  readonly entries: Array<string>
}

export interface Stored {
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly messages: ReadonlyMap<number, Place>
}

/** Reads the log of a stopped engine, and finds what is wrong with it alone. */
export const readLog = (dataDir: string, accounts: ReadonlyArray<Account>, ledger: Ledger): Stored => {
  const conversations = new Map<string, Conversation>()
  const messages = new Map<number, Place>()
  const db = openReader(join(dataDir, 'log.db'), 5_000)
  const idOf = db.prepare('SELECT id FROM accounts WHERE login = ?').pluck()
  const indexOf = new Map(accounts.map(({ login, index }) => [idOf.get(login) as string, index]))
  const times = new Map<string, number>()
  for (const row of db.prepare('SELECT * FROM log WHERE seq > 0 ORDER BY id').iterate() as Iterable<LogRow>) {
    const { stream, seq, at, kind, account } = row
    let conversation = conversations.get(stream)
    if (conversation === undefined) {
      conversation = { account, visitor: '', operator: null, open: true, entries: [] }
      conversations.set(stream, conversation)
    }
    if (seq !== conversation.entries.length + 1) {
      ledger.fault('reordered', `the log has ${seq} of ${stream} after ${conversation.entries.length}`)
    }
    if (at < (times.get(stream) ?? 0)) ledger.fault('reordered', `time runs back in ${stream} at ${seq}`)
    times.set(stream, at)
    const body = JSON.parse(row.body ?? '{}')
    if (kind === 'ConversationOpened') conversation.visitor = body.visitor ?? ''
    if (kind === 'OperatorAssigned') conversation.operator = body.operator
    if (kind === 'ConversationClosed') conversation.open = false
    const number = kind === 'MessageSent' ? numberIn(body.text ?? '') : null
    conversation.entries.push(number === null ? kind : `#${number}`)
    if (number === null) continue
    if (messages.has(number)) ledger.fault('doubled', `message ${number} is in the log more than once`)
    messages.set(number, { conversation: stream, seq })
    const written = ledger.written[number]
    if (written === undefined) ledger.fault('doubled', `nobody wrote message ${number}`)
    else if (written.account !== indexOf.get(account)) {
      ledger.fault('leaked', `message ${number} is in another account`)
    }
  }
  db.close()
  return { conversations, messages }
}

export interface Outcome {
  readonly stored: number
  /** Operators' messages, acknowledged, lost by a restore, and handed back as 'not sent': told, not silent. */
  readonly handedBack: number
}

const authorOf = (ledger: Ledger, number: number): string => {
  const { operator, visitor, tab } = ledger.written[number]!
  return `${operator === null ? 'visitor' : `operator ${operator} to visitor`} ${visitor}, tab ${tab}`
}

const nobody: Erased = { visitors: new Set(), accounts: 0, open: 0 }

/** What was acknowledged against what is stored. */
export const compareAcks = (
  { messages }: Stored,
  ledger: Ledger,
  epoch: string,
  erased: Erased = nobody,
): Outcome => {
  let handedBack = 0
  for (const [number, ack] of ledger.acknowledged) {
    const place = messages.get(number)
    if (isGone(ledger, erased, number)) continue
    if (place === undefined) {
      const operators = ledger.written[number]?.operator !== null
      if (operators && ack.epoch !== epoch && ledger.givenUp.has(number)) handedBack++
      else {
        const under = ack.epoch === epoch ? 'the last epoch' : 'an earlier epoch'
        ledger.fault('lost', `${authorOf(ledger, number)}: ${number} was acknowledged under ${under}`)
      }
    } else if (
      ack.epoch === epoch &&
      (place.seq !== ack.at.seq || place.conversation !== ack.at.conversation)
    ) {
      ledger.fault('doubled', `message ${number} was acknowledged at another place than it has`)
    }
  }
  for (const number of ledger.givenUp) {
    if (messages.has(number))
      ledger.fault('denied', `message ${number} is stored, and its author was told not`)
  }
  for (const number of ledger.written.keys()) {
    if (isGone(ledger, erased, number)) {
      if (messages.has(number))
        ledger.fault('kept', `message ${number} is in the log, of ${ledger.visitorOf(number)}`)
    } else if (!messages.has(number) && !ledger.givenUp.has(number) && !ledger.acknowledged.has(number)) {
      ledger.fault('lost', `message ${number} was neither sent nor refused`)
    }
  }
  return { stored: messages.size, handedBack }
}

/** What was seen, at any time under the last epoch and at the very end, against what is stored. */
export const compareViews = (
  { conversations }: Stored,
  ledger: Ledger,
  epoch: string,
  views: ReadonlyArray<View>,
  erased: Erased = nobody,
): void => {
  for (const [id, places] of ledger.shown.get(epoch) ?? []) {
    const { account = '', visitor = '' } = conversations.get(id) ?? {}
    if (erased.visitors.has(visitor) || !visitor || !account) continue
    const entries = conversations.get(id)?.entries ?? []
    for (const [seq, what] of places) {
      if (entries[seq - 1] !== what) {
        ledger.fault('reordered', `${id} ${seq} was shown as ${what} and is ${entries[seq - 1]}`)
      }
    }
  }
  const ofVisitor = new Map<string, Array<string>>()
  for (const [id, { visitor, entries }] of conversations) {
    const all = ofVisitor.get(visitor) ?? []
    ofVisitor.set(visitor, all)
    for (const [n, what] of entries.entries()) if (what.startsWith('#')) all.push(`${id} ${n + 1} ${what}`)
  }
  for (const { who, visitor, seen } of views) {
    if (erased.visitors.has(visitor))
      ledger.fault('kept', `${who} still has the dialogue of ${visitor}, who is erased`)
    const expected = ofVisitor.get(visitor) ?? []
    const found = seen.map(({ conversation, seq, text }) => `${conversation} ${seq} #${numberIn(text)}`)
    if (new Set(found).size !== found.length) ledger.fault('doubled', `${who} sees a message twice`)
    const wrong = expected.findIndex((what, n) => found[n] !== what)
    if (wrong === -1 && found.length === expected.length) continue
    const at = wrong === -1 ? expected.length : wrong
    ledger.fault(
      'reordered',
      `${who} has ${found.length} of ${expected.length}; in the place of ${expected[at]} stands ${found[at]}`,
    )
  }
}

/** Messages of one outbox that were never refused stand in the order in which they were written. */
export const compareOrder = ({ messages, conversations }: Stored, ledger: Ledger): void => {
  const order = new Map([...conversations.keys()].map((id, n) => [id, n]))
  const last = new Map<string, { number: number; place: Place }>()
  for (const [number, { tab, visitor }] of ledger.written.entries()) {
    const place = messages.get(number)
    if (place === undefined || ledger.refused.has(number)) continue
    const before = last.get(`${tab} ${visitor}`)
    last.set(`${tab} ${visitor}`, { number, place })
    if (before === undefined) continue
    const [a, b] = [order.get(before.place.conversation)!, order.get(place.conversation)!]
    if (a > b || (a === b && before.place.seq > place.seq)) {
      const where = (n: number, p: Place) =>
        `${n} (${p.conversation} ${p.seq}, epoch ${ledger.acknowledged.get(n)?.epoch})`
      ledger.fault(
        'reordered',
        `${authorOf(ledger, number)}: ${where(number, place)} was written after ${where(before.number, before.place)}`,
      )
    }
  }
}
