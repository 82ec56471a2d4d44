/** Handlers of the account's own settings (A6). */
import { Clock, Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Invalid } from '../api/errors.ts'
import { email, emailProblem } from '../domain/email.ts'
import { knownTimeZone } from '../domain/timeZone.ts'
import { securityNotice } from '../mail/letters/security.ts'
import { Accounts } from '../store/Accounts.ts'
import { Letters } from '../store/Letters.ts'
import { administrator, refuse } from './administrator.ts'
import { confirming } from './confirming.ts'
import { whoAsks } from './me.ts'
import { orUnavailable } from './storeErrors.ts'

export const AccountHandlers = HttpApiBuilder.group(
  Api,
  'account',
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts
    const letters = yield* Letters
    const confirm = yield* confirming
    const currentMe = yield* whoAsks

    return handlers.handleAll({
      emails: Effect.fnUntraced(function* ({ payload }) {
        const { account, login } = yield* administrator
        yield* refuse({
          email: emailProblem(payload.email),
          formEmail: payload.formEmail === null ? null : emailProblem(payload.formEmail),
        })
        yield* confirm(login, payload.currentPassword)
        const next = email(payload.email)
        const form = payload.formEmail === null ? null : email(payload.formEmail)
        const now = yield* Clock.currentTimeMillis
        const set = accounts.setEmails(
          account,
          // What is the same follows the registration e-mail when that changes.
          { email: next, formEmail: form === next ? null : form },
          (before) => void letters.put(securityNotice(before, 'email', now, next)),
        )
        if (!(yield* orUnavailable(set))) return yield* new Invalid({ fields: { email: 'taken' } })
        return yield* currentMe
      }),

      timeZone: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        const known = payload.timeZone.length > 64 ? null : knownTimeZone(payload.timeZone)
        if (known === null) return yield* new Invalid({ fields: { timeZone: 'malformed' } })
        yield* orUnavailable(accounts.setTimeZone(account, known))
        return yield* currentMe
      }),
    })
  }),
)
