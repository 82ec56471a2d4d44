import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import { Projection } from '../store/Projection.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { account, attend, logged, runActors, settle, visit, withoutDisk } from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })

const tea = { url: 'https://shop.example/tea?id=7', title: 'Tea' }
const cups = { url: 'https://shop.example/cups', title: 'Cups' }
const advertised = {
  page: { url: 'https://shop.example/tea?id=7&utm_source=letter&yclid=5', title: 'Tea' },
  referrer: 'https://yandex.ru/search/?text=oolong',
  device: { touch: 5, platformVersion: '' },
}

describe('what is known of a visitor', () => {
  it.effect('is logged with the visit, and told to the operator who has the dialogue', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const desk = yield* attend(shop.id, anna)
        const guest = yield* visit(shop.id, null, advertised)
        yield* TestClock.adjust('90 seconds')
        guest.say({ kind: 'page', page: cups })
        const { result: sent } = yield* guest.send('Hello')
        yield* settle
        const about = { kind: 'visitor', visitor: guest.id }
        const { result } = yield* desk.ask(about)
        expect(result).toMatchObject({
          visitor: guest.id,
          facts: {
            address: '203.0.113.7',
            source: { kind: 'search', name: 'yandex', phrase: 'oolong' },
            campaign: { utm_source: 'letter', yclid: '5' },
          },
          language: 'ru',
          first: null,
          visits: 1,
          views: 2,
          seconds: 90,
          watching: true,
          comments: [],
          geo: 'country',
        })
        // Without what advertising wrote, in the trail and wherever else a page is shown.
        expect(result.trail.map((step: { page: unknown }) => step.page)).toEqual([cups, tea])
        expect((yield* logged('PageViewed')).map(({ page }) => page)).toEqual([tea, cups])
        expect(result.conversations).toMatchObject([
          { id: sent.conversation, closedAt: null, messages: 1, operator: { id: anna } },
        ])

        // Back a day later by himself: the last visit and the first.
        yield* desk.ask({ kind: 'close', conversation: sent.conversation })
        guest.leave()
        yield* settle
        yield* TestClock.adjust('1 day')
        yield* settle
        const again = yield* visit(shop.id, guest.id, { visible: false })
        yield* again.send('Me again')
        yield* settle
        const later = yield* desk.ask({ kind: 'visitor', visitor: guest.id })
        expect(later.result).toMatchObject({
          facts: { source: { kind: 'direct' } },
          first: { source: { name: 'yandex' } },
          visits: 2,
          seconds: 90,
          watching: false,
        })
        expect(later.result.conversations).toHaveLength(2)
      }),
    ),
  )

  it.effect('is nobody else’s business', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators
        const desk = yield* attend(shop.id, anna)
        const sites = yield* Sites
        const [everyPage] = sites.list(shop.id)
        yield* sites.edit(shop.id, everyPage!.id, { ...everyPage!, everybody: false, operators: [anna] })
        const other = yield* attend(shop.id, boris!, { status: 'offline' })
        const stranger = yield* account()
        const foreign = yield* attend(stranger.id, stranger.operators[0])
        const guest = yield* visit(shop.id)
        yield* guest.send('Hello')
        yield* settle
        const comment = uuidv7(1)
        expect((yield* desk.ask({ kind: 'visitor', visitor: guest.id })).kind).toBe('reply')
        for (const who of [other, foreign]) {
          for (const frame of [
            { kind: 'visitor', visitor: guest.id },
            { kind: 'comment', visitor: guest.id, comment, text: 'mine' },
            { kind: 'uncomment', visitor: guest.id, comment },
          ]) {
            expect(yield* who.ask(frame)).toMatchObject({ kind: 'error', code: 'unknown' })
          }
        }
        expect(yield* logged('VisitorCommented')).toEqual([])
      }),
    ),
  )

  it.effect('the dialogue says where he is, also to a console that comes after a restart', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const from = '178.204.10.1'
      const [shop, guest] = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const shop = yield* account()
          const desk = yield* attend(shop.id, shop.operators[0])
          const guest = yield* visit(shop.id, null, {}, undefined, from)
          yield* guest.send('Hello')
          yield* settle
          const { visitor } = desk.socket.last('conversation').conversation
          expect(visitor).toEqual({
            id: guest.id,
            number: 1,
            place: { country: 'RU', city: null, cityRu: null },
          })
          return [shop, guest] as const
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const desk = yield* attend(shop.id, shop.operators[0])
          yield* settle
          const { visitor } = desk.socket.last('conversation').conversation
          expect(visitor).toMatchObject({ id: guest.id, place: { country: 'RU' } })
        }),
      )
    }),
  )
})

describe('comments on a visitor (H12)', () => {
  it.effect('are there for every operator who has him, once each, newest first', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators
        const desk = yield* attend(shop.id, anna)
        const guest = yield* visit(shop.id)
        const { result: sent } = yield* guest.send('Hello')
        yield* settle
        const { conversation } = sent
        const [first, second] = [uuidv7(1), uuidv7(2)]
        const write = (comment: string, text: string) =>
          desk.ask({ kind: 'comment', visitor: guest.id, comment, text } as never)
        expect(yield* write(first, ' Buys for an office ')).toMatchObject({ result: { done: true } })
        // Sent again since the answer was lost.
        yield* write(first, ' Buys for an office ')
        yield* TestClock.adjust('1 minute')
        yield* write(second, 'Prefers calls')
        expect(yield* write(uuidv7(3), ' \u200b')).toMatchObject({ code: 'empty' })
        const { result } = yield* desk.ask({ kind: 'visitor', visitor: guest.id })
        expect(result.comments).toMatchObject([
          { id: second, text: 'Prefers calls', operator: { id: anna }, removable: true },
          { id: first, text: 'Buys for an office', operator: { id: anna }, removable: true },
        ])

        // The next dialogue is another's; he reads them and leaves them alone.
        yield* desk.ask({ kind: 'close', conversation })
        const colleague = yield* attend(shop.id, boris!)
        yield* desk.ask({ kind: 'status', status: 'offline' } as never)
        yield* guest.send('Again')
        yield* settle
        const his = yield* colleague.ask({ kind: 'visitor', visitor: guest.id })
        expect(his.result.comments).toMatchObject([{ removable: false }, { removable: false }])
        const take = { kind: 'uncomment', visitor: guest.id, comment: first }
        expect(yield* colleague.ask(take)).toMatchObject({ code: 'unknown' })
      }),
    ),
  )

  it.effect('are taken away by who wrote them, from the log as well', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* guest.send('Hello')
        yield* settle
        const comment = uuidv7(1)
        yield* desk.ask({ kind: 'comment', visitor: guest.id, comment, text: 'A secret' } as never)
        const take = { kind: 'uncomment', visitor: guest.id, comment }
        expect(yield* desk.ask(take)).toMatchObject({ result: { done: true } })
        expect(yield* desk.ask(take)).toMatchObject({ result: { done: true } })
        const { result } = yield* desk.ask({ kind: 'visitor', visitor: guest.id })
        expect(result.comments).toEqual([])
        expect(yield* logged('VisitorCommented')).toMatchObject([{ kind: 'VisitorCommented' }])
        expect(JSON.stringify(yield* logged('VisitorCommented'))).not.toContain('secret')
        const projection = yield* Projection
        yield* projection.rebuild
        const after = yield* desk.ask({ kind: 'visitor', visitor: guest.id })
        expect(after.result.comments).toEqual([])
        expect(projection.failures()).toBe(0)
      }),
    ),
  )

  it.effect('that could not be stored is told so', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* guest.send('Hello')
        yield* settle
        const frame = { kind: 'comment', visitor: guest.id, comment: uuidv7(1), text: 'x' }
        expect(yield* withoutDisk(desk.ask(frame as never))).toMatchObject({ code: 'notSent' })
      }),
    ),
  )
})
