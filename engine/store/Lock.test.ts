import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Effect } from 'effect'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { lock } from './Lock.ts'
import { directory } from './testing.ts'

/** Another process that holds the lock until it is killed. */
const otherEngine = (dataDir: string) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const here = fileURLToPath(new URL('.', import.meta.url))
      const outfile = join(here, `../../node_modules/.cache/redhelper/lock-${process.pid}.mjs`)
      await build({
        stdin: {
          contents: `import { Effect } from 'effect'
            import { lock } from './Lock.ts'
            await Effect.runPromise(Effect.scoped(Effect.gen(function* () {
              yield* lock(process.argv[2])
              console.log('held')
              yield* Effect.sleep('1 minute')
            })))`,
          resolveDir: here,
          loader: 'ts',
        },
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        packages: 'external',
      })
      const child = spawn(process.execPath, [outfile, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      return child
    }),
    (child) => kill(child),
  )

const kill = (child: ChildProcess) =>
  Effect.promise(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  })

it.live('an engine in another process keeps us out, until it is gone in whatever way', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const child = yield* otherEngine(dataDir)
    const refused = yield* Effect.flip(Effect.scoped(lock(dataDir)))
    expect(refused._tag).toBe('DirectoryInUse')
    expect(refused.message).toBe(
      `Another RedHelper engine is already running on the data directory ${dataDir}.`,
    )
    yield* kill(child)
    yield* Effect.scoped(lock(dataDir))
  }),
)

it.live('asking again in the same process neither succeeds nor frees it', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* lock(dataDir)
    expect((yield* Effect.flip(Effect.scoped(lock(dataDir))))._tag).toBe('DirectoryInUse')
    // From outside, because locks of the same process would not stand in each other's way.
    const outside = yield* Effect.promise(async () => {
      const child = spawn(
        process.execPath,
        [
          '-e',
          `require('better-sqlite3')(process.argv[1], { timeout: 0 }).exec('BEGIN EXCLUSIVE')`,
          join(dataDir, 'lock.db'),
        ],
        { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: ['ignore', 'ignore', 'pipe'] },
      )
      let said = ''
      child.stderr.on('data', (text) => (said += text))
      await once(child, 'exit')
      return said
    })
    expect(outside).toContain('SQLITE_BUSY')
  }),
)

it.live('a data directory that cannot be used is one sentence', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const file = join(dataDir, 'lock.db', 'in-the-way')
    mkdirSync(file, { recursive: true })
    chmodSync(join(dataDir, 'lock.db'), 0o700)
    const error = yield* Effect.flip(Effect.scoped(lock(dataDir)))
    expect(error._tag).toBe('DirectoryUnusable')
    expect(error.message).toMatch(/^The data directory .+ cannot be used: .+\.$/)
  }),
)
