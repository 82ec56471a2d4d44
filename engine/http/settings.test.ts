import { Effect } from 'effect'
import { describe, expect } from 'vitest'
import { standard } from '../domain/settings/resolve.ts'
import { settings } from '../domain/settings/table.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = (of = '') => `/api/v1/settings${of && `/${of}`}`
const png = new Uint8Array([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...[0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52],
])
const wanted = (values: Record<string, unknown>, version = 0) => ({ version, values })

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
  const picture = (of: string, name: string, bytes: Uint8Array<ArrayBuffer>) =>
    engine.call('PUT', `${path(of)}/pictures/${name}`, { cookie, bytes })
  return { asShop, asRival, asAnna, picture, site: sites.body[0].id as string }
})

describe('settings', () => {
  it.effect('begin with nothing of the account’s own, and what stands instead is told', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      expect((yield* asShop('GET', path())).body).toEqual({
        account: { site: null, version: 0, values: {} },
        sites: [],
        standard: { ru: standard('ru'), en: standard('en') },
        locked: [],
      })
    }),
  )

  it.effect('are set for the account and for a site, and answered as they are kept', () =>
    Effect.gen(function* () {
      const { asShop, site } = yield* setUp
      const common = {
        'button.text': ' Спросить\nнас ',
        'button.color': 'FC0',
        'invitation.delay': 999_999,
        'invitation.text': ' Помочь?\r\n',
        'invitation.manual': '  ',
        'consent.link': 'https://shop.example',
        'texts.en.greeting': 'Hi there',
      }
      const { 'invitation.manual': _, ...kept } = common
      expect(yield* asShop('PATCH', path('account'), wanted(common))).toMatchObject({
        status: 200,
        body: {
          site: null,
          version: 1,
          values: {
            ...kept,
            'button.text': 'Спросить нас',
            'button.color': '#ffcc00',
            'invitation.text': 'Помочь?',
            'consent.link': 'https://shop.example/',
          },
        },
      })
      yield* asShop('PATCH', path(site), wanted({ 'button.shown': false, 'window.company': '' }))
      const { body } = yield* asShop('GET', path())
      expect(body.account.values).toMatchObject({ 'invitation.text': 'Помочь?' })
      expect(body.sites).toEqual([
        { site, version: 1, values: { 'button.shown': false, 'window.company': '' } },
      ])
    }),
  )

  it.effect('are refused by name, and then none is set', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      const wrong = {
        'button.text': 'x'.repeat(41),
        'button.color': 'red',
        'button.side': 'up',
        'button.offset': 101,
        'button.shown': 1,
        'consent.link': 'javascript:alert(1)',
        'theme.properties': '--a: url(https://evil.example)',
        'theme.logo': '/photos/other/0123456789abcdef',
        'button.blink': true,
        'button.size': 'large',
      }
      const { status, body } = yield* asShop('PATCH', path('account'), wanted(wrong))
      expect([status, body.fields]).toEqual([
        422,
        {
          'button.text': 'tooLong',
          'button.color': 'malformed',
          'button.side': 'malformed',
          'button.offset': 'range',
          'button.shown': 'malformed',
          'consent.link': 'malformed',
          'theme.properties': 'malformed',
          'theme.logo': 'malformed',
          'button.blink': 'malformed',
        },
      ])
      expect((yield* asShop('PATCH', path('account'), { values: {} })).status).toBe(400)
      expect((yield* asShop('PATCH', path('account'), wanted({ 'button.side': ['left'] }))).status).toBe(400)
      expect((yield* asShop('GET', path())).body.account.version).toBe(0)
    }),
  )

  it.effect('of two who change the same the second is told what is kept now, who changed it and when', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      yield* asShop('PATCH', path('account'), wanted({ 'button.side': 'right' }))
      const second = yield* asShop('PATCH', path('account'), wanted({ 'button.side': 'bottom' }))
      const change = {
        at: expect.any(Number),
        operator: 'Консультант',
        name: 'button.side',
        before: null,
        after: 'right',
      }
      expect([second.status, second.body]).toEqual([
        409,
        {
          _tag: 'Conflict',
          own: { site: null, version: 1, values: { 'button.side': 'right' } },
          changes: [change],
        },
      ])
      expect((yield* asShop('GET', `${path('account')}/changes`)).body).toEqual([change])
    }),
  )

  it.effect('are copied from another site', () =>
    Effect.gen(function* () {
      const { asShop, site } = yield* setUp
      yield* asShop('PATCH', path(site), wanted({ 'button.side': 'right' }))
      const copied = yield* asShop('POST', `${path('account')}/copy`, { from: site, version: 0 })
      expect(copied.body).toEqual({ site: null, version: 1, values: { 'button.side': 'right' } })
    }),
  )

  it.effect('may be pictures', () =>
    Effect.gen(function* () {
      const { asShop, picture, site } = yield* setUp
      const refused = yield* picture('account', 'theme.logo', Uint8Array.of(1))
      expect([refused.status, refused.body.fields]).toEqual([422, { photo: 'malformed' }])
      expect((yield* picture('account', 'button.text', png)).status).toBe(400)
      const set = yield* picture(site, 'theme.logo', png)
      expect(set.body.values).toEqual({ 'theme.logo': expect.stringMatching(/^\/photos\//) })
      expect((yield* asShop('DELETE', `${path(site)}/pictures/theme.logo`)).body.values).toEqual({})
    }),
  )

  it.effect('are the administrator’s, of the own account', () =>
    Effect.gen(function* () {
      const { asShop, asRival, asAnna, site } = yield* setUp
      const calls = [
        ['PATCH', path(site), wanted({ 'button.side': 'right' })],
        ['POST', `${path(site)}/copy`, { from: 'account', version: 0 }],
        ['POST', `${path('account')}/copy`, { from: site, version: 0 }],
        ['GET', `${path(site)}/changes`, undefined],
        ['DELETE', `${path(site)}/pictures/theme.logo`, undefined],
      ] as const
      for (const [method, to, body] of [...calls, ['GET', path(), undefined] as const]) {
        expect((yield* asAnna(method, to, body)).status).toBe(403)
      }
      for (const [method, to, body] of calls) expect((yield* asRival(method, to, body)).status).toBe(404)
      expect((yield* asShop('PATCH', path('nowhere'), wanted({}))).status).toBe(404)
      expect((yield* asShop('GET', path())).body.sites).toEqual([])
    }),
  )

  it.effect('that the tariff lacks cannot be set, and can be read', () =>
    Effect.gen(function* () {
      const engine = yield* start({ TARIFF: 'personal' })
      const { cookie, body } = yield* engine.register('shop')
      expect(body.features).toEqual([])
      const set = (values: Record<string, unknown>) =>
        engine.call('PATCH', path('account'), { cookie, body: wanted(values) })
      const refused = yield* set({ 'invitation.delay': 10, 'button.side': 'right' })
      expect([refused.status, refused.body.reason]).toEqual([403, 'tariff'])
      expect((yield* set({ 'button.side': 'right' })).status).toBe(200)
      const logo = `${path('account')}/pictures/theme.logo`
      expect((yield* engine.call('PUT', logo, { cookie, bytes: png })).status).toBe(403)
      expect((yield* engine.call('DELETE', logo, { cookie })).status).toBe(403)
      const { locked } = (yield* engine.call('GET', path(), { cookie })).body
      expect(locked).toEqual([...settings].flatMap(([name, { feature }]) => (feature ? [name] : [])))
    }),
  )
})
