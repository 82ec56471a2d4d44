/**
 * Who the visitors are: id, number and token. The token is kept hashed; it has 128 random bits or more, so
 * that a plain SHA-256 tells nothing.
 */
import { createHash, randomBytes } from 'node:crypto'
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
     * Who comes with this token. One that this log does not know he has just made, or was known by in a part of the log
     * that was lost: the same token is the same visitor, in however many tabs he comes at once. Null, or none at all: he
     * is given one. Who was erased comes with another from here on,
     * the same in all his tabs, and as somebody else: `erased` says whose ids are nobody's any more.
     */
    readonly recognize: (
      account: string,
      token: string | null,
      erased: (visitor: string) => boolean,
    ) => { readonly id: string; readonly token: string; readonly known: boolean }
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
      const findByToken = (account: string, token: string) =>
        (byToken.get(account, hashOf(token)) as KnownVisitor) ?? null
      const idOfUnknown = (account: string, token: string) =>
        form.test(token) ? idFrom(hashOf(`${account}\n${token}`)) : null
      return Visitors.of({
        findByToken,
        find: (account, id) => (byId.get(id, account) as KnownVisitor) ?? null,
        findByNumber: (account, number) => (byNumber.get(account, number) as KnownVisitor) ?? null,
        recognize: (account, said, erased) => {
          let token = said ?? newToken()
          for (;;) {
            const known = findByToken(account, token)
            if (known !== null) return { id: known.id, token, known: true }
            const id = idOfUnknown(account, token)
            if (id !== null && !erased(id)) return { id, token, known: false }
            token = id === null ? newToken() : tokenAfter(token)
          }
        },
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

const newToken = (): string => randomBytes(24).toString('base64url')
/** Nobody who does not know the one can tell the other. */
const tokenAfter = (token: string): string => hashOf(`after\n${token}`).toString('base64url')

/** In the form of an id (UUIDv8). */
const idFrom = (hash: Buffer): string =>
  hash.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
