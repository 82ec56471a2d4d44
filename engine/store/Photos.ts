/**
 * Photos of operators, and of whom invitations come from. Bytes lie in tables of their own, so that reading an operator
 * never reads them.
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
    /** What `/photos/<owner>/<hash>` shows; null when this is not (or no longer) the owner's photo. */
    readonly get: (owner: string, hash: string) => Photo | null
    /** Inside a transaction of `Operators`. Gives the hash that stands in the address. */
    readonly put: (operator: string, photo: Photo) => string
    readonly drop: (operator: string) => void
    /** The same of an account or a site, for its invitations; inside a transaction of `Invitations`. */
    readonly putInviter: (owner: string, photo: Photo) => string
    readonly dropInviter: (owner: string) => void
  }
>()('engine/store/Photos') {
  static readonly layer = Layer.effect(
    Photos,
    Effect.gen(function* () {
      const log = yield* Log
      const tableOf = (name: string, owner: string) => ({
        find: log.db.prepare<[string, string], { type: PhotoType; bytes: Buffer }>(
          `SELECT type, bytes FROM ${name} WHERE ${owner} = ? AND hash = ?`,
        ),
        put: log.db.prepare<[string, string, string, Uint8Array]>(
          `INSERT OR REPLACE INTO ${name} (${owner}, type, hash, bytes) VALUES (?, ?, ?, ?)`,
        ),
        drop: log.db.prepare<[string]>(`DELETE FROM ${name} WHERE ${owner} = ?`),
      })
      const operators = tableOf('photos', 'operator')
      const inviters = tableOf('invitation_photos', 'owner')
      const putInto =
        ({ put }: ReturnType<typeof tableOf>) =>
        (owner: string, { type, bytes }: Photo): string => {
          const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
          put.run(owner, type, hash, bytes)
          return hash
        }
      return Photos.of({
        get: (owner, hash) => operators.find.get(owner, hash) ?? inviters.find.get(owner, hash) ?? null,
        put: putInto(operators),
        drop: (operator) => void operators.drop.run(operator),
        putInviter: putInto(inviters),
        dropInviter: (owner) => void inviters.drop.run(owner),
      })
    }),
  )
}
