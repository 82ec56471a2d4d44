/**
 * Operators: people who sign in and answer (D1–D3). A deleted operator's row stays, so that old conversations
 * and statistics keep the name; the login can never be created again.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { canary } from '../domain/canary.ts'
import { uuidv7 } from '../domain/id.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { usedLogins } from './logins.ts'
import { revoking } from './PasswordResets.ts'
import { type Photo, Photos } from './Photos.ts'
import { Sessions } from './Sessions.ts'

export interface Operator {
  readonly id: string
  readonly account: string
  readonly login: string
  readonly name: string
  /** The account's own login: the first operator, not deletable (D1). */
  readonly administrator: boolean
  /** Hash of the photo, see `photoPath`; null without one. */
  readonly photo: string | null
  /** May he see the statistics (A7)? The administrator may always. */
  readonly statistics: boolean
  /** ms since 1970 */
  readonly createdAt: number
  readonly deletedAt: number | null
}

interface Row {
  readonly id: string
  readonly account: string
  readonly login: string
  readonly name: string
  readonly administrator: number
  readonly photo: string | null
  readonly sees_statistics: number
  readonly created_at: number
  readonly deleted_at: number | null
}

const operator = (row: Row): Operator => ({
  id: row.id,
  account: row.account,
  login: row.login,
  name: row.name,
  administrator: row.administrator === 1,
  photo: row.photo,
  statistics: row.administrator === 1 || row.sees_statistics === 1,
  createdAt: row.created_at,
  deletedAt: row.deleted_at,
})

export interface Change {
  readonly name?: string | undefined
  /** Its hash. */
  readonly password?: string | undefined
  readonly statistics?: boolean | undefined
}

export class Operators extends Context.Service<
  Operators,
  {
    /** An operator of this account who was not deleted; another account's id is not found. */
    readonly find: (account: string, id: string) => Operator | null
    /** Deleted ones too: for names in old conversations. */
    readonly known: (account: string, id: string) => Operator | null
    /** Not deleted, the oldest first: the administrator is the first. */
    readonly list: (account: string) => ReadonlyArray<Operator>
    /** For signing in: who has this login (in lower case), with the password's hash. The canary's nobody has. */
    readonly credentials: (login: string) => { readonly operator: Operator; readonly password: string } | null
    /** Has this login ever been used, by an account or an operator? */
    readonly loginUsed: (login: string) => boolean
    /** Fields that the rules of `engine/domain` have passed. Null: the login is taken. */
    readonly add: (
      account: string,
      wanted: { readonly login: string; readonly name: string; readonly password: string },
    ) => Effect.Effect<Operator | null, StoreUnavailable>
    /**
     * Null: no such operator. A new password ends the operator's sessions except `keep`; `also` is written in the same
     * transaction then.
     */
    readonly edit: (
      account: string,
      id: string,
      change: Change,
      keep: string | null,
      also: () => void,
    ) => Effect.Effect<Operator | null, StoreUnavailable>
    /** The same password under newer parameters; nobody is signed out. */
    readonly rehash: (id: string, from: string, to: string) => Effect.Effect<void, StoreUnavailable>
    /** Ends all sessions. False: no such operator, or the administrator, who stays. */
    readonly remove: (account: string, id: string) => Effect.Effect<boolean, StoreUnavailable>
    /** A photo of null takes it away. Null: no such operator. */
    readonly setPhoto: (
      account: string,
      id: string,
      photo: Photo | null,
    ) => Effect.Effect<Operator | null, StoreUnavailable>
    /** Called after the commit: added, renamed, another photo, deleted. */
    readonly onChanged: (listener: (account: string, operator: string) => void) => void
  }
>()('engine/store/Operators') {
  static readonly layer = Layer.effect(
    Operators,
    Effect.gen(function* () {
      const log = yield* Log
      const sessions = yield* Sessions
      const photos = yield* Photos
      const clock = yield* Clock.Clock
      const listeners: Array<(account: string, operator: string) => void> = []

      const columns =
        'id, account, login, name, administrator, photo, sees_statistics, created_at, deleted_at'
      const byId = log.db.prepare<[string, string], Row>(
        `SELECT ${columns} FROM operators WHERE id = ? AND account = ?`,
      )
      const ofAccount = log.db.prepare<[string], Row>(
        `SELECT ${columns} FROM operators WHERE account = ? AND deleted_at IS NULL
         ORDER BY administrator DESC, created_at, id`,
      )
      const byLogin = log.db.prepare<[string, string], Row & { readonly password: string }>(
        `SELECT ${columns}, password FROM operators WHERE login = ? AND deleted_at IS NULL
         AND account IN (SELECT id FROM accounts WHERE deleted_at IS NULL AND id <> ?)`,
      )
      const addLogin = log.db.prepare<[string]>('INSERT INTO logins (login) VALUES (?)')
      const insert = log.db.prepare<[string, string, string, string, string, number]>(
        `INSERT INTO operators (id, account, login, name, password, administrator, created_at)
         VALUES (?, ?, ?, ?, ?, 0, ?)`,
      )
      const rename = log.db.prepare<[string, string]>('UPDATE operators SET name = ? WHERE id = ?')
      const setStatistics = log.db.prepare<[number, string]>(
        'UPDATE operators SET sees_statistics = ? WHERE id = ?',
      )
      const setPassword = log.db.prepare<[string, string]>('UPDATE operators SET password = ? WHERE id = ?')
      const swapPassword = log.db.prepare<[string, string, string]>(
        'UPDATE operators SET password = ? WHERE id = ? AND password = ?',
      )
      const revoke = revoking(log.db)
      const dropFactor = log.db.prepare<[string]>('DELETE FROM second_factors WHERE operator = ?')
      const setDeleted = log.db.prepare<[number, string]>(
        "UPDATE operators SET deleted_at = ?, password = '' WHERE id = ?",
      )
      const setPhoto = log.db.prepare<[string | null, string | null, string]>(
        'UPDATE operators SET photo = ?, photo_type = ? WHERE id = ?',
      )

      const known = (account: string, id: string) => {
        const row = byId.get(id, account)
        return row === undefined ? null : operator(row)
      }
      const find = (account: string, id: string) => {
        const found = known(account, id)
        return found?.deletedAt === null ? found : null
      }
      const loginUsed = usedLogins(log.db)
      const changed = (account: string, id: string) => {
        for (const listener of listeners) listener(account, id)
      }
      /** One change in one transaction, told after the commit; nothing is told when `write` gives null. */
      const change = <A extends { readonly id: string; readonly gone?: ReadonlyArray<string> }>(
        account: string,
        write: () => A | null,
      ) =>
        log.transact(write).pipe(
          Effect.map((result) => {
            if (result === null) return null
            sessions.ended(result.gone ?? [])
            changed(account, result.id)
            return known(account, result.id)
          }),
          // Committed and not told would leave sockets open and old names on screens.
          Effect.uninterruptible,
        )

      return Operators.of({
        find,
        known,
        list: (account) => ofAccount.all(account).map(operator),
        credentials: (login) => {
          const row = byLogin.get(login, canary.account)
          return row === undefined ? null : { operator: operator(row), password: row.password }
        },
        loginUsed,
        add: (account, wanted) =>
          change(account, () => {
            if (loginUsed(wanted.login)) return null
            const now = clock.currentTimeMillisUnsafe()
            const id = uuidv7(now)
            addLogin.run(wanted.login)
            insert.run(id, account, wanted.login, wanted.name, wanted.password, now)
            return { id }
          }),
        edit: (account, id, { name, password, statistics }, keep, also) =>
          change(account, () => {
            if (find(account, id) === null) return null
            if (name !== undefined) rename.run(name, id)
            if (statistics !== undefined) setStatistics.run(Number(statistics), id)
            if (password === undefined) return { id }
            setPassword.run(password, id)
            revoke(id, clock.currentTimeMillisUnsafe())
            also()
            return { id, gone: sessions.drop(id, keep) }
          }),
        rehash: (id, from, to) => Effect.asVoid(log.transact(() => swapPassword.run(to, id, from))),
        remove: (account, id) =>
          change(account, () => {
            const found = find(account, id)
            if (found === null || found.administrator) return null
            setDeleted.run(clock.currentTimeMillisUnsafe(), id)
            dropFactor.run(id)
            return { id, gone: sessions.drop(id, null) }
          }).pipe(Effect.map((removed) => removed !== null)),
        setPhoto: (account, id, photo) =>
          change(account, () => {
            if (find(account, id) === null) return null
            const hash = photo === null ? photos.drop(id) : photos.put(id, photo)
            setPhoto.run(hash ?? null, photo?.type ?? null, id)
            return { id }
          }),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
