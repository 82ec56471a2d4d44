import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cause, Effect, Exit, Fiber, Schedule } from 'effect'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { openDatabase, openReader } from './Database.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, dump, opened, runLog, runOn, said } from './testing.ts'

const conversation = (id: string, visitor: string, messages: number) =>
  append({
    account: 'a',
    stream: id,
    events: [
      opened(visitor),
      ...Array.from({ length: messages }, (_, n) => said(visitor, `${id}-${n}`, n + 2)),
    ],
  })

const until = (so: () => boolean) =>
  Effect.retry(
    Effect.suspend(() => (so() ? Effect.void : Effect.fail('not yet'))),
    Schedule.spaced(5),
  )

it.live('what was committed and not projected before a crash is in the history when the layer is up', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(dataDir, conversation('c1', 'v', 3))
    expect(existsSync(join(dataDir, 'history.db'))).toBe(false)
    yield* runOn(
      dataDir,
      Effect.andThen(Projection, (p) => p.caughtUp),
    )
    yield* runLog(dataDir, conversation('c2', 'v', 1200))
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const history = yield* History
        const projection = yield* Projection
        expect(projection.position()).toBe(1205)
        expect(projection.health()).toEqual({ running: true, lag: 0, failures: 0, reason: null })
        expect(history.conversation('a', 'c1')).toMatchObject({
          seq: 4,
          messages: { visitor: 3, operator: 0 },
        })
        expect(history.conversation('a', 'c2')).toMatchObject({ seq: 1201 })
      }),
    )
  }),
)

it.live('a restored older log makes the history anew, with a new epoch; a restart alone does neither', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const backup = join(dataDir, 'backup')
    const epoch = Effect.map(Log, (log) => log.epoch)
    const first = yield* runOn(dataDir, Effect.andThen(conversation('c1', 'v', 2), epoch))
    copyFileSync(join(dataDir, 'log.db'), backup)
    const second = yield* runOn(dataDir, Effect.andThen(conversation('c2', 'w', 2), epoch))
    expect(second).toBe(first)
    copyFileSync(backup, join(dataDir, 'log.db'))

    const read = Effect.gen(function* () {
      const history = yield* History
      const { epoch } = yield* Log
      return { epoch, c1: history.conversation('a', 'c1')?.seq, c2: history.conversation('a', 'c2') }
    })
    const third = yield* runOn(dataDir, read)
    expect(third).toMatchObject({ c1: 3, c2: null })
    expect(third.epoch).not.toBe(first)
    expect(yield* runOn(dataDir, read)).toEqual(third)
  }),
)

it.live('a log that went another way from the same ids is told apart by the mark', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const backup = join(dataDir, 'backup')
    yield* runLog(dataDir, conversation('c1', 'v', 2))
    copyFileSync(join(dataDir, 'log.db'), backup)
    const epoch = Effect.map(Log, (log) => log.epoch)
    const first = yield* runOn(dataDir, Effect.andThen(conversation('c2', 'w', 2), epoch))
    copyFileSync(backup, join(dataDir, 'log.db'))
    // As many rows again, so that the last id is there.
    yield* runLog(dataDir, conversation('c3', 'u', 2))
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const history = yield* History
        expect((yield* Log).epoch).not.toBe(first)
        expect(history.conversation('a', 'c2')).toBeNull()
        expect(history.conversation('a', 'c3')).toMatchObject({ visitor: 'u' })
      }),
    )
  }),
)

it.live('a history that is damaged or of another version is made anew, and the epoch stays', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const path = join(dataDir, 'history.db')
    const epoch = Effect.map(Log, (log) => log.epoch)
    const first = yield* runOn(dataDir, Effect.andThen(conversation('c1', 'v', 2), epoch))
    const read = Effect.gen(function* () {
      expect((yield* History).conversation('a', 'c1')?.seq).toBe(3)
      return yield* epoch
    })
    writeFileSync(path, 'this is no database '.repeat(1000))
    expect(yield* runOn(dataDir, read)).toBe(first)
    yield* runOn(
      dataDir,
      Effect.map(Log, () => {}),
    )
    writeFileSync(path, '')
    expect(yield* runOn(dataDir, read)).toBe(first)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  }),
)

it.live('a worker that dies in the middle is started again, and nothing is lost or twice', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const history = yield* History
        const projection = yield* Projection
        yield* conversation('c1', 'v', 3000)
        yield* projection.passed(20)
        expect(projection.position()).toBeLessThan(log.lastId())
        yield* projection.crash
        expect(projection.health().running).toBe(false)
        yield* projection.checkpoint
        // Meanwhile the message is found where it is on its way.
        expect(history.messageOf('v', 'c1-2999')).toMatchObject({ seq: 3001, committed: true })
        yield* projection.caughtUp
        expect(projection.health()).toMatchObject({ running: true, lag: 0 })
        expect(history.conversation('a', 'c1')).toMatchObject({ seq: 3001, messages: { visitor: 3000 } })
        expect(history.entriesAfter('a', 'c1', 0, 5000).map((e) => e.seq)).toEqual(
          Array.from({ length: 3001 }, (_, n) => n + 1),
        )
        expect(log.tail.size).toBe(0)
        expect(history.messageOf('v', 'c1-2999')).toMatchObject({ conversation: 'c1', seq: 3001 })
      }),
      { pageSize: 20 },
    )
  }),
)

it.live('a worker that hangs is found out, told of, and replaced; nothing is lost or twice', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const history = yield* History
        const projection = yield* Projection
        yield* conversation('c1', 'v', 100)
        yield* projection.caughtUp
        yield* projection.hang(600)
        yield* conversation('c2', 'v', 100)
        yield* until(() => !projection.health().running)
        expect(projection.health()).toMatchObject({ lag: 101, reason: expect.stringMatching(/hangs|hung/) })
        expect(history.messageOf('v', 'c2-99')).toMatchObject({ seq: 101, committed: true })
        yield* until(() => projection.health().running)
        yield* projection.caughtUp
        expect(projection.health()).toEqual({ running: true, lag: 0, failures: 0, reason: null })
        expect(history.conversation('a', 'c2')).toMatchObject({ seq: 101, messages: { visitor: 100 } })
        // Also one with nothing to do; a checkpoint that waits for it is not waited for.
        yield* projection.hang(600)
        yield* projection.checkpoint
        yield* until(() => projection.health().running)
        yield* projection.rebuild
        expect(history.conversation('a', 'c2')).toMatchObject({ seq: 101 })
      }),
    )
  }),
)

it.live('one that only has much to do gets its time in the end', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(dataDir, conversation('c1', 'v', 10_000))
    // All in one page, which takes longer than it may be silent at first.
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        expect((yield* History).conversation('a', 'c1')).toMatchObject({ seq: 10_001 })
      }),
      { pageSize: 20_000, silence: 30 },
    )
  }),
)

it.live('an event that cannot be projected is set aside and told; the rest goes on', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const history = yield* History
        const projection = yield* Projection
        yield* append({
          account: 'a',
          stream: 'c1',
          events: [
            opened('v'),
            { seq: 2, at: 5, kind: 'MessageSent', body: { author: 'visitor', from: 'v', client: 'x' } },
            { seq: 3, at: 6, kind: 'SomethingElse', body: {} },
            said('v', 'm', 4),
          ],
        })
        // Whose state would be refused by its table: the fold alone does not notice.
        yield* append({
          account: 'a',
          stream: 'c2',
          events: [{ seq: 1, at: 7, kind: 'ConversationOpened', body: { page: null } }],
        })
        yield* append({
          account: 'a',
          stream: 'c1',
          events: [{ seq: 5, at: 8, kind: 'ConversationOpened', body: { page: null } }],
        })
        yield* append({ account: 'a', stream: 'c3', events: [opened('v')] })
        yield* projection.caughtUp
        expect(projection.health()).toEqual({ running: true, lag: 0, failures: 4, reason: null })
        expect(projection.reader().prepare('SELECT id, kind, reason FROM failures').all()).toEqual([
          { id: 2, kind: 'MessageSent', reason: expect.stringContaining('undefined') },
          { id: 3, kind: 'SomethingElse', reason: 'Unknown kind of event: SomethingElse' },
          { id: 5, kind: 'ConversationOpened', reason: expect.stringContaining('NOT NULL') },
          { id: 6, kind: 'ConversationOpened', reason: expect.stringContaining('NOT NULL') },
        ])
        expect(history.conversation('a', 'c1')).toMatchObject({
          visitor: 'v',
          seq: 4,
          messages: { visitor: 1 },
        })
        expect(history.conversation('a', 'c3')).not.toBeNull()
      }),
    )
    // They are counted after a restart as well.
    yield* runOn(
      dataDir,
      Effect.map(Projection, (projection) => expect(projection.failures()).toBe(4)),
    )
  }),
)

it.live('a rebuild beside live traffic ends with the same history, with no read failing meanwhile', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runOn(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const history = yield* History
        const projection = yield* Projection
        for (let n = 0; n < 20; n++) yield* conversation(`c${n}`, `v${n}`, 50)
        yield* projection.caughtUp
        const before = projection.reader()
        let seq = 51
        let position = projection.position()
        let done = false
        const traffic = Effect.gen(function* () {
          while (!done) {
            seq++
            yield* append({ account: 'a', stream: 'c0', events: [said('v0', `live-${seq}`, seq)] })
            expect(history.messageOf('v0', `live-${seq}`)).toMatchObject({ conversation: 'c0', seq })
            expect(history.conversation('a', 'c1')).toMatchObject({ seq: 51 })
            expect(projection.position()).toBeGreaterThanOrEqual(position)
            expect(projection.health()).toMatchObject({ running: true, reason: null })
            position = projection.position()
          }
        })
        const rebuild = Effect.ensuring(
          projection.rebuild,
          Effect.sync(() => {
            done = true
          }),
        )
        yield* Effect.all([traffic, rebuild], { concurrency: 'unbounded' })
        yield* projection.caughtUp
        expect(projection.reader()).not.toBe(before)
        expect(before.open).toBe(false)
        expect(seq).toBeGreaterThan(52)
        expect(history.conversation('a', 'c0')).toMatchObject({ seq, messages: { visitor: seq - 1 } })
        const rebuilt = dump(projection.reader())
        yield* projection.rebuild
        yield* projection.caughtUp
        expect(dump(projection.reader())).toEqual(rebuilt)
        expect(log.tail.size).toBe(0)
      }),
    )
    expect(readdirSync(dataDir).sort()).toEqual(['history.db', 'lock.db', 'log.db'])
  }),
)

it.live(
  'a rebuild that cannot write is given up, leaves nothing behind, and may be asked for again',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const beside = join(dataDir, 'history-new.db')
      // In large pages: what a small one costs, hundreds of times, a busy machine does not do in the time that one waits.
      yield* runOn(dataDir, conversation('c1', 'v', 300))
      const begun = () => {
        const file = openReader(beside, 0)
        try {
          return file.prepare(`SELECT 1 FROM meta WHERE key = 'position'`).get() !== undefined
        } finally {
          file.close()
        }
      }
      yield* runOn(
        dataDir,
        Effect.gen(function* () {
          const projection = yield* Projection
          /** Null: it was done before we had taken the file from it. */
          const hindered = Effect.gen(function* () {
            const rebuilding = yield* Effect.forkChild(Effect.exit(projection.rebuild))
            yield* Effect.retry(
              Effect.try(() => {
                if (rebuilding.pollUnsafe() === undefined && !begun()) throw new Error('not yet')
              }),
              Schedule.spaced(1),
            )
            const other = openDatabase(beside, { synchronous: 'OFF', busyTimeout: 5_000 })
            other.exec('BEGIN IMMEDIATE')
            const exit = yield* Fiber.join(rebuilding)
            other.close()
            return Exit.isFailure(exit) ? String(Cause.squash(exit.cause)) : null
          })
          const failed = yield* Effect.repeat(hindered, { until: (why) => why !== null, times: 20 })
          // Or taken from it when only the end was to be written.
          expect(failed).toMatch(/could not be rebuilt: .*(locked|finished)/)
          expect(readdirSync(dataDir).filter((name) => name.startsWith('history-new'))).toEqual([])
          expect(projection.health()).toMatchObject({ running: true, lag: 0, reason: null })
          yield* projection.rebuild
          expect((yield* History).conversation('a', 'c1')?.seq).toBe(301)
        }),
        { pageSize: 1 },
      )
    }),
  // Each try waits for five seconds, as the worker does.
  120_000,
)

it.live(
  'a history that cannot be opened is one sentence at the start, not an engine that waits for ever',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      mkdirSync(join(dataDir, 'history.db', 'in-the-way'), { recursive: true })
      const error = yield* Effect.flip(runOn(dataDir, Effect.void))
      expect(error._tag).toBe('StoreUnavailable')
      expect(error.message).toMatch(/^The history in .+ cannot be opened: .+\.$/)
    }),
)
