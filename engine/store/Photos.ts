/** Operators' photos. Bytes lie in their own table, so that reading an operator never reads them. */
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
    /** What `/photos/<operator>/<hash>` shows; null when this is not (or no longer) that operator's photo. */
    readonly get: (operator: string, hash: string) => Photo | null
    /** Inside a transaction of `Operators`. Gives the hash that stands in the address. */
    readonly put: (operator: string, photo: Photo) => string
    readonly drop: (operator: string) => void
  }
>()('engine/store/Photos') {
  static readonly layer = Layer.effect(
    Photos,
    Effect.gen(function* () {
      const log = yield* Log
      const find = log.db.prepare<[string, string], { type: PhotoType; bytes: Buffer }>(
        'SELECT type, bytes FROM photos WHERE operator = ? AND hash = ?',
      )
      const put = log.db.prepare<[string, string, string, Uint8Array]>(
        'INSERT OR REPLACE INTO photos (operator, type, hash, bytes) VALUES (?, ?, ?, ?)',
      )
      const drop = log.db.prepare<[string]>('DELETE FROM photos WHERE operator = ?')
      return Photos.of({
        get: (operator, hash) => find.get(operator, hash) ?? null,
        put: (operator, { type, bytes }) => {
          const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
          put.run(operator, type, hash, bytes)
          return hash
        },
        drop: (operator) => void drop.run(operator),
      })
    }),
  )
}
