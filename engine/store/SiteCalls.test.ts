import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Context, Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { Log } from './Log.ts'
import { Sessions } from './Sessions.ts'
import { SiteCalls } from './SiteCalls.ts'

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), 'redhelper-calls-'))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true })),
)
const open = (dataDir: string) =>
  Effect.gen(function* () {
    const context = yield* Layer.build(
      SiteCalls.layer.pipe(
        Layer.provideMerge(Accounts.layer),
        Layer.provideMerge(Sessions.layer),
        Layer.provideMerge(Log.layer({ dataDir, synchronous: 'NORMAL' })),
      ),
    )
    const calls = Context.get(context, SiteCalls)
    const { db } = Context.get(context, Log)
    const rows = () => db.prepare('SELECT count(*) FROM site_calls').pluck().get()
    const register = (login: string) =>
      Context.get(context, Accounts)
        .register({
          login,
          email: `${login}@a.example`,
          password: 'hash',
          language: 'ru',
          timeZone: 'UTC',
          name: 'A',
          licence: forEver('pro'),
          onlyFirst: false,
        })
        .pipe(Effect.map((made) => (made.kind === 'registered' ? made.account.id : '')))
    return { calls, rows, register }
  })

describe('calls of the sites', () => {
  it.effect('the last of each host, the last first, each account its own', () =>
    Effect.gen(function* () {
      const { calls, register } = yield* open(yield* folder)
      const shop = yield* register('shop')
      const rival = yield* register('rival')
      calls.heard(shop, 'https://shop.ru/tea?a=1#b')
      yield* TestClock.adjust('1 second')
      calls.heard(shop, 'http://localhost:3000')
      yield* TestClock.adjust('1 second')
      calls.heard(shop, 'https://SHOP.ru/coffee')
      calls.heard(rival, 'https://rival.ru/')
      expect(calls.list(shop)).toEqual([
        { host: 'shop.ru', at: 2_000 },
        { host: 'localhost:3000', at: 1_000 },
      ])
    }),
  )

  it.effect('are written together, and are there after a restart', () =>
    Effect.gen(function* () {
      const dataDir = yield* folder
      const shop = yield* Effect.scoped(
        Effect.gen(function* () {
          const { calls, rows, register } = yield* open(dataDir)
          const shop = yield* register('shop')
          calls.heard(shop, 'https://shop.ru/')
          yield* TestClock.adjust('4 minutes')
          calls.heard(shop, 'https://shop.ru/')
          expect(rows()).toBe(0)
          yield* TestClock.adjust('1 minute')
          expect(rows()).toBe(1)
          yield* TestClock.adjust('1 minute')
          calls.heard(shop, 'https://blog.shop.ru/')
          return shop
        }),
      )
      const { calls } = yield* open(dataDir)
      expect(calls.list(shop)).toEqual([
        { host: 'blog.shop.ru', at: 360_000 },
        { host: 'shop.ru', at: 240_000 },
      ])
    }),
  )

  it.effect('are at most fifty of an account, and of hosts only', () =>
    Effect.gen(function* () {
      const { calls, rows, register } = yield* open(yield* folder)
      const shop = yield* register('shop')
      for (const strange of [
        '',
        'about:blank',
        'file:///a',
        'https://',
        `https://${'a'.repeat(300)}/`,
        'https://a b/',
      ])
        calls.heard(shop, strange)
      expect(calls.list(shop)).toEqual([])
      for (let n = 0; n < 60; n++) {
        calls.heard(shop, `https://a${n}.ru/`)
        if (n === 30) yield* TestClock.adjust('5 minutes')
      }
      yield* TestClock.adjust('5 minutes')
      expect(rows()).toBe(50)
      expect(calls.list(shop)[0]!.at).toBe(300_000)
    }),
  )
})
