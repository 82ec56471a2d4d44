import { Context, Effect } from 'effect'
import { describe, expect, vi } from 'vitest'
import { Log } from '../store/Log.ts'
import { Sessions } from '../store/Sessions.ts'
import { it } from '../testing.ts'
import { type Call, own, start } from './testEngine.ts'

const session = '/api/v1/session'
const sessions = '/api/v1/sessions'

describe('the session', () => {
  it.effect('is wanted everywhere', () =>
    Effect.gen(function* () {
      const { call } = yield* start()
      const requests: ReadonlyArray<readonly [string, string, Call]> = [
        ['GET', session, {}],
        ['DELETE', session, {}],
        ['GET', sessions, {}],
        ['DELETE', `${sessions}/x`, {}],
        ['PATCH', '/api/v1/me', { body: { language: 'en' } }],
        ['GET', '/api/v1/operators', {}],
        ['POST', '/api/v1/operators', { body: { login: 'anna', name: 'A', password: 'password-1' } }],
        ['PATCH', '/api/v1/operators/x', { body: {} }],
        ['DELETE', '/api/v1/operators/x', {}],
        ['PUT', '/api/v1/operators/x/photo', { bytes: new Uint8Array(1) }],
        ['DELETE', '/api/v1/operators/x/photo', {}],
      ]
      for (const [method, path, options] of requests) {
        const answer = yield* call(method, path, { ...options, cookie: `redhelper=${'A'.repeat(43)}` })
        expect([method, path, answer.status, answer.body]).toEqual([
          method,
          path,
          401,
          { _tag: 'Unauthorized' },
        ])
      }
    }),
  )

  it.effect('signed out is over, its cookie is taken back, its sockets are told', () =>
    Effect.gen(function* () {
      const { call, register, context } = yield* start()
      const { cookie } = yield* register('shop')
      const store = Context.get(context as Context.Context<Sessions>, Sessions)
      const { session: id } = store.authenticate(cookie, false)!
      const ended: Array<string> = []
      store.onEnded((ids) => ended.push(...ids))
      const out = yield* call('DELETE', session, { cookie })
      expect(out.status).toBe(204)
      expect(out.headers.get('set-cookie')).toBe('redhelper=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
      expect(ended).toEqual([id])
      expect((yield* call('GET', session, { cookie })).status).toBe(401)
    }),
  )

  it.effect('can be listed, and ended from another place, but not by other people', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start()
      const here = yield* register('shop', {}, { headers: { 'user-agent': 'A'.repeat(5_000) } })
      const there = yield* signIn('shop', 'shop-password', {
        address: '2001:db8::7',
        headers: { 'user-agent': 'Phone' },
      })
      const rival = yield* register('rival')
      const list = (yield* call('GET', sessions, { cookie: here.cookie })).body
      expect(list).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ current: true, address: '192.0.2.1', userAgent: 'A'.repeat(300) }),
          expect.objectContaining({ current: false, address: '2001:db8::7', userAgent: 'Phone' }),
        ]),
      )
      const phone = `${sessions}/${list.find((one: { current: boolean }) => !one.current).id}`
      const theirs = yield* call('DELETE', phone, { cookie: rival.cookie })
      const none = yield* call('DELETE', `${sessions}/01900000-0000-7000-8000-000000000000`, {
        cookie: rival.cookie,
      })
      expect([theirs.status, theirs.body]).toEqual([none.status, none.body])
      expect(none.status).toBe(404)
      expect((yield* call('GET', session, { cookie: there.cookie })).status).toBe(200)
      expect((yield* call('DELETE', phone, { cookie: here.cookie })).status).toBe(204)
      expect((yield* call('GET', session, { cookie: there.cookie })).status).toBe(401)
    }),
  )
})

describe('requests that change something', () => {
  it.effect('must come from our own pages', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start()
      const { cookie } = yield* register('shop')
      const change = (headers: Record<string, string>) =>
        call('PATCH', '/api/v1/me', { cookie, headers, body: { language: 'en' } })
      const refused = [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: '' },
        { origin: 'http://chat.example:9090', 'sec-fetch-site': 'same-site' },
      ]
      for (const headers of refused) {
        expect((yield* change(headers)).body).toEqual({ _tag: 'Forbidden', reason: 'origin' })
      }
      expect((yield* call('GET', session, { cookie })).body.language).toBe('ru')
      expect((yield* change({ origin: own })).body.language).toBe('en')
      expect((yield* change({ origin: '', 'sec-fetch-site': 'same-origin' })).status).toBe(200)
      // A script without a browser's cookie may sign in; another site may not sign a browser in.
      expect((yield* signIn('shop', 'shop-password', { headers: { origin: '' } })).status).toBe(200)
      expect(
        (yield* signIn('shop', 'shop-password', { headers: { origin: 'https://evil.example' } })).status,
      ).toBe(403)
    }),
  )

  it.effect('with PUBLIC_URL set, come from there and nowhere else', () =>
    Effect.gen(function* () {
      const { call, register, signIn } = yield* start({ PUBLIC_URL: 'https://chat.example' })
      const made = yield* register('shop', {}, { secure: true, headers: { origin: 'https://chat.example' } })
      expect([made.status, made.body.publicUrl]).toEqual([201, 'https://chat.example'])
      expect(made.cookie).toMatch(/^__Host-redhelper=/)
      // The proxy in front need not be known for that: it is what PUBLIC_URL says.
      const signedIn = yield* signIn('shop', 'shop-password', { headers: { origin: 'https://chat.example' } })
      expect(signedIn.headers.get('set-cookie')).toMatch(/^__Host-redhelper=.*; Secure$/)
      expect((yield* call('GET', session, { cookie: signedIn.cookie })).status).toBe(200)
      const other = yield* register(
        'shop2',
        {},
        { headers: { origin: own, 'sec-fetch-site': 'same-origin' } },
      )
      // The page that was opened elsewhere can say where to go.
      expect([other.status, other.body]).toEqual([
        403,
        { _tag: 'Forbidden', reason: 'origin', address: 'https://chat.example' },
      ])
    }),
  )
})

describe('the answers', () => {
  it.effect('never build an address from an odd Host', () =>
    Effect.gen(function* () {
      const { register } = yield* start()
      const made = yield* register(
        'shop',
        {},
        { headers: { host: 'evil"><script>', origin: 'http://localhost' } },
      )
      expect(made.body.publicUrl).toBe('http://localhost')
    }),
  )

  it.effect('to what is no API are JSON too', () =>
    Effect.gen(function* () {
      const { call } = yield* start()
      const json = { 'content-type': 'application/json' }
      const registration = '/api/v1/registration'
      const cases: ReadonlyArray<readonly [string, string, Call & { text?: string }, number, string]> = [
        ['GET', '/api/v1/nothing', {}, 404, 'NotFound'],
        ['GET', '/api', {}, 404, 'NotFound'],
        ['PUT', session, {}, 404, 'NotFound'],
        ['POST', registration, { text: '{"email":', headers: json }, 400, 'Malformed'],
        ['POST', registration, { text: '', headers: json }, 400, 'Malformed'],
        ['POST', registration, { body: [] }, 400, 'Malformed'],
        ['POST', session, { body: { login: { $ne: 1 }, password: null } }, 400, 'Malformed'],
        ['POST', session, { text: 'login=a', headers: { 'content-type': 'text/plain' } }, 415, 'Malformed'],
        ['POST', session, { body: { login: 'a', password: 'x'.repeat(2_000_000) } }, 413, 'TooLarge'],
        ['GET', `/api/v1/${'%00'.repeat(10)}`, {}, 404, 'NotFound'],
        ['GET', '/api/v1/%E0%A4%A', {}, 404, 'NotFound'],
      ]
      for (const [method, path, options, status, tag] of cases) {
        const { text, ...rest } = options
        const bytes = text === undefined ? {} : { bytes: new TextEncoder().encode(text) }
        const answer = yield* call(method, path, { ...rest, ...bytes })
        expect([method, path, answer.status, answer.body]).toEqual([method, path, status, { _tag: tag }])
        expect(answer.headers.get('content-type')).toBe('application/json')
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
    }),
  )

  it.effect('to a very long login or password are the usual ones', () =>
    Effect.gen(function* () {
      const { signIn, register } = yield* start()
      const long = 'x'.repeat(300_000)
      expect((yield* signIn(long, long)).body).toEqual({ _tag: 'WrongPassword' })
      expect(
        (yield* register('shop', { login: long, password: long, email: `${long}@x.example` })).body.fields,
      ).toEqual({
        login: 'tooLong',
        password: 'tooLong',
        email: 'tooLong',
      })
    }),
  )

  it.effect('include the description of the API', () =>
    Effect.gen(function* () {
      const { call } = yield* start()
      const { status, body } = yield* call('GET', '/api/openapi.json')
      expect(status).toBe(200)
      expect(body.info.title).toBe('RedHelper')
      expect(Object.keys(body.paths)).toContain('/api/v1/operators/{id}/photo')
    }),
  )

  it.effect('say when the store cannot write, and change nothing', () =>
    Effect.gen(function* () {
      const { call, register, context } = yield* start()
      const { cookie } = yield* register('shop')
      const { db } = Context.get(context as Context.Context<Log>, Log)
      db.pragma('query_only = ON')
      const answers = [
        yield* register('other'),
        yield* call('PATCH', '/api/v1/me', { cookie, body: { language: 'en' } }),
        yield* call('DELETE', session, { cookie }),
      ]
      for (const answer of answers) {
        expect([answer.status, answer.body, answer.cookie]).toEqual([503, { _tag: 'Unavailable' }, null])
      }
      db.pragma('query_only = OFF')
      expect((yield* call('GET', session, { cookie })).body.language).toBe('ru')
      expect((yield* register('other')).status).toBe(201)
    }),
  )

  it.effect('to what nobody expected are one word; the log has the rest, without secrets', () =>
    Effect.gen(function* () {
      const { context, register, signIn } = yield* start()
      const { cookie } = yield* register('shop')
      Context.get(context as Context.Context<Log>, Log).db.exec('DROP TABLE sessions')
      const lines: Array<string> = []
      const log = vi.spyOn(console, 'log').mockImplementation((...line) => void lines.push(line.join(' ')))
      const answer = yield* signIn('shop', 'shop-password', { cookie })
      log.mockRestore()
      expect([answer.status, answer.body, answer.cookie]).toEqual([500, { _tag: 'Failed' }, null])
      const logged = lines.join('\n')
      expect(logged).toContain('POST /api/v1/session failed')
      expect(logged).toContain('no such table: sessions')
      expect(logged).not.toContain('shop-password')
      expect(logged).not.toContain(cookie!.split('=')[1])
    }),
  )
})
