import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { type DepartmentChoice, routingRules } from '../domain/routingRules.ts'
import { Accounts } from '../store/Accounts.ts'
import { Departments } from '../store/Departments.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { account, attend, eventually, type Guest, logged, runActors, settle, visit } from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })
const rule = Effect.fnUntraced(function* (shop: string, departmentChoice: DepartmentChoice, more = {}) {
  const { setRouting } = yield* Accounts
  yield* setRouting(shop, { ...routingRules, departmentChoice, ...more })
  yield* settle
})
const told = ({ socket }: Guest) => socket.last('operator') ?? socket.heard[0].result
const who = (guest: Guest) => told(guest).operator?.id ?? null
const chooses = Effect.fnUntraced(function* (guest: Guest, department: string | null) {
  guest.say({ kind: 'choose', department })
  yield* settle
})
const assigned = Effect.map(logged('OperatorAssigned'), (all) => all.map(({ operator }) => operator))

/** Anna knows tea, Boris mugs, Vera nothing in particular; all are online. */
const shopOf = (choice: DepartmentChoice) =>
  Effect.gen(function* () {
    const shop = yield* account(2)
    const [anna, boris, vera] = shop.operators as readonly [string, string, string]
    const { add } = yield* Departments
    const tea = yield* add(shop.id, { name: 'Чай', description: 'Сорта и вода', operators: [anna] })
    const mugs = yield* add(shop.id, { name: 'Кружки', description: '', operators: [boris] })
    yield* add(shop.id, { name: 'Пусто', description: '', operators: [] })
    yield* rule(shop.id, choice)
    const [a, b, v] = [
      yield* attend(shop.id, anna),
      yield* attend(shop.id, boris),
      yield* attend(shop.id, vera),
    ]
    yield* settle
    return { shop, anna, boris, vera, tea: tea.id, mugs: mugs.id, desks: { anna: a, boris: b, vera: v } }
  })
const status = (status: string) => ({ kind: 'status', status }) as never

describe('departments that visitors see (E4)', () => {
  it.effect('none, unless the owner wants that', () =>
    alone(
      Effect.gen(function* () {
        const { shop, tea } = yield* shopOf('none')
        const guest = yield* visit(shop.id)
        yield* settle
        expect(told(guest)).not.toHaveProperty('departments')
        const before = guest.socket.heard.length
        yield* chooses(guest, tea)
        expect(guest.socket.heard.length).toBe(before)
      }),
    ),
  )

  it.effect('each with its own state; the chosen one answers, and is remembered with the dialogue', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, tea, mugs, desks } = yield* shopOf('may')
        yield* desks.boris.ask(status('break'))
        yield* settle
        const guest = yield* visit(shop.id, null, { open: true })
        yield* settle
        const offered = { must: false, chosen: null }
        const both = [
          { id: tea, name: 'Чай', description: 'Сорта и вода', online: true },
          { id: mugs, name: 'Кружки', description: '', online: false },
        ]
        expect(told(guest).departments).toEqual({ ...offered, all: both })
        yield* desks.boris.ask(status('online'))
        yield* settle
        expect(told(guest).departments.all[1].online).toBe(true)
        yield* chooses(guest, mugs)
        expect(told(guest).departments.chosen).toBe(mugs)
        expect(who(guest)).toBe(boris)
        // Until the first message he may change his mind.
        yield* chooses(guest, tea)
        expect(who(guest)).toBe(anna)
        yield* guest.send('Какой чай?')
        yield* settle
        expect(told(guest)).not.toHaveProperty('departments')
        expect(yield* assigned).toEqual([anna])
        expect(desks.anna.socket.event('ConversationOpened').event.department).toEqual({
          id: tea,
          name: 'Чай',
        })
        yield* chooses(guest, mugs)
        expect(who(guest)).toBe(anna)
        expect((yield* Actors).board(shop.id).choices.get(guest.id)).toBe(tea)
      }),
    ),
  )

  it.effect('what was chosen is nobody else’s: it waits while all of it are away, also over a restart', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const of = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const of = yield* shopOf('may')
          const guest = yield* visit(of.shop.id)
          yield* settle
          yield* of.desks.boris.ask(status('offline'))
          yield* chooses(guest, of.mugs)
          expect([told(guest).online, who(guest)]).toEqual([false, null])
          yield* guest.send('Есть кружки?')
          yield* settle
          // Others are there, and not for him.
          expect(told(guest)).toMatchObject({ online: false, operator: null })
          expect(told(guest)).not.toHaveProperty('before')
          expect(yield* assigned).toEqual([null])
          return { ...of, guest }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const anna = yield* attend(of.shop.id, of.anna)
          const guest = yield* visit(of.shop.id, of.guest.id)
          yield* settle
          expect(told(guest)).toMatchObject({ online: false, operator: null })
          expect(anna.socket.heard[0].result.waiting).toBe(0)
          const boris = yield* attend(of.shop.id, of.boris)
          yield* eventually('the question', () => boris.socket.texts.includes('Есть кружки?'))
          yield* settle
          expect(told(guest)).toMatchObject({ online: true, operator: { id: of.boris } })
          expect((yield* Actors).board(of.shop.id).waiting.size).toBe(0)
        }),
      )
    }),
  )

  it.effect('who has to choose is promised nobody before, and cannot write', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, vera, tea, desks } = yield* shopOf('must')
        const guest = yield* visit(shop.id)
        yield* settle
        expect(told(guest)).toMatchObject({ online: true, operator: null, departments: { must: true } })
        expect((yield* guest.send('Ау')).code).toBe('choose')
        guest.say({ kind: 'typing', text: 'Ау' })
        yield* settle
        expect(desks.vera.socket.of('conversation')).toEqual([])
        expect((yield* Actors).board(shop.id).loads.get(vera) ?? 0).toBe(0)
        // The choice and the message in one breath.
        guest.say({ kind: 'choose', department: tea })
        yield* guest.send('Ау')
        yield* settle
        expect(yield* assigned).toEqual([anna])
        // The next dialogue is another question.
        const { conversation } = guest.socket.event('MessageSent')
        yield* desks.anna.ask({ kind: 'close', conversation } as never)
        yield* settle
        expect(told(guest)).toMatchObject({ operator: null, departments: { must: true, chosen: null } })
        expect((yield* guest.send('И ещё')).code).toBe('choose')
        yield* rule(shop.id, 'none')
        expect(told(guest)).not.toHaveProperty('departments')
        expect(who(guest)).not.toBeNull()
      }),
    ),
  )

  it.effect('a client gets his own operator in the department, above the least busy', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, vera, tea, desks } = yield* shopOf('may')
        const { edit } = yield* Departments
        yield* edit(shop.id, tea, { name: 'Чай', description: '', operators: [anna, vera] })
        yield* settle
        const guest = yield* visit(shop.id)
        yield* settle
        yield* chooses(guest, tea)
        yield* guest.send('Раз')
        yield* settle
        const his = (yield* assigned)[0]
        const { conversation } = guest.socket.event('MessageSent')
        yield* (his === anna ? desks.anna : desks.vera).ask({ kind: 'close', conversation } as never)
        yield* settle
        const other = yield* visit(shop.id)
        yield* settle
        yield* chooses(guest, tea)
        expect(who(guest)).toBe(his)
        expect(other.id).not.toBe(guest.id)
      }),
    ),
  )

  it.effect('of the page’s site, operators added singly among them; another’s is none', () =>
    alone(
      Effect.gen(function* () {
        const { shop, vera, tea, mugs } = yield* shopOf('must')
        const { add, list, remove } = yield* Sites
        yield* add(shop.id, {
          address: 'shop.example/tea',
          description: '',
          language: 'ru',
          everybody: false,
          operators: [vera],
          departments: [tea],
        })
        const page = { url: 'https://shop.example/tea/green', title: '' }
        const guest = yield* visit(shop.id, null, { page })
        yield* settle
        expect(told(guest).departments.all.map(({ id }: { id: string }) => id)).toEqual([tea, vera])
        yield* chooses(guest, mugs)
        expect(told(guest).departments.chosen).toBeNull()
        yield* chooses(guest, vera)
        expect(who(guest)).toBe(vera)
        // Where he goes it is not there: he has to choose again.
        guest.say({ kind: 'page', page: { url: 'https://shop.example/', title: '' } })
        yield* settle
        expect(told(guest)).toMatchObject({ operator: null, departments: { chosen: null } })
        for (const { id, address } of list(shop.id)) if (address === '*') yield* remove(shop.id, id)
        yield* settle
        expect(guest.socket.live).toBe(false)
      }),
    ),
  )

  it.effect('of the tab in which he chooses, wherever his other tabs are', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, tea, mugs } = yield* shopOf('must')
        const { add } = yield* Sites
        const site = { description: '', language: 'ru', everybody: false, operators: [] } as const
        yield* add(shop.id, { ...site, address: 'shop.example/tea', departments: [tea] })
        yield* add(shop.id, { ...site, address: 'shop.example/mugs', departments: [mugs] })
        const one = yield* visit(shop.id)
        yield* settle
        const page = { url: 'https://shop.example/mugs', title: '' }
        const two = yield* visit(shop.id, one.id, { page })
        yield* settle
        expect(told(two).departments.all.map(({ id }: { id: string }) => id)).toEqual([mugs])
        yield* chooses(one, tea)
        expect(told(one)).toMatchObject({ operator: { id: anna }, departments: { chosen: tea } })
        yield* chooses(two, tea)
        expect(who(two)).toBe(anna)
        yield* chooses(two, mugs)
        expect(told(two)).toMatchObject({ operator: { id: boris }, departments: { chosen: mugs } })
      }),
    ),
  )

  it.effect('a queue of its own', () =>
    alone(
      Effect.gen(function* () {
        const { shop, tea, mugs, anna } = yield* shopOf('must')
        yield* rule(shop.id, 'must', { conversationLimit: 1 })
        const writes = Effect.fnUntraced(function* (department: string) {
          const guest = yield* visit(shop.id)
          yield* settle
          yield* chooses(guest, department)
          yield* guest.send('Ау')
          yield* settle
          return guest
        })
        const [first, , third, fourth] = [
          yield* writes(tea),
          yield* writes(mugs),
          yield* writes(tea),
          yield* writes(mugs),
        ]
        expect(who(first)).toBe(anna)
        expect([told(third).before, told(fourth).before]).toEqual([0, 0])
      }),
    ),
  )
})
