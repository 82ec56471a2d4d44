import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Effect } from 'effect'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { lock } from './Lock.ts'
import { directory } from './testing.ts'

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
