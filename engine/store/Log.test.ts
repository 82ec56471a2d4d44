import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Effect, Exit, Logger } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { openDatabase, openReader } from './Database.ts'
import { Log } from './Log.ts'
import { append, directory, opened, runLog, said } from './testing.ts'

const rowsOf = (log: Log['Service']) =>
  log.db.prepare('SELECT id, stream, seq FROM log ORDER BY id').raw().all() as Array<[number, string, number]>

/** As a full disk: no page more than there are. */
const fill = (log: Log['Service']) => {
  const pages = log.db.pragma('page_count', { simple: true })
  log.db.pragma(`max_page_count = ${pages}`)
}
const free = (log: Log['Service']) => log.db.pragma('max_page_count = 1000000')
const long = 'x'.repeat(20_000)

it.live('what one turn appends is committed at once, and told in order, after the commit', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const other = openReader(join(dataDir, 'log.db'), 0)
        const visible = other.prepare('SELECT count(*) FROM log').pluck()
        const told: Array<[number, number, unknown]> = []
        for (let n = 1; n <= 3; n++) {
          log.append({
            account: 'a',
            stream: `c${n}`,
            events: [opened('v'), said('v', `m${n}`, 2)],
            committed: (id) => told.push([n, id, visible.get()]),
            failed: () => told.push([n, -1, null]),
          })
        }
        expect(told).toEqual([])
        expect(visible.get()).toBe(0)
        expect(yield* log.settled).toBe(6)
        expect(told).toEqual([
          [1, 2, 6],
          [2, 4, 6],
          [3, 6, 6],
        ])
        other.close()
      }),
    )
  }),
)

it.live('a full disk fails the whole group and consumes nothing; when there is room again, it goes on', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        expect(yield* append({ account: 'a', stream: 'c1', events: [opened('v')] })).toBe(1)
        fill(log)
        const [small, large] = yield* Effect.all(
          [
            append({ account: 'a', stream: 'c1', events: [said('v', 'small', 2)] }),
            append({ account: 'a', stream: 'c2', events: [opened('w'), said('w', 'large', 2, long)] }),
          ],
          { concurrency: 'unbounded' },
        )
        expect([small, large]).toEqual(['failed', 'failed'])
        expect(log.lastId()).toBe(1)
        expect(log.tail.find('v', 'small')).toBeUndefined()
        expect(rowsOf(log)).toEqual([[1, 'c1', 1]])
        free(log)
        expect(yield* append({ account: 'a', stream: 'c1', events: [said('v', 'small', 2)] })).toBe(2)
        expect(log.health()).toEqual({ writable: true, reason: null })
      }),
    )
  }),
)

it.live('health says that nothing can be written, and asks the disk again before it says otherwise', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        log.db.pragma('query_only = ON')
        expect(yield* append({ account: 'a', stream: 'c1', events: [opened('v')] })).toBe('failed')
        const broken = { writable: false, reason: expect.stringContaining('readonly') }
        expect(log.health()).toEqual(broken)
        // Having nothing to write proves nothing.
        yield* log.settled
        expect(log.health()).toEqual(broken)
        log.db.pragma('query_only = OFF')
        expect(yield* append({ account: 'a', stream: 'c1', events: [opened('v')] })).toBe(1)
        expect(log.health()).toEqual({ writable: true, reason: null })
      }),
    )
  }),
)

it.effect('health asks the disk again also when the clock was set back', () =>
  Effect.gen(function* () {
    yield* TestClock.setTime(3_600_000)
    yield* runLog(
      yield* directory,
      Effect.gen(function* () {
        const log = yield* Log
        log.db.pragma('query_only = ON')
        yield* append({ account: 'a', stream: 'c1', events: [opened('v')] })
        expect(log.health().writable).toBe(false)
        log.db.pragma('query_only = OFF')
        yield* TestClock.setTime(0)
        expect(log.health()).toEqual({ writable: true, reason: null })
      }),
    )
  }),
)

it.live('whoever runs the engine is told once what to do, and when it is over', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const lines: Array<string> = []
    const logger = Logger.layer([Logger.map(Logger.formatLogFmt, (line) => void lines.push(line))])
    const other = Effect.acquireRelease(
      Effect.sync(() => openDatabase(join(dataDir, 'log.db'), { synchronous: 'FULL', busyTimeout: 0 })),
      (db) => Effect.sync(() => db.close()),
    )
    const events = [opened('v')]
    yield* Effect.provide(
      runLog(
        dataDir,
        Effect.gen(function* () {
          const log = yield* Log
          fill(log)
          const large = { account: 'a', stream: 'c1', events: [said('v', 'm', 1, long)] }
          expect(yield* append(large)).toBe('failed')
          // What still fits in proves nothing.
          expect(yield* append({ account: 'a', stream: 'c1', events })).toBe(1)
          expect(log.health().writable).toBe(false)
          expect(yield* append(large)).toBe('failed')
          free(log)
          expect(yield* append({ account: 'a', stream: 'c3', events })).toBe(2)
          // Settings are written to the same disk.
          const locked = yield* other
          locked.exec('BEGIN IMMEDIATE')
          expect((yield* Effect.flip(log.transact(() => {})))._tag).toBe('StoreUnavailable')
          expect(log.health()).toEqual({ writable: false, reason: expect.stringContaining('locked') })
          locked.exec('ROLLBACK')
          expect(yield* append({ account: 'a', stream: 'c4', events })).toBe(3)
        }).pipe(Effect.scoped),
      ),
      logger,
    )
    expect(lines).toEqual([
      expect.stringMatching(/cannot be written.*full.*make room/),
      expect.stringMatching(/can be written again/),
      expect.stringMatching(/cannot be written.*locked.*close it/),
      expect.stringMatching(/can be written again/),
    ])
  }),
)

it.live('a callback that throws hurts nobody else', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        log.append({
          account: 'a',
          stream: 'c1',
          events: [opened('v')],
          committed: () => {
            throw new Error('a defect of the caller')
          },
          failed: () => {},
        })
        expect(yield* append({ account: 'a', stream: 'c2', events: [opened('w')] })).toBe(2)
        expect(rowsOf(log)).toHaveLength(2)
      }),
    )
  }),
)

it.live(
  'an append whose own settings cannot be written fails alone, with what its stream built upon it',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* runLog(
        dataDir,
        Effect.gen(function* () {
          const log = yield* Log
          const take = (login: string) => () =>
            void log.db.prepare('INSERT INTO logins VALUES (?)').run(login)
          const results = yield* Effect.all(
            [
              append({ account: 'a', stream: 'c1', events: [opened('v')], also: take('anna') }),
              append({ account: 'a', stream: 'c2', events: [opened('w')], also: take('anna') }),
              append({ account: 'a', stream: 'c2', events: [said('w', 'm', 2)] }),
              append({ account: 'a', stream: 'c3', events: [opened('u')] }),
            ],
            { concurrency: 'unbounded' },
          )
          expect(results).toEqual([1, 'failed', 'failed', 2])
          expect(rowsOf(log).map(([, stream]) => stream)).toEqual(['c1', 'c3'])
          expect(log.db.prepare('SELECT login FROM logins').pluck().all()).toEqual(['anna'])
        }),
      )
    }),
)

it.live('an append without events tells whether what came before it is on disk', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const told: Array<string> = []
        const tell = (name: string) => ({
          committed: () => void told.push(`${name} committed`),
          failed: () => void told.push(`${name} failed`),
        })
        log.append({ account: 'a', stream: 'c1', events: [opened('v'), said('v', 'm', 2)], ...tell('first') })
        expect(log.tail.find('v', 'm')).toEqual({
          conversation: 'c1',
          seq: 2,
          at: 1_000_002,
          committed: false,
        })
        log.append({ account: 'a', stream: 'c1', events: [], ...tell('again') })
        yield* log.settled
        expect(told).toEqual(['first committed', 'again committed'])
        expect(log.tail.find('v', 'm')).toMatchObject({ committed: true })
        fill(log)
        log.append({ account: 'a', stream: 'c1', events: [said('v', 'n', 3, long)], ...tell('second') })
        log.append({ account: 'a', stream: 'c1', events: [], ...tell('again') })
        yield* log.settled
        expect(told.slice(2)).toEqual(['second failed', 'again failed'])
      }),
    )
  }),
)

it.live('closing writes the group in flight; whoever comes later hears that it failed', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const told: Array<string> = []
    const log = yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        log.append({
          account: 'a',
          stream: 'c1',
          events: [opened('v')],
          committed: () => void told.push('in time'),
          failed: () => void told.push('lost'),
        })
        return log
      }),
    )
    expect(told).toEqual(['in time'])
    log.append({
      account: 'a',
      stream: 'c1',
      events: [],
      committed: () => {},
      failed: () => told.push('too late'),
    })
    yield* Effect.promise(() => Promise.resolve())
    expect(told).toEqual(['in time', 'too late'])
    yield* runLog(
      dataDir,
      Effect.map(Log, (log) => expect(rowsOf(log)).toHaveLength(1)),
    )
  }),
)

it.live('settings are written alone, or not at all', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const logins = () => log.db.prepare('SELECT login FROM logins').pluck().all()
        yield* log.transact((db) => db.prepare('INSERT INTO logins VALUES (?)').run('anna'))
        const twice = yield* Effect.exit(
          log.transact((db) => {
            db.prepare('INSERT INTO logins VALUES (?)').run('boris')
            db.prepare('INSERT INTO logins VALUES (?)').run('anna')
          }),
        )
        expect(Exit.hasDies(twice)).toBe(true)
        expect(logins()).toEqual(['anna'])
        fill(log)
        const full = yield* Effect.flip(
          log.transact((db) => {
            for (let n = 0; n < 20; n++) db.prepare('INSERT INTO logins VALUES (?)').run(`${n}${long}`)
          }),
        )
        expect(full._tag).toBe('StoreUnavailable')
        expect(logins()).toEqual(['anna'])
      }),
    )
  }),
)

it.live('the epoch outlives a restart, and is made new when asked for', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const first = yield* runLog(
      dataDir,
      Effect.map(Log, (log) => log.epoch),
    )
    const [second, third] = yield* runLog(
      dataDir,
      Effect.gen(function* () {
        const log = yield* Log
        const before = log.epoch
        yield* log.newEpoch
        return [before, log.epoch]
      }),
    )
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    expect(
      yield* runLog(
        dataDir,
        Effect.map(Log, (log) => log.epoch),
      ),
    ).toBe(third)
  }),
)

it.live('under NORMAL, an end that was not clean makes a new epoch: the machine may have lost a tail', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const run = (synchronous: 'FULL' | 'NORMAL', clean: boolean) =>
      runLog(
        dataDir,
        Effect.gen(function* () {
          const log = yield* Log
          // So the last thing that a clean end writes is missing.
          if (!clean) log.db.pragma('query_only = ON')
          return log.epoch
        }),
        { synchronous },
      )
    const first = yield* run('NORMAL', true)
    expect(yield* run('NORMAL', false)).toBe(first)
    const second = yield* run('NORMAL', false)
    expect(second).not.toBe(first)
    expect(yield* run('FULL', true)).toBe(second)
    expect(yield* run('NORMAL', true)).toBe(second)
  }),
)

it.live('every open sets what belongs to the connection', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const settings = (synchronous?: 'FULL' | 'NORMAL') =>
      runLog(
        dataDir,
        Effect.map(Log, ({ db }) =>
          ['synchronous', 'busy_timeout', 'wal_autocheckpoint', 'journal_mode'].map((name) =>
            db.pragma(name, { simple: true }),
          ),
        ),
        synchronous === undefined ? {} : { synchronous },
      )
    expect(yield* settings()).toEqual([2, 50, 0, 'wal'])
    expect(yield* settings('NORMAL')).toEqual([1, 50, 0, 'wal'])
    expect(yield* settings()).toEqual([2, 50, 0, 'wal'])
  }),
)

it.live('the WAL is cut when it outgrows its limit, whether or not anybody else checkpoints', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const walLimit = 256 * 1024
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        let longest = 0
        for (let n = 1; n <= 150; n++) {
          yield* append({ account: 'a', stream: 'c', events: [said('v', `m${n}`, n, long)] })
          longest = Math.max(longest, statSync(join(dataDir, 'log.db-wal')).size)
        }
        expect(statSync(join(dataDir, 'log.db')).size).toBeGreaterThan(2_000_000)
        expect(longest).toBeGreaterThan(walLimit / 2)
        expect(longest).toBeLessThan(walLimit * 1.5)
      }),
      { walLimit },
    )
  }),
)

it.live('nobody else on the machine may read the files', () =>
  Effect.gen(function* () {
    const dataDir = join(yield* directory, 'data')
    yield* runLog(
      dataDir,
      Effect.gen(function* () {
        yield* append({ account: 'a', stream: 'c', events: [opened('v')] })
        const mode = (name: string) => (statSync(join(dataDir, name)).mode & 0o777).toString(8)
        expect(mode('.')).toBe('700')
        expect(['log.db', 'log.db-wal', 'log.db-shm', 'lock.db'].map(mode)).toEqual([
          '600',
          '600',
          '600',
          '600',
        ])
      }),
    )
  }),
)
