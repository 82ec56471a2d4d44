import { Clock, Context, Effect, Fiber } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { codeAt } from '../domain/oneTimeCode.ts'
import { Log } from '../store/Log.ts'
import { it } from '../testing.ts'
import type { Administration } from './Administration.ts'
import { obey } from './commands.ts'
import type { Registration } from './Registration.ts'
import { start } from './testEngine.ts'

const path = '/api/v1/second-factor'
const minute = 60_000

/** An account with an operator; the clock stands where codes are not all zero. */
const setUp = Effect.gen(function* () {
  // Before anything of the engine waits for it.
  yield* TestClock.adjust(20_000 * minute)
  const engine = yield* start()
  const shop = (yield* engine.register('shop')).cookie
  const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
    engine.call(method, to, { cookie, ...(body === undefined ? {} : { body }) })
  const anna = (yield* as(shop)('POST', '/api/v1/operators', {
    login: 'anna',
    name: 'Anna',
    password: 'anna-password',
  })).body.id as string
  const enter = (login: string, code?: string, address = '192.0.2.1') =>
    engine.call('POST', '/api/v1/session', {
      address,
      body: { login, password: `${login}-password`, ...(code !== undefined && { code }) },
    })
  const codeOf = (secret: string) => Effect.map(Clock.currentTimeMillis, (at) => codeAt(secret, at))
  /** Sets it up for whoever this cookie is; gives secret and recovery codes. */
  const turnOn = Effect.fnUntraced(function* (cookie: string | null, password: string) {
    const { body } = yield* as(cookie)('POST', path, { currentPassword: password })
    const done = yield* as(cookie)('PUT', path, { code: yield* codeOf(body.secret) })
    expect(done.status).toBe(200)
    yield* TestClock.adjust('1 minute')
    return { secret: body.secret as string, codes: done.body.recoveryCodes as ReadonlyArray<string> }
  })
  return { ...engine, as, shop, anna, enter, codeOf, turnOn }
})

describe('setting it up', () => {
  it.effect('wants the password, then a code of the app; it counts from there on', () =>
    Effect.gen(function* () {
      const { as, shop, enter, codeOf } = yield* setUp
      expect((yield* as(null)('GET', path)).status).toBe(401)
      expect((yield* as(shop)('POST', path, { currentPassword: 'wrong' })).body.fields).toEqual({
        currentPassword: 'wrong',
      })
      const { body } = yield* as(shop)('POST', path, { currentPassword: 'shop-password' })
      expect(body.uri).toContain(body.secret)
      expect(body.qr).toMatch(/^<svg/)
      expect((yield* as(shop)('PUT', path, { code: '000000' })).body.fields).toEqual({ code: 'wrong' })
      expect((yield* enter('shop')).status).toBe(200)
      const done = yield* as(shop)('PUT', path, { code: yield* codeOf(body.secret) })
      expect(new Set(done.body.recoveryCodes).size).toBe(10)
      expect((yield* as(shop)('GET', path)).body).toMatchObject({
        on: true,
        recoveryLeft: 10,
        required: false,
      })
      expect((yield* enter('shop')).body).toEqual({ _tag: 'SecondFactorNeeded' })
      // Nor a second secret while one counts.
      expect((yield* as(shop)('POST', path, { currentPassword: 'shop-password' })).status).toBe(422)
    }),
  )

  it.effect('ends the other sessions, and leaves no secret or code in answers', () =>
    Effect.gen(function* () {
      const { as, shop, enter, turnOn, context } = yield* setUp
      const other = (yield* enter('shop')).cookie
      const { secret, codes } = yield* turnOn(shop, 'shop-password')
      expect((yield* as(other)('GET', path)).status).toBe(401)
      for (const to of [path, '/api/v1/session', '/api/v1/operators', '/api/v1/sessions']) {
        const told = JSON.stringify((yield* as(shop)('GET', to)).body)
        expect(told).not.toContain(secret)
      }
      const { db } = Context.get(context as Context.Context<Log>, Log)
      const kept = JSON.stringify(db.prepare('SELECT hex(hash) FROM recovery_codes').all())
      for (const code of codes) expect(kept).not.toContain(code.replaceAll('-', ''))
    }),
  )
})

describe('signing in', () => {
  it.effect('each code once, and none older than the last', () =>
    Effect.gen(function* () {
      const { shop, enter, codeOf, turnOn } = yield* setUp
      const { secret } = yield* turnOn(shop, 'shop-password')
      const before = yield* codeOf(secret)
      yield* TestClock.adjust('30 seconds')
      const code = yield* codeOf(secret)
      expect((yield* enter('shop', code)).status).toBe(200)
      expect((yield* enter('shop', code)).body).toEqual({ _tag: 'WrongCode' })
      expect((yield* enter('shop', before)).body).toEqual({ _tag: 'WrongCode' })
      yield* TestClock.adjust('30 seconds')
      expect((yield* enter('shop', yield* codeOf(secret))).status).toBe(200)
    }),
  )

  it.effect('a code never makes up for a wrong password, and says nothing about it', () =>
    Effect.gen(function* () {
      const { call, shop, codeOf, turnOn } = yield* setUp
      const { secret } = yield* turnOn(shop, 'shop-password')
      const body = { login: 'shop', password: 'wrong words', code: yield* codeOf(secret) }
      expect((yield* call('POST', '/api/v1/session', { body })).body).toEqual({ _tag: 'WrongPassword' })
    }),
  )

  it.effect('a recovery code once, as it is typed', () =>
    Effect.gen(function* () {
      const { as, shop, enter, turnOn } = yield* setUp
      const { codes } = yield* turnOn(shop, 'shop-password')
      const typed = ` ${codes[3]!.toUpperCase().replaceAll('-', ' ')} `
      expect((yield* enter('shop', typed)).status).toBe(200)
      expect((yield* enter('shop', codes[3])).body).toEqual({ _tag: 'WrongCode' })
      expect((yield* as(shop)('GET', path)).body.recoveryLeft).toBe(9)
      const fresh = yield* as(shop)('POST', `${path}/recovery-codes`, { currentPassword: 'shop-password' })
      expect(fresh.body.recoveryCodes).toHaveLength(10)
      expect((yield* enter('shop', codes[4])).body).toEqual({ _tag: 'WrongCode' })
      expect((yield* enter('shop', fresh.body.recoveryCodes[0])).status).toBe(200)
    }),
  )

  it.effect('wrong codes are slowed and refused like wrong passwords, also between tries without one', () =>
    Effect.gen(function* () {
      const { shop, enter, turnOn } = yield* setUp
      yield* turnOn(shop, 'shop-password')
      const trying = Effect.fnUntraced(function* (code?: string) {
        const asked = yield* Effect.forkChild(enter('shop', code))
        yield* TestClock.adjust('10 seconds')
        return (yield* Fiber.join(asked)).status
      })
      const seen: Array<number> = []
      for (let n = 0; n < 12; n++) {
        seen.push(yield* trying('123456'))
        yield* trying()
      }
      expect(seen.slice(0, 10)).toEqual(Array(10).fill(401))
      expect(seen.slice(10)).toEqual([429, 429])
      // Elsewhere he gets in.
      expect((yield* enter('shop', undefined, '198.51.100.1')).body).toEqual({ _tag: 'SecondFactorNeeded' })
    }),
  )
})

describe('required of all', () => {
  it.effect('who has none sets one up at the next sign-in', () =>
    Effect.gen(function* () {
      const { as, shop, enter, codeOf } = yield* setUp
      const anna = (yield* enter('anna')).cookie
      expect((yield* as(anna)('PUT', `${path}/required`, { required: true })).status).toBe(403)
      expect((yield* as(shop)('PUT', `${path}/required`, { required: true })).body.required).toBe(true)
      expect((yield* as(anna)('GET', path)).status).toBe(200)
      const { status, body, cookie } = yield* enter('anna')
      expect([status, body._tag, cookie]).toEqual([401, 'SecondFactorMissing', null])
      expect((yield* enter('anna', '000000')).body).toEqual({ _tag: 'WrongCode' })
      const made = yield* enter('anna', yield* codeOf(body.secret))
      expect(made.status).toBe(200)
      expect(made.body.recoveryCodes).toHaveLength(10)
      // Sessions of before, without one, are over.
      expect((yield* as(anna)('GET', path)).status).toBe(401)
      expect(
        (yield* as(made.cookie)('POST', `${path}/removal`, { currentPassword: 'anna-password' })).body,
      ).toEqual({
        _tag: 'Forbidden',
        reason: 'secondFactorRequired',
      })
      yield* TestClock.adjust('1 minute')
      const again = yield* enter('anna', yield* codeOf(body.secret))
      expect([again.status, again.body.recoveryCodes]).toEqual([200, undefined])
    }),
  )
})

describe('taking it away', () => {
  it.effect('one’s own by the password', () =>
    Effect.gen(function* () {
      const { as, shop, enter, turnOn } = yield* setUp
      yield* turnOn(shop, 'shop-password')
      expect((yield* as(shop)('POST', `${path}/removal`, { currentPassword: '' })).status).toBe(422)
      expect((yield* as(shop)('POST', `${path}/removal`, { currentPassword: 'shop-password' })).status).toBe(
        204,
      )
      expect((yield* as(shop)('POST', `${path}/removal`, { currentPassword: 'shop-password' })).status).toBe(
        404,
      )
      expect((yield* enter('shop')).status).toBe(200)
    }),
  )

  it.effect('an operator’s by the administrator of his account alone, which ends his sessions', () =>
    Effect.gen(function* () {
      const { as, shop, anna, enter, turnOn, register } = yield* setUp
      const cookie = (yield* enter('anna')).cookie
      yield* turnOn(cookie, 'anna-password')
      const reset = `/api/v1/operators/${anna}/second-factor`
      expect((yield* as(shop)('GET', path)).body.operators).toEqual([anna])
      expect((yield* as(cookie)('GET', path)).body.operators).toEqual([])
      const rival = (yield* register('rival')).cookie
      expect((yield* as(rival)('DELETE', reset)).status).toBe(404)
      expect((yield* as(cookie)('DELETE', reset)).status).toBe(403)
      expect((yield* as(shop)('DELETE', reset)).status).toBe(204)
      expect((yield* as(shop)('DELETE', reset)).status).toBe(404)
      expect((yield* as(cookie)('GET', path)).status).toBe(401)
      expect((yield* enter('anna')).status).toBe(200)
    }),
  )

  it.effect('with the operator: nothing of it is kept', () =>
    Effect.gen(function* () {
      const { as, shop, anna, enter, turnOn, context } = yield* setUp
      yield* turnOn((yield* enter('anna')).cookie, 'anna-password')
      expect((yield* as(shop)('DELETE', `/api/v1/operators/${anna}`)).status).toBe(204)
      const { db } = Context.get(context as Context.Context<Log>, Log)
      for (const table of ['second_factors', 'recovery_codes']) {
        expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0)
      }
    }),
  )

  it.effect('the administrator’s by the command line', () =>
    Effect.gen(function* () {
      const { as, shop, enter, turnOn, context } = yield* setUp
      yield* turnOn(shop, 'shop-password')
      const reset = (login: string) =>
        obey({ kind: 'secondFactor', login }).pipe(
          Effect.provideContext(context as Context.Context<Administration | Registration>),
        )
      expect(yield* reset('nobody')).toEqual({ kind: 'refused', why: 'NotFound' })
      expect(yield* reset('anna')).toEqual({ kind: 'secondFactor', login: 'anna', had: false })
      expect(yield* reset(' SHOP ')).toEqual({ kind: 'secondFactor', login: 'shop', had: true })
      expect((yield* as(shop)('GET', path)).status).toBe(401)
      expect((yield* enter('shop')).status).toBe(200)
    }),
  )

  it.effect('never the administrator’s own without the password', () =>
    Effect.gen(function* () {
      const { as, shop, turnOn } = yield* setUp
      yield* turnOn(shop, 'shop-password')
      const me = (yield* as(shop)('GET', '/api/v1/session')).body.operator
      expect((yield* as(shop)('DELETE', `/api/v1/operators/${me}/second-factor`)).status).toBe(404)
    }),
  )
})
