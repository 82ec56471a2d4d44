/** The API on a real database in a directory of its own, called as the edge calls it. For tests. */
import 'effect/schema/SchemaJITCompiler/enable'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Context, Effect, Layer } from 'effect'
import { Config, parse } from '../config/Config.ts'
import { Geo } from '../geo/Geo.ts'
import { Relay } from '../mail/Relay.ts'
import { Sender } from '../mail/Sender.ts'
import { Accounts } from '../store/Accounts.ts'
import { Bans } from '../store/Bans.ts'
import { Departments } from '../store/Departments.ts'
import { Erasures } from '../store/Erasures.ts'
import { History } from '../store/History.ts'
import { Letters } from '../store/Letters.ts'
import { Licences } from '../store/Licences.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { PasswordResets } from '../store/PasswordResets.ts'
import { Photos } from '../store/Photos.ts'
import { Projection } from '../store/Projection.ts'
import { Requests } from '../store/Requests.ts'
import { SecondFactors } from '../store/SecondFactors.ts'
import { Sessions } from '../store/Sessions.ts'
import { Settings } from '../store/Settings.ts'
import { SiteCalls } from '../store/SiteCalls.ts'
import { Sites } from '../store/Sites.ts'
import { Visitors } from '../store/Visitors.ts'
import { Administration } from './Administration.ts'
import { Condition } from './Condition.ts'
import { Http } from './Http.ts'
import { type Cost, Passwords } from './Passwords.ts'
import { Presence } from './Presence.ts'
import { Registration } from './Registration.ts'
import { SitePages } from './SitePages.ts'
import { Throttle } from './Throttle.ts'

export interface Answer {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect to be there
  readonly body: any
  readonly headers: Headers
  /** `name=value` of the cookie that was set; null without one. */
  readonly cookie: string | null
}

export interface Call {
  readonly body?: unknown
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly cookie?: string | null
  readonly headers?: Record<string, string>
  readonly address?: string
  readonly secure?: boolean
}

export const own = 'http://chat.example:8080'
export const quick: Cost = { N: 16, r: 1, p: 1 }

export const temporary = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), 'redhelper-http-'))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true })),
)

/** `env`: settings. `dataDir`: an earlier engine's, to start on its data. */
export const start = (
  env: Record<string, string> = {},
  options: { readonly dataDir?: string; readonly cost?: Cost } = {},
) =>
  Effect.gen(function* () {
    const dataDir = options.dataDir ?? (yield* temporary)
    const config = Layer.effect(Config, parse({ REGISTRATION: 'open', ...env, DATA_DIR: dataDir }))
    const layer = Http.layer.pipe(
      Layer.provideMerge(Layer.merge(Administration.layer, Registration.layer)),
      Layer.provideMerge(
        Layer.mergeAll(Passwords.layerWith({ cost: options.cost ?? quick }), Throttle.layer, SitePages.layer),
      ),
      Layer.provideMerge(Layer.merge(Settings.layer, Erasures.layer)),
      Layer.provideMerge(Sites.layer),
      Layer.provideMerge(
        Layer.mergeAll(Accounts.layer, Bans.layer, Departments.layer, Operators.layer, SecondFactors.layer),
      ),
      Layer.provideMerge(Sender.layer.pipe(Layer.provideMerge(Relay.layer))),
      Layer.provideMerge(Layer.mergeAll(Geo.layer, Letters.layer, PasswordResets.layer, Visitors.layer)),
      Layer.provideMerge(Layer.mergeAll(Licences.layer, Photos.layer, Sessions.layer, SiteCalls.layer)),
      Layer.provideMerge(Layer.succeed(Presence, { statusOf: () => 'offline' as const })),
      Layer.provideMerge(
        Layer.succeed(Condition, { startedAt: 0, check: () => ({ ok: true, reason: null }) }),
      ),
      Layer.provideMerge(
        Layer.merge(History.layer, Requests.layer).pipe(Layer.provideMerge(Projection.layer())),
      ),
      Layer.provideMerge(Log.layer({ dataDir, synchronous: 'NORMAL' })),
      Layer.provideMerge(config),
    )
    const context = yield* Layer.build(layer)
    const http = Context.get(context, Http)

    const fetch = (method: string, path: string, call: Call = {}): Promise<Response> => {
      const headers = new Headers({ host: 'chat.example:8080', origin: own, ...call.headers })
      if (headers.get('origin') === '') headers.delete('origin')
      if (call.cookie) headers.set('cookie', call.cookie)
      const body = call.bytes ?? (call.body === undefined ? undefined : JSON.stringify(call.body))
      const type = call.bytes === undefined ? 'application/json' : 'application/octet-stream'
      if (body !== undefined && !headers.has('content-type')) headers.set('content-type', type)
      const request = new Request(new URL(path, own), { method, headers, body: body ?? null })
      return http.handle(request, { address: call.address ?? '192.0.2.1', secure: call.secure ?? false })
    }
    const send = (method: string, path: string, call?: Call): Promise<Answer> =>
      fetch(method, path, call).then(read)
    /** For answers that are no JSON. */
    const raw = (method: string, path: string, call?: Call) => Effect.promise(() => fetch(method, path, call))
    const call = (method: string, path: string, options?: Call) =>
      Effect.promise(() => send(method, path, options))
    const register = (login: string, more: Record<string, unknown> = {}, options: Call = {}) =>
      call('POST', '/api/v1/registration', { ...options, body: { ...form(login), ...more } })
    const signIn = (login: string, password: string, options: Call = {}) =>
      call('POST', '/api/v1/session', { ...options, body: { login, password } })
    return { dataDir, context, send, raw, call, register, signIn }
  })

export const form = (login: string) => ({
  email: `${login.toLowerCase()}@shop.example`,
  login,
  password: `${login}-password`,
  language: 'ru',
  timeZone: 'Europe/Moscow',
})

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text()
  const set = response.headers.get('set-cookie')
  return {
    status: response.status,
    body: text === '' ? null : JSON.parse(text),
    headers: response.headers,
    cookie: set === null ? null : set.split(';')[0]!,
  }
}
