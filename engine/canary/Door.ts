/** How the canary comes in, as anybody does: by the engine's own port, with a token and with a session. */
import { Effect } from 'effect'
import { Config } from '../config/Config.ts'
import { canary } from '../domain/canary.ts'
import { cookieName, overTls } from '../domain/cookie.ts'
import { openCanaryAccount } from '../store/canaryAccount.ts'
import type { StoreUnavailable } from '../store/errors.ts'
import { Sessions } from '../store/Sessions.ts'

export interface Door {
  /** `ws://127.0.0.1:8080` */
  readonly url: string
  /** The visitor's. */
  readonly token: string
  readonly asVisitor: (url: string) => WebSocket
  /** From our own origin, with the cookie of a session. */
  readonly asOperator: (url: string) => WebSocket
}

/** Makes the account when it is missing, and signs in again when the session is over. */
export const doorOf = Effect.fnUntraced(function* (port: number) {
  const { host, publicUrl } = yield* Config
  const sessions = yield* Sessions
  const context = yield* Effect.context<Effect.Services<typeof openCanaryAccount>>()
  // Costs 10 MB, hence only when there is a canary, and time, hence before anybody is connected.
  const { WebSocket: NodeSocket } = yield* Effect.promise(() => import('undici'))
  const withHeaders = (headers: Record<string, string>) => (url: string) =>
    new NodeSocket(url, { headers }) as unknown as WebSocket
  const authority = `${reachable(host)}:${port}`
  // No proxy stands between, so without PUBLIC_URL this is plain http.
  const secure = overTls(publicUrl, false)
  let token: string | null = null
  let cookie = ''

  return Effect.gen(function* () {
    token ??= yield* Effect.provide(openCanaryAccount, context)
    if (sessions.authenticate(cookie, secure) === null) {
      const { account, operator, password } = canary
      const opened = yield* sessions.open({ account, operator, password, address: '', userAgent: 'canary' })
      cookie = `${cookieName(secure)}=${opened?.token}`
    }
    const origin = publicUrl ?? `http://${authority}`
    return {
      url: `ws://${authority}`,
      token,
      asVisitor: withHeaders({}),
      asOperator: withHeaders({ cookie, origin }),
    }
  }) satisfies Effect.Effect<Door, StoreUnavailable>
})

/** Where a socket that listens on this address is found from the same machine. */
export const reachable = (host: string): string => {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
