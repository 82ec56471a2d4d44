/**
 * Links to a new password (A2): good for an hour, once. The letter holds a random token, the database its SHA-256, so
 * that a copy of the database opens no account. Several may hold at once: a letter that was sent twice has two.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Clock, Context, Effect, Layer } from 'effect'
import type { Database } from './Database.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { Sessions } from './Sessions.ts'

export const resetLife = 3_600_000
/** How long is told that a link was used or too old, before it is one that nobody knows. */
const rememberedFor = 24 * 3_600_000

export type Link =
  | { readonly kind: 'good'; readonly operator: string; readonly login: string }
  | { readonly kind: 'expired' | 'used' | 'unknown' }

interface Row {
  readonly operator: string
  readonly login: string
  readonly until: number
  readonly used_at: number | null
}

export class PasswordResets extends Context.Service<
  PasswordResets,
  {
    /** A token for the account's administrator; null when there is no such account. */
    readonly issue: (account: string) => Effect.Effect<string | null, StoreUnavailable>
    readonly look: (token: string) => Link
    /** Sets the password (its hash), ends all of his sessions and every link of his. `also`: in the same transaction. */
    readonly use: (token: string, password: string, also: () => void) => Effect.Effect<Link, StoreUnavailable>
  }
>()('engine/store/PasswordResets') {
  static readonly layer = Layer.effect(
    PasswordResets,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const sessions = yield* Sessions
      const clock = yield* Clock.Clock
      const now = () => clock.currentTimeMillisUnsafe()

      const administrator = db.prepare<[string], { id: string }>(
        `SELECT o.id FROM operators o JOIN accounts a ON a.id = o.account
         WHERE a.id = ? AND o.administrator = 1 AND o.deleted_at IS NULL AND a.deleted_at IS NULL`,
      )
      const insert = db.prepare<[Buffer, string, number]>(
        'INSERT INTO password_resets (hash, operator, until) VALUES (?, ?, ?)',
      )
      const dropOld = db.prepare<[number]>('DELETE FROM password_resets WHERE until <= ?')
      const byHash = db.prepare<[Buffer], Row>(
        `SELECT r.operator, r.until, r.used_at, o.login FROM password_resets r
         JOIN operators o ON o.id = r.operator JOIN accounts a ON a.id = o.account
         WHERE r.hash = ? AND o.deleted_at IS NULL AND a.deleted_at IS NULL`,
      )
      const revoke = revoking(db)
      const setPassword = db.prepare<[string, string]>('UPDATE operators SET password = ? WHERE id = ?')

      const look = (token: string): Link => {
        const row = /^[\w-]{43}$/.test(token) ? byHash.get(hashed(token)) : undefined
        if (row === undefined) return { kind: 'unknown' }
        if (row.used_at !== null) return { kind: 'used' }
        if (row.until <= now()) return { kind: 'expired' }
        return { kind: 'good', operator: row.operator, login: row.login }
      }

      return PasswordResets.of({
        issue: (account) =>
          Effect.suspend(() => {
            const token = randomBytes(32).toString('base64url')
            return transact(() => {
              dropOld.run(now() - rememberedFor)
              const who = administrator.get(account)
              if (who === undefined) return null
              insert.run(hashed(token), who.id, now() + resetLife)
              return token
            })
          }),
        look,
        use: (token, password, also) =>
          transact(() => {
            const link = look(token)
            if (link.kind !== 'good') return { link, gone: [] }
            setPassword.run(password, link.operator)
            revoke(link.operator, now())
            also()
            return { link, gone: sessions.drop(link.operator, null) }
          }).pipe(
            Effect.map(({ link, gone }) => {
              sessions.ended(gone)
              return link
            }),
            // Committed and not told would leave the sockets of those sessions open.
            Effect.uninterruptible,
          ),
      })
    }),
  )
}

/** Inside a transaction: his links are good no more, since they went to another address or for another password. */
export const revoking = (db: Database): ((operator: string, now: number) => void) => {
  const revoke = db.prepare<[number, string]>(
    'UPDATE password_resets SET used_at = ? WHERE operator = ? AND used_at IS NULL',
  )
  return (operator, now) => void revoke.run(now, operator)
}

const hashed = (token: string): Buffer => createHash('sha256').update(token).digest()
