import { Context, Effect, Exit, Layer } from 'effect'
import { describe, expect } from 'vitest'
import { it } from '../testing.ts'
import { type PasswordOptions, Passwords } from './Passwords.ts'
import { quick } from './testEngine.ts'

const make = (options: PasswordOptions) =>
  Effect.map(Layer.build(Passwords.layerWith(options)), (context) => Context.get(context, Passwords))

describe('passwords', () => {
  it.effect('are kept with the parameters and a salt of their own', () =>
    Effect.gen(function* () {
      const passwords = yield* make({})
      const stored = yield* passwords.hash('correct horse')
      expect(stored).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
      expect(yield* passwords.matches('correct horse', stored)).toBe(true)
      expect(yield* passwords.matches('correct horsf', stored)).toBe(false)
      expect(passwords.outdated(stored)).toBe(false)
    }),
  )

  it.effect('made with other parameters still count, and are outdated', () =>
    Effect.gen(function* () {
      const stored = yield* (yield* make({ cost: quick })).hash('correct horse')
      const passwords = yield* make({ cost: { ...quick, N: 32 } })
      expect(yield* passwords.matches('correct horse', stored)).toBe(true)
      expect(passwords.outdated(stored)).toBe(true)
      expect(yield* passwords.hash('correct horse')).not.toBe(yield* passwords.hash('correct horse'))
    }),
  )

  it.effect('of nobody, or of a deleted operator, are wrong', () =>
    Effect.gen(function* () {
      const passwords = yield* make({ cost: quick })
      for (const stored of [null, '', 'scrypt$16$1$1$$', 'plain']) {
        expect(yield* passwords.matches('', stored)).toBe(false)
      }
    }),
  )

  it.effect('are hashed few at once; when too many wait, the next are refused', () =>
    Effect.gen(function* () {
      const passwords = yield* make({ cost: quick, atOnce: 2, waiting: 3 })
      const exits = yield* Effect.forEach(
        Array.from({ length: 20 }),
        () => Effect.exit(passwords.hash('correct horse')),
        { concurrency: 'unbounded' },
      )
      expect(exits.filter(Exit.isSuccess).length).toBe(5)
      expect(yield* passwords.hash('correct horse')).toMatch(/^scrypt/)
    }),
  )
})
