import { Context, Effect } from 'effect'
import { describe, expect } from 'vitest'
import { Letters } from '../store/Letters.ts'
import { it } from '../testing.ts'
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
  return { ...engine, cookie, put, emails, kinds }
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
