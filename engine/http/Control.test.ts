import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { askEngine, ControlLive } from './Control.ts'
import type { Command } from './commands.ts'
import { form, start, temporary } from './testEngine.ts'

const register = (given: object = {}) =>
  ({ kind: 'register', form: { ...form('shop'), ...given } }) as Command
const askAt = (dataDir: string) => (command: object) =>
  Effect.promise(() => askEngine(dataDir, command as Command))

/** An engine with its back door open. */
const open = Effect.fnUntraced(function* (env: Record<string, string> = {}) {
  const engine = yield* start(env)
  yield* Layer.build(ControlLive.pipe(Layer.provide(Layer.succeedContext(engine.context))))
  return { ...engine, ask: askAt(engine.dataDir) }
})

describe('the back door', () => {
  it.effect('makes further accounts while the engine runs, whatever REGISTRATION says', () =>
    Effect.gen(function* () {
      const { dataDir, ask, register: registers, signIn } = yield* open({ REGISTRATION: 'closed' })
      expect((yield* registers('shop')).status).toBe(403)
      expect(statSync(join(dataDir, 'control.sock')).mode & 0o777).toBe(0o600)
      expect(yield* ask(register())).toEqual({ kind: 'registered', login: 'shop' })
      expect(yield* ask(register({ password: 'short' }))).toEqual({
        kind: 'refused',
        why: 'Invalid',
        fields: { login: 'taken', email: 'taken', password: 'tooShort' },
      })
      expect(yield* ask(register({ language: 'xx' }))).toEqual({ kind: 'refused', why: 'Malformed' })
      expect((yield* signIn('shop', 'shop-password')).status).toBe(200)
    }),
  )

  it.effect('is closed without an engine, also after one that died', () =>
    Effect.gen(function* () {
      const dataDir = yield* temporary
      const ask = askAt(dataDir)(register())
      expect(yield* ask).toBeNull()
      yield* Effect.scoped(
        Effect.gen(function* () {
          const { context } = yield* start({}, { dataDir })
          yield* Layer.build(ControlLive.pipe(Layer.provide(Layer.succeedContext(context))))
          expect(yield* ask).toEqual({ kind: 'registered', login: 'shop' })
        }),
      )
      expect(yield* ask).toBeNull()
    }),
  )

  it.effect('gives licences, to the end of a day of the account', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const { ask, register: registers, call } = yield* open({ TARIFF: 'trial' })
      const { cookie } = yield* registers('shop')
      const give = (given: object) =>
        ask({ kind: 'licence', login: 'SHOP', tariff: 'pro', until: '2026-02-01', ...given })
      // Moscow is three hours ahead.
      const until = Date.UTC(2026, 1, 1, 21)
      expect(yield* give({})).toMatchObject({
        kind: 'account',
        account: { login: 'shop', licence: { tariff: 'pro', until, trial: false } },
      })
      const { body } = yield* call('GET', '/api/v1/session', { cookie })
      expect([body.licence.until, body.features.includes('branding')]).toEqual([until, true])
      const refused = (why: string, until?: string) => ({
        kind: 'refused',
        why,
        ...(until && { fields: { until } }),
      })
      expect(yield* give({ until: '2025-12-31' })).toEqual(refused('Invalid', 'range'))
      expect(yield* give({ until: '2026-02-30' })).toEqual(refused('Invalid', 'malformed'))
      expect(yield* give({ tariff: 'personal' })).toEqual(refused('Invalid', 'wrong'))
      expect(yield* give({ login: 'nobody' })).toEqual(refused('NotFound'))
      expect(yield* give({ tariff: 'gold' })).toEqual(refused('Malformed'))
      // Today still counts.
      expect(yield* give({ until: '2026-01-01' })).toMatchObject({ kind: 'account' })
    }),
  )

  it.effect('lists accounts, the newest first, by what is in login or e-mail', () =>
    Effect.gen(function* () {
      const { ask, register: registers, call } = yield* open()
      for (const login of ['shop', 'Bank', 'bookshop']) {
        yield* registers(login)
        yield* TestClock.adjust(1)
      }
      const { cookie } = yield* registers('school')
      const anna = { login: 'anna', name: 'Анна', password: 'anna-password' }
      yield* call('POST', '/api/v1/operators', { cookie, body: anna })
      const logins = (search: string) =>
        Effect.map(ask({ kind: 'accounts', search, before: null }), (told) =>
          told?.kind === 'accounts' ? told.accounts.map(({ login }) => login) : told,
        )
      expect(yield* logins('')).toEqual(['school', 'bookshop', 'bank', 'shop'])
      expect(yield* logins('bookshop@')).toEqual(['bookshop'])
      expect(yield* logins(' BANK ')).toEqual(['bank'])
      expect(yield* logins('%')).toEqual([])
      const told = yield* ask({ kind: 'accounts', search: 'school', before: null })
      expect(told).toMatchObject({ accounts: [{ operators: 2, seenAt: 3, blocked: false }], more: false })
    }),
  )

  it.effect('gives a new password to whoever forgot his, and ends his sessions', () =>
    Effect.gen(function* () {
      const { ask, register: registers, signIn, call } = yield* open()
      const { cookie } = yield* registers('shop')
      const anna = { login: 'anna', name: 'Анна', password: 'anna-password' }
      yield* call('POST', '/api/v1/operators', { cookie, body: anna })
      const before = yield* signIn('anna', anna.password)
      const told = yield* ask({ kind: 'password', login: ' Anna ' })
      if (told?.kind !== 'password') return expect(told).toMatchObject({ kind: 'password' })
      expect((yield* call('GET', '/api/v1/session', { cookie: before.cookie })).status).toBe(401)
      expect((yield* signIn('anna', anna.password)).status).toBe(401)
      expect((yield* signIn('anna', told.password)).status).toBe(200)
      expect((yield* call('GET', '/api/v1/session', { cookie })).status).toBe(200)
      expect(yield* ask({ kind: 'password', login: 'nobody' })).toEqual({ kind: 'refused', why: 'NotFound' })
    }),
  )

  it.effect('closes an account that is to be erased, and takes that back', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const { ask, register: registers, signIn } = yield* open()
      yield* registers('shop')
      const close = (closed: boolean, login = 'Shop') => ask({ kind: 'close', login, closed })
      const eraseAt = Date.UTC(2026, 0, 8)
      expect(yield* close(true)).toMatchObject({ kind: 'account', account: { eraseAt } })
      expect((yield* signIn('shop', 'shop-password')).body).toMatchObject({ eraseAt })
      expect(yield* close(false)).toMatchObject({ account: { eraseAt: null } })
      expect(yield* close(false)).toEqual({ kind: 'refused', why: 'NotFound' })
      expect(yield* close(true, 'nobody')).toEqual({ kind: 'refused', why: 'NotFound' })
    }),
  )

  it.effect('blocks an account, which keeps what it has, and lets it in again', () =>
    Effect.gen(function* () {
      const env = { INSTANCE_OWNER: 'root', SALES_EMAIL: 'sales@host.example' }
      const { ask, register: registers, signIn, call } = yield* open(env)
      yield* registers('root')
      const { cookie } = yield* registers('shop')
      const block = (login: string, blocked: boolean) => ask({ kind: 'block', login, blocked })
      expect(yield* block('shop', true)).toMatchObject({ account: { blocked: true } })
      expect((yield* call('GET', '/api/v1/session', { cookie })).status).toBe(401)
      const refused = yield* signIn('shop', 'shop-password')
      expect([refused.status, refused.body]).toEqual([
        403,
        { _tag: 'Forbidden', reason: 'blocked', address: 'mailto:sales@host.example' },
      ])
      // Who does not know the password learns nothing of it.
      expect((yield* signIn('shop', 'another-password')).status).toBe(401)
      expect(yield* block('root', true)).toEqual({ kind: 'refused', why: 'Forbidden' })
      expect(yield* block('shop', false)).toMatchObject({ account: { blocked: false } })
      expect((yield* signIn('shop', 'shop-password')).status).toBe(200)
    }),
  )
})
