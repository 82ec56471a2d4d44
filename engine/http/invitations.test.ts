import { Effect } from 'effect'
import { describe, expect } from 'vitest'
import { standard } from '../domain/invitationSettings.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = (of = '') => `/api/v1/invitations${of && `/${of}`}`
const nothing = { automatic: null, delay: null, text: null, manual: null, inviter: null }
const png = new Uint8Array([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
])

/** An account with its first site, another account, and an operator who is no administrator. */
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
    engine.call(method, to, { cookie, ...(body === undefined ? {} : { body }) } as Call)
  const { cookie } = yield* engine.register('shop')
  const asShop = as(cookie)
  const asRival = as((yield* engine.register('rival')).cookie)
  yield* asShop('POST', '/api/v1/operators', { login: 'anna', name: 'Anna', password: 'anna-password' })
  const asAnna = as((yield* engine.signIn('anna', 'anna-password')).cookie)
  const sites = yield* asShop('GET', '/api/v1/sites')
  const photo = (of: string, bytes: Uint8Array<ArrayBuffer>) =>
    engine.call('PUT', `${path(of)}/photo`, { cookie, bytes })
  return { asShop, asRival, asAnna, photo, site: sites.body[0].id as string }
})

describe('invitations', () => {
  it.effect('begin with nothing of the account’s own, and what stands instead is told', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      expect((yield* asShop('GET', path())).body).toEqual({
        account: { site: null, photo: null, ...nothing },
        sites: [],
        standard: { ru: standard('ru'), en: standard('en') },
      })
    }),
  )

  it.effect('are set for the account and for a site, and answered as they are kept', () =>
    Effect.gen(function* () {
      const { asShop, site } = yield* setUp
      const common = {
        automatic: true,
        delay: 999_999,
        text: ' Помочь?\r\n',
        manual: '  ',
        inviter: ' Чайный\nмастер ',
      }
      expect(yield* asShop('PUT', path('account'), common)).toMatchObject({
        status: 200,
        body: {
          site: null,
          automatic: true,
          delay: 999_999,
          text: 'Помочь?',
          manual: null,
          inviter: 'Чайный мастер',
        },
      })
      yield* asShop('PUT', path(site), { ...nothing, automatic: false, inviter: '' })
      const { body } = yield* asShop('GET', path())
      expect(body.account).toMatchObject({ text: 'Помочь?' })
      expect(body.sites).toEqual([{ site, photo: null, ...nothing, automatic: false, inviter: '' }])
    }),
  )

  it.effect('have a photo of their own', () =>
    Effect.gen(function* () {
      const { asShop, photo, site } = yield* setUp
      expect((yield* photo('account', Uint8Array.of(1))).body).toMatchObject({
        fields: { photo: 'malformed' },
      })
      const set = yield* photo(site, png)
      expect(set.body).toMatchObject({ site, photo: expect.stringMatching(/^\/photos\//) })
      expect((yield* asShop('DELETE', `${path(site)}/photo`)).body).toMatchObject({ photo: null })
    }),
  )

  it.effect('are refused field by field', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      const long = 'x'.repeat(501)
      const wrong = { automatic: null, delay: 0, text: long, manual: long, inviter: 'x'.repeat(81) }
      const { status, body } = yield* asShop('PUT', path('account'), wrong)
      expect([status, body.fields]).toEqual([
        422,
        { delay: 'malformed', text: 'tooLong', manual: 'tooLong', inviter: 'tooLong' },
      ])
      expect((yield* asShop('PUT', path('account'), { ...nothing, delay: 1e6 })).body.fields).toEqual({
        delay: 'tooLong',
      })
      expect((yield* asShop('PUT', path('account'), { automatic: true })).status).toBe(400)
    }),
  )

  it.effect('are the administrator’s, of the own account', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna, site } = yield* setUp
      for (const [method, to, body] of [
        ['GET', path(), undefined],
        ['PUT', path('account'), nothing],
        ['PUT', path(site), nothing],
        ['DELETE', `${path(site)}/photo`, undefined],
      ] as const) {
        expect((yield* asAnna(method, to, body)).status).toBe(403)
      }
      expect((yield* asRival('PUT', path(site), { ...nothing, automatic: true })).status).toBe(404)
      expect((yield* asRival('DELETE', `${path(site)}/photo`)).status).toBe(404)
      expect((yield* asShop('PUT', path('nowhere'), nothing)).status).toBe(404)
      expect((yield* asShop('GET', path())).body.sites).toEqual([])
    }),
  )

  it.effect('cannot be set in a tariff without them, and can be read', () =>
    Effect.gen(function* () {
      const engine = yield* start({ TARIFF: 'personal' })
      const { cookie, body } = yield* engine.register('shop')
      expect(body.features).toEqual([])
      const set = yield* engine.call('PUT', path('account'), { cookie, body: nothing })
      expect([set.status, set.body.reason]).toEqual([403, 'tariff'])
      expect((yield* engine.call('PUT', `${path('account')}/photo`, { cookie, bytes: png })).status).toBe(403)
      expect((yield* engine.call('GET', path(), { cookie })).status).toBe(200)
    }),
  )
})
