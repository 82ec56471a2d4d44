/** The engine's process: started by `npm start` (scripts/start.mjs), or by itself. */
import { fileURLToPath } from 'node:url'
import { Cause, Effect, Exit, Fiber, Layer, Logger } from 'effect'
import { Config } from './config/Config.ts'
import { engineLayer } from './Engine.ts'
import { Edge } from './edge/Edge.ts'
import { harness, listensToHarness } from './harness.ts'
import { Projection } from './store/Projection.ts'

const published = fileURLToPath(new URL('../public', import.meta.url))

/** `kill -USR2 <pid>`: makes the history anew beside live traffic. */
const rebuildOnSignal = Effect.gen(function* () {
  const { rebuild } = yield* Projection
  const run = Effect.runForkWith(yield* Effect.context<never>())
  const again = rebuild.pipe(
    Effect.andThen(Effect.logInfo('The history was made anew')),
    Effect.catch((error) => Effect.logError('The history could not be made anew', error.message)),
  )
  process.on('SIGUSR2', () => run(again))
})

const program = Effect.gen(function* () {
  const { port } = yield* Edge
  const { host, publicUrl } = yield* Config
  const address = publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  if (listensToHarness(process.argv)) yield* harness
  process.stdout.write(`RedHelper is ready: ${address}\n`)
  process.send?.({ ready: true, port })
  yield* rebuildOnSignal
  return yield* Effect.never
}).pipe(
  Effect.provide(engineLayer(published).pipe(Layer.provideMerge(Config.layer))),
  Effect.provide(Logger.layer([Logger.consoleLogFmt])),
  Effect.scoped,
)

const fiber = Effect.runFork(program)
// SIGHUP: the terminal was closed, or npm was ended that held it.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
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
