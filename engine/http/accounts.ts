/** Handlers for people who are not signed in yet: registration (A1) and sign-in (H1). */
import { Effect } from 'effect'
import type { HttpServerRequest } from 'effect/http'
import { HttpApiBuilder } from 'effect/http-api'
import manifest from '../../package.json' with { type: 'json' }
import { Api } from '../api/Api.ts'
import {
  Forbidden,
  SecondFactorMissing,
  SecondFactorNeeded,
  Unavailable,
  WrongCode,
  WrongPassword,
} from '../api/errors.ts'
import { Me } from '../api/me.ts'
import { Config } from '../config/Config.ts'
import { login } from '../domain/login.ts'
import { passwordLength } from '../domain/password.ts'
import { Geo } from '../geo/Geo.ts'
import { Accounts } from '../store/Accounts.ts'
import { Operators } from '../store/Operators.ts'
import { SecondFactors } from '../store/SecondFactors.ts'
import { Sessions } from '../store/Sessions.ts'
import { Caller } from './Caller.ts'
import { answerCookie, meOf } from './me.ts'
import { noticing } from './noticing.ts'
import { Passwords } from './Passwords.ts'
import { Registration } from './Registration.ts'
import { shownSecret } from './secondFactor.ts'
import { orUnavailable } from './storeErrors.ts'
import { Throttle } from './Throttle.ts'

export const AccountsHandlers = HttpApiBuilder.group(
  Api,
  'accounts',
  Effect.fnUntraced(function* (handlers) {
    const { sales } = yield* Config
    const accounts = yield* Accounts
    const operators = yield* Operators
    const sessions = yield* Sessions
    const factors = yield* SecondFactors
    const passwords = yield* Passwords
    const registration = yield* Registration
    const throttle = yield* Throttle
    const geo = yield* Geo
    const { relay } = yield* Config
    const meFor = yield* meOf
    const notice = yield* noticing

    /** A session for this browser, in place of the one it had. */
    const open = Effect.fnUntraced(function* (
      who: { readonly account: string; readonly operator: string; readonly password: string },
      request: HttpServerRequest.HttpServerRequest,
    ) {
      const { address, secure } = yield* Caller
      const before = sessions.authenticate(request.headers.cookie, secure)
      const userAgent = request.headers['user-agent'] ?? ''
      const opened = yield* sessions.open({ ...who, address, userAgent })
      if (opened === null) return null
      if (before !== null) yield* sessions.end(before.operator, before.session)
      yield* answerCookie(opened.token)
      return yield* meFor(who.account, who.operator)
    }, orUnavailable)

    /**
     * After the password. Null: the code is wrong. Without a code it fails, so that the try counts neither as wrong nor
     * as right: else one could ask without a code to have one's wrong codes forgotten.
     */
    const secondFactor = Effect.fnUntraced(function* (
      { id, account, login }: { readonly id: string; readonly account: string; readonly login: string },
      code: string,
    ) {
      if (factors.has(id)) {
        if (code === '') return yield* new SecondFactorNeeded()
        return (yield* factors.use(id, code)) ? [] : null
      }
      if (!factors.required(account)) return []
      if (code !== '') return yield* factors.confirm(id, code, null, notice(login, 'secondFactorOn'))
      const secret = yield* factors.begin(id)
      if (secret === null) return yield* new SecondFactorNeeded()
      return yield* new SecondFactorMissing(yield* shownSecret(secret, login))
    }, orUnavailable)

    return handlers.handleAll({
      register: Effect.fnUntraced(function* ({ payload, request }) {
        const { address } = yield* Caller
        const made = yield* throttle.registration(address, registration.register(payload, false))
        const me = yield* open({ ...made, account: made.account.id }, request)
        return me ?? (yield* new Unavailable())
      }),

      signIn: Effect.fnUntraced(function* ({ payload, request }) {
        const { address } = yield* Caller
        const given = login(payload.login).slice(0, 64)
        // No real password is as long, and nobody shall have us hash a megabyte.
        const password = payload.password.slice(0, 4 * passwordLength.max)
        const code = (payload.code ?? '').trim().slice(0, 100)
        let wrong: WrongPassword | WrongCode = new WrongPassword()
        const check = Effect.gen(function* () {
          const found = operators.credentials(given)
          const right = yield* passwords.matches(password, found?.password ?? null)
          if (!right || found === null) return null
          const { id, account } = found.operator
          // Only who knows the password hears of it.
          const { blocked = false, eraseAt = null } = accounts.find(account) ?? {}
          if (eraseAt !== null && !found.operator.administrator)
            return yield* new Forbidden({ reason: 'closed' })
          if (blocked) {
            return yield* new Forbidden({ reason: 'blocked', ...(sales !== null && { address: sales }) })
          }
          const passed = yield* secondFactor(found.operator, code)
          if (passed === null) {
            wrong = new WrongCode()
            return null
          }
          const me = yield* open({ account, operator: id, password: found.password }, request)
          if (me !== null && passwords.outdated(found.password)) {
            yield* passwords.hash(password).pipe(
              Effect.flatMap((fresh) => operators.rehash(id, found.password, fresh)),
              // It will be tried again at the next sign-in.
              Effect.ignore,
            )
          }
          return me === null || passed.length === 0 ? me : new Me({ ...me, recoveryCodes: passed })
        })
        const me = yield* throttle.password(given, address, check)
        return me ?? (yield* wrong)
      }),

      instance: () =>
        Effect.sync(() => ({
          registration: registration.open(),
          version: manifest.version,
          mail: relay !== null,
          places: geo.detail(),
        })),
    })
  }),
)
