/**
 * The HTTP API as one function from request to answer; the edge calls it for everything under `/api`. The
 * edge refuses bodies over 1 MB before it makes a `Request` of them.
 */
import { Cause, Context, Effect, Layer } from 'effect'
import { HttpIncomingMessage, HttpRouter, HttpServer, HttpServerRequest } from 'effect/http'
import { HttpApiBuilder, HttpApiError } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import type { Config } from '../config/Config.ts'
import type { Accounts } from '../store/Accounts.ts'
import type { Operators } from '../store/Operators.ts'
import type { Sessions } from '../store/Sessions.ts'
import { AuthorizationLive, SameOriginLive } from './Authorization.ts'
import { AccountsHandlers } from './accounts.ts'
import { answer } from './answer.ts'
import { Caller } from './Caller.ts'
import { MeHandlers } from './me.ts'
import { OperatorsHandlers } from './operators.ts'
import type { Passwords } from './Passwords.ts'
import type { Presence } from './Presence.ts'
import type { Registration } from './Registration.ts'
import type { Throttle } from './Throttle.ts'

type Needs = Accounts | Config | Operators | Passwords | Presence | Registration | Sessions | Throttle

const Routes = HttpApiBuilder.layer(Api, { openapiPath: '/api/openapi.json' }).pipe(
  Layer.provide([AccountsHandlers, MeHandlers, OperatorsHandlers]),
  Layer.provide([AuthorizationLive, SameOriginLive]),
)

/** What nobody expected is told in full here, and to the client as one word. */
const logged = (context: Context.Context<never>) =>
  HttpRouter.middleware(
    (endpoint) =>
      Effect.tapCause(endpoint, (cause) => {
        const defect = Cause.hasDies(cause) ? Cause.squash(cause) : null
        if (defect === null || (HttpApiError.HttpApiSchemaError.is(defect) && defect.kind !== 'Body')) {
          return Effect.void
        }
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
      const context = Context.add(yield* Effect.context<Needs>(), HttpIncomingMessage.MaxBodySize, undefined)
      const { handler, dispose } = HttpRouter.toWebHandler(
        Layer.mergeAll(Routes, logged(context)).pipe(
          Layer.provide(HttpServer.layerServices),
          Layer.provide(Layer.succeedContext(context)),
        ),
        { disableLogger: true },
      )
      yield* Effect.addFinalizer(() => Effect.promise(dispose))
      return Http.of({
        handle: (request, caller) => handler(request, Context.make(Caller, caller)).then(answer),
      })
    }),
  )
}
