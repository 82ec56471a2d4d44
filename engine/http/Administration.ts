/** What the instance's owner does with accounts, from the cabinet and from the command line. */
import { randomInt } from 'node:crypto'
import { Clock, Context, Effect, Layer } from 'effect'
import { Forbidden, Invalid, NotFound, type TooMany, type Unavailable } from '../api/errors.ts'
import { InstanceAccount } from '../api/instance.ts'
import { Config } from '../config/Config.ts'
import { endOfDay } from '../domain/day.ts'
import { isOver } from '../domain/licence.ts'
import { login } from '../domain/login.ts'
import type { Tariff } from '../domain/tariff.ts'
import { type Account, Accounts, type Listed } from '../store/Accounts.ts'
import { Erasures } from '../store/Erasures.ts'
import { Licences } from '../store/Licences.ts'
import { Operators } from '../store/Operators.ts'
import { SecondFactors } from '../store/SecondFactors.ts'
import { licenceOf } from './me.ts'
import { noticing } from './noticing.ts'
import { Passwords } from './Passwords.ts'
import { orUnavailable } from './storeErrors.ts'

export interface Page {
  readonly accounts: ReadonlyArray<InstanceAccount>
  /** Are there older ones? */
  readonly more: boolean
}

/** Accounts told at once. */
const pageLength = 100

export class Administration extends Context.Service<
  Administration,
  {
    /** `search`: in login and e-mail. `before`: id of the last one that is known. */
    readonly accounts: (search: string, before: string | null) => Page
    /** Id of the account with this login. */
    readonly named: (login: string) => Effect.Effect<string, NotFound>
    /** `until`: the last day, in the account's time zone; null: for ever. `by`: login of who gives it. */
    readonly giveLicence: (
      account: string,
      wanted: { readonly tariff: Tariff; readonly until: string | null },
      by: string,
    ) => Effect.Effect<InstanceAccount, Invalid | NotFound | Unavailable>
    readonly block: (
      account: string,
      blocked: boolean,
    ) => Effect.Effect<InstanceAccount, Forbidden | NotFound | Unavailable>
    /** Closes it, and after the grace all its data goes. */
    readonly close: (account: string) => Effect.Effect<InstanceAccount, NotFound | Unavailable>
    /** Takes that back. */
    readonly keep: (account: string) => Effect.Effect<InstanceAccount, NotFound | Unavailable>
    /** Of an account's administrator or an operator: a new one, which nobody is told again. Ends his sessions. */
    readonly resetPassword: (
      login: string,
    ) => Effect.Effect<
      { readonly login: string; readonly password: string },
      NotFound | TooMany | Unavailable
    >
    /** Of an account's administrator or an operator, who lost his phone. Ends his sessions, if he `had` one. */
    readonly resetSecondFactor: (
      login: string,
    ) => Effect.Effect<{ readonly login: string; readonly had: boolean }, NotFound | Unavailable>
  }
>()('engine/http/Administration') {
  static readonly layer = Layer.effect(
    Administration,
    Effect.gen(function* () {
      const { instanceOwner } = yield* Config
      const accounts = yield* Accounts
      const erasures = yield* Erasures
      const licences = yield* Licences
      const operators = yield* Operators
      const passwords = yield* Passwords
      const factors = yield* SecondFactors
      const notice = yield* noticing

      const shown = ({
        id,
        login,
        email,
        timeZone,
        createdAt,
        operators,
        seenAt,
        blocked,
        eraseAt,
      }: Listed) =>
        new InstanceAccount({
          id,
          login,
          email,
          timeZone,
          createdAt,
          licence: licenceOf(licences.of(id)),
          operators,
          seenAt,
          blocked,
          eraseAt,
        })
      const find = (id: string): Effect.Effect<Account, NotFound> => {
        const found = accounts.find(id)
        return found === null ? Effect.fail(new NotFound()) : Effect.succeed(found)
      }
      const asItIs = (id: string): Effect.Effect<InstanceAccount, NotFound> => {
        const found = accounts.listed(id)
        return found === null ? Effect.fail(new NotFound()) : Effect.succeed(shown(found))
      }

      return Administration.of({
        accounts: (search, before) => {
          const found = accounts.list(search, before, pageLength + 1)
          return { accounts: found.slice(0, pageLength).map(shown), more: found.length > pageLength }
        },
        named: (given) => {
          const found = accounts.findByLogin(login(given))
          return found === null ? Effect.fail(new NotFound()) : Effect.succeed(found.id)
        },
        giveLicence: Effect.fnUntraced(function* (id, { tariff, until: day }, by) {
          const { timeZone } = yield* find(id)
          const until = day === null ? null : endOfDay(day, timeZone)
          if (day !== null && until === null) return yield* new Invalid({ fields: { until: 'malformed' } })
          const wanted = { tariff, until, trial: false }
          // What is left of a licence for Personal is Personal.
          if (tariff === 'personal' && until !== null) {
            return yield* new Invalid({ fields: { until: 'wrong' } })
          }
          if (isOver(wanted, yield* Clock.currentTimeMillis)) {
            return yield* new Invalid({ fields: { until: 'range' } })
          }
          yield* orUnavailable(licences.give(id, wanted, by))
          return yield* asItIs(id)
        }),
        block: Effect.fnUntraced(function* (id, blocked) {
          const { login } = yield* find(id)
          // Nobody would be left to let him in again.
          if (blocked && login === instanceOwner) return yield* new Forbidden({ reason: 'ownerStays' })
          yield* orUnavailable(accounts.block(id, blocked))
          return yield* asItIs(id)
        }),
        close: Effect.fnUntraced(function* (id) {
          yield* orUnavailable(erasures.closeAccount(id, '', null))
          return yield* asItIs(id)
        }),
        keep: Effect.fnUntraced(function* (id) {
          if (!(yield* orUnavailable(erasures.keepAccount(id, '')))) return yield* new NotFound()
          return yield* asItIs(id)
        }),
        resetPassword: Effect.fnUntraced(function* (given) {
          const found = operators.credentials(login(given))?.operator
          if (found === undefined) return yield* new NotFound()
          const password = newPassword()
          const change = { password: yield* passwords.hash(password) }
          const edited = yield* orUnavailable(
            operators.edit(found.account, found.id, change, null, notice(found.login, 'password')),
          )
          if (edited === null) return yield* new NotFound()
          return { login: found.login, password }
        }),
        resetSecondFactor: Effect.fnUntraced(function* (given) {
          const found = operators.credentials(login(given))?.operator
          if (found === undefined) return yield* new NotFound()
          const had = yield* orUnavailable(
            factors.remove(found.id, true, notice(found.login, 'secondFactorOff')),
          )
          return { login: found.login, had }
        }),
      })
    }),
  )
}

/** Without those that look alike: it may be read aloud. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
const newPassword = () => [group(), group(), group()].join('-')
