/**
 * Sends what the outbox holds: a few letters at once, in the background, and never in the way of a request. Whose letter
 * is next says `Turns`, how many the relay is given says `Pace`. A letter that is not taken is tried again for two days.
 * One loop takes letters from the outbox, so that none is sent by two fibers.
 */
import { Cause, Clock, Context, Effect, Latch, Layer, Option, Schedule } from 'effect'
import { Config } from '../config/Config.ts'
import { isUrgent, nextTry, resetPath, triedFor } from '../domain/letter.ts'
import type { StoreUnavailable } from '../store/errors.ts'
import { Letters, type StoredLetter, type Waiting } from '../store/Letters.ts'
import { PasswordResets } from '../store/PasswordResets.ts'
import { htmlOf } from './html.ts'
import { Pace, type RelayState } from './Pace.ts'
import { Relay } from './Relay.ts'
import { type Due, readAtOnce, Turns } from './Turns.ts'
import { textOf } from './text.ts'
import type { Refusal } from './verdict.ts'

/** What stands in the outbox for a letter that failed because nobody took any. */
export const relayFailed = 'relay'

/** Nothing that anybody else said. */
const ourFault = 'error'

/** Between two looks through all that wait, ms: those that come meanwhile are told. */
const readEvery = 1_000
const longest = 3_600_000
/** Less than that clocks are set back all the time, ms. */
const setBack = 60_000

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
      const scope = yield* Effect.scope
      const counted = { sent: 0, failed: 0 }
      const stirred = Latch.makeUnsafe(false)
      const stir = () => Latch.openUnsafe(stirred)
      const pace = new Pace(relay.name !== null)
      const turns = new Turns()
      let readAt = Number.NEGATIVE_INFINITY
      let lookedAt = Number.NEGATIVE_INFINITY
      /** Of how many letters it is still to be written what became of them. */
      let unwritten = 0

      letters.onPut((letter) => {
        if (relay.name === null) return
        turns.add(dueOf(letter))
        // What was put is committed, or rolled back, before the microtask runs.
        queueMicrotask(stir)
      })

      /** Until it is written that a letter is sent no other is begun: it would go out again and again. */
      const marked = (write: Effect.Effect<void, StoreUnavailable>) =>
        Effect.suspend(() => {
          unwritten++
          return Effect.retry(write, Schedule.spaced('10 seconds'))
        }).pipe(Effect.orDie, Effect.ensuring(Effect.sync(() => void unwritten--)))

      const notTaken = Effect.fnUntraced(function* (letter: StoredLetter, reason: string, now: number) {
        const before = pace.state
        const others = turns.underWay - 1
        const nextAt = pace.fails(reason, others, now)
        const deadline = letter.deadline ?? now + triedFor(letter.kind)
        const write = marked(letters.postponed(letter.id, { error: relayFailed, nextAt, deadline }))
        if (pace.state.kind !== 'failing') {
          yield* Effect.logWarning(
            `Letters go ${others} at a time at the most: ${relay.name} says: ${reason}`,
          )
          return yield* write
        }
        if (before.kind !== 'failing' || before.reason !== reason)
          yield* Effect.logWarning(`Mail is not sent: ${relay.name} says: ${reason}`)
        yield* write
        counted.failed += yield* letters.giveUp(now, relayFailed)
      })

      const refused = Effect.fnUntraced(function* (letter: StoredLetter, refusal: Refusal, now: number) {
        if (refusal.kind === 'relay') return yield* notTaken(letter, refusal.reason, now)
        const { id, kind, tries } = letter
        const error = refusal.reason
        const deadline = letter.deadline ?? now + triedFor(kind)
        if (refusal.kind !== 'silent') pace.works(now)
        const nextAt = refusal.kind === 'never' ? null : nextTry(tries + 1, now, deadline)
        if (nextAt !== null) return yield* marked(letters.postponed(id, { error, nextAt, deadline }))
        counted.failed++
        const ended = refusal.kind === 'never' ? 'refused' : 'givenUp'
        yield* marked(letters.ended(id, { error, state: ended, now }))
      })

      const attempt = Effect.fnUntraced(function* (letter: StoredLetter) {
        const made = yield* outgoing(letter)
        pace.tries(clock.currentTimeMillisUnsafe())
        const refusal = yield* Effect.flip(relay.send(made)).pipe(Effect.option)
        const now = clock.currentTimeMillisUnsafe()
        if (Option.isSome(refusal)) return yield* refused(letter, refusal.value, now)
        pace.works(now)
        counted.sent++
        yield* marked(letters.sent(letter.id, now))
      })

      /** A letter with which something is wrong on our side must not stand in the way of the others. */
      const tried = (letter: StoredLetter) =>
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

      /** As it is by now: since it was read it may have been sent, postponed or erased. */
      const deliver = ({ id }: Due) =>
        Effect.suspend(() => {
          const letter = letters.find(null, id)
          const now = clock.currentTimeMillisUnsafe()
          return letter?.state === 'waiting' && letter.nextAt <= now ? tried(letter) : Effect.void
        }).pipe(
          Effect.ensuring(
            Effect.sync(() => {
              turns.done(id)
              stir()
            }),
          ),
        )

      /** Until then, or until something is to be done. */
      const rest = (until: number, now: number) =>
        Effect.race(Effect.sleep(Math.min(longest, Math.max(0, until - now))), Latch.await(stirred))

      const read = (now: number) => {
        turns.refill(letters.due(now, readAtOnce).map(dueOf))
        readAt = now
      }
      const nextRead = () => {
        const nextAt = letters.nextAt(readAt) ?? Number.POSITIVE_INFINITY
        return Math.min(Math.max(nextAt, readAt + readEvery), readAt + longest)
      }
      /** A clock that stood in the future must not have us wait for it. */
      const heedClock = (now: number) => {
        if (now < lookedAt - setBack) {
          readAt = Number.NEGATIVE_INFINITY
          pace.pausedUntil = now
        }
        lookedAt = now
      }

      const step = Effect.gen(function* () {
        Latch.closeUnsafe(stirred)
        const now = clock.currentTimeMillisUnsafe()
        if (relay.name === null) {
          yield* letters.rest(now)
          return yield* Effect.sleep('1 minute')
        }
        heedClock(now)
        if (unwritten > 0) return yield* Latch.await(stirred)
        if (pace.pausedUntil > now) return yield* rest(pace.pausedUntil, now)
        if (turns.short || nextRead() <= now) read(now)
        const due = turns.take(pace.width)
        if (due === null) return yield* rest(nextRead(), now)
        yield* Effect.forkIn(deliver(due), scope)
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
        relay: () => pace.state,
        counted,
        sendNow: (account, id) =>
          Effect.suspend(() => {
            const letter = letters.find(account, id)
            if (letter === null) return Effect.succeed(false)
            const now = clock.currentTimeMillisUnsafe()
            return Effect.map(letters.again(id, now), (again) => {
              if (again) {
                pace.hasten(now)
                turns.addFirst(dueOf(letter))
                stir()
              }
              return again
            })
          }),
      })
    }),
  )
}

const dueOf = ({ id, account, kind }: Waiting): Due => ({ id, account, urgent: isUrgent(kind) })

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
