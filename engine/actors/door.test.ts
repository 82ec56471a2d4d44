import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { doorOf } from '../domain/door.ts'
import { routingRules } from '../domain/routingRules.ts'
import { Status } from '../domain/status.ts'
import { Accounts } from '../store/Accounts.ts'
import { Departments } from '../store/Departments.ts'
import { Operators } from '../store/Operators.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { account, attend, type Guest, onNewYear, runActors, set, settle, visit } from './testing.ts'

const told = ({ socket }: Guest) => socket.last('operator') ?? socket.heard[0].result
const door = (guest: Guest) => told(guest).door
const button = ({ socket }: Guest) =>
  (socket.last('settings') ?? socket.heard[0].result).settings.button.shown
const status = (status: Status) => ({ kind: 'status', status }) as never

/** Anna has an open dialogue with one guest; the other is new. Both operators serve the page. */
const shop = Effect.gen(function* () {
  const of = yield* account(2)
  const [, anna, boris] = of.operators as readonly [string, string, string]
  const desks = [yield* attend(of.id, anna), yield* attend(of.id, boris, { status: 'second' })] as const
  yield* settle
  const known = yield* visit(of.id)
  yield* settle
  const { conversation } = (yield* known.send('Есть чай?')).result
  yield* settle
  yield* desks[0].send(conversation, 'Есть')
  yield* settle
  const fresh = yield* visit(of.id)
  yield* settle
  return { of, anna, boris, desks, known, fresh, conversation }
})

describe('what is behind the button (C8)', () => {
  it.effect(
    'with every mixture of two operators, live: for who is new, and for who talks with the first',
    () =>
      onNewYear(
        Effect.gen(function* () {
          const { of, desks, known, fresh } = yield* shop
          for (const form of [true, false]) {
            yield* set(of.id, { 'offline.on': form })
            yield* settle
            for (const first of Status.literals) {
              for (const second of Status.literals) {
                yield* desks[0].ask(status(first))
                yield* desks[1].ask(status(second))
                yield* settle
                const serving = [first, second]
                expect([first, second, door(fresh)]).toEqual([...serving, doorOf(serving, null, form)])
                expect([first, second, door(known)]).toEqual([...serving, doorOf(serving, first, form)])
                if (form) continue
                expect(button(fresh)).toBe(door(fresh) !== 'none')
                expect(button(known)).toBe(door(known) !== 'none')
              }
            }
          }
        }),
      ),
  )

  it.effect('the form is for who talked, when his operator is gone or the dialogue is over', () =>
    onNewYear(
      Effect.gen(function* () {
        const { of, anna, desks, known, conversation } = yield* shop
        yield* desks[0].ask(status('break'))
        yield* settle
        expect(door(known)).toBe('chat')
        yield* desks[0].ask({ kind: 'close', conversation } as never)
        yield* settle
        expect(door(known)).toBe('form')
        // He writes all the same: what was on its way is not lost, and waits.
        expect((yield* known.send('Ещё вопрос')).result).toBeDefined()
        const operators = yield* Operators
        yield* operators.remove(of.id, anna)
        yield* settle
        expect(door(known)).toBe('form')
      }),
    ),
  )

  it.effect('only those count who serve the page', () =>
    onNewYear(
      Effect.gen(function* () {
        const of = yield* account(1)
        const [owner, anna] = of.operators as readonly [string, string]
        const sites = yield* Sites
        const language = 'ru'
        yield* sites.add(of.id, {
          address: 'https://shop.example/tea',
          description: '',
          language,
          everybody: false,
          operators: [owner],
          departments: [],
        })
        yield* attend(of.id, anna)
        yield* settle
        const tea = yield* visit(of.id)
        const mugs = yield* visit(of.id, null, { page: { url: 'https://shop.example/mugs', title: '' } })
        yield* settle
        expect([door(tea), door(mugs)]).toEqual(['form', 'chat'])
        tea.say({ kind: 'page', page: { url: 'https://shop.example/mugs', title: '' } })
        yield* settle
        expect(door(tea)).toBe('chat')
      }),
    ),
  )

  it.effect('where a department has to be chosen, somebody of one is needed', () =>
    onNewYear(
      Effect.gen(function* () {
        const of = yield* account(2)
        const [, anna, boris] = of.operators as readonly [string, string, string]
        const departments = yield* Departments
        const tea = yield* departments.add(of.id, { name: 'Чай', description: '', operators: [anna] })
        const { setRouting } = yield* Accounts
        yield* setRouting(of.id, { ...routingRules, departmentChoice: 'must' })
        yield* attend(of.id, boris)
        const guest = yield* visit(of.id)
        yield* settle
        expect(door(guest)).toBe('form')
        const desk = yield* attend(of.id, anna)
        yield* settle
        expect(door(guest)).toBe('chat')
        guest.say({ kind: 'choose', department: tea.id })
        yield* settle
        // Whom he chose has gone; others are there, whom he may choose instead.
        yield* desk.ask(status('break'))
        yield* settle
        expect(door(guest)).toBe('chat')
      }),
    ),
  )

  it.effect('a connection lost for a moment changes nothing', () =>
    onNewYear(
      Effect.gen(function* () {
        const of = yield* account()
        const desk = yield* attend(of.id, of.operators[0])
        const guest = yield* visit(of.id)
        yield* settle
        desk.leave()
        yield* settle
        yield* TestClock.adjust('30 seconds')
        yield* settle
        expect(told(guest)).toMatchObject({ door: 'chat', online: false })
        yield* TestClock.adjust('31 seconds')
        yield* settle
        expect(told(guest)).toMatchObject({ door: 'form', online: false })
      }),
    ),
  )

  it.effect('nor does a restart, until those who do not come back are away', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const before = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { of, desks, known, fresh } = yield* shop
          yield* desks[0].ask(status('break'))
          yield* settle
          return { of, known: known.id, fresh: fresh.id }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const known = yield* visit(before.of.id, before.known)
          const fresh = yield* visit(before.of.id, before.fresh)
          yield* settle
          // As they were: Anna on break, Boris on the second line.
          expect([door(known), door(fresh)]).toEqual(['chat', 'form'])
          yield* TestClock.adjust('61 seconds')
          yield* settle
          expect([door(known), door(fresh)]).toEqual(['form', 'form'])
        }),
      )
    }),
  )
})
