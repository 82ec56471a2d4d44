/** The engine: everything wired once. Started by `npm start` (scripts/start.mjs), or by itself. */
import 'effect/schema/SchemaJITCompiler/enable'
import { fileURLToPath } from 'node:url'
import { Cause, Effect, Exit, Fiber, Layer } from 'effect'
import { Actors } from './actors/Actors.ts'
import { People } from './actors/People.ts'
import { Config } from './config/Config.ts'
import { Edge } from './edge/Edge.ts'
import { Health } from './edge/Health.ts'
import { Http } from './http/Http.ts'
import { Passwords } from './http/Passwords.ts'
import { Presence } from './http/Presence.ts'
import { Registration } from './http/Registration.ts'
import { Throttle } from './http/Throttle.ts'
import { Accounts } from './store/Accounts.ts'
import { History } from './store/History.ts'
import { Liveness } from './store/Liveness.ts'
import { Log } from './store/Log.ts'
import { Operators } from './store/Operators.ts'
import { Photos } from './store/Photos.ts'
import { Projection } from './store/Projection.ts'
import { Sessions } from './store/Sessions.ts'
import { Visitors } from './store/Visitors.ts'

const published = fileURLToPath(new URL('../public', import.meta.url))

const StoreLive = Layer.unwrap(
  Effect.map(Config, ({ dataDir, synchronous }) =>
    Liveness.layer.pipe(
      Layer.provideMerge(Layer.mergeAll(History.layer, Visitors.layer)),
      Layer.provideMerge(Projection.layer()),
      Layer.provideMerge(Log.layer({ dataDir, synchronous })),
    ),
  ),
)
const SettingsLive = Layer.mergeAll(Accounts.layer, Operators.layer).pipe(
  Layer.provideMerge(Layer.mergeAll(Sessions.layer, Photos.layer)),
)
const ActorsLive = Actors.layer.pipe(Layer.provideMerge(People.layer))
const PresenceLive = Layer.effect(
  Presence,
  Effect.map(Actors, ({ board }) =>
    Presence.of({ statusOf: (account, operator) => board(account).status(operator) }),
  ),
)
const HttpLive = Http.layer.pipe(
  Layer.provide(Registration.layer),
  Layer.provide(Layer.mergeAll(Passwords.layer, Throttle.layer, PresenceLive)),
)
const EngineLive = Edge.layer({ published }).pipe(
  Layer.provide(Layer.mergeAll(HttpLive, Health.layer)),
  Layer.provide(ActorsLive),
  Layer.provide(SettingsLive),
  Layer.provideMerge(StoreLive),
  Layer.provideMerge(Config.layer),
)

const program = Effect.gen(function* () {
  const { port } = yield* Edge
  const { host, publicUrl } = yield* Config
  const address = publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  process.stdout.write(`RedHelper is ready: ${address}\n`)
  process.send?.({ ready: true, port })
  return yield* Effect.never
}).pipe(Effect.provide(EngineLive), Effect.scoped)

const fiber = Effect.runFork(program)
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => Effect.runFork(Fiber.interrupt(fiber)))
}
fiber.addObserver((exit) => {
  if (Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause)) return process.exit(0)
  const error = Cause.squash(exit.cause)
  // What the person can mend is one sentence; anything else is ours, and told in full.
  const expected = typeof error === 'object' && error !== null && '_tag' in error && 'message' in error
  process.stderr.write(`${expected ? error.message : Cause.pretty(exit.cause)}\n`)
  process.exit(1)
})
