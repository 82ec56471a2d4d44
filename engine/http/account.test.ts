import { Clock, Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { codeAt } from '../domain/oneTimeCode.ts'
import { Letters } from '../store/Letters.ts'
import { Operators } from '../store/Operators.ts'
import { it } from '../testing.ts'
import { Administration } from './Administration.ts'
import { start } from './testEngine.ts'

const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const { cookie } = yield* engine.register('shop')
  const put = (what: string, body: object, as: string | null = cookie) =>
    engine.call('PUT', `/api/v1/account/${what}`, { cookie: as, body })
  const emails = (more: object = {}) =>
    put('emails', { email: 'shop@shop.example', formEmail: null, currentPassword: 'shop-password', ...more })
  const letters = Context.get(engine.context, Letters)
  const kinds = () => letters.list(null, null, 99).map(({ kind, to }) => [kind, to.address])
  return { ...engine, cookie, put, emails, kinds, letters }
})

describe('e-mails of an account', () => {
  it.effect('change with the password, and the old address hears of it', () =>
    Effect.gen(function* () {
      const { emails, kinds } = yield* setUp
      const changed = yield* emails({ email: ' Next@Shop.Example' })
      expect(changed).toMatchObject({ status: 200, body: { email: 'next@shop.example', formEmail: null } })
      expect(kinds()).toEqual([
        ['emailChanged', 'shop@shop.example'],
        ['registered', 'shop@shop.example'],
      ])
      const again = yield* emails({ email: 'next@shop.example', formEmail: 'Form@shop.example' })
      expect(again.body.formEmail).toBe('form@shop.example')
      expect(kinds()).toHaveLength(2)
      // The same as the registration e-mail: it follows that one.
      expect(
        (yield* emails({ email: 'form@shop.example', formEmail: 'form@shop.example' })).body,
      ).toMatchObject({
        email: 'form@shop.example',
        formEmail: null,
      })
    }),
  )

  it.effect('are refused field by field, and change nothing then', () =>
    Effect.gen(function* () {
      const { emails, register, kinds } = yield* setUp
      yield* register('rival')
      const fields = (answer: { body: { fields: unknown } }) => answer.body.fields
      expect(fields(yield* emails({ email: 'x', formEmail: 'y@' }))).toEqual({
        email: 'malformed',
        formEmail: 'malformed',
      })
      expect(fields(yield* emails({ email: 'next@shop.example', currentPassword: 'wrong' }))).toEqual({
        currentPassword: 'wrong',
      })
      expect(fields(yield* emails({ currentPassword: '' }))).toEqual({ currentPassword: 'required' })
      expect(fields(yield* emails({ email: 'RIVAL@shop.example' }))).toEqual({ email: 'taken' })
      expect(kinds().map(([kind]) => kind)).toEqual(['registered', 'registered'])
    }),
  )

  it.effect('and the time zone are the administrator’s', () =>
    Effect.gen(function* () {
      const { call, put, cookie, signIn } = yield* setUp
      const anna = { login: 'anna', name: 'Anna', password: 'anna-password' }
      yield* call('POST', '/api/v1/operators', { cookie, body: anna })
      const asAnna = (yield* signIn('anna', 'anna-password')).cookie
      const wanted = { email: 'a@b.example', formEmail: null, currentPassword: 'anna-password' }
      expect((yield* put('emails', wanted, asAnna)).status).toBe(403)
      expect((yield* put('time-zone', { timeZone: 'UTC' }, asAnna)).status).toBe(403)
      expect((yield* put('time-zone', { timeZone: 'UTC' }, null)).status).toBe(401)
      expect((yield* call('GET', '/api/v1/session', { cookie: asAnna })).body).toMatchObject({
        email: null,
        formEmail: null,
      })
    }),
  )
})

it.effect('the time zone is one that there is', () =>
  Effect.gen(function* () {
    const { put } = yield* setUp
    expect((yield* put('time-zone', { timeZone: 'Asia/Yekaterinburg' })).body.timeZone).toBe(
      'Asia/Yekaterinburg',
    )
    for (const timeZone of ['Mars/Olympus', '', 'x'.repeat(10_000)]) {
      expect((yield* put('time-zone', { timeZone })).body.fields).toEqual({ timeZone: 'malformed' })
    }
  }),
)

describe('the account’s address hears', () => {
  const notices = Effect.gen(function* () {
    const engine = yield* setUp
    const told = () =>
      engine.letters
        .list(null, null, 99)
        .filter(({ kind }) => kind !== 'registered')
        .map(({ kind, to, content }) => [kind, to.address, content.title])
    return { ...engine, told }
  })

  it.effect('of a new password, by itself or by whoever runs the server, and never what it is', () =>
    Effect.gen(function* () {
      const { call, cookie, told, context, letters } = yield* notices
      const { body } = yield* call('GET', '/api/v1/session', { cookie })
      const edit = (more: object) =>
        call('PATCH', `/api/v1/operators/${body.operator}`, { cookie, body: more })
      expect((yield* edit({ name: 'Shop', password: 'new password', currentPassword: 'wrong' })).status).toBe(
        422,
      )
      expect((yield* edit({ name: 'Shop' })).status).toBe(200)
      expect(told()).toEqual([])
      yield* edit({ password: 'new password', currentPassword: 'shop-password' })
      const one = ['passwordChanged', 'shop@shop.example', 'Пароль изменён']
      expect(told()).toEqual([one])
      const { password } = yield* Context.get(context, Administration).resetPassword('shop')
      expect(told()).toEqual([one, one])
      expect(JSON.stringify(letters.list(null, null, 99))).not.toMatch(new RegExp(`new password|${password}`))
    }),
  )

  it.effect('of the second factor: on, other codes, off', () =>
    Effect.gen(function* () {
      // Codes of the first moments of all are too alike.
      yield* TestClock.adjust('7 days')
      const { call, cookie, told, letters } = yield* notices
      const ask = (method: string, path: string, body: object) =>
        call(method, `/api/v1/second-factor${path}`, { cookie, body })
      const currentPassword = 'shop-password'
      const { secret } = (yield* ask('POST', '', { currentPassword })).body
      yield* ask('PUT', '', { code: '000001' })
      expect(told()).toEqual([])
      const { body } = yield* ask('PUT', '', { code: codeAt(secret, yield* Clock.currentTimeMillis) })
      yield* ask('POST', '/recovery-codes', { currentPassword })
      yield* ask('POST', '/removal', { currentPassword })
      yield* ask('POST', '/removal', { currentPassword })
      expect(told().map(([, , title]) => title)).toEqual([
        'Двухфакторный вход выключен',
        'Коды восстановления заменены',
        'Двухфакторный вход включён',
      ])
      const written = JSON.stringify(letters.list(null, null, 99))
      for (const hidden of [secret, ...body.recoveryCodes]) expect(written).not.toContain(hidden)
    }),
  )

  it.effect('nothing of operators, who have no address', () =>
    Effect.gen(function* () {
      const { call, cookie, told, context } = yield* notices
      const body = { login: 'anna', name: 'Anna', password: 'anna-password' }
      const anna = (yield* call('POST', '/api/v1/operators', { cookie, body })).body.id
      yield* call('PATCH', `/api/v1/operators/${anna}`, { cookie, body: { password: 'another password' } })
      yield* Context.get(context, Administration).resetPassword('anna')
      expect(told()).toEqual([])
    }),
  )

  it.effect('nothing of a change that was not written', () =>
    Effect.gen(function* () {
      const { told, context } = yield* notices
      const operators = Context.get(context, Operators)
      const { operator } = operators.credentials('shop')!
      const broken = () => {
        throw new Error('no')
      }
      yield* Effect.exit(operators.edit(operator.account, operator.id, { password: '-' }, null, broken))
      expect(operators.credentials('shop')!.password).not.toBe('-')
      expect(told()).toEqual([])
    }),
  )
})
