import { join } from 'node:path'
import { Effect } from 'effect'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import {
  type ConversationCommand,
  type ConversationState,
  decide,
  empty,
  evolve,
} from '../../domain/conversation.ts'
import type { Page } from '../../domain/events.ts'
import { it } from '../../testing.ts'
import { type Database, openDatabase, openReader } from '../Database.ts'
import { directory, dump } from '../testing.ts'
import { Projector } from './Projector.ts'
import { type LogRow, markOf, readPosition } from './position.ts'
import { toState } from './rows.ts'
import { tables } from './tables.ts'

const side = fc.constantFrom('visitor' as const, 'operator' as const)
const page: fc.Arbitrary<Page> = fc.record({ url: fc.webUrl(), title: fc.string() })
const operator = fc.constantFrom('o1', 'o2', null)
/** Few client ids: so that some message is in the log twice, which must not harm. */
const client = fc.integer({ min: 0, max: 30 }).map((n) => `m${n}`)

/** Few of them, so that some come twice. */
const left = {
  request: fc.integer({ min: 0, max: 9 }).map((n) => `r${n}`),
  client,
  site: fc.constantFrom('s1', null),
  page,
  contacts: fc.record({ name: fc.string(), email: fc.string(), phone: fc.string(), message: fc.string() }),
  consent: fc.option(
    fc.record({
      version: fc.string(),
      at: fc.nat(),
      words: fc.option(fc.record({ text: fc.string(), link: fc.string() })),
    }),
  ),
}

const message = {
  kind: fc.constant('SendMessage' as const),
  author: side,
  from: fc.constantFrom('v1', 'o1'),
  client,
  text: fc.string({ unit: 'binary' }),
  visitor: fc.constantFrom('v1', 'v2'),
  page: fc.option(page),
}
const send = fc.oneof(fc.record(message), fc.record({ ...message, assign: operator }))
const command: fc.Arbitrary<ConversationCommand> = fc.oneof(
  { weight: 5, arbitrary: send },
  fc.record({ kind: fc.constant('AssignOperator' as const), operator }),
  fc.record({
    kind: fc.constant('Transfer' as const),
    from: fc.constantFrom('o1', 'o2'),
    to: fc.constantFrom('o1', 'o2'),
    comment: fc.string(),
  }),
  fc.record({ kind: fc.constant('AcceptTransfer' as const), operator: fc.constantFrom('o1', 'o2') }),
  fc.record({ kind: fc.constantFrom('MarkDelivered' as const, 'MarkSeen' as const), side, upTo: fc.nat(12) }),
  fc.record({ kind: fc.constant('MoveVisitor' as const), page }),
  fc.record({ kind: fc.constant('VisitorLeaves' as const) }),
  fc.record({ kind: fc.constant('VisitorReturns' as const), page: fc.option(page) }),
  fc.record({ kind: fc.constant('CloseConversation' as const), operator }),
  fc.record({
    kind: fc.constantFrom('AskToWait' as const, 'AskForContacts' as const),
    text: fc.string(),
  }),
  fc.record({ kind: fc.constant('LeaveLead' as const), ...left }),
  fc.record({
    kind: fc.constant('RateConversation' as const),
    stars: fc.integer({ min: 1, max: 5 }),
    comment: fc.string(),
    at: fc.nat(),
  }),
)
type Step =
  | { readonly stream: string; readonly command: ConversationCommand }
  | { readonly stream: string; readonly kind: string; readonly body: unknown }

const plain = <T>(stream: fc.Arbitrary<string>, kind: string, body: fc.Arbitrary<T>): fc.Arbitrary<Step> =>
  fc.record({ stream, kind: fc.constant(kind), body })
const visitor = fc.constantFrom('v1', 'v2')
const visit = fc.constantFrom('t1', 't2')
const who = fc.constantFrom('o1', 'o2')
const none = fc.constant({})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ stream: fc.constantFrom('c1', 'c2', 'c3'), command }) },
  plain(visitor, 'VisitStarted', fc.record({ visit, page, referrer: fc.string() })),
  plain(visitor, 'PageViewed', fc.record({ visit, page })),
  plain(visitor, 'PageViewed', fc.constant(null)),
  plain(
    visitor,
    'VisitorCommented',
    fc.record({ comment: fc.constantFrom('k1', 'k2'), operator: who, text: fc.string() }),
  ),
  plain(visitor, 'OfflineMessageSent', fc.record(left)),
  plain(visitor, 'OfflineMessageSent', fc.constant(null)),
  fc.record({
    stream: visitor,
    kind: fc.constantFrom('RequestProcessed', 'RequestReopened'),
    body: fc.record({ request: left.request, operator: who }),
  }),
  plain(visitor, 'VisitorCommentRemoved', fc.record({ comment: fc.constantFrom('k1', 'k2') })),
  plain(
    visitor,
    'InvitationSent',
    fc.record({
      invitation: fc.constantFrom('i1', 'i2'),
      visit,
      operator: who,
      automatic: fc.boolean(),
      text: fc.string(),
    }),
  ),
  plain(visitor, 'InvitationSent', fc.constant(null)),
  ...['Seen', 'Accepted', 'Declined', 'Ignored'].map((what) =>
    plain(visitor, `Invitation${what}`, fc.record({ invitation: fc.constantFrom('i1', 'i2') })),
  ),
  plain(visitor, 'VisitEnded', fc.record({ visit, seconds: fc.nat(1000), views: fc.nat(9) })),
  plain(
    who,
    'StatusChanged',
    fc.record({
      status: fc.constantFrom('online', 'break', 'second', 'offline'),
      cause: fc.constant('chosen'),
    }),
  ),
  plain(
    who,
    'ActiveSecondsCounted',
    fc.record({ conversation: fc.constant('c1'), minute: fc.nat(3), seconds: fc.nat(40) }),
  ),
  plain(fc.constant('engine'), 'LivenessMarked', none),
  plain(fc.constant('engine'), 'EngineStarted', none),
  plain(fc.constant('engine'), 'PageViewsForgotten', fc.record({ ids: fc.array(fc.nat(60)) })),
  // What cannot be projected takes the careful way, together with its neighbours.
  plain(fc.constant('c1'), 'MessageSent', none),
  plain(who, 'StatusChanged', none),
  plain(fc.constant('x'), 'NeverHeardOf', none),
)

/** What the actors would have written, and the states that they would be in. */
const write = (steps: ReadonlyArray<Step>) => {
  const states = new Map<string, ConversationState>()
  const rows: Array<LogRow> = []
  const add = (stream: string, seq: number, at: number, kind: string, body: unknown) =>
    rows.push({
      id: rows.length + 1,
      account: 'a',
      stream,
      seq,
      at,
      kind,
      body: body && JSON.stringify(body),
    } as LogRow)
  let n = 0
  for (const step of steps) {
    const at = 1_000_000 + n++ * 100_000
    if (!('command' in step)) {
      add(step.stream, 0, at, step.kind, step.body)
      continue
    }
    let state = states.get(step.stream) ?? empty(step.stream, 'a')
    const events = decide(state, step.command)
    if (typeof events === 'string') continue
    for (const event of events) {
      const { kind, ...body } = event
      add(step.stream, state.seq + 1, at, kind, body)
      state = evolve(state, { seq: state.seq + 1, at, event })
    }
    states.set(step.stream, state)
  }
  return { rows, states }
}

const fresh = (path: string): Database => {
  const db = openDatabase(path, { synchronous: 'OFF', busyTimeout: 0 })
  db.exec(tables)
  return db
}

it.live('page by page or all at once: the same history, and the states that the actors have', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    let run = 0
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60, size: 'max' }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (steps, sizes) => {
          const { rows, states } = write(steps)
          const [whole, paged, crashing] = ['whole', 'paged', 'crashing'].map((name) =>
            fresh(join(dataDir, `${run}-${name}`)),
          ) as [Database, Database, Database]
          run++
          new Projector(whole).page(rows)
          const one = new Projector(paged)
          for (let from = 0, n = 0; from < rows.length; n++) {
            const to = from + sizes[n % sizes.length]!
            one.page(rows.slice(from, to))
            // Another one each time: nothing may live in its memory alone.
            new Projector(crashing).page(rows.slice(from, to))
            from = to
          }
          expect(dump(paged)).toEqual(dump(whole))
          expect(dump(crashing)).toEqual(dump(whole))
          for (const [id, state] of states) {
            const row = whole.prepare('SELECT * FROM conversations WHERE id = ?').get(id)
            if (state.seq > 0) expect(toState(row as Parameters<typeof toState>[0])).toEqual(state)
          }
          const entries = whole.prepare('SELECT count(*) FROM entries').pluck().get()
          expect(entries).toBe([...states.values()].reduce((sum, state) => sum + state.seq, 0))
          if (rows.length > 0) {
            expect(readPosition(whole)).toEqual({ id: rows.length, mark: markOf(rows.at(-1)!) })
          }
          for (const db of [whole, paged, crashing]) db.close()
        },
      ),
      { numRuns: 60 },
    )
  }),
)

it.live('the storage failing leaves the page and its position as they were', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const db = fresh(join(dataDir, 'history'))
    const projector = new Projector(db)
    const row = (id: number, url: string): LogRow => ({
      id,
      account: 'a',
      stream: 'v',
      seq: 0,
      at: id,
      kind: 'PageViewed',
      body: JSON.stringify({ visit: 't', page: { url, title: '' } }),
    })
    projector.page([row(1, 'u')])
    const before = dump(db)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
    expect(() => projector.page([row(2, 'u'), row(3, 'x'.repeat(50_000))])).toThrow('full')
    expect(dump(db)).toEqual(before)
    db.pragma('max_page_count = 1000000')
    projector.page([row(2, 'u'), row(3, 'x'.repeat(50_000))])
    const reader = openReader(join(dataDir, 'history'), 0)
    expect(readPosition(reader).id).toBe(3)
    expect(reader.prepare('SELECT views FROM visitors').pluck().get()).toBe(3)
    reader.close()
    db.close()
  }),
)
