import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { forgetPageViews } from './Forgetting.ts'
import { History } from './History.ts'
import { Log } from './Log.ts'
import { Projection } from './Projection.ts'
import { append, directory, dump, opened, runOn } from './testing.ts'

const day = 86_400_000
const page = { url: 'https://shop.example/', title: 'Shop' }
const view = (visitor: string, at: number) =>
  append({
    account: 'a',
    stream: visitor,
    events: [{ seq: 0, at, kind: 'PageViewed', body: { visit: 't', page } }],
  })

it.effect(
  'after 30 days the pages of who never spoke nor wrote are gone from log and history, and still counted',
  () =>
    Effect.gen(function* () {
      yield* runOn(
        yield* directory,
        Effect.gen(function* () {
          const { db } = yield* Log
          const history = yield* History
          const projection = yield* Projection
          yield* append({
            account: 'a',
            stream: 'silent',
            events: [
              {
                seq: 0,
                at: 0,
                kind: 'VisitStarted',
                body: { visit: 't', facts: { address: '203.0.113.7' } },
              },
              {
                seq: 0,
                at: 0,
                kind: 'InvitationSent',
                body: { invitation: 'i', visit: 't', operator: 'o', automatic: true, text: 'Казань?' },
              },
              { seq: 0, at: 1, kind: 'InvitationDeclined', body: { invitation: 'i' } },
            ],
          })
          yield* view('silent', 0)
          yield* view('silent', 1)
          yield* view('spoke', 2)
          yield* append({ account: 'a', stream: 'c', events: [opened('spoke')] })
          yield* view('wrote', 3)
          const contacts = { name: 'Иван', email: '', phone: '', message: '' }
          const body = { request: 'r', client: 'k', site: null, page, contacts, consent: null }
          yield* append({
            account: 'a',
            stream: 'wrote',
            events: [{ seq: 0, at: 4, kind: 'OfflineMessageSent', body }],
          })
          yield* view('silent', 5 * day)
          yield* projection.caughtUp
          expect(history.lastInvitationOf('a', 'silent')).toMatchObject({
            state: 'declined',
            automatic: true,
          })
          yield* TestClock.adjust('31 days')
          yield* forgetPageViews
          yield* projection.caughtUp

          const left = () =>
            projection.reader().prepare('SELECT visitor, at FROM page_views ORDER BY id').raw().all()
          expect(left()).toEqual([
            ['spoke', 2],
            ['wrote', 3],
            ['silent', 5 * day],
          ])
          expect(history.visitorTotals('a', 'silent')).toMatchObject({ visits: 1, views: 3 })
          expect(history.visitor('a', 'silent')).toMatchObject({ last: null, invitations: [] })
          const bodies = db.prepare('SELECT kind, body FROM log WHERE id <= 5').raw().all() as Array<
            [string, unknown]
          >
          expect(bodies.filter(([, body]) => body !== null)).toEqual([
            ['InvitationDeclined', '{"invitation":"i"}'],
          ])

          const before = dump(projection.reader())
          yield* projection.rebuild
          expect(dump(projection.reader())).toEqual(before)
          // Nothing is left to forget, so nothing is written.
          const lastId = (yield* Log).lastId()
          yield* forgetPageViews
          expect((yield* Log).lastId()).toBe(lastId)
        }),
      )
    }),
)
