/** Who may ask: what stands before the groups of the HTTP API. */
import { Context } from 'effect'
import { HttpApiMiddleware } from 'effect/http-api'
import { Forbidden, Unauthorized } from './errors.ts'

/** The signed-in person and session, for handlers behind `Authorization`. */
export class CurrentSession extends Context.Service<
  CurrentSession,
  {
    readonly session: string
    readonly account: string
    readonly operator: string
    readonly login: string
    readonly administrator: boolean
  }
>()('engine/api/CurrentSession') {}

/** Reads the session cookie, and checks the Origin of everything that changes state. */
export class Authorization extends HttpApiMiddleware.Service<Authorization, { provides: CurrentSession }>()(
  'engine/api/Authorization',
  { error: [Unauthorized, Forbidden] },
) {}

/** Checks the Origin of requests that come without a session (sign-in, registration). */
export class SameOrigin extends HttpApiMiddleware.Service<SameOrigin>()('engine/api/SameOrigin', {
  error: Forbidden,
}) {}
