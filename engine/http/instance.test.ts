import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { Registration } from './Registration.ts'
import { form, start } from './testEngine.ts'

const asWhom = Effect.fnUntraced(function* (env: Record<string, string> = { INSTANCE_OWNER: 'Root' }) {
  yield* TestClock.setTime(Date.UTC(2026, 0, 1))
  const engine = yield* start({ TARIFF: 'trial', ...env })
  const as = (cookie: string | null) => (method: string, path: string, body?: unknown) =>
    engine.call(method, `/api/v1${path}`, { cookie, body })
  const root = yield* engine.register('root')
  yield* TestClock.adjust(1)
  const shop = yield* engine.register('shop')
  const [asRoot, asShop] = [as(root.cookie), as(shop.cookie)]
  const anna = { login: 'anna', name: 'Анна', password: 'anna-password' }
  yield* asRoot('POST', '/operators', anna)
  const { accounts } = (yield* asRoot('GET', '/instance/accounts')).body
  return {
    asRoot,
    asShop,
    asAnna: as((yield* engine.signIn('anna', anna.password)).cookie),
    asNobody: as(null),
    root,
    shop,
    accounts,
    id: accounts?.find(({ login }: { login: string }) => login === 'shop').id as string,
  }
})
const pro = { tariff: 'pro', until: null }

describe('the instance', () => {
  it.effect('is looked after by the administrator of the owner’s account, and by nobody else', () =>
    Effect.gen(function* () {
      const { asRoot, asShop, asAnna, asNobody, root, shop, id } = yield* asWhom()
      expect([root.body.instanceOwner, shop.body.instanceOwner]).toEqual([true, false])
      expect(shop.body.licence).toMatchObject({ tariff: 'business', trial: true, ended: null })
      const asked = [
        ['GET', '/instance/condition'],
        ['GET', '/instance/accounts'],
        ['PUT', `/instance/accounts/${id}/licence`, pro],
        ['PUT', `/instance/accounts/${id}/blocked`, { blocked: true }],
      ] as const
      for (const [method, path, body] of asked) {
        for (const as of [asShop, asAnna]) {
          const refused = yield* as(method, path, body)
          expect([path, refused.status, refused.body.reason]).toEqual([path, 403, 'ownerOnly'])
        }
        expect([path, (yield* asNobody(method, path, body)).status]).toEqual([path, 401])
        expect([path, (yield* asRoot(method, path, body)).status]).toEqual([path, 200])
      }
    }),
  )

  it.effect('is looked after by nobody where no owner is set', () =>
    Effect.gen(function* () {
      const { asRoot, root } = yield* asWhom({})
      expect(root.body.instanceOwner).toBe(false)
      expect((yield* asRoot('GET', '/instance/accounts')).status).toBe(403)
    }),
  )

  it.effect('says how it is, and who is there', () =>
    Effect.gen(function* () {
      const { asRoot, accounts } = yield* asWhom()
      expect((yield* asRoot('GET', '/instance/condition')).body).toMatchObject({
        ok: true,
        accounts: 2,
        registration: true,
        beginning: 'trial',
      })
      expect(accounts).toMatchObject([
        { login: 'shop', email: 'shop@shop.example', operators: 1, blocked: false },
        { login: 'root', operators: 2 },
      ])
      const found = yield* asRoot('GET', '/instance/accounts?search=shop%40')
      expect(found.body.accounts.map(({ login }: { login: string }) => login)).toEqual(['shop'])
    }),
  )
})

it.effect('nobody becomes the owner by choosing his login; by hand, or as the first, it can be taken', () =>
  Effect.gen(function* () {
    const engine = yield* start({ INSTANCE_OWNER: 'root' })
    const shop = yield* engine.register('shop')
    const refused = yield* engine.register('Root')
    expect([refused.status, refused.body.fields]).toEqual([422, { login: 'taken' }])
    const operator = { login: 'root', name: 'Root', password: 'root-password' }
    const added = yield* engine.call('POST', '/api/v1/operators', { cookie: shop.cookie, body: operator })
    expect(added.body.fields).toEqual({ login: 'taken' })
    const registration = Context.get(engine.context as Context.Context<Registration>, Registration)
    const made = yield* registration.register(form('root') as never, true)
    expect(made.account.login).toBe('root')
    const first = yield* start({ INSTANCE_OWNER: 'root' })
    expect((yield* first.register('root')).body.instanceOwner).toBe(true)
  }),
)

describe('a licence that the owner gives', () => {
  it.effect('counts at once for the other account', () =>
    Effect.gen(function* () {
      const { asRoot, asShop, id } = yield* asWhom()
      const path = `/instance/accounts/${id}/licence`
      expect((yield* asRoot('PUT', path, { tariff: 'personal', until: null })).status).toBe(200)
      expect((yield* asShop('GET', '/session')).body.features).toEqual([])
      const inviting = () =>
        asShop('PATCH', '/settings/account', { version: 0, values: { 'invitation.automatic': true } })
      expect((yield* inviting()).body.reason).toBe('tariff')
      const given = yield* asRoot('PUT', path, { tariff: 'business', until: '2026-01-31' })
      // The end of that day in Moscow.
      const licence = { tariff: 'business', until: Date.UTC(2026, 0, 31, 21), trial: false, ended: null }
      expect(given.body.licence).toEqual(licence)
      expect((yield* asShop('GET', '/session')).body.licence).toEqual(licence)
      expect((yield* inviting()).status).toBe(200)
    }),
  )

  it.effect('is refused with what is wrong', () =>
    Effect.gen(function* () {
      const { asRoot, id } = yield* asWhom()
      const path = `/instance/accounts/${id}/licence`
      const refused = yield* asRoot('PUT', path, { tariff: 'pro', until: '2025-12-31' })
      expect([refused.status, refused.body.fields]).toEqual([422, { until: 'range' }])
      expect((yield* asRoot('PUT', path, { tariff: 'gold', until: null })).status).toBe(400)
      expect((yield* asRoot('PUT', '/instance/accounts/nobody/licence', pro)).status).toBe(404)
    }),
  )
})

it.effect('the owner’s own account is not blocked', () =>
  Effect.gen(function* () {
    const { asRoot, accounts } = yield* asWhom()
    const { id } = accounts.find(({ login }: { login: string }) => login === 'root')
    const refused = yield* asRoot('PUT', `/instance/accounts/${id}/blocked`, { blocked: true })
    expect([refused.status, refused.body.reason]).toEqual([403, 'ownerStays'])
  }),
)
