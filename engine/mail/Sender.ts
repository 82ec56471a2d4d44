/**
 * Sends what the outbox holds: one letter at a time, in the background, and never in the way of a request. A letter that
 * is not taken is tried again for two days; a relay that takes none is asked with one letter after growing pauses.
 */
import { Cause, Clock, Context, Effect, Latch, Layer, Option, Schedule } from 'effect'
import { Config } from '../config/Config.ts'
import { nextTry, relayPause, resetPath, triedFor } from '../domain/letter.ts'
import type { StoreUnavailable } from '../store/errors.ts'
import { Letters, type StoredLetter } from '../store/Letters.ts'
import { PasswordResets } from '../store/PasswordResets.ts'
import { htmlOf } from './html.ts'
import { Relay } from './Relay.ts'
import { textOf } from './text.ts'
import type { Refusal } from './verdict.ts'

/** What stands in the outbox for a letter that failed because nobody took any. */
export const relayFailed = 'relay'

export type RelayState =
  | { readonly kind: 'none' }
  | { readonly kind: 'untried' }
  | { readonly kind: 'working'; readonly at: number }
  | { readonly kind: 'failing'; readonly since: number; readonly reason: string; readonly nextAt: number }

/** Nothing that anybody else said. */
const ourFault = 'error'

/** Somebody who presses 'send now' again and again does not make us knock as often, ms. */
const leastPause = 5_000
const longest = 3_600_000

export class Sender extends Context.Service<
  Sender,
  {
    readonly relay: () => RelayState
    /** Tries a letter at once that waits or was given up. False: no such letter, or it is sent. */
    readonly sendNow: (account: string | null, id: string) => Effect.Effect<boolean, StoreUnavailable>
    /** Since the start. `failed`: refused and given up. */
    readonly counted: { readonly sent: number; readonly failed: number }
  }
>()('engine/mail/Sender') {
  static readonly layer = Layer.effect(
    Sender,
    Effect.gen(function* () {
      const letters = yield* Letters
      const relay = yield* Relay
      const outgoing = yield* outgoingOf
      const clock = yield* Clock.Clock
      const counted = { sent: 0, failed: 0 }
      const stirred = Latch.makeUnsafe(false)
      let state: RelayState = { kind: relay.name === null ? 'none' : 'untried' }
      let failures = 0
      let triedAt = 0
      let pausedUntil = 0

      // What was put is committed, or rolled back, before the microtask runs.
      letters.onPut(() => queueMicrotask(() => Latch.openUnsafe(stirred)))

      const works = (now: number) => {
        failures = 0
        pausedUntil = 0
        state = { kind: 'working', at: now }
      }
      const fails = Effect.fnUntraced(function* (reason: string, now: number) {
        failures++
        pausedUntil = now + relayPause(failures)
        const known = state.kind === 'failing' ? state : null
        state = { kind: 'failing', since: known?.since ?? now, reason, nextAt: pausedUntil }
        if (known?.reason !== reason)
          yield* Effect.logWarning(`Mail is not sent: ${relay.name} says: ${reason}`)
      })

      /** Until it is written that a letter is sent nothing else is sent: it would go out again and again. */
      const marked = (write: Effect.Effect<void, StoreUnavailable>) =>
        Effect.retry(write, Schedule.spaced('10 seconds')).pipe(Effect.orDie)

      const refused = Effect.fnUntraced(function* (letter: StoredLetter, refusal: Refusal, now: number) {
        const { id, kind, tries } = letter
        const error = refusal.kind === 'relay' ? relayFailed : refusal.reason
        const deadline = letter.deadline ?? now + triedFor(kind)
        if (refusal.kind === 'relay') {
          yield* fails(refusal.reason, now)
          yield* marked(letters.postponed(id, { error, nextAt: pausedUntil, deadline }))
          const given = yield* letters.giveUp(now, relayFailed)
          counted.failed += given
          return
        }
        works(now)
        const nextAt = refusal.kind === 'never' ? null : nextTry(tries + 1, now, deadline)
        if (nextAt !== null) return yield* marked(letters.postponed(id, { error, nextAt, deadline }))
        counted.failed++
        const ended = refusal.kind === 'never' ? 'refused' : 'givenUp'
        yield* marked(letters.ended(id, { error, state: ended, now }))
      })

      const attempt = Effect.fnUntraced(function* (letter: StoredLetter) {
        const made = yield* outgoing(letter)
        triedAt = clock.currentTimeMillisUnsafe()
        const refusal = yield* Effect.flip(relay.send(made)).pipe(Effect.option)
        const now = clock.currentTimeMillisUnsafe()
        if (Option.isSome(refusal)) return yield* refused(letter, refusal.value, now)
        works(now)
        counted.sent++
        yield* marked(letters.sent(letter.id, now))
      })

      /** A letter with which something is wrong on our side must not stand in the way of the others. */
      const deliver = (letter: StoredLetter) =>
        Effect.catchCause(attempt(letter), (cause) => {
          if (Cause.hasInterruptsOnly(cause)) return Effect.failCause(cause)
          const { id, kind, tries } = letter
          const now = clock.currentTimeMillisUnsafe()
          const deadline = letter.deadline ?? now + triedFor(kind)
          const nextAt = nextTry(tries + 1, now, deadline)
          const write =
            nextAt === null
              ? letters.ended(id, { error: ourFault, state: 'givenUp', now })
              : letters.postponed(id, { error: ourFault, nextAt, deadline })
          return Effect.andThen(Effect.logError('A letter could not be sent', cause), marked(write))
        })

      /** Until then, or until something is to be done. */
      const rest = (until: number | null, now: number) =>
        Effect.race(
          Effect.sleep(Math.min(longest, Math.max(0, (until ?? now + longest) - now))),
          Latch.await(stirred),
        )

      const step = Effect.gen(function* () {
        Latch.closeUnsafe(stirred)
        const now = clock.currentTimeMillisUnsafe()
        if (relay.name === null) {
          yield* letters.rest(now)
          return yield* Effect.sleep('1 minute')
        }
        if (pausedUntil > now) return yield* rest(pausedUntil, now)
        const letter = letters.due(now)
        if (letter === null) return yield* rest(letters.nextAt(), now)
        yield* deliver(letter)
      })
      const quietly = Effect.catchCause(step, (cause) =>
        Cause.hasInterruptsOnly(cause)
          ? Effect.failCause(cause)
          : Effect.andThen(Effect.logError('The outbox cannot be read', cause), Effect.sleep('1 minute')),
      )
      yield* Effect.forkScoped(Effect.forever(quietly))
      const forget = Effect.suspend(() => letters.forget(clock.currentTimeMillisUnsafe())).pipe(Effect.ignore)
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(forget, Effect.sleep('1 hour'))))

      return Sender.of({
        relay: () => state,
        counted,
        sendNow: (account, id) =>
          Effect.suspend(() => {
            if (letters.find(account, id) === null) return Effect.succeed(false)
            const now = clock.currentTimeMillisUnsafe()
            return Effect.map(letters.again(id, now), (again) => {
              if (again) {
                pausedUntil = Math.min(pausedUntil, Math.max(now, triedAt + leastPause))
                Latch.openUnsafe(stirred)
              }
              return again
            })
          }),
      })
    }),
  )
}

/** The letter as it goes out. Only here is a link to a new password made, so that it is good for an hour from now. */
const outgoingOf = Effect.gen(function* () {
  const { publicUrl } = yield* Config
  const resets = yield* PasswordResets
  return Effect.fnUntraced(function* (letter: StoredLetter) {
    const token = letter.kind === 'passwordReset' ? yield* resets.issue(letter.account) : null
    const address = (path: string) => `${publicUrl}${path}${path === resetPath ? (token ?? '') : ''}`
    const { id, to, replyTo, fromName, subject, content } = letter
    return {
      id,
      to,
      replyTo,
      fromName,
      subject,
      text: textOf(content, address),
      html: htmlOf(content, subject, address),
    }
  })
})
