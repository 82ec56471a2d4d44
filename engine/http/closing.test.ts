/** An account's end, and a visitor's, as the API has them. */
import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Accounts } from '../store/Accounts.ts'
import { Bans } from '../store/Bans.ts'
import { Erasures } from '../store/Erasures.ts'
import { Log } from '../store/Log.ts'
import { Sessions } from '../store/Sessions.ts'
import { Visitors } from '../store/Visitors.ts'
import { it } from '../testing.ts'
import { start } from './testEngine.ts'

const week = 7 * 86_400_000

/** An account with an administrator and an operator, both signed in. */
const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const { cookie } = yield* engine.register('shop')
  yield* engine.call('POST', '/api/v1/operators', {
    cookie,
    body: { login: 'anna', name: 'Анна', password: 'anna-password' },
  })
  const anna = yield* engine.signIn('anna', 'anna-password')
  const close = (body: object, by = cookie) =>
    engine.call('POST', '/api/v1/account/closing', { cookie: by, body })
  const get = (path: string, by = cookie) => engine.call('GET', `/api/v1${path}`, { cookie: by })
  return { ...engine, cookie, anna: anna.cookie, close, get }
})
const sure = { login: 'Shop', currentPassword: 'shop-password' }

describe('closing an account', () => {
  it.effect('wants the administrator, the login and the password', () =>
    Effect.gen(function* () {
      const { close, anna, get } = yield* setUp
      expect(yield* close(sure, anna)).toMatchObject({ status: 403, body: { reason: 'administratorOnly' } })
      expect(yield* close({ ...sure, login: 'anna' })).toMatchObject({ body: { fields: { login: 'wrong' } } })
      expect(yield* close({ ...sure, currentPassword: '' })).toMatchObject({
        body: { fields: { currentPassword: 'required' } },
      })
      expect(yield* close({ ...sure, currentPassword: 'x' })).toMatchObject({
        body: { fields: { currentPassword: 'wrong' } },
      })
      expect((yield* get('/session')).body.eraseAt).toBeNull()
    }),
  )

  it.effect('leaves only who asked for it, and him only the way back', () =>
    Effect.gen(function* () {
      const { close, anna, get, cookie, call, signIn, context } = yield* setUp
      yield* TestClock.setTime(1_000)
      const ended: Array<string> = []
      Context.get(context, Sessions).onEnded((sessions) => ended.push(...sessions))
      const blocked: Array<unknown> = []
      Context.get(context, Accounts).onBlocked((...told) => blocked.push(told[1]))
      expect(yield* close(sure)).toMatchObject({ status: 200, body: { eraseAt: 1_000 + week } })
      expect(ended).toHaveLength(1)
      expect(blocked).toEqual([true])
      expect(yield* get('/session', anna)).toMatchObject({ status: 401 })
      expect(yield* signIn('anna', 'anna-password')).toMatchObject({
        status: 403,
        body: { reason: 'closed' },
      })
      expect(yield* signIn('anna', 'wrong')).toMatchObject({ body: { _tag: 'WrongPassword' } })
      for (const path of ['/operators', '/sites', '/bans', '/routing']) {
        expect(yield* get(path)).toMatchObject({ status: 403, body: { reason: 'closed' } })
      }
      const again = yield* signIn('shop', 'shop-password')
      expect(again).toMatchObject({ status: 200, body: { eraseAt: 1_000 + week } })
      // Asked again it stays as it was.
      yield* TestClock.adjust('1 hour')
      expect((yield* close(sure, again.cookie)).body).toMatchObject({ eraseAt: 1_000 + week })
      const back = yield* call('DELETE', '/api/v1/account/closing', { cookie: again.cookie })
      expect(back).toMatchObject({ status: 200, body: { eraseAt: null } })
      expect(blocked.at(-1)).toBe(false)
      expect(yield* get('/operators', again.cookie)).toMatchObject({ status: 200 })
      expect((yield* signIn('anna', 'anna-password')).status).toBe(200)
      expect(yield* call('DELETE', '/api/v1/account/closing', { cookie: again.cookie })).toMatchObject({
        status: 404,
      })
      expect(cookie).not.toBe(again.cookie)
    }),
  )

  it.effect('is not for the instance’s owner', () =>
    Effect.gen(function* () {
      const { register, call } = yield* start({ INSTANCE_OWNER: 'shop' })
      const { cookie } = yield* register('shop')
      const answer = yield* call('POST', '/api/v1/account/closing', { cookie, body: sure })
      expect(answer).toMatchObject({ status: 403, body: { reason: 'ownerStays' } })
    }),
  )
})

it.effect('a visitor is erased by his number, by the administrator of his account, once', () =>
  Effect.gen(function* () {
    const { cookie, anna, call, context, register } = yield* setUp
    const other = yield* register('bank')
    const account = Context.get(context, Accounts).findByLogin('shop')!.id
    const { create } = Context.get(context, Visitors)
    yield* Context.get(context, Log).transact(create(account, 'v', 7, 'token'))
    yield* call('POST', '/api/v1/bans', { cookie, body: { whom: '7', reason: 'Иван хамит', until: null } })
    const erase = (by: string | null, number = '7') =>
      call('DELETE', `/api/v1/visitors/${number}`, { cookie: by })
    expect(yield* erase(anna)).toMatchObject({ status: 403 })
    expect(yield* erase(other.cookie)).toMatchObject({ status: 404 })
    for (const number of ['8', 'v', '7.5', '-7', '1e1'])
      expect(yield* erase(cookie, number)).toMatchObject({ status: 404 })
    expect(yield* erase(cookie)).toMatchObject({ status: 204 })
    expect(Context.get(context, Erasures).erased('v')).toBe(true)
    expect(Context.get(context, Bans).list(account)).toEqual([])
    expect(yield* erase(cookie)).toMatchObject({ status: 404 })
  }),
)
