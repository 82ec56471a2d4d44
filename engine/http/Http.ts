/**
 * The HTTP API as one function from request to answer; the edge calls it for everything under `/api`.
 * Bodies over 1 MB are refused; the edge does it sooner, without reading them.
 */
import { ByteSize, Cause, Context, Effect, Layer } from 'effect'
import { HttpIncomingMessage, HttpRouter, HttpServer, HttpServerError, HttpServerRequest } from 'effect/http'
import { HttpApiBuilder, HttpApiError } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Config } from '../config/Config.ts'
import { overTls } from '../domain/cookie.ts'
import type { Geo } from '../geo/Geo.ts'
import type { Relay } from '../mail/Relay.ts'
import type { Sender } from '../mail/Sender.ts'
import type { Accounts } from '../store/Accounts.ts'
import type { Bans } from '../store/Bans.ts'
import type { Departments } from '../store/Departments.ts'
import type { Erasures } from '../store/Erasures.ts'
import type { History } from '../store/History.ts'
import type { Letters } from '../store/Letters.ts'
import type { Licences } from '../store/Licences.ts'
import type { Log } from '../store/Log.ts'
import type { Operators } from '../store/Operators.ts'
import type { PasswordResets } from '../store/PasswordResets.ts'
import type { Requests } from '../store/Requests.ts'
import type { SecondFactors } from '../store/SecondFactors.ts'
import type { Sessions } from '../store/Sessions.ts'
import type { Settings } from '../store/Settings.ts'
import type { SiteCalls } from '../store/SiteCalls.ts'
import type { Sites } from '../store/Sites.ts'
import type { Visitors } from '../store/Visitors.ts'
import type { Administration } from './Administration.ts'
import { AuthorizationLive, SameOriginLive } from './Authorization.ts'
import { AccountHandlers } from './account.ts'
import { AccountsHandlers } from './accounts.ts'
import { answer } from './answer.ts'
import { BansHandlers } from './bans.ts'
import { Caller } from './Caller.ts'
import type { Condition } from './Condition.ts'
import { ClosingHandlers } from './closing.ts'
import { DepartmentsHandlers } from './departments.ts'
import { InstallationHandlers } from './installation.ts'
import { InstanceHandlers } from './instance.ts'
import { InstanceMailHandlers } from './instanceMail.ts'
import { LettersHandlers } from './letters.ts'
import { MeHandlers } from './me.ts'
import { OperatorsHandlers } from './operators.ts'
import type { Passwords } from './Passwords.ts'
import type { Presence } from './Presence.ts'
import { PasswordResetHandlers } from './passwordReset.ts'
import type { Registration } from './Registration.ts'
import { RequestsHandlers } from './requests.ts'
import { RoutingHandlers } from './routing.ts'
import type { SitePages } from './SitePages.ts'
import { SecondFactorHandlers } from './secondFactor.ts'
import { SettingsHandlers } from './settings.ts'
import { SitesHandlers } from './sites.ts'
import type { Throttle } from './Throttle.ts'
import { VisitorsHandlers } from './visitors.ts'

type Needs =
  | Accounts
  | Administration
  | Bans
  | Condition
  | Config
  | Departments
  | Erasures
  | Geo
  | History
  | Licences
  | Settings
  | Letters
  | Log
  | Operators
  | PasswordResets
  | Passwords
  | Presence
  | Registration
  | Requests
  | Relay
  | Sender
  | SecondFactors
  | Sessions
  | SiteCalls
  | SitePages
  | Sites
  | Throttle
  | Visitors

const Routes = HttpApiBuilder.layer(Api, { openapiPath: '/api/openapi.json' }).pipe(
  Layer.provide([
    AccountHandlers,
    AccountsHandlers,
    BansHandlers,
    ClosingHandlers,
    DepartmentsHandlers,
    InstanceHandlers,
    SettingsHandlers,
    InstanceMailHandlers,
    LettersHandlers,
    InstallationHandlers,
    MeHandlers,
    OperatorsHandlers,
    PasswordResetHandlers,
    RequestsHandlers,
    RoutingHandlers,
    SecondFactorHandlers,
    SitesHandlers,
    VisitorsHandlers,
  ]),
  Layer.provide([AuthorizationLive, SameOriginLive]),
)

/** The client's fault, not ours: a body that cannot be read or is no such thing. */
const isBadRequest = (defect: unknown): boolean =>
  HttpApiError.HttpApiSchemaError.is(defect)
    ? defect.kind !== 'Body'
    : HttpServerError.isHttpServerError(defect)

/** What nobody expected is told in full here, and to the client as one word. */
const logged = (context: Context.Context<never>) =>
  HttpRouter.middleware(
    (endpoint) =>
      Effect.tapCause(endpoint, (cause) => {
        if (!Cause.hasDies(cause) || isBadRequest(Cause.squash(cause))) return Effect.void
        return Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ method, url }) =>
          Effect.logError(`${method} ${url.split('?')[0]} failed`, cause).pipe(
            Effect.provideContext(context),
          ),
        )
      }),
    { global: true },
  )

export class Http extends Context.Service<
  Http,
  { readonly handle: (request: Request, caller: Caller) => Promise<Response> }
>()('engine/http/Http') {
  static readonly layer = Layer.effect(
    Http,
    Effect.gen(function* () {
      // All that is here (the clock, the loggers) is there for the handlers too.
      const context = Context.add(
        yield* Effect.context<Needs>(),
        HttpIncomingMessage.MaxBodySize,
        ByteSize.mebibytes(1),
      )
      const { handler, dispose } = HttpRouter.toWebHandler(
        Layer.mergeAll(Routes, logged(context)).pipe(
          Layer.provide(HttpServer.layerServices),
          Layer.provide(Layer.succeedContext(context)),
        ),
        { disableLogger: true },
      )
      yield* Effect.addFinalizer(() => Effect.promise(dispose))
      const { publicUrl } = yield* Config
      return Http.of({
        handle: (request, { address, secure }) => {
          const caller = { address, secure: overTls(publicUrl, secure) }
          return handler(request, Context.make(Caller, caller)).then(answer)
        },
      })
    }),
  )
}
