/** For the store's tests: real files in a directory of their own, and the events they are filled with. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Effect, Layer, type Scope } from 'effect'
import type { ConversationEvent } from '../domain/events.ts'
import type { Database } from './Database.ts'
import { History } from './History.ts'
import { type Append, Log, type LogEvent, type LogOptions } from './Log.ts'
import { Projection, type ProjectionOptions } from './Projection.ts'
import { Requests } from './Requests.ts'
import { Visitors } from './Visitors.ts'

/** A directory that is gone when the scope closes. */
export const directory: Effect.Effect<string, never, Scope.Scope> = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), 'redhelper-store-'))),
  (path) =>
    Effect.sync(() => {
      // A directory that a test put in a file's place has a file's rights by now.
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory()) chmodSync(join(path, entry.name), 0o700)
      }
      rmSync(path, { recursive: true, force: true })
    }),
)

export const store = (options: LogOptions & ProjectionOptions) =>
  Layer.mergeAll(History.layer, Requests.layer, Visitors.layer).pipe(
    Layer.provideMerge(Projection.layer(options)),
    Layer.provideMerge(Log.layer(options)),
  )

/** One run of the engine's store on that directory, from opening to closing. */
export const runOn = <A, E>(
  dataDir: string,
  program: Effect.Effect<A, E, Log | Projection | History | Requests | Visitors>,
  options: Partial<LogOptions & ProjectionOptions> = {},
) => Effect.provide(program, store({ dataDir, ...options }), { local: true })

/** The same without a projection: as if the engine had died before it got to it. */
export const runLog = <A, E>(
  dataDir: string,
  program: Effect.Effect<A, E, Log>,
  options: Partial<LogOptions> = {},
) => Effect.provide(program, Log.layer({ dataDir, ...options }), { local: true })

/** Appends and waits: the last id, or 'failed'. */
export const append = (
  a: Omit<Append, 'committed' | 'failed'>,
): Effect.Effect<number | 'failed', never, Log> =>
  Effect.flatMap(Log, (log) =>
    Effect.callback<number | 'failed'>((resume) => {
      log.append({
        ...a,
        committed: (id) => resume(Effect.succeed(id)),
        failed: () => resume(Effect.succeed('failed')),
      })
    }),
  )

export const entry = (seq: number, event: ConversationEvent, at = 1_000_000 + seq): LogEvent => ({
  seq,
  at,
  kind: event.kind,
  body: event,
})

export const opened = (visitor: string, seq = 1, at?: number) =>
  entry(seq, { kind: 'ConversationOpened', visitor, page: null }, at)

export const said = (from: string, client: string, seq: number, text = `text of ${client}`) =>
  entry(seq, {
    kind: 'MessageSent',
    author: from.startsWith('o') ? 'operator' : 'visitor',
    from,
    client,
    text,
  })

/** Everything that a history holds, in an order of its own, without how it got there. */
export const dump = (db: Database): unknown => {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as Array<string>
  return Object.fromEntries(
    tables.map((name) => [
      name,
      (db.prepare(`SELECT * FROM "${name}"`).raw().all() as Array<unknown>)
        .map((row) => JSON.stringify(row))
        .sort(),
    ]),
  )
}
