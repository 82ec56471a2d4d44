/** A1: a new account. Used by the start page's form and by the command line. */
import { Clock, Context, Effect, Layer } from 'effect'
import { Forbidden, Invalid, type TooMany, type Unavailable } from '../api/errors.ts'
import { Config } from '../config/Config.ts'
import { email, emailProblem } from '../domain/email.ts'
import { problems } from '../domain/field.ts'
import { firstLicence } from '../domain/licence.ts'
import { login, loginProblem } from '../domain/login.ts'
import { passwordProblem } from '../domain/password.ts'
import { timeZone } from '../domain/timeZone.ts'
import { registered } from '../mail/letters/account.ts'
import { type Account, Accounts } from '../store/Accounts.ts'
import { Letters } from '../store/Letters.ts'
import { Passwords } from './Passwords.ts'
import { orUnavailable } from './storeErrors.ts'

export interface Form {
  readonly email: string
  readonly login: string
  readonly password: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
}

export interface NewAccount {
  readonly account: Account
  /** The administrator's id. */
  readonly operator: string
  /** The password's hash. */
  readonly password: string
}

/** D1: the display name that the administrator starts with. */
const firstName = { ru: 'Консультант', en: 'Consultant' }

export class Registration extends Context.Service<
  Registration,
  {
    /** May somebody register on the start page now? */
    readonly open: () => boolean
    /** All wrong fields at once. `byHand`: from the command line, which may always. */
    readonly register: (
      form: Form,
      byHand: boolean,
    ) => Effect.Effect<NewAccount, Invalid | Forbidden | TooMany | Unavailable>
  }
>()('engine/http/Registration') {
  static readonly layer = Layer.effect(
    Registration,
    Effect.gen(function* () {
      const { registration, tariff, instanceOwner } = yield* Config
      const accounts = yield* Accounts
      const passwords = yield* Passwords
      const letters = yield* Letters
      const open = () => registration === 'open' || (registration === 'first' && accounts.count() === 0)
      const closed = new Forbidden({ reason: 'registrationClosed' })

      return Registration.of({
        open,
        register: Effect.fnUntraced(function* (form, byHand) {
          // Before the fields: when it is closed, nobody learns which logins and addresses are known here.
          if (!byHand && !open()) return yield* closed
          const wanted = { login: login(form.login), email: email(form.email) }
          // Whoever comes by must not become the owner of the instance by choosing a login; who is the first is trusted.
          const reserved = !byHand && wanted.login === instanceOwner && accounts.count() > 0
          const fields = problems({
            ...accounts.taken(wanted.login, wanted.email),
            ...(reserved && { login: 'taken' }),
            ...problems({
              email: emailProblem(form.email),
              login: loginProblem(form.login),
              password: passwordProblem(form.password, form.login),
            }),
          })
          if (Object.keys(fields).length > 0) return yield* new Invalid({ fields })
          const password = yield* passwords.hash(form.password)
          const result = yield* accounts
            .register(
              {
                ...wanted,
                password,
                language: form.language,
                timeZone: timeZone(form.timeZone),
                name: firstName[form.language],
                licence: firstLicence(tariff, yield* Clock.currentTimeMillis),
                onlyFirst: !byHand && registration === 'first',
              },
              (account) => void letters.put(registered(account)),
            )
            .pipe(orUnavailable)
          switch (result.kind) {
            case 'closed':
              return yield* closed
            case 'taken':
              return yield* new Invalid({ fields: result.fields })
            case 'registered':
              return { account: result.account, operator: result.operator, password }
          }
        }),
      })
    }),
  )
}
