/** Handlers of an account's end: asked for with login and password, and taken back within the grace. */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Forbidden, NotFound } from '../api/errors.ts'
import { Config } from '../config/Config.ts'
import { login } from '../domain/login.ts'
import { Erasures } from '../store/Erasures.ts'
import { administrator, refuse } from './administrator.ts'
import { confirming } from './confirming.ts'
import { whoAsks } from './me.ts'
import { orUnavailable } from './storeErrors.ts'

export const ClosingHandlers = HttpApiBuilder.group(
  Api,
  'closing',
  Effect.fnUntraced(function* (handlers) {
    const { instanceOwner } = yield* Config
    const erasures = yield* Erasures
    const confirm = yield* confirming
    const currentMe = yield* whoAsks

    return handlers.handleAll({
      close: Effect.fnUntraced(function* ({ payload }) {
        const { account, operator, session, login: own } = yield* administrator
        // Nobody would be left to look after the instance.
        if (own === instanceOwner) return yield* new Forbidden({ reason: 'ownerStays' })
        yield* refuse({ login: login(payload.login) === own ? null : 'wrong' })
        yield* confirm(own, payload.currentPassword)
        yield* orUnavailable(erasures.closeAccount(account, operator, session))
        return yield* currentMe
      }),

      keep: Effect.fnUntraced(function* () {
        const { account, operator } = yield* administrator
        if (!(yield* orUnavailable(erasures.keepAccount(account, operator)))) return yield* new NotFound()
        return yield* currentMe
      }),
    })
  }),
)
