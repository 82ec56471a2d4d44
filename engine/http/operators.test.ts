import { createHash } from 'node:crypto'
import { Context, Effect } from 'effect'
import { describe, expect } from 'vitest'
import { photoSize } from '../domain/photo.ts'
import { Operators } from '../store/Operators.ts'
import { Photos } from '../store/Photos.ts'
import { Sessions } from '../store/Sessions.ts'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = (id = '', rest = '') => `/api/v1/operators${id && `/${id}`}${rest}`
const session = '/api/v1/session'
const base64 = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'))

/** Pictures of one pixel. */
const png = base64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)
const jpeg = base64(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
)
const webp = base64('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA')

/** Two accounts, each with an administrator; the first with an operator, anna. */
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const shop = yield* engine.register('shop')
  const rival = yield* engine.register('rival')
  const as =
    (cookie: string | null) =>
    (method: string, to: string, call: Call = {}) =>
      engine.call(method, to, { cookie, ...call })
  const asShop = as(shop.cookie)
  const added = yield* asShop('POST', path(), {
    body: { login: 'Anna', name: ' Анна\0 😀 ', password: 'anna-password-1' },
  })
  const anna = yield* engine.signIn('anna', 'anna-password-1')
  const operators = Context.get(engine.context as Context.Context<Operators>, Operators)
  const changed: Array<string> = []
  operators.onChanged((account, operator) => changed.push(`${account} ${operator}`))
  const ended: Array<string> = []
  Context.get(engine.context as Context.Context<Sessions>, Sessions).onEnded((ids) => ended.push(...ids))
  return {
    ...engine,
    shop,
    rival,
    asShop,
    asRival: as(rival.cookie),
    asAnna: as(anna.cookie),
    as,
    added,
    anna,
    id: added.body.id as string,
    operators,
    account: operators.credentials('shop')!.operator.account,
    changed,
    ended,
    photos: Context.get(engine.context as Context.Context<Photos>, Photos),
  }
})

describe('an operator', () => {
  it.effect('is added by the administrator, and may sign in', () =>
    Effect.gen(function* () {
      const { added, asShop, anna, id, shop } = yield* setUp
      expect(added.status).toBe(201)
      expect(added.body).toEqual({
        id,
        login: 'anna',
        name: 'Анна 😀',
        photo: null,
        administrator: false,
        status: 'offline',
        statistics: true,
        createdAt: 0,
      })
      expect(anna.body).toMatchObject({ login: 'anna', account: 'shop', administrator: false, email: null })
      const list = yield* asShop('GET', path())
      expect(list.body.map((one: { id: string }) => one.id)).toEqual([shop.body.operator, id])
    }),
  )

  it.effect('needs a login that nobody has or had, a name and a password', () =>
    Effect.gen(function* () {
      const { asShop, asRival } = yield* setUp
      const answers = [
        yield* asShop('POST', path(), { body: { login: '', name: '\u200b', password: 'short' } }),
        yield* asRival('POST', path(), { body: { login: 'ANNA', name: 'Anna', password: 'password-1' } }),
        yield* asRival('POST', path(), {
          body: { login: 'shop', name: 'x'.repeat(500_000), password: 'password-1' },
        }),
      ]
      expect(answers.map(({ status, body }) => [status, body.fields])).toEqual([
        [422, { login: 'required', name: 'required', password: 'tooShort' }],
        [422, { login: 'taken' }],
        [422, { login: 'taken', name: 'tooLong' }],
      ])
    }),
  )

  it.effect('added twice at once is added once', () =>
    Effect.gen(function* () {
      const { send, shop } = yield* setUp
      const body = { login: 'boris', name: 'Борис', password: 'password-1' }
      const both = yield* Effect.promise(() =>
        Promise.all([1, 2].map(() => send('POST', path(), { body, cookie: shop.cookie }))),
      )
      expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    }),
  )

  it.effect('sees and changes oneself alone', () =>
    Effect.gen(function* () {
      const { asAnna, asShop, id, shop } = yield* setUp
      const admin = shop.body.operator
      const refused = [
        yield* asAnna('GET', path()),
        yield* asAnna('POST', path(), { body: { login: 'friend', name: 'Friend', password: 'password-1' } }),
        yield* asAnna('PATCH', path(admin), { body: { name: 'Fool' } }),
        yield* asAnna('PUT', path(admin, '/photo'), { bytes: png }),
        yield* asAnna('DELETE', path(admin, '/photo')),
        yield* asAnna('DELETE', path(id)),
        yield* asAnna('DELETE', path(admin)),
        yield* asAnna('PATCH', '/api/v1/me', { body: { language: 'en' } }),
      ]
      for (const { status, body } of refused) {
        expect([status, body.reason]).toEqual([403, 'administratorOnly'])
      }
      expect((yield* asAnna('PATCH', path(id), { body: { name: 'Аня' } })).body.name).toBe('Аня')
      expect((yield* asAnna('GET', session)).body.name).toBe('Аня')
      expect((yield* asShop('PATCH', path(id), { body: { name: 'Анна П.' } })).body.name).toBe('Анна П.')
    }),
  )

  it.effect('of another account is as unknown as no operator at all', () =>
    Effect.gen(function* () {
      const { asRival, id, asShop } = yield* setUp
      const nobody = '01900000-0000-7000-8000-000000000000'
      const requests: ReadonlyArray<readonly [string, string, Call]> = [
        ['PATCH', '', { body: { name: 'Mine now' } }],
        ['PATCH', '', { body: { password: 'password-1' } }],
        ['PATCH', '', { body: {} }],
        ['DELETE', '', {}],
        ['PUT', '/photo', { bytes: png }],
        ['DELETE', '/photo', {}],
      ]
      for (const [method, rest, call] of requests) {
        const theirs = yield* asRival(method, path(id, rest), call)
        const none = yield* asRival(method, path(nobody, rest), call)
        const odd = yield* asRival(method, path(encodeURIComponent("' OR 1=1 --\0"), rest), call)
        for (const answer of [theirs, none, odd]) {
          expect([answer.status, answer.body]).toEqual([404, { _tag: 'NotFound' }])
        }
      }
      expect((yield* asRival('GET', path())).body.length).toBe(1)
      expect((yield* asShop('GET', path())).body[1]).toMatchObject({ name: 'Анна 😀', photo: null })
    }),
  )

  it.effect('who is deleted is signed out, cannot come back, and keeps the name', () =>
    Effect.gen(function* () {
      const { account, asShop, asRival, asAnna, id, operators, signIn, register, changed, ended } =
        yield* setUp
      expect((yield* asShop('DELETE', path(id))).status).toBe(204)
      expect((yield* asAnna('GET', session)).status).toBe(401)
      expect((yield* signIn('anna', 'anna-password-1')).status).toBe(401)
      expect(ended.length).toBe(1)
      expect(changed).toEqual([`${account} ${id}`])
      expect((yield* asShop('DELETE', path(id))).status).toBe(404)
      expect((yield* asShop('PATCH', path(id), { body: { name: 'Again' } })).status).toBe(404)
      for (const as of [asShop, asRival]) {
        const again = yield* as('POST', path(), {
          body: { login: 'aNNa', name: 'A', password: 'password-1' },
        })
        expect(again.body.fields).toEqual({ login: 'taken' })
      }
      expect((yield* register('anna')).body.fields).toEqual({ login: 'taken' })
      expect(operators.find(account, id)).toBeNull()
      expect(operators.known(account, id)?.name).toBe('Анна 😀')
    }),
  )

  it.effect('who is the administrator stays', () =>
    Effect.gen(function* () {
      const { asShop, shop } = yield* setUp
      const answer = yield* asShop('DELETE', path(shop.body.operator))
      expect([answer.status, answer.body.reason]).toEqual([403, 'administratorStays'])
      expect((yield* asShop('GET', session)).status).toBe(200)
    }),
  )
})

describe('a password', () => {
  it.effect('of oneself changes for who knows it, and ends the other sessions', () =>
    Effect.gen(function* () {
      const { as, asAnna, ended, id, signIn } = yield* setUp
      const other = yield* signIn('anna', 'anna-password-1')
      const change = (more: object) =>
        asAnna('PATCH', path(id), { body: { password: 'anna-password-2', ...more } })
      expect((yield* change({})).body.fields).toEqual({ currentPassword: 'required' })
      expect((yield* change({ currentPassword: 'wrong' })).body.fields).toEqual({ currentPassword: 'wrong' })
      expect((yield* change({ currentPassword: 'wrong', password: 'anna' })).body.fields).toEqual({
        password: 'tooShort',
      })
      expect((yield* as(other.cookie)('GET', session)).status).toBe(200)
      expect((yield* change({ currentPassword: 'anna-password-1' })).status).toBe(200)
      expect((yield* as(other.cookie)('GET', session)).status).toBe(401)
      expect((yield* asAnna('GET', session)).status).toBe(200)
      expect(ended.length).toBe(1)
      expect((yield* signIn('anna', 'anna-password-1')).status).toBe(401)
      expect((yield* signIn('anna', 'anna-password-2')).status).toBe(200)
    }),
  )

  it.effect('given by the administrator ends all sessions of the operator', () =>
    Effect.gen(function* () {
      const { asAnna, asShop, id, signIn } = yield* setUp
      expect((yield* asShop('PATCH', path(id), { body: { password: 'anna-password-2' } })).status).toBe(200)
      expect((yield* asAnna('GET', session)).status).toBe(401)
      expect((yield* signIn('anna', 'anna-password-2')).status).toBe(200)
    }),
  )

  it.effect('cannot be guessed from a session left open', () =>
    Effect.gen(function* () {
      const { id, asAnna, send, anna } = yield* setUp
      const guess = (currentPassword: string) => ({
        cookie: anna.cookie,
        body: { password: 'anna-password-2', currentPassword },
      })
      // All at once: the ten that are let in wait to be slow enough, the others are refused.
      for (let n = 0; n < 10; n++) void send('PATCH', path(id), guess(`guess ${n}`))
      const refused = yield* asAnna('PATCH', path(id), guess('anna-password-1'))
      expect([refused.status, refused.body._tag]).toEqual([429, 'TooMany'])
    }),
  )
})

describe('a photo', () => {
  it.effect('may be PNG, JPEG or WebP, and is got under its hash', () =>
    Effect.gen(function* () {
      const { account, asAnna, asShop, changed, id, photos } = yield* setUp
      const all = [
        ['image/png', png],
        ['image/jpeg', jpeg],
        ['image/webp', webp],
      ] as const
      let before: string | null = null
      for (const [type, bytes] of all) {
        const set = yield* asAnna('PUT', path(id, '/photo'), { bytes })
        const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
        expect([set.status, set.body.photo]).toEqual([200, `/photos/${id}/${hash}`])
        const got = photos.get(id, hash)!
        expect([got.type, Buffer.from(got.bytes).equals(bytes)]).toEqual([type, true])
        if (before !== null) expect(photos.get(id, before)).toBeNull()
        before = hash
      }
      expect(changed).toEqual(Array(3).fill(`${account} ${id}`))
      expect((yield* asAnna('GET', session)).body.photo).toBe(`/photos/${id}/${before}`)
      expect((yield* asShop('DELETE', path(id, '/photo'))).body.photo).toBeNull()
      expect(photos.get(id, before!)).toBeNull()
    }),
  )

  it.effect('that is something else, nothing, or too big, is refused', () =>
    Effect.gen(function* () {
      const { asShop, id } = yield* setUp
      const text = (given: string) => new TextEncoder().encode(given)
      const big = new Uint8Array(photoSize + 1)
      big.set(png)
      const fits = big.slice(0, photoSize)
      const cases = [
        [text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 422, 'malformed'],
        [text('<?xml version="1.0"?><svg/>'), 422, 'malformed'],
        [text('GIF89a\x01\0\x01\0\0\0\0;'), 422, 'malformed'],
        [text('RIFF\0\0\0\0WAVEfmt '), 422, 'malformed'],
        [png.slice(0, 8), 422, 'malformed'],
        [new Uint8Array(0), 422, 'required'],
        [big, 422, 'tooLong'],
        [fits, 200, undefined],
      ] as const
      for (const [bytes, status, problem] of cases) {
        const answer = yield* asShop('PUT', path(id, '/photo'), { bytes })
        expect([answer.status, answer.body.fields?.photo]).toEqual([status, problem])
      }
    }),
  )
})

describe('sessions of an operator (A7)', () => {
  const sessions = (id: string) => path(id, '/sessions')

  it.effect('are seen and ended by the administrator', () =>
    Effect.gen(function* () {
      const { asShop, asAnna, signIn, id, ended } = yield* setUp
      yield* signIn('anna', 'anna-password-1', { headers: { 'user-agent': 'Firefox' }, address: '192.0.2.9' })
      const seen = yield* asShop('GET', sessions(id))
      expect(seen.body).toHaveLength(2)
      expect(seen.body.map(({ address, current }: Record<string, unknown>) => [address, current])).toEqual(
        expect.arrayContaining([
          ['192.0.2.9', false],
          ['192.0.2.1', false],
        ]),
      )
      expect((yield* asShop('DELETE', sessions(id))).status).toBe(204)
      expect(ended).toHaveLength(2)
      expect((yield* asAnna('GET', session)).status).toBe(401)
      expect((yield* asShop('GET', session)).status).toBe(200)
    }),
  )

  it.effect('are nobody else’s business; one’s own all end but this one', () =>
    Effect.gen(function* () {
      const { asShop, asAnna, asRival, signIn, shop, id } = yield* setUp
      for (const method of ['GET', 'DELETE']) {
        expect((yield* asRival(method, sessions(id))).status).toBe(404)
        expect((yield* asAnna(method, sessions(shop.body.operator))).body.reason).toBe('administratorOnly')
      }
      yield* signIn('anna', 'anna-password-1')
      expect((yield* asAnna('DELETE', sessions(id))).status).toBe(204)
      const left = (yield* asAnna('GET', '/api/v1/sessions')).body
      expect(left.map(({ current }: { current: boolean }) => current)).toEqual([true])
      yield* signIn('shop', 'shop-password')
      expect((yield* asShop('DELETE', '/api/v1/sessions')).status).toBe(204)
      expect((yield* asShop('GET', '/api/v1/sessions')).body).toHaveLength(1)
    }),
  )
})

it.effect('whether an operator sees the statistics is the administrator’s to say (A7)', () =>
  Effect.gen(function* () {
    const { asShop, asAnna, shop, id } = yield* setUp
    expect((yield* asAnna('GET', session)).body.statistics).toBe(true)
    const off = { body: { statistics: false } }
    expect((yield* asAnna('PATCH', path(id), off)).body.reason).toBe('administratorOnly')
    expect((yield* asShop('PATCH', path(id), off)).body.statistics).toBe(false)
    expect((yield* asAnna('GET', session)).body.statistics).toBe(false)
    // His name is still his own to change, and changes nothing of it.
    expect((yield* asAnna('PATCH', path(id), { body: { name: 'Аня' } })).body.statistics).toBe(false)
    expect((yield* asShop('PATCH', path(shop.body.operator), off)).body.reason).toBe('administratorStays')
  }),
)
