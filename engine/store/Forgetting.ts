/**
 * Page views, visits (with addresses and all) and invitations of visitors who never spoke are kept for 30 days, then
 * only counted: their rows in the log are blanked, and the history drops them. What the canary said is kept for a day.
 */
import { Clock, Duration, Effect, Layer } from 'effect'
import { blankCanary } from './canaryAccount.ts'
import { blank } from './erasing/rewrite.ts'
import { queriesOf } from './history/queries.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'

export const pageViewsKeptFor = Duration.toMillis('30 days')
/** Page views looked at in one turn. */
const pageSize = 500

export const forgetPageViews = Effect.suspend(() =>
  Effect.andThen(Effect.andThen(forget('pageViewsAfter'), forget('visitsAfter')), forget('invitationsAfter')),
)

const forget = Effect.fnUntraced(function* (what: 'pageViewsAfter' | 'visitsAfter' | 'invitationsAfter') {
  const log = yield* Log
  const projection = yield* Projection
  const now = yield* Clock.currentTimeMillis
  let after = 0
  for (;;) {
    const rows = queriesOf(projection.reader())[what].all(after, pageSize) as Array<Viewed>
    const ids = rows.filter((row) => row.at < now - pageViewsKeptFor && row.spoke === 0).map((row) => row.id)
    if (ids.length > 0) {
      log.append({
        account: '',
        stream: 'engine',
        events: [{ seq: 0, at: now, kind: 'PageViewsForgotten', body: { ids } }],
        also: (db) => blank(db, ids),
        committed: () => {},
        // The next hour finds them again.
        failed: () => {},
      })
      yield* log.settled
    }
    if (rows.length < pageSize || rows.at(-1)!.at >= now - pageViewsKeptFor) return
    after = rows.at(-1)!.id
    yield* Effect.yieldNow
  }
})

interface Viewed {
  readonly id: number
  readonly at: number
  /** 1 when this visitor had a conversation, ever. */
  readonly spoke: number
}

export const Forgetting = {
  /** Once an hour: through all page views, and through what became a day old. */
  layer: Layer.effectDiscard(
    Effect.gen(function* () {
      const forget = forgetPageViews.pipe(
        Effect.catchCause((cause) => Effect.logError('Old page views could not be forgotten', cause)),
      )
      const blank = blankCanary.pipe(
        Effect.catchCause((cause) => Effect.logError("The canary's talks could not be blanked", cause)),
      )
      const both = Effect.andThen(forget, blank)
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(both, Effect.sleep('1 hour'))))
    }),
  ),
}
