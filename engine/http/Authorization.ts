/** The middleware of the API: where a request came from, and who sent it. */
import { Effect, Layer } from 'effect'
import { HttpServerRequest } from 'effect/http'
import { Authorization, CurrentSession, SameOrigin } from '../api/Authorization.ts'
import { Forbidden, Unauthorized } from '../api/errors.ts'
import { Config } from '../config/Config.ts'
import { tokensIn } from '../domain/cookie.ts'
import { fromOurPages } from '../domain/origin.ts'
import { Sessions } from '../store/Sessions.ts'
import { Caller } from './Caller.ts'
import { ownOrigin } from './publicUrl.ts'

const checkOrigin = (request: HttpServerRequest.HttpServerRequest, publicUrl: string | null) =>
  Effect.flatMap(Caller, ({ secure }) =>
    fromOurPages({
      method: request.method,
      origin: request.headers.origin ?? null,
      site: request.headers['sec-fetch-site'] ?? null,
      cookie: tokensIn(request.headers.cookie, secure).length > 0,
      own: ownOrigin(request, secure),
      publicUrl,
    })
      ? Effect.void
      : Effect.fail(new Forbidden({ reason: 'origin', ...(publicUrl !== null && { address: publicUrl }) })),
  )

export const SameOriginLive = Layer.effect(
  SameOrigin,
  Effect.map(Config, ({ publicUrl }) =>
    SameOrigin.of((endpoint) =>
      Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) =>
        Effect.andThen(checkOrigin(request, publicUrl), endpoint),
      ),
    ),
  ),
)

/** What the administrator of a closed account can do: be who he is, and take it back. */
const stillOpen = new Set(['me', 'closing'])

export const AuthorizationLive = Layer.effect(
  Authorization,
  Effect.gen(function* () {
    const { publicUrl } = yield* Config
    const sessions = yield* Sessions
    return Authorization.of(
      Effect.fnUntraced(function* (endpoint, { group }) {
        const request = yield* HttpServerRequest.HttpServerRequest
        yield* checkOrigin(request, publicUrl)
        const { secure } = yield* Caller
        const found = sessions.authenticate(request.headers.cookie, secure)
        if (found === null) return yield* new Unauthorized()
        if (found.closed && !stillOpen.has(group.identifier)) {
          return yield* new Forbidden({ reason: 'closed' })
        }
        return yield* Effect.provideService(endpoint, CurrentSession, found)
      }),
    )
  }),
)
