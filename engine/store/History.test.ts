import { Effect } from 'effect'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, entry, opened, runOn, said } from './testing.ts'
import { Visitors } from './Visitors.ts'

const assigned = (operator: string | null, seq: number) => entry(seq, { kind: 'OperatorAssigned', operator })
const closed = (seq: number) => entry(seq, { kind: 'ConversationClosed', operator: null })

/** Visitor v: c1 closed, c2 open with o1. Visitor w: c3 open with nobody. In account b: c4 open with o1. */
const filled = Effect.gen(function* () {
  const projection = yield* Projection
  const at = (n: number) => 1_000_000 + n * 1_000
  const conversations = {
    c1: [opened('v', 1, at(1)), assigned('o2', 2), said('v', 'm1', 3), said('o2', 'm2', 4), closed(5)],
    c2: [opened('v', 1, at(2)), assigned('o1', 2), said('v', 'm3', 3)],
    c3: [opened('w', 1, at(3)), assigned(null, 2), said('w', 'm1', 3)],
  }
  for (const [stream, events] of Object.entries(conversations))
    yield* append({ account: 'a', stream, events })
  yield* append({ account: 'b', stream: 'c4', events: [opened('x', 1, at(4)), assigned('o1', 2)] })
  yield* projection.caughtUp
  return yield* History
})

it.live('answers what actors are built from, and nothing of another account', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const history = yield* filled
        expect(history.conversation('a', 'c1')).toMatchObject({
          id: 'c1',
          account: 'a',
          visitor: 'v',
          operator: 'o2',
          state: 'closed',
          seq: 5,
          last: { author: 'operator', text: 'text of m2' },
          messages: { visitor: 1, operator: 1 },
        })
        expect(history.openConversationOf('a', 'v')).toBe('c2')
        expect(history.openConversationsOf('a', 'o1')).toEqual([['c2', 'v']])
        expect(history.openConversationsOf('b', 'o1')).toEqual([['c4', 'x']])
        expect(history.unassignedOf('a')).toEqual(['c3'])
        expect(history.lastOperatorOf('a', 'v')).toMatchObject({ operator: 'o1' })
        expect(history.lastOperatorOf('a', 'w')).toBeNull()

        expect(history.conversation('b', 'c1')).toBeNull()
        expect(history.openConversationOf('b', 'v')).toBeNull()
        expect(history.unassignedOf('b')).toEqual([])
        expect(history.lastOperatorOf('b', 'v')).toBeNull()
        expect(history.entriesAfter('b', 'c1', 0, 10)).toEqual([])
        expect(history.entriesBefore('b', 'v', null, 10)).toEqual({ entries: [], more: false })
        expect(history.entriesBefore('b', 'v', { conversation: 'c1', seq: 5 }, 10).entries).toEqual([])
        expect(history.entriesBefore('a', 'w', { conversation: 'c1', seq: 5 }, 10).entries).toEqual([])
      }),
    )
  }),
)

it.live('entries come back as they were said, in order, page by page over all conversations', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const history = yield* filled
        expect(history.entriesAfter('a', 'c1', 2, 2)).toEqual([
          {
            conversation: 'c1',
            seq: 3,
            at: 1_000_003,
            event: { kind: 'MessageSent', author: 'visitor', from: 'v', client: 'm1', text: 'text of m1' },
          },
          {
            conversation: 'c1',
            seq: 4,
            at: 1_000_004,
            event: { kind: 'MessageSent', author: 'operator', from: 'o2', client: 'm2', text: 'text of m2' },
          },
        ])
        const pages: Array<Array<string>> = []
        let before = null
        for (let more = true; more; ) {
          const page = history.entriesBefore('a', 'v', before, 3)
          pages.push(page.entries.map((e) => `${e.conversation}/${e.seq}`))
          before = page.entries[0]!
          more = page.more
        }
        expect(pages).toEqual([
          ['c2/1', 'c2/2', 'c2/3'],
          ['c1/3', 'c1/4', 'c1/5'],
          ['c1/1', 'c1/2'],
        ])
        expect(history.entriesBefore('a', 'v', null, 8).more).toBe(false)
        expect(history.entriesBefore('a', 'v', null, 7).more).toBe(true)
      }),
    )
  }),
)

it.live('text of any kind comes back unchanged', () =>
  Effect.gen(function* () {
    const texts = [
      '<script>alert(1)</script>',
      '\u202Ertl\u202C',
      `a${'\u0301'.repeat(10_000)}`,
      '👩‍👩‍👧',
      'a\u0000b',
      '\ud800',
    ]
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        yield* append({
          account: 'a',
          stream: 'c',
          events: [opened('v'), ...texts.map((text, n) => said('v', `m${n}`, n + 2, text))],
        })
        yield* (yield* Projection).caughtUp
        const entries = (yield* History).entriesAfter('a', 'c', 1, 100)
        expect(entries.map(({ event }) => event.kind === 'MessageSent' && event.text)).toEqual(texts)
      }),
    )
  }),
)

it.live('a message is known by author and client id, projected or not, also in a closed conversation', () =>
  Effect.gen(function* () {
    yield* runOn(
      yield* directory,
      Effect.gen(function* () {
        const log = yield* Log
        const history = yield* filled
        const inC1 = { conversation: 'c1', seq: 3, at: 1_000_003, committed: true }
        expect(log.tail.size).toBe(0)
        expect(history.messageOf('v', 'm1')).toEqual(inC1)
        expect(history.messageOf('w', 'm1')).toMatchObject({ conversation: 'c3' })
        expect(history.messageOf('x', 'm1')).toBeNull()
        // Should a second one reach the log in spite of that, the first stays the one.
        yield* append({ account: 'a', stream: 'c2', events: [said('v', 'm1', 4)] })
        const projection = yield* Projection
        yield* projection.caughtUp
        expect(history.messageOf('v', 'm1')).toEqual(inC1)
        expect(history.entriesAfter('a', 'c2', 3, 10)).toHaveLength(1)
        expect(projection.failures()).toBe(0)
      }),
    )
  }),
)

it.live('visitors: found by token and account, numbered per account, totals from their visits', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const create = Effect.fnUntraced(function* (account: string, id: string, token: string) {
      const visitors = yield* Visitors
      const number = visitors.nextNumber(account)
      const page = { url: 'https://shop.example/', title: 'Shop' }
      yield* append({
        account,
        stream: id,
        events: [
          {
            seq: 0,
            at: 1_000,
            kind: 'VisitStarted',
            body: { visit: '1', page, referrer: '', language: 'ru', userAgent: '' },
          },
          { seq: 0, at: 1_000, kind: 'PageViewed', body: { visit: '1', page } },
          { seq: 0, at: 2_000, kind: 'PageViewed', body: { visit: '1', page } },
          { seq: 0, at: 61_000, kind: 'VisitEnded', body: { visit: '1', seconds: 60, views: 2 } },
        ],
        also: visitors.create(account, id, number, token),
      })
      return number
    })
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        expect(yield* create('a', 'v1', 'secret 1')).toBe(1)
        expect(yield* create('a', 'v2', 'secret 2')).toBe(2)
        expect(yield* create('b', 'v3', 'secret 3')).toBe(1)
      }),
    )
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const visitors = yield* Visitors
        const history = yield* History
        expect(visitors.findByToken('a', 'secret 2')).toEqual({ id: 'v2', number: 2 })
        expect(visitors.findByToken('b', 'secret 2')).toBeNull()
        expect(visitors.findByToken('a', 'secret')).toBeNull()
        expect(visitors.find('a', 'v2')).toEqual({ id: 'v2', number: 2 })
        expect(visitors.find('b', 'v2')).toBeNull()
        expect(visitors.nextNumber('a')).toBe(3)
        expect(visitors.nextNumber('a')).toBe(4)
        expect(history.visitorTotals('a', 'v1')).toEqual({
          firstAt: 1_000,
          lastAt: 61_000,
          visits: 1,
          views: 2,
          seconds: 60,
        })
        expect(history.visitorTotals('b', 'v1')).toBeNull()
        const { db } = yield* Log
        const stored = db
          .prepare('SELECT group_concat(quote(token_hash)) FROM visitors')
          .pluck()
          .get() as string
        expect(stored).not.toContain(Buffer.from('secret').toString('hex').toUpperCase())
      }),
    )
  }),
)
