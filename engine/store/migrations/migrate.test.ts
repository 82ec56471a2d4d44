import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Effect } from 'effect'
import { expect } from 'vitest'
import { it } from '../../testing.ts'
import { type Database, openDatabase, openReader } from '../Database.ts'
import { Log } from '../Log.ts'
import { append, directory, opened, runLog } from '../testing.ts'
import { migrate, migrations } from './migrate.ts'

const now = Date.UTC(2026, 0, 2, 3, 4, 5)
const withDatabase = (use: (db: Database, dataDir: string) => void) =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const db = openDatabase(join(dataDir, 'log.db'), { synchronous: 'FULL', busyTimeout: 50 })
    use(db, dataDir)
    db.close()
  })

/** An account whose columns say their names. */
const fillAccount = (db: Database): void => {
  const columns = db.pragma('table_info(accounts)') as Array<{
    name: string
    type: string
    dflt_value: string | null
  }>
  const named = columns.filter(({ dflt_value }) => dflt_value === null)
  db.prepare(
    `INSERT INTO accounts (${named.map(({ name }) => name).join()}) VALUES (${named.map(() => '?').join()})`,
  ).run(named.map(({ name, type }) => (type === 'INTEGER' ? 1 : name)))
}

it.live('a new database gets every step, and no snapshot of nothing', () =>
  withDatabase((db, dataDir) => {
    expect(migrate(db, now)).toEqual({ from: 0, to: migrations.length, snapshot: null })
    expect(existsSync(join(dataDir, 'snapshots'))).toBe(false)
    expect(migrate(db, now)).toEqual({ from: migrations.length, to: migrations.length, snapshot: null })
  }),
)

it.live('before a filled database is changed, a whole copy of it is put away', () =>
  withDatabase((db, dataDir) => {
    const steps = ['CREATE TABLE facts (id INTEGER PRIMARY KEY, text TEXT)']
    migrate(db, now, steps)
    db.prepare('INSERT INTO facts (text) VALUES (?)').run('still in the WAL')
    const migrated = migrate(db, now, [
      ...steps,
      'ALTER TABLE facts ADD COLUMN at INTEGER',
      'DELETE FROM facts',
    ])
    const snapshot = join(dataDir, 'snapshots', '2026-01-02T03-04-05-000Z-v1')
    expect(migrated).toEqual({ from: 1, to: 3, snapshot })
    expect(db.prepare('SELECT * FROM facts').all()).toEqual([])
    expect(readdirSync(snapshot)).toEqual(['log.db'])
    expect(statSync(join(snapshot, 'log.db')).mode & 0o777).toBe(0o600)
    const copy = openReader(join(snapshot, 'log.db'), 0)
    expect(copy.pragma('user_version', { simple: true })).toBe(1)
    expect(copy.prepare('SELECT * FROM facts').all()).toEqual([{ id: 1, text: 'still in the WAL' }])
    copy.close()
  }),
)

it.live('a step that fails leaves the database at the one before', () =>
  withDatabase((db) => {
    const steps = ['CREATE TABLE a (x)', 'CREATE TABLE b (x)', 'CREATE TABLE c (x); CREATE TABLE a (x)']
    expect(() => migrate(db, now, steps)).toThrow('already exists')
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()).toEqual([
      'a',
      'b',
    ])
  }),
)

it.live('an account of version 3 is given its dialogues as before, bans nobody and invites nobody', () =>
  withDatabase((db) => {
    db.pragma('foreign_keys = ON')
    migrate(db, now, migrations.slice(0, 3))
    fillAccount(db)
    expect(migrate(db, now)).toMatchObject({ from: 3, to: migrations.length })
    expect(
      db
        .prepare(
          'SELECT client_days, idle_minutes, conversation_limit, sees_all, department_choice FROM accounts',
        )
        .all(),
    ).toEqual([
      { client_days: 7, idle_minutes: 1440, conversation_limit: 0, sees_all: 0, department_choice: 'none' },
    ])
    expect(
      db.prepare('SELECT (SELECT count(*) FROM bans) + (SELECT count(*) FROM settings)').pluck().get(),
    ).toBe(0)
    expect(db.pragma('foreign_key_check')).toEqual([])
  }),
)

it.live('invitations move into the settings, with their pictures', () =>
  withDatabase((db) => {
    db.pragma('foreign_keys = ON')
    migrate(db, now, migrations.slice(0, 6))
    fillAccount(db)
    db.exec(`
      INSERT INTO sites (id, account, address, description, language, everybody, created_at)
        VALUES ('site', 'id', '*', '', 'ru', 1, 1), ('other', 'id', 'x', '', 'ru', 1, 1);
      INSERT INTO invitations (owner, account, site, automatic, delay, text, manual, inviter, photo) VALUES
        ('id', 'id', NULL, 1, 40, 'Сказал: "да"', NULL, 'Кот', 'cafe'),
        ('site', 'id', 'site', 0, NULL, NULL, 'Help?', '', 'cafe'),
        ('other', 'id', 'other', NULL, NULL, NULL, NULL, NULL, NULL);
      INSERT INTO invitation_photos (owner, type, hash, bytes) VALUES
        ('id', 'image/png', 'cafe', x'010203'), ('site', 'image/png', 'cafe', x'010203');
    `)
    migrate(db, now)
    const rows = db
      .prepare('SELECT owner, account, site, version, body FROM settings ORDER BY owner')
      .all() as Array<{
      body: string
    }>
    expect(rows.map((row) => ({ ...row, body: JSON.parse(row.body) }))).toEqual([
      {
        owner: 'id',
        account: 'id',
        site: null,
        version: 1,
        body: {
          'invitation.automatic': true,
          'invitation.delay': 40,
          'invitation.text': 'Сказал: "да"',
          'invitation.inviter': 'Кот',
          'invitation.photo': '/photos/id/cafe',
        },
      },
      { owner: 'other', account: 'id', site: 'other', version: 1, body: {} },
      {
        owner: 'site',
        account: 'id',
        site: 'site',
        version: 1,
        body: {
          'invitation.automatic': false,
          'invitation.manual': 'Help?',
          'invitation.inviter': '',
          'invitation.photo': '/photos/id/cafe',
        },
      },
    ])
    expect(db.prepare('SELECT account, hash, type, bytes FROM pictures').all()).toEqual([
      { account: 'id', hash: 'cafe', type: 'image/png', bytes: Buffer.of(1, 2, 3) },
    ])
    expect(db.pragma('foreign_key_check')).toEqual([])
  }),
)

it.live('the data of a newer engine are refused in one sentence, and left alone', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    yield* runLog(dataDir, append({ account: 'a', stream: 'c', events: [opened('v')] }))
    yield* runLog(
      dataDir,
      Effect.map(Log, ({ db }) => db.pragma(`user_version = ${migrations.length + 1}`)),
    )
    const refused = yield* Effect.flip(runLog(dataDir, Effect.void))
    expect(refused._tag).toBe('DatabaseNewer')
    expect(refused.message).toBe(
      `The data in ${dataDir} was written by a newer RedHelper; start that version, or newer.`,
    )
    const left = openReader(join(dataDir, 'log.db'), 0)
    expect(left.prepare('SELECT count(*) FROM log').pluck().get()).toBe(1)
    left.close()
  }),
)
