/** vitest's `it`, and `it.effect`: runs an Effect in a scope of its own under `TestClock`. */
import { Effect, type Scope } from 'effect'
import { TestClock } from 'effect/testing'
import * as vitest from 'vitest'

type Test = () => Effect.Effect<unknown, unknown, Scope.Scope>

const run = (test: Test) =>
  Effect.runPromise(
    Effect.suspend(test).pipe(Effect.scoped, Effect.asVoid, Effect.provide(TestClock.layer())),
  )

export const it = Object.assign((name: string, test: () => void | Promise<void>) => vitest.it(name, test), {
  effect: (name: string, test: Test, timeout?: number) => vitest.it(name, () => run(test), timeout),
})
