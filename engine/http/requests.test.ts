import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Log } from '../store/Log.ts'
import { Projection } from '../store/Projection.ts'
import { Visitors } from '../store/Visitors.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

/** Two accounts; the first with an operator who serves one of its two sites, the visitor 7, and what he left. */
const setUp = Effect.gen(function* () {
  yield* TestClock.setTime(Date.UTC(2026, 10, 26, 11))
  const engine = yield* start()
  const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
    engine.call(method, `/api/v1${to}`, { cookie, ...(body === undefined ? {} : { body }) } as Call)
  const asShop = as((yield* engine.register('shop')).cookie)
  const asRival = as((yield* engine.register('rival')).cookie)
  const anna = (yield* asShop('POST', '/operators', {
    login: 'anna',
    name: 'Анна',
    password: 'anna-password',
  })).body
  const asAnna = as((yield* engine.signIn('anna', 'anna-password')).cookie)
  const site = (address: string, operators: ReadonlyArray<string>) =>
    asShop('POST', '/sites', {
      address,
      description: '',
      language: 'ru',
      everybody: false,
      operators,
      departments: [],
    })
  const hers = (yield* site('tea.example', [anna.id])).body.id as string
  const others = (yield* site('mugs.example', [])).body.id as string
  const log = Context.get(engine.context, Log)
  const account = log.db.prepare("SELECT id FROM accounts WHERE login = 'shop'").pluck().get() as string
  yield* log.transact(Context.get(engine.context, Visitors).create(account, 'v7', 7, 'a token'))
  const leave = (n: number, site: string | null, more: Record<string, unknown> = {}) =>
    Effect.callback<void>((resume) => {
      const contacts = { name: `Иван ${n}`, email: `i${n}@mail.example`, phone: '', message: `Чай ${n}` }
      const page = { url: 'https://tea.example/green', title: 'Tea' }
      const body = { request: `r${n}`, client: `k${n}`, site, page, contacts, consent: null, ...more }
      log.append({
        account,
        stream: 'v7',
        events: [{ seq: 0, at: Date.UTC(2026, 10, 26, 10) + n, kind: 'OfflineMessageSent', body }],
        committed: () => resume(Effect.void),
        failed: () => resume(Effect.die('not written')),
      })
    })
  yield* leave(1, hers)
  yield* leave(2, others)
  yield* leave(3, null)
  yield* Context.get(engine.context, Projection).caughtUp
  /** A dialogue of his with Anna. */
  const talk = Effect.gen(function* () {
    const stream = '01900000-0000-7000-8000-000000000001'
    const says = (author: string, from: string, text: string) => ({
      kind: 'MessageSent',
      body: { author, from, client: text, text },
    })
    const events = [
      { kind: 'ConversationOpened', body: { visitor: 'v7', page: null } },
      { kind: 'OperatorAssigned', body: { operator: anna.id } },
      says('visitor', 'v7', 'Есть чай?'),
      says('operator', anna.id, 'Есть'),
      { kind: 'ConversationClosed', body: { operator: anna.id } },
    ]
    yield* Effect.callback<void>((resume) => {
      log.append({
        account,
        stream,
        events: events.map((event, n) => ({ seq: n + 1, at: Math.max(1, n), ...event })),
        committed: () => resume(Effect.void),
        failed: () => resume(Effect.die('not written')),
      })
    })
    yield* Context.get(engine.context, Projection).caughtUp
    return stream
  })
  return { engine, asShop, asRival, asAnna, asNobody: as(null), leave, talk, hers }
})
const ids = (answer: { body: { requests: ReadonlyArray<{ id: string }> } }) =>
  answer.body.requests.map(({ id }) => id)

describe('requests', () => {
  it.effect('are seen by who serves their site, all by the administrator, and by no other account', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna, asNobody, hers } = yield* setUp
      const all = yield* asShop('GET', '/requests')
      expect(ids(all)).toEqual(['r3', 'r2', 'r1'])
      expect(all.body).toMatchObject({ next: null, unprocessed: 3 })
      expect(all.body.requests[2]).toEqual({
        id: 'r1',
        kind: 'offline',
        at: Date.UTC(2026, 10, 26, 10) + 1,
        visitor: { id: 'v7', number: 7 },
        conversation: null,
        site: hers,
        page: { url: 'https://tea.example/green', title: 'Tea' },
        name: 'Иван 1',
        email: 'i1@mail.example',
        phone: '',
        message: 'Чай 1',
        consent: null,
        processed: null,
      })
      const seen = yield* asAnna('GET', '/requests')
      expect([ids(seen), seen.body.unprocessed]).toEqual([['r1'], 1])
      expect((yield* asRival('GET', '/requests')).body).toEqual({ requests: [], next: null, unprocessed: 0 })
      expect((yield* asNobody('GET', '/requests')).status).toBe(401)
    }),
  )

  it.effect('are read with what else is of their visitor, by who may see them', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna, talk } = yield* setUp
      const dialogue = yield* talk
      const all = yield* asShop('GET', '/requests/r1')
      expect(all.body.request).toMatchObject({ id: 'r1', name: 'Иван 1' })
      expect(all.body.others.map(({ id }: { id: string }) => id)).toEqual(['r3', 'r2'])
      expect(all.body.dialogues).toEqual([
        {
          id: dialogue,
          openedAt: 1,
          closedAt: 4,
          operator: 'Анна',
          messages: 2,
          last: { author: 'operator', text: 'Есть' },
        },
      ])
      const said = yield* asShop('GET', `/requests/r1/dialogues/${dialogue}`)
      expect(said.body).toEqual({
        more: false,
        messages: [
          { author: 'visitor', name: '', at: 2, text: 'Есть чай?' },
          { author: 'operator', name: 'Анна', at: 3, text: 'Есть' },
        ],
      })
      // She does not serve the others' site.
      expect((yield* asAnna('GET', '/requests/r1')).body.others).toEqual([])
      for (const [as, to] of [
        [asAnna, '/requests/r2'],
        [asAnna, `/requests/r2/dialogues/${dialogue}`],
        [asRival, '/requests/r1'],
        [asRival, `/requests/r1/dialogues/${dialogue}`],
        [asShop, '/requests/r9'],
        [asShop, '/requests/r1/dialogues/another'],
      ] as const) {
        expect((yield* as('GET', to)).status, to).toBe(404)
      }
    }),
  )

  it.effect('are processed by who may see them, and opened again', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna } = yield* setUp
      const set = (as: typeof asAnna, id: string, processed: unknown) =>
        as('PUT', `/requests/${id}/processed`, { processed })
      expect((yield* set(asAnna, 'r1', true)).body.processed).toEqual({
        at: Date.UTC(2026, 10, 26, 11),
        by: 'Анна',
      })
      expect((yield* set(asShop, 'r1', true)).body.processed.by).toBe('Анна')
      expect(ids(yield* asShop('GET', '/requests?processed=no'))).toEqual(['r3', 'r2'])
      expect(ids(yield* asShop('GET', '/requests?processed=yes'))).toEqual(['r1'])
      expect((yield* set(asAnna, 'r2', true)).status).toBe(404)
      expect((yield* set(asAnna, 'r3', true)).status).toBe(404)
      expect((yield* set(asRival, 'r1', false)).status).toBe(404)
      expect((yield* set(asShop, 'r9', true)).status).toBe(404)
      expect((yield* set(asShop, 'r1', 'yes')).status).toBe(400)
      expect((yield* set(asShop, 'r1', false)).body.processed).toBeNull()
      expect((yield* asShop('GET', '/requests')).body.unprocessed).toBe(3)
    }),
  )

  it.effect('are filtered and read page by page; what is no filter is refused', () =>
    Effect.gen(function* () {
      const { engine, asShop, leave } = yield* setUp
      for (let n = 10; n < 70; n++) yield* leave(n, null)
      yield* Context.get(engine.context, Projection).caughtUp
      const first = yield* asShop('GET', '/requests')
      expect(ids(first)).toHaveLength(50)
      const rest = yield* asShop('GET', `/requests?before=${first.body.next}`)
      expect(new Set([...ids(first), ...ids(rest)]).size).toBe(63)
      expect(rest.body.next).toBeNull()
      expect(ids(yield* asShop('GET', `/requests?search=${encodeURIComponent('ИВАН i12@')}`))).toEqual([
        'r12',
      ])
      expect(ids(yield* asShop('GET', '/requests?kind=lead'))).toEqual([])
      const from = Date.UTC(2026, 10, 26, 10) + 69
      expect(ids(yield* asShop('GET', `/requests?from=${from}&to=${from + 1}`))).toEqual(['r69'])
      for (const bad of ['kind=spam', 'processed=maybe', 'from=today', `search=${'x'.repeat(201)}`]) {
        expect((yield* asShop('GET', `/requests?${bad}`)).status).toBe(400)
      }
    }),
  )

  it.effect('are exported as a table that carries nothing out', () =>
    Effect.gen(function* () {
      const { engine, asAnna, leave } = yield* setUp
      const contacts = { name: '=HYPERLINK("x")', email: '', phone: '+7 912', message: 'a,"b"\nc' }
      const consent = { version: 'v', at: Date.UTC(2026, 10, 26, 10), words: { text: 'Согласен', link: '' } }
      yield* leave(4, null, { contacts, consent })
      yield* Context.get(engine.context, Projection).caughtUp
      const { cookie } = yield* engine.signIn('shop', 'shop-password')
      const response = yield* engine.raw('GET', '/api/v1/requests/export', { cookie })
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="requests.csv"')
      const bytes = Buffer.from(yield* Effect.promise(() => response.arrayBuffer()))
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const [head, row] = bytes.subarray(3).toString().split('\r\n')
      expect(head).toMatch(/^Дата,Тип,Имя/)
      expect(row).toBe(
        `2026-11-26 13:00:00,Офлайн-сообщение,"'=HYPERLINK(""x"")",,"'+7 912","a,""b""\nc",https://tea.example/green,7,2026-11-26 13:00:00 Согласен,,`,
      )
      expect((yield* asAnna('GET', '/requests')).body.requests).toHaveLength(1)
    }),
  )
})
