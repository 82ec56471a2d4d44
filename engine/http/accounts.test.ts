import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { features } from '../domain/tariff.ts'
import { Accounts } from '../store/Accounts.ts'
import { Operators } from '../store/Operators.ts'
import { it } from '../testing.ts'
import { form, own, quick, start, temporary } from './testEngine.ts'

const session = '/api/v1/session'

describe('registration', () => {
  it.effect('makes an account with its administrator, signed in', () =>
    Effect.gen(function* () {
      const { call, register } = yield* start()
      const made = yield* register('Shop', { language: 'ru' })
      expect(made.status).toBe(201)
      expect(made.body).toEqual({
        operator: expect.stringMatching(/^[0-9a-f-]{36}$/),
        login: 'shop',
        name: 'Консультант',
        photo: null,
        administrator: true,
        account: 'shop',
        email: 'shop@shop.example',
        formEmail: null,
        language: 'ru',
        timeZone: 'Europe/Moscow',
        eraseAt: null,
        publicUrl: own,
        features,
        licence: { tariff: 'pro', until: null, trial: false, ended: null },
        sales: null,
        instanceOwner: false,
        statistics: true,
      })
      expect(made.headers.get('set-cookie')).toMatch(
        /^redhelper=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
      )
      expect(made.headers.get('cache-control')).toBe('no-store')
      const me = yield* call('GET', session, { cookie: made.cookie })
      expect(me.body).toEqual(made.body)
    }),
  )

  it.effect('in English begins with an English name', () =>
    Effect.gen(function* () {
      const { register } = yield* start()
      expect((yield* register('shop', { language: 'en' })).body.name).toBe('Consultant')
    }),
  )

  it.effect('tells every wrong field at once', () =>
    Effect.gen(function* () {
      const { register } = yield* start()
      yield* register('shop')
      const answers = [
        yield* register('x', { email: 'nobody', password: 'short' }),
        yield* register('SHOP', { email: 'SHOP@shop.example', password: '' }),
        yield* register('other', { email: ' Shop@Shop.Example ' }),
        yield* register('shopkeeper', { password: 'ShopKeeper' }),
      ]
      expect(answers.map(({ status, body, cookie }) => ({ status, cookie, fields: body.fields }))).toEqual([
        {
          status: 422,
          cookie: null,
          fields: { email: 'malformed', login: 'tooShort', password: 'tooShort' },
        },
        { status: 422, cookie: null, fields: { email: 'taken', login: 'taken', password: 'required' } },
        { status: 422, cookie: null, fields: { email: 'taken' } },
        { status: 422, cookie: null, fields: { password: 'malformed' } },
      ])
      expect(answers[0]!.body._tag).toBe('Invalid')
    }),
  )

  it.effect('of the first account: two at once make one', () =>
    Effect.gen(function* () {
      const { call, context, send } = yield* start({ REGISTRATION: 'first' })
      expect((yield* call('GET', '/api/v1/instance')).body).toMatchObject({
        registration: true,
        places: 'country',
      })
      const both = yield* Effect.promise(() =>
        Promise.all(
          ['one', 'two'].map((login) => send('POST', '/api/v1/registration', { body: form(login) })),
        ),
      )
      expect(both.map(({ status }) => status).sort()).toEqual([201, 403])
      expect(both.find(({ status }) => status === 403)!.body.reason).toBe('registrationClosed')
      expect(Effect.runSync(Effect.provideContext(Accounts, context)).count()).toBe(1)
      expect((yield* call('GET', '/api/v1/instance')).body.registration).toBe(false)
    }),
  )

  it.effect('when closed, does not tell which logins are known', () =>
    Effect.gen(function* () {
      const { register, context } = yield* start({ REGISTRATION: 'first' })
      yield* register('shop')
      const again = yield* register('shop')
      expect(again).toMatchObject({ status: 403, body: { _tag: 'Forbidden', reason: 'registrationClosed' } })
      expect(Effect.runSync(Effect.provideContext(Accounts, context)).count()).toBe(1)
    }),
  )

  it.effect('ten accounts an hour from one address', () =>
    Effect.gen(function* () {
      const { register } = yield* start()
      for (let n = 0; n < 10; n++) expect((yield* register(`shop${n}`)).status).toBe(201)
      const eleventh = yield* register('shop10')
      expect(eleventh).toMatchObject({ status: 429, body: { _tag: 'TooMany', retryAfter: 3_600 } })
      expect(eleventh.headers.get('retry-after')).toBe('3600')
      expect((yield* register('shop10', {}, { address: '192.0.2.2' })).status).toBe(201)
      yield* TestClock.adjust('1 hour')
      expect((yield* register('shop11')).status).toBe(201)
    }),
  )

  it.effect('from another site is refused', () =>
    Effect.gen(function* () {
      const { register } = yield* start()
      const answer = yield* register('shop', {}, { headers: { origin: 'https://evil.example' } })
      expect(answer).toMatchObject({ status: 403, body: { reason: 'origin' }, cookie: null })
    }),
  )
})

describe('sign-in', () => {
  it.effect('takes the login in any case, and gives a new session', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start()
      const made = yield* register('shop')
      const answer = yield* signIn(' ShOp ', 'shop-password')
      expect(answer.status).toBe(200)
      expect(answer.cookie).not.toBe(made.cookie)
      expect((yield* call('GET', session, { cookie: made.cookie })).status).toBe(200)
    }),
  )

  it.effect('ends the session that the browser had', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start()
      const made = yield* register('shop')
      yield* signIn('shop', 'shop-password', { cookie: made.cookie })
      expect((yield* call('GET', session, { cookie: made.cookie })).status).toBe(401)
    }),
  )

  it.effect('answers alike to a wrong password and an unknown login', () =>
    Effect.gen(function* () {
      const { register, signIn } = yield* start()
      yield* register('shop')
      const wrong = yield* signIn('shop', 'not the password')
      const unknown = yield* signIn('nobody', 'shop-password')
      expect(wrong).toMatchObject({ status: 401, body: { _tag: 'WrongPassword' }, cookie: null })
      expect({ ...unknown, headers: null }).toEqual({ ...wrong, headers: null })
    }),
  )

  it.effect('takes what keyboards type differently for the same password', () =>
    Effect.gen(function* () {
      const { register, signIn } = yield* start()
      yield* register('shop', { password: 'caf\u00e9-\u0439\u043e\u0433\u0443\u0440\u0442' })
      expect((yield* signIn('shop', 'cafe\u0301-\u0438\u0306\u043e\u0433\u0443\u0440\u0442')).status).toBe(
        200,
      )
    }),
  )

  it.effect('over TLS sets the __Host- cookie, and believes no other', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start()
      const plain = yield* register('shop')
      const headers = { origin: own.replace('http:', 'https:') }
      const made = yield* signIn('shop', 'shop-password', { secure: true, headers })
      expect(made.headers.get('set-cookie')).toMatch(/^__Host-redhelper=.*; Secure$/)
      expect((yield* call('GET', session, { secure: true, cookie: made.cookie })).status).toBe(200)
      const planted = `redhelper=${made.cookie!.split('=')[1]}`
      expect((yield* call('GET', session, { secure: true, cookie: planted })).status).toBe(401)
      expect((yield* call('GET', session, { secure: true, cookie: plain.cookie })).status).toBe(401)
    }),
  )

  it.effect('hashes the password anew when the parameters have changed', () =>
    Effect.gen(function* () {
      const dataDir = yield* temporary
      yield* Effect.scoped(
        Effect.gen(function* () {
          const { context, register } = yield* start({}, { dataDir })
          yield* register('shop')
          const operators = yield* Effect.provideContext(Operators, context)
          expect(operators.credentials('shop')!.password).toMatch(/^scrypt\$16\$1\$1\$/)
        }),
      )
      const second = yield* start({}, { dataDir, cost: { ...quick, N: 32 } })
      const answer = yield* second.signIn('shop', 'shop-password')
      expect(answer.status).toBe(200)
      const after = (yield* Effect.provideContext(Operators, second.context)).credentials('shop')!.password
      expect(after).toMatch(/^scrypt\$32\$1\$1\$/)
      expect((yield* second.call('GET', session, { cookie: answer.cookie })).status).toBe(200)
      expect((yield* second.signIn('shop', 'shop-password')).status).toBe(200)
    }),
  )

  it.effect('is refused after ten wrong passwords, for a quarter of an hour, from this address alone', () =>
    Effect.gen(function* () {
      const { call, register, send, signIn } = yield* start()
      const made = yield* register('shop')
      const wrong = Array.from({ length: 10 }, () =>
        send('POST', session, { body: { login: 'shop', password: 'wrong' } }),
      )
      const refused = yield* signIn('shop', 'shop-password')
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900'])
      // Who is signed in never notices, and the same login from elsewhere goes through.
      expect((yield* call('GET', session, { cookie: made.cookie })).status).toBe(200)
      expect((yield* signIn('shop', 'shop-password', { address: '192.0.2.2' })).status).toBe(200)
      yield* TestClock.adjust('15 minutes')
      const answers = yield* Effect.promise(() => Promise.all(wrong))
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(401))
      expect((yield* signIn('shop', 'shop-password')).status).toBe(200)
    }),
  )
})
