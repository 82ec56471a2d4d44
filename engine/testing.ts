/**
 * vitest's `it` with `it.effect`: an Effect in a scope of its own under `TestClock`. `TestClock.adjust` waits
 * for the actors that its timers wake. `it.live` is the same by the real clock.
 */
import { Effect, type Scope } from 'effect'
import { TestClock } from 'effect/testing'
import * as vitest from 'vitest'

type Test = () => Effect.Effect<unknown, unknown, Scope.Scope>

export const it = Object.assign((name: string, test: () => void | Promise<void>) => vitest.it(name, test), {
  effect: (name: string, test: Test, timeout?: number) =>
    vitest.it(name, () => Effect.runPromise(underTestClock(test)), timeout),
  live: (name: string, test: Test, timeout?: number) => vitest.it(name, live(test), timeout),
  /** Where the system has what the test needs. */
  liveOn: (platform: NodeJS.Platform, name: string, test: Test, timeout?: number) =>
    vitest.it.runIf(process.platform === platform)(name, live(test), timeout),
})

const live = (test: Test) => () => Effect.runPromise(Effect.asVoid(Effect.scoped(Effect.suspend(test))))

const underTestClock = (test: Test) =>
  Effect.suspend(test).pipe(Effect.scoped, Effect.asVoid, Effect.provide(TestClock.layer()))

/** Lets the actors have some event-loop turns: enough for a message that goes through a few of them. */
export const turns = (count = 10): Effect.Effect<void> =>
  Effect.forEach(Array.from({ length: count }), () => Effect.yieldNow, { discard: true })
