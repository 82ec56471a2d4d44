import { Effect } from 'effect'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { type Call, start } from './testEngine.ts'

const path = (id = '') => `/api/v1/sites${id && `/${id}`}`
const departmentPath = (id = '') => `/api/v1/departments${id && `/${id}`}`
const site = (address: string, more: Record<string, unknown> = {}) => ({
  address,
  description: '',
  language: 'ru',
  everybody: true,
  operators: [],
  departments: [],
  ...more,
})

/** Two accounts; the first with operators anna and boris. */
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
    engine.call(method, to, { cookie, ...(body === undefined ? {} : { body }) } as Call)
  const shop = yield* engine.register('shop')
  const asShop = as(shop.cookie)
  const asRival = as((yield* engine.register('rival', { language: 'en' })).cookie)
  const ids: Array<string> = []
  for (const login of ['anna', 'boris']) {
    const added = yield* asShop('POST', '/api/v1/operators', {
      login,
      name: login,
      password: `${login}-password`,
    })
    ids.push(added.body.id)
  }
  const asAnna = as((yield* engine.signIn('anna', 'anna-password')).cookie)
  return { asShop, asRival, asAnna, owner: shop.body.operator as string, anna: ids[0]!, boris: ids[1]! }
})

describe('sites', () => {
  it.effect('an account begins with every page, served by everybody, and may change and delete that', () =>
    Effect.gen(function* () {
      const { asShop, asRival } = yield* setUp
      const { body } = yield* asShop('GET', path())
      const { id } = body[0]
      expect(body).toEqual([{ id, ...site('*', { description: 'Все страницы' }) }])
      expect((yield* asRival('GET', path())).body).toMatchObject([
        { address: '*', description: 'All pages', language: 'en' },
      ])
      const changed = yield* asShop('PUT', path(id), site('https://Shop.ru/', { description: ' Our\nshop ' }))
      expect(changed).toMatchObject({
        status: 200,
        body: { id, address: 'shop.ru', description: 'Our shop' },
      })
      expect((yield* asShop('DELETE', path(id))).status).toBe(204)
      expect((yield* asShop('GET', path())).body).toEqual([])
      expect((yield* asShop('DELETE', path(id))).status).toBe(404)
      expect((yield* asRival('GET', path())).body).toHaveLength(1)
    }),
  )

  it.effect('an address is refused with its reason, and given once', () =>
    Effect.gen(function* () {
      const { asShop } = yield* setUp
      const wrong = ['', 'a b', 'ftp://shop.ru', '/shop', `shop.ru/${'x'.repeat(600)}`, '*']
      const answers = []
      for (const address of wrong) answers.push(yield* asShop('POST', path(), site(address)))
      expect(answers.map(({ status, body }) => [status, body.fields.address])).toEqual([
        [422, 'required'],
        [422, 'spaces'],
        [422, 'scheme'],
        [422, 'host'],
        [422, 'tooLong'],
        [422, 'taken'],
      ])
      const long = yield* asShop('POST', path(), site('shop.ru', { description: 'x'.repeat(301) }))
      expect(long.body.fields).toEqual({ description: 'tooLong' })
      const added = yield* asShop('POST', path(), site('shop.ru'))
      expect(added.status).toBe(201)
      const same = yield* asShop('PUT', path(added.body.id), site('http://shop.ru:80'))
      expect(same.status).toBe(200)
      const all = (yield* asShop('GET', path())).body[0].id
      expect((yield* asShop('PUT', path(all), site('shop.ru/*'))).body.fields).toEqual({ address: 'taken' })
    }),
  )

  it.effect('are served by operators and departments of this account only; a deleted operator goes', () =>
    Effect.gen(function* () {
      const { asShop, asRival, anna, boris } = yield* setUp
      const sales = yield* asShop('POST', departmentPath(), {
        name: 'Sales',
        description: 'Prices',
        operators: [boris],
      })
      const served = site('shop.ru', { everybody: false, operators: [anna], departments: [sales.body.id] })
      const added = yield* asShop('POST', path(), served)
      expect(added.body).toEqual({ id: added.body.id, ...served })
      const foreign = [
        site('rival.ru', { operators: [anna] }),
        site('rival.ru', { departments: [sales.body.id] }),
      ]
      for (const one of foreign) expect((yield* asRival('POST', path(), one)).status).toBe(404)
      expect((yield* asRival('PUT', path(added.body.id), site('rival.ru'))).status).toBe(404)
      expect((yield* asRival('DELETE', path(added.body.id))).status).toBe(404)
      yield* asShop('DELETE', `/api/v1/operators/${anna}`)
      expect((yield* asShop('GET', path())).body[1]).toMatchObject({ operators: [] })
      expect((yield* asShop('PUT', path(added.body.id), served)).status).toBe(404)
    }),
  )

  it.effect("are the administrator's", () =>
    Effect.gen(function* () {
      const { asAnna } = yield* setUp
      const fields = { name: 'x', description: '', operators: [] }
      const answers = [
        yield* asAnna('GET', path()),
        yield* asAnna('POST', path(), site('shop.ru')),
        yield* asAnna('PUT', path('x'), site('shop.ru')),
        yield* asAnna('DELETE', path('x')),
        yield* asAnna('GET', departmentPath()),
        yield* asAnna('POST', departmentPath(), fields),
        yield* asAnna('PUT', departmentPath('x'), fields),
        yield* asAnna('DELETE', departmentPath('x')),
      ]
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(403))
    }),
  )
})

describe('departments', () => {
  it.effect('an operator is in as many as wanted, and never leaves the last one', () =>
    Effect.gen(function* () {
      const { asShop, anna, boris } = yield* setUp
      const department = (name: string, ...operators: Array<string>) => ({ name, description: '', operators })
      const sales = yield* asShop('POST', departmentPath(), department('Sales', anna, boris))
      expect(sales.status).toBe(201)
      const one = departmentPath(sales.body.id)
      const last = { _tag: 'LastDepartment', operators: [boris] }
      expect(yield* asShop('PUT', one, department('Sales', anna))).toMatchObject({ status: 409, body: last })
      const both = [anna, boris].sort()
      const refused = yield* asShop('DELETE', one)
      expect({ ...refused.body, operators: refused.body.operators.toSorted() }).toEqual({
        ...last,
        operators: both,
      })
      expect((yield* asShop('GET', departmentPath())).body).toEqual([sales.body])
      const support = yield* asShop('POST', departmentPath(), department('Support', boris))
      const changed = yield* asShop('PUT', one, department('Sale', anna))
      expect(changed.body).toMatchObject({ name: 'Sale', operators: [anna] })
      // Anna is in no other still.
      expect((yield* asShop('DELETE', one)).body).toEqual({ ...last, operators: [anna] })
      yield* asShop('PUT', departmentPath(support.body.id), department('Support', anna, boris))
      expect((yield* asShop('DELETE', one)).status).toBe(204)
      expect((yield* asShop('DELETE', one)).status).toBe(404)
    }),
  )

  it.effect('a deleted operator keeps none; a deleted department goes from its sites', () =>
    Effect.gen(function* () {
      const { asShop, asRival, anna } = yield* setUp
      const added = yield* asShop('POST', departmentPath(), { name: 'S', description: '', operators: [anna] })
      const served = site('shop.ru', { everybody: false, departments: [added.body.id] })
      yield* asShop('POST', path(), served)
      expect((yield* asRival('DELETE', departmentPath(added.body.id))).status).toBe(404)
      yield* asShop('DELETE', `/api/v1/operators/${anna}`)
      expect((yield* asShop('GET', departmentPath())).body[0].operators).toEqual([])
      expect((yield* asShop('DELETE', departmentPath(added.body.id))).status).toBe(204)
      expect((yield* asShop('GET', path())).body[1].departments).toEqual([])
    }),
  )

  it.effect('need a name, and operators of this account', () =>
    Effect.gen(function* () {
      const { asShop, asRival, anna } = yield* setUp
      const unnamed = yield* asShop('POST', departmentPath(), { name: ' ', description: '', operators: [] })
      expect(unnamed.body.fields).toEqual({ name: 'required' })
      const foreign = { name: 'S', description: '', operators: [anna] }
      expect((yield* asRival('POST', departmentPath(), foreign)).status).toBe(404)
    }),
  )
})
