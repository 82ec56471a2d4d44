/**
 * The back door for the command line: a Unix socket in the data directory, which only its owner may enter.
 * While the engine runs it is the one writer, so a command is told to it; without an engine the command opens
 * the data itself. No session and no Origin here: who can open the socket can open the database too.
 */
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Effect, Exit, Layer, Schema } from 'effect'
import { Log } from '../store/Log.ts'
import type { Administration } from './Administration.ts'
import { Command, obey, type Told } from './commands.ts'
import type { Registration } from './Registration.ts'

const socketIn = (dataDir: string): string => join(dataDir, 'control.sock')

const decode = Schema.decodeUnknownEffect(Schema.fromJsonString(Command))
const failed: Told = { kind: 'refused', why: 'Failed' }
/** It comes from a command line of another version than the engine's. */
const misunderstood = (): Effect.Effect<Told> => Effect.succeed({ kind: 'refused', why: 'Malformed' })

/** Needs the lock on the data directory, hence Log: a socket that is there already is a dead engine's. */
export const ControlLive = Layer.effectDiscard(
  Effect.gen(function* () {
    const { dataDir } = yield* Log
    const run = Effect.runPromiseExitWith(yield* Effect.context<Administration | Registration>())
    // Windows has no such sockets; there, and under a path too long for one, commands want a stopped engine.
    if (process.platform === 'win32') return
    const path = socketIn(dataDir)
    const server = createServer((req, res) => {
      void body(req)
        .then((text) => run(Effect.matchEffect(decode(text), { onFailure: misunderstood, onSuccess: obey })))
        .then((exit) => tell(res, Exit.isSuccess(exit) ? exit.value : failed))
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

/** Characters of a command, or of what came of one. */
const most = 1_000_000

const body = async (message: IncomingMessage): Promise<string> => {
  let text = ''
  message.setEncoding('utf8')
  for await (const chunk of message) {
    text += chunk
    if (text.length > most) throw new Error('too long')
  }
  return text
}

/** Asks the engine that runs on this data directory; null when none does. */
export const askEngine = (dataDir: string, command: Command): Promise<Told | null> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: socketIn(dataDir), method: 'POST', path: '/command', agent: false }
    const asked = request(options, (answer) => {
      body(answer).then((text) => resolve(JSON.parse(text) as Told), reject)
    })
    asked.on('error', (error) => {
      const none = 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
      none ? resolve(null) : reject(error)
    })
    asked.setTimeout(30_000, () => asked.destroy(new Error('The engine does not answer.')))
    asked.end(JSON.stringify(command))
  })
