/**
 * The street door: sockets, static files, photos, the HTTP API and the health checks on one port. Knows bytes
 * and headers, no rules.
 */

import {
  App,
  type HttpRequest,
  type HttpResponse,
  type us_listen_socket,
  us_listen_socket_close,
  type us_socket_context_t,
  us_socket_local_port,
  type WebSocketBehavior,
} from 'uWebSockets.js'
import { createHash, timingSafeEqual } from 'node:crypto'
import { Clock, Context, Effect, Layer, Schedule, Schema } from 'effect'
import { Config } from '../config/Config.ts'
import { overTls, tokensIn } from '../domain/cookie.ts'
import { Http } from '../http/Http.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { Photos } from '../store/Photos.ts'
import { bridge, tooMany } from './bridge.ts'
import { Doorkeeper } from './Doorkeeper.ts'
import { Health } from './Health.ts'
import { Hub } from './Hub.ts'
import { Metrics } from './Metrics.ts'
import { operatorSockets } from './operatorSockets.ts'
import { type Forwarded, forwarded, peerRule, unknownProxy } from './Peer.ts'
import { Published } from './Published.ts'
import { endHead, listenAlone, uncompressed } from './uws.ts'
import { visitorSockets } from './visitorSockets.ts'

/** The port cannot be listened on. */
export class PortTaken extends Schema.TaggedError<PortTaken>()('PortTaken', { message: Schema.String }) {}

export interface EdgeOptions {
  /** `dist/public` */
  readonly published: string
}

export class Edge extends Context.Service<Edge, { readonly port: number }>()('engine/edge/Edge') {
  static readonly layer = (options: EdgeOptions) => Layer.effect(Edge, listen(options))
}

/** What a uWS socket is given beyond our own rules; one place, so that both kinds are alike. */
const socketOptions = (outboxBytes: number) =>
  ({
    compression: uncompressed,
    // One more than a frame may have, so that a frame too large is answered by us, not by a cut line.
    maxPayloadLength: 128 * 1024,
    // Ours is less: what comes after it has to fit in, the word 'come back' at the least.
    maxBackpressure: outboxBytes + 64 * 1024,
    // Clients say something every 12 s; the pings uWS sends by itself find those that sleep or are gone.
    idleTimeout: 40,
    sendPingsAutomatically: true,
  }) as const

const listen = Effect.fnUntraced(function* ({ published }: EdgeOptions) {
  const config = yield* Config
  const http = yield* Http
  const photos = yield* Photos
  const health = yield* Health
  const metrics = yield* Metrics
  const clock = yield* Clock.Clock
  const now = () => clock.currentTimeMillisUnsafe()
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const defect = (error: unknown) => void run(Effect.logError('A request or frame failed', error))
  const pages = new Published(published)
  const rule = peerRule(config.trustedProxies)
  const unknown = unknownProxy(config.trustedProxies)
  let warned = false
  const peerOf = (from: Forwarded) => {
    if (!warned && unknown(from)) {
      warned = true
      run(
        Effect.logWarning(
          `Requests come through a proxy (${from.direct}) that TRUSTED_PROXIES does not name: all who come through it count as one address.`,
        ),
      )
    }
    return rule(from)
  }
  const doorkeeper = new Doorkeeper(config.limits)
  const app = App()
  const options = socketOptions(config.limits.outboxBytes)
  const door = { doorkeeper, peerOf, options, hub: new Hub(app), now, defect }
  const visitors = yield* visitorSockets(door)
  const operators = yield* operatorSockets(door)

  app.ws('/ws/visitor', guarded(visitors.behaviour, defect))
  app.ws('/ws/operator', guarded(operators.behaviour, defect))
  const route = (res: HttpResponse, req: HttpRequest): void => {
    const path = req.getUrl()
    const from = forwarded(res, req)
    const peer = peerOf(from)
    const origin = originOf(req, config.publicUrl, peer.secure)
    if (path.startsWith('/api/')) {
      const [token] = tokensIn(req.getHeader('cookie'), overTls(config.publicUrl, peer.secure))
      const wait = doorkeeper.waitsToCall(peer.address, token, now())
      return wait > 0 ? tooMany(res, wait) : bridge(res, req, origin, peer, http.handle)
    }
    const method = req.getMethod().toUpperCase()
    const text = (status: string, body: string) => plain(res, method, status, body)
    if (method !== 'GET' && method !== 'HEAD') return text('405 Method Not Allowed', '')
    const asked = {
      method,
      acceptEncoding: req.getHeader('accept-encoding'),
      ifNoneMatch: req.getHeader('if-none-match'),
      origin,
    }
    if (pages.serve(res, path, asked)) return
    if (path === '/livez') return text('200 OK', 'ok\n')
    if (path === '/healthz') {
      const found = health.check()
      return text(found.ok ? '200 OK' : '503 Service Unavailable', `${JSON.stringify(found)}\n`)
    }
    if (path === '/metrics') {
      // Numbers about the business are nobody's but the owner's.
      const allowed = mayScrape(from, req.getHeader('authorization'), config.metricsToken)
      if (!allowed) return text('403 Forbidden', 'From this machine, or with METRICS_TOKEN\n')
      const found = metrics.text({ visitor: visitors.size(), operator: operators.size() })
      return plain(res, method, '200 OK', found, 'text/plain; version=0.0.4; charset=utf-8')
    }
    if (path.startsWith('/photos/')) return photo(res, method, path, photos)
    if (pages.serve(res, `${path}/`, asked)) return
    text('404 Not Found', 'Not found\n')
  }
  app.any('/*', (res, req) => {
    // What a handler throws ends the process.
    try {
      route(res, req)
    } catch (error) {
      door.defect(error)
      res.close()
    }
  })

  const { host, port } = config
  const socket = yield* Effect.acquireRelease(
    Effect.callback<us_listen_socket, PortTaken>((resume) => {
      listenAlone(app, host, port, (token) => {
        if (token) return resume(Effect.succeed(token))
        const message = `Port ${port} on ${host} cannot be used: another program has it, or it is not allowed. Set PORT to a free one.`
        resume(Effect.fail(new PortTaken({ message })))
      })
    }),
    (token) =>
      // Nobody new; those who are here are told to come back, and have a moment to hear it.
      Effect.gen(function* () {
        us_listen_socket_close(token)
        visitors.closeAll(closeCodes.restart)
        operators.closeAll(closeCodes.restart)
        yield* Effect.sleep(100)
        app.close()
      }),
  )
  yield* Effect.forkScoped(
    Effect.repeat(
      Effect.sync(() => {
        visitors.sweep(now())
        operators.sweep(now())
        doorkeeper.sweep(now())
      }),
      Schedule.spaced('1 second'),
    ),
  )
  return Edge.of({ port: us_socket_local_port(socket) })
})

/** What an upgrade throws (the store may) ends the process, as in a request. */
const guarded = <D>(behaviour: WebSocketBehavior<D>, defect: (error: unknown) => void) => ({
  ...behaviour,
  upgrade: (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => {
    try {
      behaviour.upgrade?.(res, req, context)
    } catch (error) {
      defect(error)
      res.close()
    }
  },
})

/** Where this request was sent to. With PUBLIC_URL set nothing is ever built from the Host header. */
const originOf = (req: HttpRequest, publicUrl: string | null, secure: boolean): string => {
  if (publicUrl !== null) return publicUrl
  const host = req.getHeader('host')
  return `${secure ? 'https' : 'http'}://${/^[\w.[\]:-]+$/.test(host) ? host : 'localhost'}`
}

/** With METRICS_TOKEN set only who knows it, else only this machine. */
const mayScrape = (from: Forwarded, authorization: string, token: string | null): boolean => {
  // What a proxy on this machine passes on does not come from this machine.
  if (token === null) return /^(127\.|::1$|(0+:){7}0*1$)/.test(from.direct) && from.forwardedFor === ''
  const [given, known] = [authorization, `Bearer ${token}`].map((text) =>
    createHash('sha256').update(text).digest(),
  )
  return timingSafeEqual(given!, known!)
}

const plain = (
  res: HttpResponse,
  method: string,
  status: string,
  body: string,
  type = body.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8',
): void => {
  res.cork(() => {
    res.writeStatus(status)
    res.writeHeader('Content-Type', type)
    res.writeHeader('Cache-Control', 'no-store')
    res.writeHeader('X-Content-Type-Options', 'nosniff')
    end(res, method, body)
  })
}

/** HEAD is told the length, and nothing else. */
const end = (res: HttpResponse, method: string, body: string | Uint8Array): void => {
  if (method === 'HEAD') endHead(res, Buffer.byteLength(body))
  else res.end(body)
}

/** `/photos/<operator>/<hash>`: shown on the sites too. */
const photo = (res: HttpResponse, method: string, path: string, photos: Photos['Service']): void => {
  const [, , operator = '', hash = ''] = path.split('/')
  const found = photos.get(operator, hash)
  if (found === null) return plain(res, method, '404 Not Found', 'Not found\n')
  res.cork(() => {
    res.writeHeader('Content-Type', found.type)
    res.writeHeader('Cache-Control', 'public, max-age=31536000, immutable')
    res.writeHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    res.writeHeader('Cross-Origin-Resource-Policy', 'cross-origin')
    res.writeHeader('X-Content-Type-Options', 'nosniff')
    end(res, method, found.bytes)
  })
}
