/**
 * Photos of operators, and pictures that accounts show by their settings. Bytes lie in tables of their own, so that
 * reading an operator never reads them.
 */
import { createHash } from 'node:crypto'
import { Context, Effect, Layer } from 'effect'
import type { PhotoType } from '../domain/photo.ts'
import { Log } from './Log.ts'

export interface Photo {
  readonly type: PhotoType
  readonly bytes: Uint8Array
}

export class Photos extends Context.Service<
  Photos,
  {
    /** What `/photos/<owner>/<hash>` shows; null when this is not (or no longer) a photo of that operator or account. */
    readonly get: (owner: string, hash: string) => Photo | null
    /** Inside a transaction of `Operators`. Gives the hash that stands in the address. */
    readonly put: (operator: string, photo: Photo) => string
    readonly drop: (operator: string) => void
    /** Inside a transaction of `Settings`. The same picture once, however many of the account show it. */
    readonly putPicture: (account: string, picture: Photo) => string
    /** Drops all but these. */
    readonly keepPictures: (account: string, hashes: ReadonlySet<string>) => void
  }
>()('engine/store/Photos') {
  static readonly layer = Layer.effect(
    Photos,
    Effect.gen(function* () {
      const { db } = yield* Log
      const find = db.prepare<[string, string], { type: PhotoType; bytes: Buffer }>(
        'SELECT type, bytes FROM photos WHERE operator = ? AND hash = ?',
      )
      const put = db.prepare<[string, string, string, Uint8Array]>(
        'INSERT OR REPLACE INTO photos (operator, hash, type, bytes) VALUES (?, ?, ?, ?)',
      )
      const drop = db.prepare<[string]>('DELETE FROM photos WHERE operator = ?')
      const findPicture = db.prepare<[string, string], { type: PhotoType; bytes: Buffer }>(
        'SELECT type, bytes FROM pictures WHERE account = ? AND hash = ?',
      )
      const putPicture = db.prepare<[string, string, string, Uint8Array]>(
        'INSERT OR IGNORE INTO pictures (account, hash, type, bytes) VALUES (?, ?, ?, ?)',
      )
      const picturesOf = db.prepare<[string], string>('SELECT hash FROM pictures WHERE account = ?').pluck()
      const dropPicture = db.prepare<[string, string]>('DELETE FROM pictures WHERE account = ? AND hash = ?')
      const putBy =
        (statement: typeof put) =>
        (owner: string, { type, bytes }: Photo): string => {
          const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
          statement.run(owner, hash, type, bytes)
          return hash
        }
      return Photos.of({
        get: (owner, hash) => find.get(owner, hash) ?? findPicture.get(owner, hash) ?? null,
        put: putBy(put),
        drop: (operator) => void drop.run(operator),
        putPicture: putBy(putPicture),
        keepPictures: (account, hashes) => {
          for (const hash of picturesOf.all(account)) if (!hashes.has(hash)) dropPicture.run(account, hash)
        },
      })
    }),
  )
}
