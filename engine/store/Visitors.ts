/**
 * Who the visitors are: id, number and token. The token is kept hashed; it has 128 random bits or more, so
 * that a plain SHA-256 tells nothing.
 */
import { createHash } from 'node:crypto'
import { Clock, Context, Effect, Layer } from 'effect'
import type { Database } from './Database.ts'
import { Log } from './Log.ts'

export interface KnownVisitor {
  readonly id: string
  /** Small, per account: what people read aloud. */
  readonly number: number
}

export class Visitors extends Context.Service<
  Visitors,
  {
    readonly findByToken: (account: string, token: string) => KnownVisitor | null
    readonly find: (account: string, id: string) => KnownVisitor | null
    readonly findByNumber: (account: string, number: number) => KnownVisitor | null
    /**
     * Who comes with a token that this log does not know has just made it, or was known in a part of the log that
     * was lost. The same token is the same visitor, in however many tabs he comes at once; null when it is none.
     */
    readonly idOfUnknown: (account: string, token: string) => string | null
    /** Never given twice, not even when the first one's append failed. */
    readonly nextNumber: (account: string) => number
    /** For `also` of the append that tells of this visitor. */
    readonly create: (account: string, id: string, number: number, token: string) => (db: Database) => void
  }
>()('engine/store/Visitors') {
  static readonly layer: Layer.Layer<Visitors, never, Log> = Layer.effect(
    Visitors,
    Effect.gen(function* () {
      const { db } = yield* Log
      const clock = yield* Clock.Clock
      const byToken = db.prepare('SELECT id, number FROM visitors WHERE account = ? AND token_hash = ?')
      const byId = db.prepare('SELECT id, number FROM visitors WHERE id = ? AND account = ?')
      const byNumber = db.prepare('SELECT id, number FROM visitors WHERE account = ? AND number = ?')
      const highest = db.prepare('SELECT coalesce(max(number), 0) FROM visitors WHERE account = ?').pluck()
      const insert = db.prepare('INSERT INTO visitors VALUES (?, ?, ?, ?, ?)')
      const given = new Map<string, number>()
      return Visitors.of({
        findByToken: (account, token) => (byToken.get(account, hashOf(token)) as KnownVisitor) ?? null,
        find: (account, id) => (byId.get(id, account) as KnownVisitor) ?? null,
        findByNumber: (account, number) => (byNumber.get(account, number) as KnownVisitor) ?? null,
        idOfUnknown: (account, token) => (form.test(token) ? idFrom(hashOf(`${account}\n${token}`)) : null),
        nextNumber: (account) => {
          const number = (given.get(account) ?? (highest.get(account) as number)) + 1
          given.set(account, number)
          return number
        },
        create: (account, id, number, token) => {
          const hash = hashOf(token)
          const at = clock.currentTimeMillisUnsafe()
          return () => void insert.run(id, account, number, hash, at)
        },
      })
    }),
  )
}

/** 160 random bits as the widget writes them, or 192 in base64url, our own: nobody guesses another's. */
const form = /^[\w-]{32,64}$/

/** In the form of an id (UUIDv8). */
const idFrom = (hash: Buffer): string =>
  hash.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
