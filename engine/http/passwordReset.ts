/** Handlers of a forgotten password (A2). */
import { Clock, Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { DeadLink, TooMany } from '../api/errors.ts'
import { networkOf } from '../domain/address.ts'
import { email, emailProblem } from '../domain/email.ts'
import { passwordProblem } from '../domain/password.ts'
import { ofReset, ofResetLetter } from '../domain/throttle.ts'
import { passwordReset } from '../mail/letters/account.ts'
import { Accounts } from '../store/Accounts.ts'
import { Letters } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { PasswordResets } from '../store/PasswordResets.ts'
import { refuse } from './administrator.ts'
import { Caller } from './Caller.ts'
import { noticing } from './noticing.ts'
import { Passwords } from './Passwords.ts'
import { orUnavailable } from './storeErrors.ts'
import { Tally } from './Tally.ts'

const capacity = 20_000
/** Ms between the answer and what is done for it. */
const behind = 200

export const PasswordResetHandlers = HttpApiBuilder.group(
  Api,
  'passwordReset',
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts
    const letters = yield* Letters
    const { transact } = yield* Log
    const passwords = yield* Passwords
    const resets = yield* PasswordResets
    const notice = yield* noticing
    const scope = yield* Effect.scope
    const asked = new Tally({ for: ofReset.for, capacity, renewed: false })
    const tried = new Tally({ for: ofReset.for, capacity, renewed: false })
    const lettersTo = new Tally({ for: ofResetLetter.for, capacity, renewed: false })

    const once = Effect.fnUntraced(function* (tally: Tally) {
      const network = networkOf((yield* Caller).address)
      const now = yield* Clock.currentTimeMillis
      if (tally.of(network, now) >= ofReset.most) {
        return yield* new TooMany({ retryAfter: Math.ceil((tally.until(network, now) - now) / 1_000) })
      }
      tally.add(network, now)
    })

    const write = (to: string) =>
      Effect.suspend(() => {
        const account = accounts.findByEmail(to)
        if (account === null || letters.anyWaiting(account.id, 'passwordReset')) return Effect.void
        return Effect.asVoid(transact(() => letters.put(passwordReset(account))))
      }).pipe(Effect.catch((error) => Effect.logWarning('No link to a new password', error.message)))

    const good = Effect.fnUntraced(function* (token: string) {
      const link = resets.look(token)
      if (link.kind !== 'good') return yield* new DeadLink({ reason: link.kind })
      return link
    })

    return handlers.handleAll({
      ask: Effect.fnUntraced(function* ({ payload }) {
        yield* refuse({ email: emailProblem(payload.email) })
        yield* once(asked)
        const to = email(payload.email)
        const now = yield* Clock.currentTimeMillis
        if (lettersTo.of(to, now) >= ofResetLetter.most) return
        lettersTo.add(to, now)
        // When the answer has gone: writing to disk takes time, and only for an address that is known.
        yield* Effect.forkIn(Effect.delay(write(to), behind), scope)
      }),

      look: Effect.fnUntraced(function* ({ payload }) {
        yield* once(tried)
        const { login } = yield* good(payload.token)
        return { login }
      }),

      use: Effect.fnUntraced(function* ({ payload }) {
        yield* once(tried)
        const { login } = yield* good(payload.token)
        yield* refuse({ password: passwordProblem(payload.password, login) })
        const hash = yield* passwords.hash(payload.password)
        // While it was hashed another may have used it.
        const link = yield* orUnavailable(resets.use(payload.token, hash, notice(login, 'password')))
        if (link.kind !== 'good') return yield* new DeadLink({ reason: link.kind })
        return { login }
      }),
    })
  }),
)
