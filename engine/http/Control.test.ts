import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Effect, Layer } from 'effect'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { askEngine, ControlLive } from './Control.ts'
import { form, start, temporary } from './testEngine.ts'

describe('the back door', () => {
  it.effect('makes further accounts while the engine runs, whatever REGISTRATION says', () =>
    Effect.gen(function* () {
      const { context, dataDir, register, signIn } = yield* start({ REGISTRATION: 'closed' })
      expect((yield* register('shop')).status).toBe(403)
      yield* Layer.build(ControlLive.pipe(Layer.provide(Layer.succeedContext(context))))
      expect(statSync(join(dataDir, 'control.sock')).mode & 0o777).toBe(0o600)
      const ask = (given: object) =>
        Effect.promise(() => askEngine(dataDir, { ...form('shop'), ...given } as never))
      expect(yield* ask({})).toEqual({ login: 'shop' })
      expect(yield* ask({ password: 'short' })).toEqual({
        _tag: 'Invalid',
        fields: { login: 'taken', email: 'taken', password: 'tooShort' },
      })
      expect(yield* ask({ language: 'xx' })).toEqual({ _tag: 'Failed' })
      expect((yield* signIn('shop', 'shop-password')).status).toBe(200)
    }),
  )

  it.effect('is closed without an engine, also after one that died', () =>
    Effect.gen(function* () {
      const dataDir = yield* temporary
      const ask = Effect.promise(() => askEngine(dataDir, form('shop') as never))
      expect(yield* ask).toBeNull()
      yield* Effect.scoped(
        Effect.gen(function* () {
          const { context } = yield* start({}, { dataDir })
          yield* Layer.build(ControlLive.pipe(Layer.provide(Layer.succeedContext(context))))
          expect(yield* ask).toEqual({ login: 'shop' })
        }),
      )
      expect(yield* ask).toBeNull()
    }),
  )
})
