import { type ChildProcess, execFileSync } from 'node:child_process'
import { Effect } from 'effect'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { kill, lineWith, nextLine, otherProcess } from './Child.testing.ts'
import { History } from './History.ts'
import { lock } from './Lock.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, opened, runLog, runOn, said } from './testing.ts'

it.live('an engine in another process keeps us out, until it is gone in whatever way', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const holder = yield* otherProcess(
      `import { Effect } from 'effect'
       import { lock } from './Lock.ts'
       const held = Effect.andThen(lock(process.argv[2]), Effect.sync(() => console.log('held')))
       await Effect.runPromise(Effect.scoped(Effect.andThen(held, Effect.sleep('1 minute'))))`,
      dataDir,
    )
    expect(yield* nextLine(holder)).toBe('held')
    const refused = yield* Effect.flip(Effect.scoped(lock(dataDir)))
    expect(refused._tag).toBe('DirectoryInUse')
    expect(refused.message).toBe(
      `Another RedHelper engine is already running on the data directory ${dataDir}.`,
    )
    yield* kill(holder.child)
    yield* Effect.scoped(lock(dataDir))
  }),
)

it.live('what was acknowledged before kill -9 is there once, in order, under the same epoch', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const engine = yield* otherProcess(
      `import { Effect } from 'effect'
       import { Log } from './Log.ts'
       import { opened, runOn, said } from './testing.ts'
       await Effect.runPromise(runOn(process.argv[2], Effect.gen(function* () {
         const log = yield* Log
         console.log(log.epoch)
         let seq = 0
         const talk = () => {
           seq++
           log.append({
             account: 'a',
             stream: 'c',
             events: [seq === 1 ? opened('v') : said('v', 'm' + seq, seq)],
             committed: (id) => { console.log(id); talk() },
             failed: () => console.log('failed'),
           })
         }
         talk()
         yield* Effect.sleep('1 minute')
       })))`,
      dataDir,
    )
    const epoch = yield* nextLine(engine)
    let acknowledged = 0
    while (acknowledged < 300) acknowledged = Number(yield* nextLine(engine))
    yield* kill(engine.child)
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const history = yield* History
        const stored = log.lastId()
        expect(stored).toBeGreaterThanOrEqual(acknowledged)
        expect(log.epoch).toBe(epoch)
        expect((yield* Projection).health()).toEqual({ running: true, lag: 0, failures: 0, reason: null })
        const seqs = history.entriesAfter('a', 'c', 0, stored + 1).map((entry) => entry.seq)
        expect(seqs).toEqual(Array.from({ length: stored }, (_, n) => n + 1))
        expect(history.conversation('a', 'c')?.messages.visitor).toBe(stored - 1)
      }),
    )
  }),
)

/** Bytes that a file of this process may have; more is an error of the disk. */
const limitFiles = ({ pid }: ChildProcess, bytes: number) =>
  execFileSync('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}`])

it.liveOn(
  'linux',
  'where the file of the history cannot grow, its WAL waits, and no page goes in twice',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* runLog(
        dataDir,
        Effect.gen(function* () {
          yield* append({ account: 'a', stream: 'c', events: [opened('v')] })
          for (let seq = 2; seq <= 15_001; seq += 1_000) {
            const text = 'x'.repeat(300)
            const events = Array.from({ length: 1_000 }, (_, n) => said('v', `m${seq + n}`, seq + n, text))
            yield* append({ account: 'a', stream: 'c', events })
          }
        }),
      )
      const engine = yield* otherProcess(
        `import { Effect } from 'effect'
         import { History } from './History.ts'
         import { runOn } from './testing.ts'
         process.on('SIGXFSZ', () => {})
         console.log('begun')
         await new Promise((resolve) => process.stdin.once('data', resolve))
         const told = Effect.map(History, ({ conversation }) => console.log('messages: ' + conversation('a', 'c').messages.visitor))
         await Effect.runPromise(runOn(process.argv[2], told, { pageSize: 500 }))`,
        dataDir,
      )
      expect(yield* nextLine(engine)).toBe('begun')
      limitFiles(engine.child, 6_000_000)
      engine.child.stdin!.end('go')
      expect(yield* lineWith(engine, 'messages: ')).toBe('messages: 15000')
    }),
)
