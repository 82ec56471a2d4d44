/** Who gets whom when sites are served by some, and what happens when that changes. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import type { Page } from '../domain/events.ts'
import { factsOf } from '../domain/facts.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { Operators } from '../store/Operators.ts'
import { type SiteFields, Sites } from '../store/Sites.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { account, attend, eventually, logged, onNewYear as on, settle, visit } from './testing.ts'
import { Visit } from './Visit.ts'

const page = (url: string): Page => ({ url: `https://${url}`, title: url })
const fields = (
  address: string,
  operators: ReadonlyArray<string>,
  language: 'ru' | 'en' = 'ru',
): SiteFields => ({
  address,
  description: '',
  language,
  everybody: false,
  operators,
  departments: [],
})

/** Anna serves tea.ru, Boris coffee.ru; nothing else has the chat. */
const shop = Effect.gen(function* () {
  const { id, operators } = yield* account(1)
  const sites = yield* Sites
  const [anna, boris] = operators as readonly [string, string]
  const tea = sites.list(id)[0]!.id
  yield* sites.edit(id, tea, fields('tea.ru', [anna]))
  const added = yield* sites.add(id, fields('coffee.ru', [boris], 'en'))
  if (added.kind !== 'changed') return yield* Effect.die(added)
  return { id, anna, boris, tea, coffee: added.site.id }
})

describe('the draw among those who serve the page', () => {
  it.effect('gives each visitor to one of them, and nobody else makes the page online', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris } = yield* shop
        yield* attend(id, anna)
        const here = yield* visit(id, null, { page: page('tea.ru/green') })
        const there = yield* visit(id, null, { page: page('coffee.ru') })
        yield* settle
        expect(here.socket.heard[0].result).toMatchObject({ online: true, settings: { language: 'ru' } })
        expect(there.socket.heard[0].result).toMatchObject({ online: false, settings: { language: 'en' } })
        expect(here.socket.last('operator')).toMatchObject({ operator: { id: anna }, online: true })
        expect(there.socket.last('operator')).toMatchObject({ operator: null, online: false })
        yield* attend(id, boris)
        yield* settle
        expect(there.socket.last('operator')).toMatchObject({ operator: { id: boris }, online: true })
        expect(here.socket.last('operator')).toMatchObject({ operator: { id: anna } })
      }),
    ),
  )

  it.effect('draws again when the visitor comes to a page of others, until he has written', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris } = yield* shop
        yield* attend(id, anna)
        yield* attend(id, boris)
        const guest = yield* visit(id, null, { page: page('tea.ru') })
        yield* settle
        guest.say({ kind: 'page', page: page('coffee.ru') })
        yield* eventually('boris', () => guest.socket.last('operator')?.operator?.id === boris)
        expect(guest.socket.last('settings')).toMatchObject({ settings: { language: 'en', anyPage: false } })
        yield* guest.send('Hello')
        guest.say({ kind: 'page', page: page('tea.ru') })
        yield* settle
        yield* guest.send('Still here')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris }])
        // The next page of a many-page site is another socket.
        guest.leave()
        const again = yield* visit(id, guest.id, { page: page('tea.ru/green') })
        yield* settle
        expect(again.socket.last('operator')?.operator?.id ?? boris).toBe(boris)
      }),
    ),
  )

  it.effect('lets a conversation wait for somebody who serves its page', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris } = yield* shop
        yield* attend(id, anna)
        const guest = yield* visit(id, null, { page: page('coffee.ru') })
        yield* guest.send('Hello')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: null }])
        yield* attend(id, boris)
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: null }, { operator: boris }])
      }),
    ),
  )

  it.effect('an own operator who does not serve the page is not the one', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris } = yield* shop
        yield* attend(id, boris)
        const guest = yield* visit(id, null, { page: page('coffee.ru') })
        const { result } = yield* guest.send('Hello')
        const console = yield* attend(id, anna)
        yield* settle
        guest.leave()
        yield* TestClock.adjust('1 minute')
        const { operators } = yield* Actors
        operators.get(`${id}/${boris}`).tell({
          kind: 'frame',
          socket: console.socket,
          frame: { kind: 'close', ref: 1, conversation: result.conversation },
        })
        yield* settle
        const back = yield* visit(id, guest.id, { page: page('tea.ru') })
        yield* settle
        expect(back.socket.last('operator')).toMatchObject({ operator: { id: anna } })
      }),
    ),
  )
})

describe('a page of no site', () => {
  it.effect('ends the tab that came to it, and the visitor leaves', () =>
    on(
      Effect.gen(function* () {
        const { id, anna } = yield* shop
        yield* attend(id, anna)
        const guest = yield* visit(id, null, { page: page('tea.ru') })
        const { board } = yield* Actors
        yield* settle
        expect(board(id).visitors.size).toBe(1)
        guest.say({ kind: 'page', page: page('elsewhere.ru') })
        yield* eventually('closed', () => guest.socket.closeCode)
        expect(guest.socket.closeCode).toBe(closeCodes.noSite)
        yield* TestClock.adjust('20 seconds')
        yield* settle
        expect(board(id).visitors.size).toBe(0)
        expect(yield* logged('PageViewed', 'VisitEnded')).toMatchObject([
          { page: page('tea.ru') },
          { views: 1 },
        ])
      }),
    ),
  )

  it.effect('comes about also when its site is deleted', () =>
    on(
      Effect.gen(function* () {
        const { id, coffee } = yield* shop
        const here = yield* visit(id, null, { page: page('tea.ru') })
        const there = yield* visit(id, null, { page: page('coffee.ru') })
        yield* settle
        yield* (yield* Sites).remove(id, coffee)
        yield* eventually('closed', () => there.socket.closeCode)
        expect([here, there].map(({ socket }) => socket.closeCode)).toEqual([null, closeCodes.noSite])
      }),
    ),
  )
})

describe('an operator taken off a site', () => {
  const both = Effect.gen(function* () {
    const it = yield* shop
    const sites = yield* Sites
    yield* attend(it.id, it.anna)
    yield* attend(it.id, it.boris)
    /** From now on only these serve tea.ru. */
    const serve = (...operators: ReadonlyArray<string>) =>
      sites.edit(it.id, it.tea, fields('tea.ru', operators))
    return { ...it, serve }
  })

  it.effect('keeps neither visitors nor dialogues: they go to another who serves it', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, serve } = yield* both
        const looks = yield* visit(id, null, { page: page('tea.ru') })
        const talks = yield* visit(id, null, { page: page('tea.ru') })
        yield* talks.send('Hello')
        yield* settle
        yield* serve(boris)
        yield* settle
        expect(looks.socket.last('operator')).toMatchObject({ operator: { id: boris } })
        expect(talks.socket.last('operator')).toMatchObject({ operator: { id: boris } })
        expect(yield* logged('OperatorAssigned')).toMatchObject([
          { operator: anna },
          { operator: null },
          { operator: boris },
        ])
      }),
    ),
  )

  it.effect('or wait, when nobody else is there', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, serve } = yield* both
        const talks = yield* visit(id, null, { page: page('tea.ru') })
        yield* talks.send('Hello')
        yield* settle
        yield* serve()
        yield* settle
        expect(talks.socket.last('operator')).toMatchObject({ operator: null, online: false })
        yield* serve(anna)
        yield* settle
        expect(talks.socket.last('operator')).toMatchObject({ operator: { id: anna }, online: true })
      }),
    ),
  )

  it.effect('also not of those who were away then', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, serve } = yield* both
        const talks = yield* visit(id, null, { page: page('tea.ru') })
        yield* talks.send('Hello')
        yield* settle
        talks.leave()
        yield* TestClock.adjust('1 minute')
        yield* serve(boris)
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: anna }])
        const back = yield* visit(id, talks.id, { page: page('tea.ru') })
        yield* settle
        yield* back.send('Hello again')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: anna }, { operator: boris }])
      }),
    ),
  )

  it.effect('by the same change nobody loses what came to its pages by itself', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, serve } = yield* both
        const guest = yield* visit(id, null, { page: page('coffee.ru') })
        yield* guest.send('Hello')
        guest.say({ kind: 'page', page: page('tea.ru') })
        yield* settle
        yield* serve()
        yield* settle
        yield* serve(anna)
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris }])
      }),
    ),
  )
})

it.effect('10,000 arrivals are shared out evenly among the five who serve the page (F1)', () =>
  on(
    Effect.gen(function* () {
      const { id, operators } = yield* account(6)
      const sites = yield* Sites
      const five = operators.slice(0, 5)
      yield* sites.edit(id, sites.list(id)[0]!.id, fields('*', five))
      for (const operator of operators) yield* attend(id, operator)
      const { desks, board } = yield* Actors
      const real = Math.random
      let seed = 1
      // Mulberry32: the same numbers in every run.
      Math.random = () => {
        seed = (seed + 0x6d2b79f5) | 0
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
      }
      const desk = desks.get(id)
      const facts = factsOf({ userAgent: '', referrer: '', url: '', address: '', place: null })
      for (let i = 0; i < 10_000; i++) {
        const visit = new Visit(`v${i}`, '', 0, facts, page('tea.ru'), null)
        desk.tell({ kind: 'visitorArrived', visit, operator: null, talks: false })
      }
      yield* eventually('all', () => board(id).visitors.size === 10_000)
      Math.random = real
      const counts = new Map<string | null, number>()
      for (const { operator } of board(id).visitors.values()) {
        counts.set(operator, (counts.get(operator) ?? 0) + 1)
      }
      expect(new Set(counts.keys())).toEqual(new Set(five))
      const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 2_000) ** 2 / 2_000, 0)
      // Four degrees of freedom: an even draw exceeds it once in a thousand seeds.
      expect(chiSquare).toBeLessThan(18.47)
    }),
  ),
)

it.effect('a deleted operator serves nothing', () =>
  on(
    Effect.gen(function* () {
      const { id, boris } = yield* shop
      yield* attend(id, boris)
      const guest = yield* visit(id, null, { page: page('coffee.ru') })
      yield* settle
      yield* (yield* Operators).remove(id, boris)
      yield* settle
      expect(guest.socket.last('operator')).toMatchObject({ operator: null, online: false })
    }),
  ),
)
