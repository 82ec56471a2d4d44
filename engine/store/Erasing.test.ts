import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { Bans } from './Bans.ts'
import { kill, nextLine, otherProcess } from './Child.testing.ts'
import { Erasing, erase } from './Erasing.ts'
import { Erasures } from './Erasures.ts'
import { nobodys, ofAccount, ofVisitor } from './erasing/belongings.ts'
import { dropOldSnapshots } from './erasing/snapshots.ts'
import { filesWith, plantEvents, plantRows, runErasing, visitorOf } from './erasing/testing.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, dump } from './testing.ts'
import { Visitors } from './Visitors.ts'

/** Of the account that goes, of one that stays, and of a visitor who goes alone. */
const [gone, stays, his] = ['ГОНЕ-gone-word', 'СТАЙ-stay-word', 'ЕГО-his-word']

const day = 86_400_000
/** By the machine's clock, as the quiet hour is. */
const noon = new Date(2026, 10, 25, 12).getTime()

const present = (account: string) =>
  append({
    account,
    stream: `${account}-operators-2`,
    events: [{ seq: 0, at: noon, kind: 'StatusChanged', body: { status: 'online', cause: 'chosen' } }],
  }).pipe(Effect.andThen(Effect.flatMap(Projection, ({ caughtUp }) => caughtUp)))

/** Two accounts with a few visitors each, and every word in every file. */
const planted = (dataDir: string) =>
  Effect.gen(function* () {
    const { db, transact } = yield* Log
    yield* transact(() => {
      plantRows(db, 'a', gone, 60)
      plantRows(db, 'b', stays, 60)
      db.prepare('UPDATE bans SET reason = ?, address = NULL WHERE account = ? AND visitor = ?').run(
        his,
        'b',
        visitorOf('b', 1),
      )
      db.prepare('UPDATE bans SET reason = ?, address = ? WHERE account = ? AND visitor = ?').run(
        his,
        '203.0.113.7',
        'b',
        visitorOf('b', 0),
      )
    })
    for (let n = 1; n < 40; n++) {
      yield* plantEvents('a', visitorOf('a', n), gone, n)
      yield* plantEvents('b', visitorOf('b', n), n === 1 ? his : stays, n)
    }
    // On whose row two bans are to be thought of.
    yield* plantEvents('b', visitorOf('b', 0), his, 1)
    const projection = yield* Projection
    yield* projection.caughtUp
    expect(projection.failures()).toBe(0)
    db.pragma('wal_checkpoint(PASSIVE)')
    expect(filesWith(dataDir, gone)).toEqual(expect.arrayContaining([expect.stringMatching('history.db')]))
  })

/** A history made anew from the blanked log is the one that is there. */
const sameAnew = Effect.gen(function* () {
  const projection = yield* Projection
  yield* projection.caughtUp
  const before = dump(projection.reader())
  yield* projection.rebuild
  expect(dump(projection.reader())).toEqual(before)
  expect(projection.failures()).toBe(0)
})

it.effect('every table is an account’s, or there is a word why not; a visitor’s are known too', () =>
  Effect.gen(function* () {
    yield* runErasing(
      yield* directory,
      Effect.gen(function* () {
        const { db } = yield* Log
        const all = db
          .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
          .pluck()
          .all() as Array<string>
        expect([...Object.keys(ofAccount), ...Object.keys(nobodys)].sort()).toEqual(all.sort())
        const withVisitor = all.filter((table) =>
          (db.pragma(`table_info("${table}")`) as Array<{ name: string }>).some(
            ({ name }) => name === 'visitor',
          ),
        )
        expect(
          Object.keys(ofVisitor)
            .filter((table) => table !== 'visitors')
            .sort(),
        ).toEqual(withVisitor.sort())
      }),
    )
  }),
)

it.effect(
  'an account: after the grace and a quiet hour its word is in no byte of any file, and the other account has all it had',
  () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const dataDir = yield* directory
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          yield* planted(dataDir)
          const { db } = yield* Log
          const erasures = yield* Erasures
          const projection = yield* Projection
          const order = () =>
            db
              .prepare('SELECT id, account, stream, seq, at, kind FROM log WHERE kind <> ? ORDER BY id')
              .raw()
              .all('AccountErased')
          const before = order()
          const other = () =>
            // Sessions and licences end by themselves.
            Object.entries(ofAccount)
              .filter(([table]) => table !== 'sessions' && table !== 'licences')
              .map(([table, rows]) =>
                JSON.stringify(
                  db
                    .prepare(`SELECT * FROM ${table} WHERE ${rows} ORDER BY 1, 2`)
                    .raw()
                    .all({ account: 'b' }),
                ),
              )
          const others = other()

          expect(yield* erasures.closeAccount('a', 'a-operators-0', null)).toBe(true)
          yield* TestClock.adjust('6 days')
          yield* erase
          expect(filesWith(dataDir, gone)).toContain('log.db')
          expect((yield* Accounts).find('a')?.eraseAt).toBe(noon + 7 * day)
          yield* present('b')
          yield* TestClock.adjust('1 day')
          yield* erase
          // At noon, while people work, nothing is begun that they would feel.
          expect((yield* Accounts).find('a')).not.toBeNull()
          yield* TestClock.adjust('15 hours')
          yield* erase
          expect(filesWith(dataDir, gone)).toEqual([])
          expect(filesWith(dataDir, stays)).toContain('log.db')
          expect((yield* Accounts).find('a')).toBeNull()
          expect(order().slice(0, before.length)).toEqual(before)
          expect(other()).toEqual(others)
          expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
          expect(db.pragma('foreign_key_check')).toEqual([])
          // None of its logins is given again, and none of them can be read.
          expect((yield* Accounts).taken(`${gone} operators login a 3 ${'.'.repeat(39)}`, 'x@y.z')).toEqual({
            login: 'taken',
          })
          yield* sameAnew
          expect(filesWith(dataDir, gone)).toEqual([])
          expect((yield* History).conversation('b', `talk-of-${visitorOf('b', 3)}`)).toMatchObject({
            seq: 11,
          })
          expect(projection.health()).toMatchObject({ running: true, failures: 0 })
        }),
      )
      expect(filesWith(dataDir, gone)).toEqual([])
    }),
  60_000,
)

it.effect(
  'a visitor: nothing of his is left, and of everybody else all; who answered how much is still known',
  () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const dataDir = yield* directory
      const [first, second] = [visitorOf('b', 0), visitorOf('b', 1)]
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          yield* planted(dataDir)
          yield* present('b')
          const { db } = yield* Log
          const erasures = yield* Erasures
          const history = yield* History
          const projection = yield* Projection
          const counters = () =>
            projection.reader().prepare('SELECT * FROM counters ORDER BY 1, 2, 3, 4').raw().all()
          const before = counters()
          const known = history.visitor('b', visitorOf('b', 2))
          const row = yield* erasures.eraseVisitor('b', first, 'b-operators-0')
          yield* erasures.eraseVisitor('b', second, 'b-operators-0')
          // Nobody reads it any more, long before it is gone from the files.
          yield* projection.caughtUp
          expect(history.visitor('b', first)).toMatchObject({
            last: null,
            trail: [],
            conversations: [],
            comments: [],
          })
          expect(history.conversation('b', `talk-of-${first}`)).toBeNull()
          expect(history.messageOf(first, `m1-${first}`)).toBeNull()
          expect(filesWith(dataDir, his)).toContain('log.db')
          yield* erase
          expect(db.prepare('SELECT count(*) FROM log WHERE body LIKE ?').pluck().get(`%${his}%`)).toBe(0)
          // By day the files wait.
          expect(db.prepare('SELECT done_at FROM erasures').pluck().all()).toEqual([null, null])
          yield* TestClock.adjust('15 hours')
          yield* erase
          expect(filesWith(dataDir, his)).toEqual([])
          for (const word of [gone, stays]) expect(filesWith(dataDir, word)).toContain('log.db')
          expect(counters()).toEqual(before)
          expect(history.visitor('b', visitorOf('b', 2))).toEqual(known)
          const bans = (yield* Bans).list('b')
          expect(bans.filter(({ address }) => address === '203.0.113.7')).toMatchObject([
            { visitor: null, reason: '' },
          ])
          expect(bans.filter(({ visitor }) => visitor === first || visitor === second)).toEqual([])
          expect(bans).toHaveLength(59)
          // His number is not another's, and his token nobody's.
          expect((yield* Visitors).nextNumber('b')).toBe(61)
          expect(db.prepare('SELECT length(token_hash) FROM visitors WHERE id = ?').pluck().get(first)).toBe(
            0,
          )
          expect(erasures.erased(first)).toBe(true)
          expect(row).toBeGreaterThan(0)
          yield* sameAnew
          expect(filesWith(dataDir, his)).toEqual([])
        }),
      )
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          expect((yield* Erasures).erased(first)).toBe(true)
          expect((yield* History).conversation('b', `talk-of-${first}`)).toBeNull()
        }),
      )
    }),
  60_000,
)

it.effect('what its actors say of an erased conversation too late, the history does not hear', () =>
  Effect.gen(function* () {
    yield* runErasing(
      yield* directory,
      Effect.gen(function* () {
        yield* transactRows
        yield* plantEvents('a', visitorOf('a', 0), gone, 1)
        yield* (yield* Erasures).eraseVisitor('a', visitorOf('a', 0), '')
        yield* append({
          account: 'a',
          stream: `talk-of-${visitorOf('a', 0)}`,
          events: [{ seq: 12, at: 1, kind: 'Seen', body: { side: 'operator', upTo: 3 } }],
        })
        yield* (yield* Projection).caughtUp
        yield* erase
        expect((yield* History).conversation('a', `talk-of-${visitorOf('a', 0)}`)).toBeNull()
        yield* sameAnew
      }),
    )
  }),
)

const transactRows = Effect.flatMap(Log, ({ transact }) => transact((db) => plantRows(db, 'a', gone, 3)))

it.effect('an account that is taken back has all it had, and nobody asks for it again', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runErasing(
      dataDir,
      Effect.gen(function* () {
        yield* transactRows
        const erasures = yield* Erasures
        const accounts = yield* Accounts
        expect(yield* erasures.keepAccount('a', 'o')).toBe(false)
        expect(yield* erasures.closeAccount('nobody', 'o', null)).toBe(false)
        yield* erasures.closeAccount('a', 'o', null)
        yield* erasures.closeAccount('a', 'o', null)
        expect(accounts.find('a')?.eraseAt).toBe(7 * day)
        expect(yield* erasures.keepAccount('a', 'o')).toBe(true)
        expect(accounts.find('a')?.eraseAt).toBeNull()
        yield* TestClock.adjust('8 days')
        yield* erase
      }),
    )
    yield* runErasing(
      dataDir,
      Effect.gen(function* () {
        yield* erase
        expect((yield* Accounts).find('a')).toMatchObject({ id: 'a', eraseAt: null })
      }),
    )
    const lines = readFileSync(join(dataDir, 'erasures.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { what: 'asked', account: 'a', visitor: null, by: 'o', at: 0, due: 7 * day },
      { what: 'kept', by: 'o', at: 0 },
    ])
  }),
)

it.effect(
  'from an older copy of the log is erased again what was erased since, before anybody is let in',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const visitor = visitorOf('b', 0)
      yield* runErasing(dataDir, planted(dataDir))
      const copy = join(dataDir, 'copy')
      copyFileSync(join(dataDir, 'log.db'), copy)
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          yield* (yield* Erasures).eraseVisitor('b', visitor, 'o')
          yield* (yield* Erasures).closeAccount('a', 'o', null)
          yield* TestClock.adjust('8 days')
          yield* erase
        }),
      )
      for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataDir, `log.db${suffix}`), { force: true })
      copyFileSync(copy, join(dataDir, 'log.db'))
      rmSync(copy)
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          const erasures = yield* Erasures
          expect(erasures.again).toBe(true)
          expect(erasures.erased(visitor)).toBe(true)
          expect((yield* Visitors).findByToken('b', visitor)).toBeNull()
          expect((yield* Accounts).find('a')?.eraseAt).toBe(7 * day)
          yield* (yield* Projection).caughtUp
          expect((yield* History).conversation('b', `talk-of-${visitor}`)).toBeNull()
          yield* erase
          expect(filesWith(dataDir, gone)).toEqual([])
          expect((yield* Accounts).find('a')).toBeNull()
          yield* sameAnew
        }),
      )
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          expect((yield* Erasures).again).toBe(false)
        }),
      )
    }),
  60_000,
)

it.effect('it looks by itself, and says in its list what was asked and done', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runErasing(
      dataDir,
      Effect.gen(function* () {
        yield* transactRows
        yield* Layer.build(Erasing.layer)
        yield* (yield* Erasures).eraseVisitor('a', visitorOf('a', 0), 'o')
        const { db } = yield* Log
        const done = db.prepare('SELECT count(*) FROM erasures WHERE done_at IS NOT NULL').pluck()
        while (done.get() === 0) {
          yield* TestClock.adjust('1 minute')
          yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        }
      }).pipe(Effect.scoped),
    )
    const lines = readFileSync(join(dataDir, 'erasures.jsonl'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ what: 'asked', account: 'a', visitor: visitorOf('a', 0), by: 'o' }),
      { what: 'done', id: expect.any(String), at: expect.any(Number) },
    ])
  }),
)

it.effect('a copy that the engine made of its data is kept for a week', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const names = ['2026-11-20T10-00-00-000Z-v3', '2026-11-24T10-00-00-000Z-v4', 'my own copy']
    for (const name of names) {
      mkdirSync(join(dataDir, 'snapshots', name), { recursive: true })
      writeFileSync(join(dataDir, 'snapshots', name, 'log.db'), name)
    }
    dropOldSnapshots(dataDir, Date.parse('2026-11-27T10:00:00Z'))
    expect(filesWith(dataDir, '-00').map((path) => path.split('/')[1])).toEqual([names[1]])
    dropOldSnapshots(dataDir, Date.parse('2026-12-27T10:00:00Z'))
    expect(filesWith(dataDir, 'my own')).toHaveLength(1)
  }),
)

it.live(
  'killed in the middle, it goes on after the next start: while rows go, while bodies are blanked, before the files',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          yield* planted(dataDir)
          yield* (yield* Erasures).closeAccount('a', 'o', null)
          yield* (yield* Log).transact((db) => db.prepare('UPDATE erasures SET due_at = 0').run())
        }),
      )
      const middles = [
        `SELECT (SELECT begun_at FROM erasures) AND (SELECT count(*) FROM operators WHERE account = 'a') > 0`,
        `SELECT (SELECT count(*) FROM accounts) = 1 AND (SELECT count(*) FROM log WHERE account = 'a' AND body IS NULL) > 64`,
        'SELECT (SELECT blanked_at FROM erasures)',
      ]
      for (const middle of middles) {
        const engine = yield* otherProcess(
          `import { Effect, Layer } from 'effect'
           import { Erasing, erase } from './Erasing.ts'
           import { runErasing } from './erasing/testing.ts'
           import { Log } from './Log.ts'
           const [, , dataDir, middle] = process.argv
           const look = (db) => {
             if (db.prepare(middle).pluck().get()) {
               console.log('there')
               // Not one step further.
               for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)
             }
             setImmediate(look, db)
           }
           await Effect.runPromise(runErasing(dataDir, Effect.flatMap(Log, ({ db }) => {
             setImmediate(look, db)
             return erase
           })))
           console.log('through')
           process.exit()`,
          dataDir,
          middle,
        )
        expect(yield* nextLine(engine)).toBe('there')
        yield* kill(engine.child)
        expect(filesWith(dataDir, gone)).not.toEqual([])
      }
      yield* runErasing(
        dataDir,
        Effect.gen(function* () {
          yield* erase
          expect(filesWith(dataDir, gone)).toEqual([])
          expect(filesWith(dataDir, stays)).toContain('log.db')
          yield* sameAnew
        }),
      )
    }),
  120_000,
)
