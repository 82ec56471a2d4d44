import { Effect } from 'effect'
import { expect } from 'vitest'
import { routingRules } from '../domain/routingRules.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = '/api/v1/routing'
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const as = (cookie: string | null) => (method: string, body?: unknown) =>
    engine.call(method, path, { cookie, ...(body === undefined ? {} : { body }) } as Call)
  const shop = yield* engine.register('shop')
  const body = { login: 'anna', name: 'Anna', password: 'anna-password' }
  yield* engine.call('POST', '/api/v1/operators', { cookie: shop.cookie, body })
  const anna = yield* engine.signIn('anna', 'anna-password')
  const rival = yield* engine.register('rival')
  return { asShop: as(shop.cookie), asAnna: as(anna.cookie), asRival: as(rival.cookie), asNobody: as(null) }
})

it.effect('a new account has the defaults; what is set stays, of this account alone', () =>
  Effect.gen(function* () {
    const { asShop, asRival } = yield* setUp
    expect((yield* asShop('GET')).body).toEqual(routingRules)
    const wanted = {
      clientDays: 30,
      idleMinutes: 0,
      conversationLimit: 3,
      seesAll: true,
      departmentChoice: 'must',
    }
    expect(yield* asShop('PUT', wanted)).toMatchObject({ status: 200, body: wanted })
    expect((yield* asShop('GET')).body).toEqual(wanted)
    expect((yield* asRival('GET')).body).toEqual(routingRules)
  }),
)

it.effect('what cannot be set is refused field by field, and nothing is changed', () =>
  Effect.gen(function* () {
    const { asShop } = yield* setUp
    const wrong = { ...routingRules, clientDays: -1, idleMinutes: 0.5, conversationLimit: 1_001 }
    const fields = { clientDays: 'range', idleMinutes: 'range', conversationLimit: 'range' }
    expect(yield* asShop('PUT', wrong)).toMatchObject({ status: 422, body: { fields } })
    expect((yield* asShop('PUT', { ...routingRules, departmentChoice: 'maybe' })).status).toBe(400)
    expect((yield* asShop('PUT', { ...routingRules, clientDays: '7' })).status).toBe(400)
    expect((yield* asShop('GET')).body).toEqual(routingRules)
  }),
)

it.effect('is the administrator’s', () =>
  Effect.gen(function* () {
    const { asAnna, asNobody } = yield* setUp
    for (const method of ['GET', 'PUT']) {
      const body = method === 'PUT' ? routingRules : undefined
      expect((yield* asAnna(method, body)).status).toBe(403)
      expect((yield* asNobody(method, body)).status).toBe(401)
    }
  }),
)
