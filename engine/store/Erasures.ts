/**
 * What is to be erased: accounts after a time in which they can be taken back, visitors at once. Here it is decided and
 * written down; `Erasing` does the work.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { graceMillis } from '../domain/erasure.ts'
import { uuidv7 } from '../domain/id.ts'
import { Accounts } from './Accounts.ts'
import { Bans } from './Bans.ts'
import type { Database } from './Database.ts'
import { ofVisitor } from './erasing/belongings.ts'
import { type Asked, ErasureList } from './erasing/ErasureList.ts'
import { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'

export class Erasures extends Context.Service<
  Erasures,
  {
    /**
     * Closes the account; after the time of grace its data goes. `by`: the operator's id, empty for whoever runs the
     * instance; `keep`: his session. False: no such account. One that is closed already stays so.
     */
    readonly closeAccount: (
      account: string,
      by: string,
      keep: string | null,
    ) => Effect.Effect<boolean, StoreUnavailable>
    /** False: it was not closed, or it is too late. */
    readonly keepAccount: (account: string, by: string) => Effect.Effect<boolean, StoreUnavailable>
    /**
     * At once: when this is done nobody can read anything of him any more, and what his actors still have on their way
     * does not come to the log. Gives the id of the log's row that says so.
     */
    readonly eraseVisitor: (
      account: string,
      visitor: string,
      by: string,
    ) => Effect.Effect<number, StoreUnavailable>
    /** Called when a visitor is to be erased, while all is still there; what it gives is called after the commit. */
    readonly onVisitor: (listener: (account: string, visitor: string) => (row: number) => void) => void
    /** Was this visitor erased? His id is nobody's any more. */
    readonly erased: (visitor: string) => boolean
    /** Something was erased from the log again, since it is a copy of before. */
    readonly again: boolean
    /** In the list beside the log, for the audit. */
    readonly done: (id: string) => Effect.Effect<void, StoreUnavailable>
  }
>()('engine/store/Erasures') {
  static readonly layer = Layer.effect(
    Erasures,
    Effect.gen(function* () {
      const log = yield* Log
      const accounts = yield* Accounts
      const bans = yield* Bans
      const clock = yield* Clock.Clock
      const { db } = log
      const listeners: Array<(account: string, visitor: string) => (row: number) => void> = []
      const list = new ErasureList(log.dataDir)

      const insert = db.prepare<[string, string, string | null, string, number, number, number | null]>(
        `INSERT INTO erasures (id, account, visitor, asked_by, asked_at, due_at, begun_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      const waiting = db
        .prepare<[string], string>(
          'SELECT id FROM erasures WHERE account = ? AND visitor IS NULL AND begun_at IS NULL',
        )
        .pluck()
      const known = db.prepare<[string], unknown>('SELECT 1 FROM erasures WHERE id = ?')
      const forget = db.prepare<[string]>('DELETE FROM erasures WHERE id = ? AND begun_at IS NULL')
      const rows = db.prepare<[], Asked>(
        `SELECT id, account, visitor, asked_by AS "by", asked_at AS at, due_at AS due FROM erasures`,
      )
      const erased = new Set(
        db.prepare('SELECT visitor FROM erasures WHERE visitor IS NOT NULL').pluck().all() as Array<string>,
      )

      const written = (line: Parameters<ErasureList['add']>[0]): Effect.Effect<void, StoreUnavailable> =>
        Effect.try({
          try: () => list.add(line),
          catch: (error) => new StoreUnavailable({ message: String(error) }),
        })
      const note = ({ id, account, visitor, by, at, due }: Asked) =>
        void insert.run(id, account, visitor, by, at, due, visitor === null ? null : at)

      const close = (asked: Asked, keep: string | null) =>
        accounts.close(asked.account, asked.due, keep, () => note(asked))

      /** From here on his actors write nothing any more; all that they have written comes before this. */
      const vanish = (asked: Asked & { readonly visitor: string }) =>
        Effect.callback<number, StoreUnavailable>((resume) => {
          const { account, visitor, at } = asked
          const told = listeners.map((listener) => listener(account, visitor))
          erased.add(visitor)
          log.append({
            account,
            stream: visitor,
            events: [{ seq: 0, at, kind: 'VisitorErased', body: {} }],
            also: (db) => {
              forgetVisitor(db, account, visitor)
              note(asked)
            },
            committed: (id) => {
              bans.reread(account)
              for (const tell of told) tell(id)
              resume(Effect.succeed(id))
            },
            failed: () => {
              erased.delete(visitor)
              resume(Effect.fail(new StoreUnavailable({ message: 'It could not be written.' })))
            },
          })
        })

      const asked = (account: string, visitor: string | null, by: string): Asked => {
        const at = clock.currentTimeMillisUnsafe()
        return { id: uuidv7(at), account, visitor, by, at, due: visitor === null ? at + graceMillis : at }
      }
      /** The log is the truth, and the list follows: what it lacks it is given at the next start. */
      const listed = (wanted: Asked) =>
        written({ what: 'asked', ...wanted }).pipe(
          Effect.catch((error) => Effect.logError('An erasure is not in erasures.jsonl yet', error.message)),
        )

      /** The log may be a copy of before: what was asked for since then is asked for again. */
      const again = Effect.gen(function* () {
        const { asked, kept } = list.read()
        let any = false
        for (const one of asked) {
          if (known.get(one.id) !== undefined) continue
          const { visitor } = one
          any = true
          if (visitor !== null) yield* vanish({ ...one, visitor })
          else if (accounts.find(one.account) !== null) yield* close(one, null)
        }
        for (const row of rows.all()) {
          if (kept.has(row.id)) yield* accounts.close(row.account, null, null, () => void forget.run(row.id))
          else if (!asked.some(({ id }) => id === row.id)) yield* listed(row)
        }
        return any
      })

      return Erasures.of({
        closeAccount: (account, by, keep) => {
          const found = accounts.find(account)
          if (found === null || found.eraseAt !== null) return Effect.succeed(found !== null)
          const wanted = asked(account, null, by)
          return close(wanted, keep).pipe(Effect.tap(listed(wanted)), Effect.uninterruptible)
        },
        keepAccount: (account, by) =>
          Effect.suspend(() => {
            const id = waiting.get(account) as string | undefined
            if (id === undefined) return Effect.succeed(false)
            const at = clock.currentTimeMillisUnsafe()
            // The list first: what is taken back and asked for there would be done after all.
            return written({ what: 'kept', id, by, at }).pipe(
              Effect.andThen(accounts.close(account, null, null, () => void forget.run(id))),
              Effect.uninterruptible,
            )
          }),
        eraseVisitor: (account, visitor, by) => {
          const wanted = asked(account, visitor, by)
          return vanish({ ...wanted, visitor }).pipe(Effect.tap(listed(wanted)), Effect.uninterruptible)
        },
        onVisitor: (listener) => void listeners.push(listener),
        erased: (visitor) => erased.has(visitor),
        again: yield* again,
        done: (id) => written({ what: 'done', id, at: clock.currentTimeMillisUnsafe() }),
      })
    }),
  )
}

const forgetVisitor = (db: Database, account: string, visitor: string): void => {
  for (const sql of Object.values(ofVisitor).flat()) db.prepare(sql).run({ account, visitor })
}
