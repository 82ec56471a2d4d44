/**
 * Sessions: places where an operator is signed in. The browser holds a random token, the database its SHA-256,
 * so that a copy of the database signs nobody in.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Clock, Context, Effect, Layer, Schedule } from 'effect'
import { tokensIn } from '../domain/cookie.ts'
import { uuidv7 } from '../domain/id.ts'
import { isOver, sessionLife } from '../domain/session.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'

export interface Session {
  readonly id: string
  readonly createdAt: number
  /** Written at most once a minute. */
  readonly seenAt: number
  readonly address: string
  readonly userAgent: string
}

/** Who is signed in, and where. */
export interface Authenticated {
  readonly session: string
  readonly account: string
  readonly operator: string
  readonly login: string
  readonly administrator: boolean
  /** The account is closed, and its data will go: only the administrator is let in, to take it back. */
  readonly closed: boolean
}

interface Row {
  readonly id: string
  readonly account: string
  readonly operator: string
  readonly created_at: number
  readonly seen_at: number
  readonly login: string
  readonly administrator: number
  readonly erase_at: number | null
}
interface Place {
  readonly id: string
  readonly created_at: number
  readonly seen_at: number
  readonly address: string
  readonly user_agent: string
}
type Id = { readonly id: string }

/** Sessions of one operator; the longest unseen ends when there would be more. */
const most = 50

export class Sessions extends Context.Service<
  Sessions,
  {
    /** Synchronous and cheap: one indexed read. `secure`: did the request come over TLS (which cookie counts)? */
    readonly authenticate: (cookies: string | null | undefined, secure: boolean) => Authenticated | null
    /** A socket of this session is alive: keeps the session from ending by idleness. Memory only. */
    readonly touch: (session: string) => void
    /**
     * Gives the token for the cookie; nobody can get it again. Null when the password that was checked
     * (`password`: its hash) is no longer the operator's, the operator was deleted, or the account blocked, while it was
     * checked.
     */
    readonly open: (where: {
      readonly account: string
      readonly operator: string
      readonly password: string
      readonly address: string
      readonly userAgent: string
    }) => Effect.Effect<{ readonly session: string; readonly token: string } | null, StoreUnavailable>
    readonly list: (operator: string) => ReadonlyArray<Session>
    /** False when this operator has no such session. */
    readonly end: (operator: string, session: string) => Effect.Effect<boolean, StoreUnavailable>
    /** All of an operator but this one; null: all. */
    readonly endAll: (operator: string, except: string | null) => Effect.Effect<void, StoreUnavailable>
    /** Inside a transaction of somebody else, who calls `ended` with the result once it is committed. */
    readonly drop: (operator: string, except: string | null) => ReadonlyArray<string>
    /** The same with everybody's of an account. */
    readonly dropAll: (account: string, except?: string | null) => ReadonlyArray<string>
    readonly ended: (sessions: ReadonlyArray<string>) => void
    /** Called after the commit, with the sessions that are over: their sockets are to be closed. */
    readonly onEnded: (listener: (sessions: ReadonlyArray<string>) => void) => void
  }
>()('engine/store/Sessions') {
  static readonly layer = Layer.effect(
    Sessions,
    Effect.gen(function* () {
      const log = yield* Log
      const clock = yield* Clock.Clock
      const listeners: Array<(sessions: ReadonlyArray<string>) => void> = []
      /** Seen since the last write. */
      const seen = new Map<string, number>()

      const byHash = log.db.prepare<[Buffer], Row>(
        `SELECT s.id, s.account, s.operator, s.created_at, s.seen_at, o.login, o.administrator, a.erase_at
         FROM sessions s JOIN operators o ON o.id = s.operator JOIN accounts a ON a.id = s.account
         WHERE s.hash = ? AND o.deleted_at IS NULL AND a.deleted_at IS NULL`,
      )
      const ofOperator = log.db.prepare<[string], Place>(
        `SELECT id, created_at, seen_at, address, user_agent FROM sessions
         WHERE operator = ? ORDER BY created_at DESC`,
      )
      const insert = log.db.prepare<[string, Buffer, string, string, number, number, string, string]>(
        `INSERT INTO sessions (id, hash, account, operator, created_at, seen_at, address, user_agent)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      const unchanged = log.db.prepare<[string, string], unknown>(
        `SELECT 1 FROM operators o JOIN accounts a ON a.id = o.account
         WHERE o.id = ? AND o.password = ? AND o.deleted_at IS NULL AND a.blocked_at IS NULL
         AND (a.erase_at IS NULL OR o.administrator)`,
      )
      const surplus = log.db.prepare<[string, number], Id>(
        `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE operator = ? ORDER BY seen_at DESC, id DESC LIMIT -1 OFFSET ?)
         RETURNING id`,
      )
      const remove = log.db.prepare<[string, string], Id>(
        'DELETE FROM sessions WHERE operator = ? AND id = ? RETURNING id',
      )
      const removeAll = log.db.prepare<[string, string], Id>(
        'DELETE FROM sessions WHERE operator = ? AND id <> ? RETURNING id',
      )
      const removeOfAccount = log.db.prepare<[string, string], Id>(
        'DELETE FROM sessions WHERE account = ? AND id <> ? RETURNING id',
      )
      const over = [
        'FROM sessions WHERE seen_at <= ? OR created_at <= ?',
        (now: number): [number, number] => [now - sessionLife.idle, now - sessionLife.absolute],
      ] as const
      const findOver = log.db.prepare<[number, number], Id>(`SELECT id ${over[0]} LIMIT 1`)
      const removeOver = log.db.prepare<[number, number], Id>(`DELETE ${over[0]} RETURNING id`)
      const writeSeen = log.db.prepare<[number, string]>('UPDATE sessions SET seen_at = ? WHERE id = ?')

      const hashed = (token: string) => createHash('sha256').update(token).digest()
      const ids = (rows: ReadonlyArray<Id>) => rows.map((row) => row.id)
      const place = (row: Place): Session => ({
        id: row.id,
        createdAt: row.created_at,
        seenAt: seen.get(row.id) ?? row.seen_at,
        address: row.address,
        userAgent: row.user_agent,
      })
      const lives = (row: Pick<Row, 'id' | 'created_at' | 'seen_at'>) =>
        !isOver(
          { createdAt: row.created_at, seenAt: seen.get(row.id) ?? row.seen_at },
          clock.currentTimeMillisUnsafe(),
        )
      const ended = (sessions: ReadonlyArray<string>) => {
        if (sessions.length === 0) return
        for (const id of sessions) seen.delete(id)
        for (const listener of listeners) listener(sessions)
      }

      /** Once a minute: what was seen is written, what is over is removed. */
      const sweep = Effect.suspend(() => {
        const now = clock.currentTimeMillisUnsafe()
        if (seen.size === 0 && findOver.get(...over[1](now)) === undefined) return Effect.void
        const due = [...seen]
        const write = log.transact(() => {
          for (const [id, at] of due) writeSeen.run(at, id)
          return ids(removeOver.all(...over[1](now)))
        })
        return Effect.map(write, (gone) => {
          for (const [id, at] of due) if (seen.get(id) === at) seen.delete(id)
          ended(gone)
        })
      }).pipe(Effect.uninterruptible)
      // A store that cannot write now is asked again in a minute; what was seen is still in memory.
      const quietly = Effect.catchCause(sweep, (cause) =>
        Effect.logWarning('Sessions could not be swept', cause),
      )
      yield* Effect.forkScoped(Effect.repeat(Effect.delay(quietly, '1 minute'), Schedule.forever))
      yield* Effect.addFinalizer(() => quietly)

      return Sessions.of({
        authenticate: (cookies, secure) => {
          for (const token of tokensIn(cookies, secure)) {
            if (!/^[\w-]{43}$/.test(token)) continue
            const row = byHash.get(hashed(token))
            if (row === undefined || !lives(row)) continue
            const now = clock.currentTimeMillisUnsafe()
            if (now - (seen.get(row.id) ?? row.seen_at) >= 60_000) seen.set(row.id, now)
            const { id: session, account, operator, login } = row
            const [administrator, closed] = [row.administrator === 1, row.erase_at !== null]
            return { session, account, operator, login, administrator, closed }
          }
          return null
        },
        touch: (session) => void seen.set(session, clock.currentTimeMillisUnsafe()),
        open: (where) =>
          Effect.suspend(() => {
            const now = clock.currentTimeMillisUnsafe()
            const session = uuidv7(now)
            const token = randomBytes(32).toString('base64url')
            const { account, operator, address } = where
            const userAgent = where.userAgent.slice(0, 300)
            const write = log.transact(() => {
              if (unchanged.get(operator, where.password) === undefined) return null
              const gone = ids(surplus.all(operator, most - 1))
              insert.run(session, hashed(token), account, operator, now, now, address, userAgent)
              return gone
            })
            return Effect.map(write, (gone) => {
              if (gone === null) return null
              ended(gone)
              return { session, token }
            })
          }).pipe(Effect.uninterruptible),
        list: (operator) => ofOperator.all(operator).filter(lives).map(place),
        end: (operator, session) =>
          log
            .transact(() => ids(remove.all(operator, session)))
            .pipe(
              Effect.map((gone) => {
                ended(gone)
                return gone.length > 0
              }),
              // Committed and not announced would leave the session's sockets open.
              Effect.uninterruptible,
            ),
        endAll: (operator, except) =>
          log
            .transact(() => ids(removeAll.all(operator, except ?? '')))
            .pipe(Effect.map(ended), Effect.uninterruptible),
        drop: (operator, except) => ids(removeAll.all(operator, except ?? '')),
        dropAll: (account, except) => ids(removeOfAccount.all(account, except ?? '')),
        ended,
        onEnded: (listener) => void listeners.push(listener),
      })
    }),
  )
}
