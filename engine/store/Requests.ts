/**
 * Requests (C7–C9): offline messages and leads, as history has them; who has processed them is written here. They are
 * left by the actors of the visitor and of the conversation, which say so here, so that one that is sent twice is
 * stored once however far the history is behind.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { StoreUnavailable } from './errors.ts'
import {
  findRequest,
  isKnown,
  type RequestFilter,
  requestSitesOf,
  requestSlice,
  requestsOf,
  type Slice,
  type StoredRequest,
  unprocessedOf,
} from './history/readRequests.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'

export type { RequestFilter, StoredRequest } from './history/readRequests.ts'

export class Requests extends Context.Service<
  Requests,
  {
    /** One of this visitor's, by his own id of it: on disk, on its way there, or never heard of. */
    readonly known: (visitor: string, client: string) => 'stored' | 'coming' | null
    /** It is being appended … */
    readonly coming: (visitor: string, client: string) => void
    /** … and is in the log under this id, or (null) nowhere. */
    readonly came: (account: string, visitor: string, client: string, id: number | null) => void
    readonly find: (account: string, id: string) => StoredRequest | null
    /** A page of the list, the newest first; `before`: where the last one ended. */
    readonly page: (
      account: string,
      filter: RequestFilter,
      before: number | null,
      limit: number,
    ) => Effect.Effect<Slice>
    /** Of this visitor, the newest first. */
    readonly ofVisitor: (account: string, visitor: string, limit: number) => ReadonlyArray<StoredRequest>
    /** On which sites this visitor has left any; null: on one that was deleted. */
    readonly sitesOf: (account: string, visitor: string) => ReadonlyArray<string | null>
    /** How many nobody has processed, by site. */
    readonly unprocessed: (account: string) => ReadonlyMap<string | null, number>
    /** Null: no such request. Whoever was first has it. */
    readonly process: (
      account: string,
      id: string,
      operator: string,
      done: boolean,
    ) => Effect.Effect<StoredRequest | null, StoreUnavailable>
    /** Called when history has what changed. */
    readonly onChanged: (listener: (account: string) => void) => void
  }
>()('engine/store/Requests') {
  static readonly layer = Layer.effect(
    Requests,
    Effect.gen(function* () {
      const log = yield* Log
      const { reader, passed } = yield* Projection
      const clock = yield* Clock.Clock
      const run = Effect.runForkWith(yield* Effect.context<never>())
      const coming = new Set<string>()
      const counts = new Map<string, ReadonlyMap<string | null, number>>()
      const listeners: Array<(account: string) => void> = []

      const changed = (account: string) => {
        counts.delete(account)
        for (const listener of listeners) listener(account)
      }
      const write = (account: string, { id, visitor }: StoredRequest, operator: string, done: boolean) =>
        Effect.callback<number | null>((resume) => {
          log.append({
            account,
            stream: visitor,
            events: [
              {
                seq: 0,
                at: clock.currentTimeMillisUnsafe(),
                kind: done ? 'RequestProcessed' : 'RequestReopened',
                body: { request: id, operator },
              },
            ],
            committed: (at) => resume(Effect.succeed(at)),
            failed: () => resume(Effect.succeed(null)),
          })
        })

      return Requests.of({
        known: (visitor, client) => {
          if (isKnown(reader(), visitor, client)) return 'stored'
          return coming.has(nameOf(visitor, client)) ? 'coming' : null
        },
        coming: (visitor, client) => void coming.add(nameOf(visitor, client)),
        came: (account, visitor, client, id) => {
          if (id === null) return void coming.delete(nameOf(visitor, client))
          run(
            Effect.ignore(passed(id)).pipe(
              Effect.andThen(
                Effect.sync(() => {
                  coming.delete(nameOf(visitor, client))
                  changed(account)
                }),
              ),
            ),
          )
        },
        find: (account, id) => findRequest(reader(), account, id),
        page: Effect.fnUntraced(function* (account, filter, before, limit) {
          const requests: Array<StoredRequest> = []
          let next: number | null = before ?? Number.MAX_SAFE_INTEGER
          while (next !== null && requests.length < limit) {
            const slice: Slice = requestSlice(reader(), account, filter, next, limit - requests.length)
            requests.push(...slice.requests)
            next = slice.next
            // Sockets come first.
            if (next !== null && requests.length < limit) yield* turn
          }
          return { requests, next }
        }),
        ofVisitor: (account, visitor, limit) => requestsOf(reader(), account, visitor, limit),
        sitesOf: (account, visitor) => requestSitesOf(reader(), account, visitor),
        unprocessed: (account) => {
          const known = counts.get(account) ?? unprocessedOf(reader(), account)
          counts.set(account, known)
          return known
        },
        process: Effect.fnUntraced(function* (account, id, operator, done) {
          const found = findRequest(reader(), account, id)
          if (found === null || (found.processedAt !== null) === done) return found
          const at = yield* write(account, found, operator, done)
          if (at === null) return yield* new StoreUnavailable({ message: 'not written' })
          yield* passed(at)
          changed(account)
          return findRequest(reader(), account, id)
        }),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}

const turn = Effect.callback<void>((resume) => void setImmediate(() => resume(Effect.void)))

const nameOf = (visitor: string, client: string): string => `${visitor} ${client}`
