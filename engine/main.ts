/** The engine's process: started by `npm start` (scripts/start.mjs), or by itself. */
import { fileURLToPath } from 'node:url'
import { Cause, Effect, Exit, Fiber, Layer } from 'effect'
import { Config } from './config/Config.ts'
import { engineLayer } from './Engine.ts'
import { Edge } from './edge/Edge.ts'

const published = fileURLToPath(new URL('../public', import.meta.url))

const program = Effect.gen(function* () {
  const { port } = yield* Edge
  const { host, publicUrl } = yield* Config
  const address = publicUrl ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  process.stdout.write(`RedHelper is ready: ${address}\n`)
  process.send?.({ ready: true, port })
  return yield* Effect.never
}).pipe(Effect.provide(engineLayer(published).pipe(Layer.provideMerge(Config.layer))), Effect.scoped)

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
