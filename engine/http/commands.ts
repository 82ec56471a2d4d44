/** What the command line may ask of the engine (`npm run admin`), and what came of it. */
import { Effect, Schema } from 'effect'
import type { InstanceAccount } from '../api/instance.ts'
import { Language } from '../api/language.ts'
import { tariffs } from '../domain/tariff.ts'
import { Administration, type Page } from './Administration.ts'
import { Registration } from './Registration.ts'

const Login = Schema.String

export const Command = Schema.Union([
  Schema.Struct({
    kind: Schema.Literal('register'),
    form: Schema.Struct({
      email: Schema.String,
      login: Login,
      password: Schema.String,
      language: Language,
      timeZone: Schema.String,
    }),
  }),
  Schema.Struct({
    kind: Schema.Literal('accounts'),
    search: Schema.String,
    before: Schema.NullOr(Schema.String),
  }),
  Schema.Struct({
    kind: Schema.Literal('licence'),
    login: Login,
    tariff: Schema.Literals(tariffs),
    until: Schema.NullOr(Schema.String),
  }),
  Schema.Struct({ kind: Schema.Literal('password'), login: Login }),
  Schema.Struct({ kind: Schema.Literal('secondFactor'), login: Login }),
  Schema.Struct({ kind: Schema.Literal('close'), login: Login, closed: Schema.Boolean }),
  Schema.Struct({ kind: Schema.Literal('block'), login: Login, blocked: Schema.Boolean }),
])
export type Command = typeof Command.Type

/** What came of a command. */
export type Told =
  | { readonly kind: 'registered'; readonly login: string }
  | ({ readonly kind: 'accounts' } & Page)
  | { readonly kind: 'account'; readonly account: InstanceAccount }
  | { readonly kind: 'password'; readonly login: string; readonly password: string }
  | { readonly kind: 'secondFactor'; readonly login: string; readonly had: boolean }
  | Refused
export interface Refused {
  readonly kind: 'refused'
  /** Tag of the API's error, or `Malformed`. */
  readonly why: string
  readonly fields?: Readonly<Record<string, string>>
}

/** By hand: what REGISTRATION says does not count, nor is anybody asked for a session. */
export const obey = (command: Command): Effect.Effect<Told, never, Administration | Registration> =>
  Effect.catch(done(command), (error) =>
    Effect.succeed({
      kind: 'refused' as const,
      why: error._tag,
      ...(error._tag === 'Invalid' && { fields: error.fields }),
    }),
  )

const done = Effect.fnUntraced(function* (command: Command) {
  const administration = yield* Administration
  const registration = yield* Registration
  switch (command.kind) {
    case 'register': {
      const { account } = yield* registration.register(command.form, true)
      return { kind: 'registered' as const, login: account.login }
    }
    case 'accounts':
      return { kind: 'accounts' as const, ...administration.accounts(command.search, command.before) }
    case 'licence': {
      const id = yield* administration.named(command.login)
      const { tariff, until } = command
      return {
        kind: 'account' as const,
        account: yield* administration.giveLicence(id, { tariff, until }, ''),
      }
    }
    case 'password':
      return { kind: 'password' as const, ...(yield* administration.resetPassword(command.login)) }
    case 'secondFactor':
      return { kind: 'secondFactor' as const, ...(yield* administration.resetSecondFactor(command.login)) }
    case 'close': {
      const id = yield* administration.named(command.login)
      const account = yield* command.closed ? administration.close(id) : administration.keep(id)
      return { kind: 'account' as const, account }
    }
    case 'block': {
      const id = yield* administration.named(command.login)
      return { kind: 'account' as const, account: yield* administration.block(id, command.blocked) }
    }
  }
})
