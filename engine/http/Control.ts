/**
 * The back door for the command line: a Unix socket in the data directory, which only its owner may enter.
 * While the engine runs it is the one writer, so a command is told to it; without an engine the command opens
 * the data itself. No session and no Origin here: who can open the socket can open the database too.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Effect, Exit, Layer, Schema } from 'effect'
import { Language } from '../api/Api.ts'
import { Log } from '../store/Log.ts'
import { type Form, Registration } from './Registration.ts'

const socketIn = (dataDir: string): string => join(dataDir, 'control.sock')

const decode = Schema.decodeUnknownEffect(
  Schema.fromJsonString(
    Schema.Struct({
      email: Schema.String,
      login: Schema.String,
      password: Schema.String,
      language: Language,
      timeZone: Schema.String,
    }),
  ),
)

/** What came of a command. */
export type Told =
  | { readonly login: string }
  | { readonly _tag: string; readonly fields?: Readonly<Record<string, string>> }

/** The form of `npm run account`, registered by hand (REGISTRATION does not count). */
export const registered = (registration: Registration['Service'], form: Form): Effect.Effect<Told> =>
  registration.register(form, true).pipe(
    Effect.map(({ account }) => ({ login: account.login })),
    Effect.catch((error) =>
      Effect.succeed({ _tag: error._tag, ...(error._tag === 'Invalid' && { fields: error.fields }) }),
    ),
  )

/** Needs the lock on the data directory, hence Log: a socket that is there already is a dead engine's. */
export const ControlLive = Layer.effectDiscard(
  Effect.gen(function* () {
    const { dataDir } = yield* Log
    const registration = yield* Registration
    const run = Effect.runPromiseExitWith(yield* Effect.context<never>())
    // Windows has no such sockets; there, and under a path too long for one, commands want a stopped engine.
    if (process.platform === 'win32') return
    const path = socketIn(dataDir)
    const server = createServer((req, res) => {
      void body(req)
        .then((text) => run(Effect.flatMap(decode(text), (form) => registered(registration, form))))
        .then((exit) => tell(res, Exit.isSuccess(exit) ? exit.value : { _tag: 'Failed' }))
        .catch(() => res.destroy())
    })
    yield* Effect.acquireRelease(listen(server, path), () =>
      Effect.sync(() => {
        server.close()
        server.closeAllConnections()
        rmSync(path, { force: true })
      }),
    ).pipe(
      Effect.catch((error) =>
        Effect.logWarning(`No commands while the engine runs: ${path} cannot be listened on`, error.message),
      ),
    )
  }),
)

const listen = (server: Server, path: string): Effect.Effect<void, Error> =>
  Effect.callback((resume) => {
    rmSync(path, { force: true })
    server.once('error', (error) => resume(Effect.fail(error)))
    server.listen(path, () => {
      chmodSync(path, 0o600)
      resume(Effect.void)
    })
  })

const tell = (res: ServerResponse, told: Told): void => {
  res.setHeader('content-type', 'application/json')
  res.end(JSON.stringify(told))
}

const body = async (message: IncomingMessage): Promise<string> => {
  let text = ''
  message.setEncoding('utf8')
  for await (const chunk of message) {
    text += chunk
    if (text.length > 65_536) throw new Error('too long')
  }
  return text
}

/** Asks the engine that runs on this data directory; null when none does. */
export const askEngine = (dataDir: string, form: Form): Promise<Told | null> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: socketIn(dataDir), method: 'POST', path: '/account', agent: false }
    const asked = request(options, (answer) => {
      body(answer).then((text) => resolve(JSON.parse(text) as Told), reject)
    })
    asked.on('error', (error) => {
      const none = 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
      none ? resolve(null) : reject(error)
    })
    asked.setTimeout(30_000, () => asked.destroy(new Error('The engine does not answer.')))
    asked.end(JSON.stringify(form))
  })
