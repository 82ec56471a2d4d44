import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Log } from '../store/Log.ts'
import { Visitors } from '../store/Visitors.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = (id = '') => `/api/v1/bans${id && `/${id}`}`
const wanted = (whom: string, more: Record<string, unknown> = {}) => ({
  whom,
  reason: '',
  until: null,
  ...more,
})

/** Two accounts; the first with an operator and the visitor 7. */
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
    engine.call(method, to, { cookie, ...(body === undefined ? {} : { body }) } as Call)
  const asShop = as((yield* engine.register('shop')).cookie)
  const asRival = as((yield* engine.register('rival')).cookie)
  yield* asShop('POST', '/api/v1/operators', { login: 'anna', name: 'Анна', password: 'anna-password' })
  const asAnna = as((yield* engine.signIn('anna', 'anna-password')).cookie)
  const log = Context.get(engine.context, Log)
  const visitors = Context.get(engine.context, Visitors)
  const account = log.db.prepare("SELECT id FROM accounts WHERE login = 'shop'").pluck().get() as string
  yield* log.transact(visitors.create(account, 'v7', 7, 'a token'))
  return { asShop, asRival, asAnna, asNobody: as(null), log, account }
})

describe('bans', () => {
  it.effect('are added by hand, listed with who and until when, and lifted', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      yield* TestClock.setTime(1_000)
      expect((yield* asShop('GET', path())).body).toEqual([])
      const made = yield* asShop('POST', path(), wanted(' № 7 ', { reason: ' Хамит \n в чате ' }))
      expect(made).toMatchObject({
        status: 201,
        body: {
          visitor: 7,
          address: null,
          reason: 'Хамит в чате',
          operator: 'Консультант',
          createdAt: 1_000,
          until: null,
          over: false,
        },
      })
      yield* TestClock.adjust('1 seconds')
      yield* asShop('POST', path(), wanted('203.0.113.7/24', { until: 60_000 }))
      yield* TestClock.adjust('1 hours')
      const { body } = yield* asShop('GET', path())
      expect(body).toMatchObject([
        { visitor: null, address: '203.0.113.0/24', until: 60_000, over: true },
        { visitor: 7, over: false },
      ])
      expect((yield* asShop('DELETE', path(made.body.id))).status).toBe(204)
      expect((yield* asShop('DELETE', path(made.body.id))).status).toBe(404)
      expect((yield* asShop('GET', path())).body).toHaveLength(1)
    }),
  )

  it.effect('say at the field what is wrong', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      yield* TestClock.setTime(1_000)
      const refused = (body: unknown) => Effect.map(asShop('POST', path(), body), ({ body }) => body.fields)
      expect(yield* refused(wanted(' '))).toEqual({ whom: 'required' })
      expect(yield* refused(wanted('Анна'))).toEqual({ whom: 'malformed' })
      expect(yield* refused(wanted('0.0.0.0/0'))).toEqual({ whom: 'wide' })
      expect(yield* refused(wanted('8'))).toEqual({ whom: 'wrong' })
      expect(yield* refused(wanted('7', { reason: 'x'.repeat(501), until: 1_000 }))).toEqual({
        reason: 'tooLong',
        until: 'wrong',
      })
      expect(yield* refused(wanted('7', { until: Number.MAX_SAFE_INTEGER }))).toEqual({ until: 'wrong' })
      expect((yield* asShop('POST', path(), wanted('7', { until: 'tomorrow' }))).status).toBe(400)
    }),
  )

  it.effect('of one’s own address are asked about first', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      // Requests of these tests come from 192.0.2.1.
      for (const whom of ['192.0.2.1', '192.0.2.0/24', '::ffff:192.0.2.1']) {
        expect(yield* asShop('POST', path(), wanted(whom))).toMatchObject({
          status: 409,
          body: { _tag: 'OwnAddress' },
        })
      }
      expect((yield* asShop('POST', path(), wanted('192.0.3.0/24'))).status).toBe(201)
      expect((yield* asShop('POST', path(), wanted('192.0.2.1', { sure: true }))).status).toBe(201)
    }),
  )

  it.effect('are the administrator’s, and of his account alone', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna, asNobody } = yield* setUp
      const { body } = yield* asShop('POST', path(), wanted('7'))
      for (const [method, to, given] of [
        ['GET', path()],
        ['POST', path(), wanted('7')],
        ['DELETE', path(body.id)],
      ] as const) {
        expect((yield* asAnna(method, to, given)).status).toBe(403)
        expect((yield* asNobody(method, to, given)).status).toBe(401)
      }
      expect((yield* asRival('GET', path())).body).toEqual([])
      expect((yield* asRival('DELETE', path(body.id))).status).toBe(404)
      expect((yield* asRival('POST', path(), wanted('7'))).body.fields).toEqual({ whom: 'wrong' })
    }),
  )

  it.effect('a thousand are listed at once', () =>
    Effect.gen(function* () {
      const { asShop, log, account } = yield* setUp
      yield* asShop('POST', path(), wanted('7'))
      const operator = log.db.prepare('SELECT operator FROM bans').pluck().get()
      const insert = log.db.prepare("INSERT INTO bans VALUES (?, ?, NULL, ?, '', ?, ?, NULL)")
      yield* log.transact(() => {
        for (let n = 0; n < 1_000; n++)
          insert.run(`b${n}`, account, `198.51.${n >> 8}.${n & 255}`, operator, n)
      })
      // What is in memory is read anew with the next change.
      yield* asShop('POST', path(), wanted('203.0.113.1'))
      expect((yield* asShop('GET', path())).body).toHaveLength(1_002)
      expect((yield* asShop('DELETE', path('b500'))).status).toBe(204)
    }),
  )
})
