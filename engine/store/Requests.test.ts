import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import type { OfflineMessageSent } from '../domain/events.ts'
import { sought } from '../domain/requestSearch.ts'
import { it } from '../testing.ts'
import { History } from './History.ts'
import { requestSlice, type Slice } from './history/readRequests.ts'
import type { Log, LogEvent } from './Log.ts'
import { Projection } from './Projection.ts'
import { type RequestFilter, Requests } from './Requests.ts'
import { append, directory, opened, runOn, said } from './testing.ts'

const all: RequestFilter = { sites: null, kind: null, processed: null, from: null, to: null, words: [] }

const message = (n: number, more: Partial<OfflineMessageSent> = {}): LogEvent => ({
  seq: 0,
  at: 1_000 + n,
  kind: 'OfflineMessageSent',
  body: {
    request: `r${n}`,
    client: `k${n}`,
    site: 's1',
    page: { url: `https://shop.example/${n}`, title: 'Tea' },
    contacts: {
      name: 'Пётр',
      email: `p${n}@mail.example`,
      phone: '+7 (912) 345-67-89',
      message: `Заказ ${n}`,
    },
    consent: null,
    ...more,
  },
})

const on = <A, E>(program: Effect.Effect<A, E, Log | Projection | History | Requests>) =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    return yield* runOn(dataDir, program)
  })
const left = (events: ReadonlyArray<LogEvent>, account = 'a', stream = 'v') =>
  Effect.andThen(
    append({ account, stream, events }),
    Effect.flatMap(Projection, ({ caughtUp }) => caughtUp),
  )
const ids = (filter: Partial<RequestFilter> = {}, account = 'a') =>
  Effect.flatMap(Requests, ({ page }) =>
    Effect.map(page(account, { ...all, ...filter }, null, 50), ({ requests }) =>
      requests.map(({ id }) => id),
    ),
  )

describe('requests', () => {
  it.effect('are of their account and of nobody else', () =>
    on(
      Effect.gen(function* () {
        yield* left([message(1)])
        const { find, page, unprocessed } = yield* Requests
        expect(find('a', 'r1')).toMatchObject({
          id: 'r1',
          kind: 'offline',
          visitor: 'v',
          name: 'Пётр',
          message: 'Заказ 1',
          processedAt: null,
        })
        expect(find('b', 'r1')).toBeNull()
        expect((yield* page('b', all, null, 10)).requests).toEqual([])
        expect(unprocessed('a')).toEqual(new Map([['s1', 1]]))
        expect(unprocessed('b').size).toBe(0)
      }),
    ),
  )

  it.effect('come from dialogues too, with the visitor’s whole story', () =>
    on(
      Effect.gen(function* () {
        const { body } = message(1)
        yield* left(
          [opened('v'), said('v', 'm1', 2), { seq: 3, at: 5, kind: 'LeadAsked', body: { text: '' } }],
          'a',
          'c',
        )
        yield* left([{ seq: 4, at: 6, kind: 'LeadLeft', body }], 'a', 'c')
        const { find } = yield* Requests
        expect(find('a', 'r1')).toMatchObject({ kind: 'lead', visitor: 'v', conversation: 'c', at: 6 })
        const { conversation } = yield* History
        expect(conversation('a', 'c')?.lead).toBe('left')
      }),
    ),
  )

  it.effect('are filtered by what they are, whose, when, by what is done, and by words', () =>
    on(
      Effect.gen(function* () {
        yield* left([message(1), message(2, { site: 's2' }), message(3, { site: null })])
        const { process } = yield* Requests
        yield* process('a', 'r2', 'o', true)
        expect(yield* ids()).toEqual(['r3', 'r2', 'r1'])
        expect(yield* ids({ sites: ['s1', 's2'] })).toEqual(['r2', 'r1'])
        expect(yield* ids({ sites: [] })).toEqual([])
        expect(yield* ids({ processed: false })).toEqual(['r3', 'r1'])
        expect(yield* ids({ processed: true })).toEqual(['r2'])
        expect(yield* ids({ kind: 'lead' })).toEqual([])
        expect(yield* ids({ from: 1_002, to: 1_003 })).toEqual(['r2'])
        expect(yield* ids({ words: sought('петр p3@') })).toEqual(['r3'])
        expect(yield* ids({ words: sought('8 912 345-67-89') })).toHaveLength(3)
        expect(yield* ids({ words: sought('%') })).toEqual([])
      }),
    ),
  )

  it.effect('are processed once, by whoever was first, and can be opened again', () =>
    on(
      Effect.gen(function* () {
        yield* left([message(1)])
        yield* TestClock.setTime(9_000)
        const { process, unprocessed, find, onChanged } = yield* Requests
        const heard: Array<string> = []
        onChanged((account) => heard.push(account))
        const both = yield* Effect.all(
          [process('a', 'r1', 'anna', true), process('a', 'r1', 'boris', true)],
          {
            concurrency: 2,
          },
        )
        expect(both).toEqual([find('a', 'r1'), find('a', 'r1')])
        expect(both[0]).toMatchObject({ processedAt: 9_000, processedBy: 'anna' })
        expect(unprocessed('a').size).toBe(0)
        expect(heard.length).toBeGreaterThan(0)
        expect(yield* process('b', 'r1', 'eve', false)).toBeNull()
        expect(yield* process('a', 'r1', 'boris', false)).toMatchObject({
          processedAt: null,
          processedBy: null,
        })
        expect(unprocessed('a')).toEqual(new Map([['s1', 1]]))
      }),
    ),
  )

  it.effect('of one visitor under one id of his are one', () =>
    on(
      Effect.gen(function* () {
        const { known, coming, came } = yield* Requests
        expect(known('v', 'k1')).toBeNull()
        coming('v', 'k1')
        expect(known('v', 'k1')).toBe('coming')
        came('a', 'v', 'k1', null)
        expect(known('v', 'k1')).toBeNull()
        yield* left([message(1), message(2, { client: 'k1' })])
        expect(known('v', 'k1')).toBe('stored')
        expect(known('w', 'k1')).toBeNull()
        expect(yield* ids()).toEqual(['r1'])
      }),
    ),
  )
})

describe('a hundred thousand of them', () => {
  it.effect('are read in slices, each page where the last one ended', () =>
    on(
      Effect.gen(function* () {
        const many = 10_000
        const olga = { name: 'Ольга', email: '', phone: '', message: '' }
        yield* left(Array.from({ length: many }, (_, n) => message(n, n === 0 ? { contacts: olga } : {})))
        const { page } = yield* Requests
        // Found only in the oldest one, past several slices.
        expect(yield* ids({ words: sought('ольга') })).toEqual(['r0'])
        const seen = new Set<string>()
        let before: number | null = null
        do {
          const { requests, next }: Slice = yield* page('a', all, before, 1_000)
          for (const { id } of requests) seen.add(id)
          before = next
        } while (before !== null)
        expect(seen.size).toBe(many)
        // One slice never looks at more than its share.
        const { reader } = yield* Projection
        const nothing = requestSlice(
          reader(),
          'a',
          { ...all, words: ['no such word'] },
          Number.MAX_SAFE_INTEGER,
          50,
        )
        expect(nothing.requests).toEqual([])
        expect(nothing.next).not.toBeNull()
      }),
    ),
  )
})
