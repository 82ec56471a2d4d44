/** Handlers of one's own second factor, of whether all must have one, and of resetting an operator's. */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { toString as drawn } from 'qrcode'
import { Api } from '../api/Api.ts'
import { CurrentSession } from '../api/Authorization.ts'
import { Forbidden, Invalid, NotFound } from '../api/errors.ts'
import { secretUri } from '../domain/oneTimeCode.ts'
import { Operators } from '../store/Operators.ts'
import { SecondFactors } from '../store/SecondFactors.ts'
import { administrator } from './administrator.ts'
import { Caller } from './Caller.ts'
import { confirming } from './confirming.ts'
import { noticing } from './noticing.ts'
import { orUnavailable } from './storeErrors.ts'
import { Throttle } from './Throttle.ts'

/** What an app needs to know, also as a picture. */
export const shownSecret = (secret: string, login: string) => {
  const uri = secretUri(secret, login)
  return Effect.map(
    Effect.promise(() => drawn(uri, { type: 'svg', margin: 2 })),
    (qr) => ({ secret, uri, qr }),
  )
}

export const SecondFactorHandlers = HttpApiBuilder.group(
  Api,
  'secondFactor',
  Effect.fnUntraced(function* (handlers) {
    const operators = yield* Operators
    const factors = yield* SecondFactors
    const throttle = yield* Throttle
    const confirm = yield* confirming
    const notice = yield* noticing

    const self = Effect.gen(function* () {
      const session = yield* CurrentSession
      const found = operators.find(session.account, session.operator)
      return { ...session, login: found?.login ?? '' }
    })
    const state = Effect.map(self, ({ account, operator, administrator }) => ({
      on: factors.has(operator),
      recoveryLeft: factors.recoveryLeft(operator),
      required: factors.required(account),
      operators: administrator ? factors.of(account) : [],
    }))

    return handlers.handleAll({
      read: () => state,

      begin: Effect.fnUntraced(function* ({ payload }) {
        const { operator, login } = yield* self
        yield* confirm(login, payload.currentPassword)
        const secret = yield* orUnavailable(factors.begin(operator))
        if (secret === null) return yield* new Invalid({ fields: { code: 'taken' } })
        return yield* shownSecret(secret, login)
      }),

      confirm: Effect.fnUntraced(function* ({ payload }) {
        const { operator, login, session } = yield* self
        const { address } = yield* Caller
        const check = orUnavailable(
          factors.confirm(operator, payload.code, session, notice(login, 'secondFactorOn')),
        )
        const codes = yield* throttle.password(login, address, check)
        if (codes === null) return yield* new Invalid({ fields: { code: 'wrong' } })
        return { recoveryCodes: codes }
      }),

      renew: Effect.fnUntraced(function* ({ payload }) {
        const { operator, login } = yield* self
        yield* confirm(login, payload.currentPassword)
        const codes = yield* orUnavailable(factors.renew(operator, notice(login, 'recoveryCodes')))
        return codes === null ? yield* new NotFound() : { recoveryCodes: codes }
      }),

      remove: Effect.fnUntraced(function* ({ payload }) {
        const { account, operator, login } = yield* self
        if (factors.required(account)) return yield* new Forbidden({ reason: 'secondFactorRequired' })
        yield* confirm(login, payload.currentPassword)
        const removed = factors.remove(operator, false, notice(login, 'secondFactorOff'))
        if (!(yield* orUnavailable(removed))) return yield* new NotFound()
      }),

      require: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        yield* orUnavailable(factors.setRequired(account, payload.required))
        return yield* state
      }),

      reset: Effect.fnUntraced(function* ({ params }) {
        const { account, operator } = yield* administrator
        // One's own goes by the password, not by a session left open.
        const found = operators.find(account, params.id)
        if (params.id === operator || found === null) return yield* new NotFound()
        const removed = factors.remove(params.id, true, notice(found.login, 'secondFactorOff'))
        if (!(yield* orUnavailable(removed))) return yield* new NotFound()
      }),
    })
  }),
)
