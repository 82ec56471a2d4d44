import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import type { Status } from '../domain/status.ts'
import { Departments } from '../store/Departments.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import {
  account,
  attend,
  eventually,
  type Frame,
  type Guest,
  logged,
  runActors,
  settle,
  visit,
} from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })

const choose = (status: Status) => ({ kind: 'status', status }) as never
/** What this visitor's widget was told last: online?, lost?, who. */
const told = ({ socket }: Guest) => {
  const { online, lost, operator } = socket.last('operator') ?? socket.heard[0].result
  return [online, lost, operator?.id ?? null]
}
const newcomer = (shop: string) => Effect.tap(visit(shop), () => settle)
const assignments = Effect.map(logged('OperatorAssigned'), (all) =>
  all.map(({ operator, reason }) => [operator, reason]),
)

/** Anna answers one visitor who has written; another has only come. */
const talk = Effect.gen(function* () {
  const shop = yield* account(1)
  const [anna, boris] = shop.operators as readonly [string, string]
  const desk = yield* attend(shop.id, anna)
  const talking = yield* visit(shop.id)
  yield* settle
  const { conversation } = (yield* talking.send('Есть чай?')).result
  const fresh = yield* visit(shop.id)
  yield* settle
  return { shop, anna, boris, desk, talking, fresh, conversation }
})

describe('the statuses (F3)', () => {
  for (const status of ['break', 'second'] as const)
    it.effect(`${status}: current dialogues go on, nobody new comes`, () =>
      alone(
        Effect.gen(function* () {
          const { shop, anna, boris, desk, talking, fresh, conversation } = yield* talk
          expect(told(fresh)).toEqual([true, false, anna])
          yield* desk.ask(choose(status))
          yield* settle
          expect(told(talking)).toEqual([true, false, anna])
          expect(told(fresh)).toEqual([false, false, null])
          expect(told(yield* newcomer(shop.id))).toEqual([false, false, null])
          // Why it was him is no business of the visitor's.
          expect(desk.socket.event('OperatorAssigned').event).toMatchObject({ reason: 'onlyOne' })
          const page = yield* talking.ask({ kind: 'history', before: null, limit: 10 })
          for (const entries of [talking.socket.events, page.result.entries]) {
            const { event } = entries.find((entry: Frame) => entry.event.kind === 'OperatorAssigned')
            expect(event).toEqual({ kind: 'OperatorAssigned', operator: anna })
          }
          yield* talking.send('Чёрный')
          yield* eventually('the message', () => desk.socket.texts.includes('Чёрный'))
          // Left while nobody takes visitors: it waits for one who does.
          yield* fresh.send('А кофе?')
          yield* settle
          expect(desk.socket.texts).not.toContain('А кофе?')
          const colleague = yield* attend(shop.id, boris)
          yield* eventually('the message', () => colleague.socket.texts.includes('А кофе?'))
          yield* settle
          expect(told(fresh)).toEqual([true, false, boris])
          // The end of the dialogue is the end of the exception.
          yield* colleague.ask(choose('offline'))
          yield* desk.ask({ kind: 'close', conversation } as never)
          yield* settle
          expect(told(talking)).toEqual([false, false, null])
          expect(yield* assignments).toEqual([
            [anna, 'onlyOne'],
            [null, undefined],
            [boris, 'onlyOne'],
          ])
          expect((yield* logged('StatusChanged')).map(({ status, cause }) => `${status} ${cause}`)).toEqual([
            'online connected',
            `${status} chosen`,
            'online connected',
            'offline chosen',
          ])
        }),
      ),
    )

  it.effect('on break: who comes back in the middle of a dialogue goes on with it', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, talking } = yield* talk
        yield* attend(shop.id, boris)
        yield* desk.ask(choose('break'))
        talking.leave()
        yield* settle
        yield* TestClock.adjust('1 minute')
        const back = yield* visit(shop.id, talking.id)
        yield* settle
        expect(told(back)).toEqual([true, false, anna])
      }),
    ),
  )

  it.effect('offline: who waits for an answer gets it from another, who has one keeps his dialogue', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, talking, fresh, conversation } = yield* talk
        const other = (yield* fresh.send('А кофе?')).result.conversation
        yield* settle
        yield* desk.send(other, 'Есть')
        const colleague = yield* attend(shop.id, boris)
        yield* desk.ask(choose('offline'))
        yield* eventually('the dialogue', () => colleague.socket.texts.includes('Есть чай?'))
        yield* settle
        expect(told(talking)).toEqual([true, false, boris])
        expect(yield* assignments).toEqual([
          [anna, 'onlyOne'],
          [anna, 'onlyOne'],
          [boris, 'onlyOne'],
        ])
        expect(desk.socket.last('removed').conversation).toBe(conversation)
        expect(colleague.socket.texts).not.toContain('Есть')
      }),
    ),
  )

  it.effect('are the same in all consoles of one operator', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, desk } = yield* talk
        const second = yield* attend(shop.id, anna)
        yield* desk.ask(choose('second'))
        yield* eventually('the status', () => second.socket.last('operator')?.operator.status === 'second')
        yield* second.ask(choose('break'))
        yield* eventually('the status', () => desk.socket.last('operator').operator.status === 'break')
        expect(desk.socket.last('operator').operator.id).toBe(anna)
      }),
    ),
  )
})

describe('a connection that drops', () => {
  it.effect('is told after 5 s and waited for 60 s; then who waits is given to another', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, talking, fresh } = yield* talk
        const colleague = yield* attend(shop.id, boris)
        desk.leave()
        yield* settle
        yield* TestClock.adjust('4900 millis')
        yield* settle
        expect([told(talking), told(fresh)]).toEqual([
          [true, false, anna],
          [true, false, anna],
        ])
        yield* TestClock.adjust('100 millis')
        yield* settle
        expect([told(talking), told(fresh)]).toEqual([
          [true, true, anna],
          [true, false, boris],
        ])
        expect(told(yield* newcomer(shop.id))[2]).toBe(boris)
        yield* talking.send('Вы тут?')
        yield* TestClock.adjust('54900 millis')
        yield* settle
        expect(yield* assignments).toEqual([[anna, 'onlyOne']])
        yield* TestClock.adjust('100 millis')
        yield* eventually('the dialogue', () => colleague.socket.texts.includes('Вы тут?'))
        yield* settle
        expect(told(talking)).toEqual([true, false, boris])
        expect(yield* assignments).toEqual([
          [anna, 'onlyOne'],
          [boris, 'onlyOne'],
        ])
      }),
    ),
  )

  it.effect('and comes back in time has changed nothing', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, desk, talking, fresh } = yield* talk
        desk.leave()
        yield* settle
        yield* TestClock.adjust('30 seconds')
        yield* settle
        expect([told(talking), told(fresh)]).toEqual([
          [true, true, anna],
          [false, false, null],
        ])
        yield* attend(shop.id, anna)
        yield* settle
        expect([told(talking), told(fresh)]).toEqual([
          [true, false, anna],
          [true, false, anna],
        ])
        yield* TestClock.adjust('2 minutes')
        yield* settle
        expect(yield* assignments).toHaveLength(1)
        expect(yield* logged('StatusChanged')).toHaveLength(1)
      }),
    ),
  )

  it.effect('with nobody else there: it stays his, and waits for whoever comes first', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, talking } = yield* talk
        const { board } = yield* Actors
        desk.leave()
        yield* settle
        yield* TestClock.adjust('61 seconds')
        yield* settle
        expect(told(talking)).toEqual([false, false, anna])
        expect(board(shop.id).waiting.size).toBe(1)
        const again = yield* attend(shop.id, anna)
        yield* settle
        expect(board(shop.id).waiting.size).toBe(0)
        expect(again.socket.texts).toContain('Есть чай?')
        again.leave()
        yield* settle
        yield* TestClock.adjust('61 seconds')
        yield* settle
        const colleague = yield* attend(shop.id, boris)
        yield* eventually('the dialogue', () => colleague.socket.texts.includes('Есть чай?'))
        expect(yield* assignments).toEqual([
          [anna, 'onlyOne'],
          [boris, 'onlyOne'],
        ])
      }),
    ),
  )

  it.effect('a client who left without an answer is offered when he comes back', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, talking } = yield* talk
        talking.leave()
        yield* settle
        yield* TestClock.adjust('20 seconds')
        desk.leave()
        yield* settle
        yield* TestClock.adjust('61 seconds')
        const colleague = yield* attend(shop.id, boris)
        yield* settle
        expect(yield* assignments).toEqual([[anna, 'onlyOne']])
        yield* visit(shop.id, talking.id)
        yield* eventually('the dialogue', () => colleague.socket.texts.includes('Есть чай?'))
      }),
    ),
  )
})

describe('whose client he is (F2)', () => {
  const return_ = (days: number, kept?: number) =>
    Effect.gen(function* () {
      const { shop, anna, boris, desk, talking, conversation } = yield* talk
      if (kept !== undefined) {
        const { db } = yield* Log
        db.prepare('UPDATE accounts SET client_days = ?').run(kept)
      }
      yield* desk.send(conversation, 'Есть')
      yield* desk.ask({ kind: 'close', conversation } as never)
      yield* attend(shop.id, boris)
      talking.leave()
      yield* settle
      // Anna has more to do: by the draw alone he would be Boris's.
      for (let i = 0; i < 3; i++) yield* (yield* visit(shop.id)).send(`${i}`)
      yield* (yield* visit(shop.id)).send('3')
      yield* settle
      yield* TestClock.adjust(`${days * 24 * 60 - 1} minutes`)
      yield* settle
      const back = yield* visit(shop.id, talking.id)
      yield* settle
      yield* back.send('Снова я')
      yield* settle
      const last = (yield* assignments).at(-1)!
      return [last[0] === anna, last[1]]
    })

  it.effect('a week long', () =>
    alone(
      Effect.gen(function* () {
        expect(yield* return_(7)).toEqual([true, 'sticky'])
      }),
    ),
  )
  it.effect('no longer', () =>
    alone(
      Effect.gen(function* () {
        expect((yield* return_(8))[1]).toBe('leastLoaded')
      }),
    ),
  )
  it.effect('or as long as the account wants', () =>
    alone(
      Effect.gen(function* () {
        expect(yield* return_(30, 30)).toEqual([true, 'sticky'])
      }),
    ),
  )
})

describe('transfer (F4)', () => {
  const handed = Effect.gen(function* () {
    const of = yield* talk
    const colleague = yield* attend(of.shop.id, of.boris)
    const give = (to: string, comment = '', from = of.desk) =>
      from.ask({ kind: 'transfer', conversation: of.conversation, operator: to, comment } as never)
    const answer = (accept: boolean, from = colleague) =>
      from.ask({ kind: 'answerTransfer', conversation: of.conversation, accept } as never)
    return { ...of, colleague, give, answer }
  })
  const last = Effect.map(logged('OperatorAssigned'), (all) => all.at(-1))

  it.effect('goes to a colleague with a comment that the visitor never hears', () =>
    alone(
      Effect.gen(function* () {
        const { anna, boris, desk, colleague, talking, conversation, give } = yield* handed
        yield* colleague.ask(choose('second'))
        expect((yield* give(boris, ' Спрашивает про чай ')).result).toEqual({ done: true })
        yield* eventually('the dialogue', () => colleague.socket.texts.includes('Есть чай?'))
        yield* settle
        expect(yield* last).toMatchObject({
          operator: boris,
          reason: 'transfer',
          by: anna,
          comment: 'Спрашивает про чай',
        })
        expect(colleague.socket.last('conversation').conversation.transfer).toEqual({
          from: anna,
          comment: 'Спрашивает про чай',
        })
        // The giver sees where it went, and then it is off his list.
        expect(desk.socket.events.at(-1).event).toMatchObject({ operator: boris, by: anna })
        expect(desk.socket.last('removed').conversation).toBe(conversation)
        expect(told(talking)).toEqual([true, false, boris])
        expect(talking.socket.events.at(-1).event).toEqual({ kind: 'OperatorAssigned', operator: boris })
        const page = yield* talking.ask({ kind: 'history', before: null, limit: 10 })
        expect(JSON.stringify([talking.socket.heard, page])).not.toContain('Спрашивает')
        expect(page.result.operators.map(({ id }: { id: string }) => id)).toEqual([anna, boris])
        // An answer accepts it.
        yield* colleague.send(conversation, 'Есть')
        yield* TestClock.adjust('5 minutes')
        yield* settle
        expect((yield* last).operator).toBe(boris)
      }),
    ),
  )

  it.effect('that is accepted stays; that is refused, or that nobody answers, comes back', () =>
    alone(
      Effect.gen(function* () {
        const { anna, boris, colleague, talking, give, answer } = yield* handed
        yield* give(boris)
        yield* settle
        expect((yield* answer(false)).result).toEqual({ done: true })
        yield* settle
        expect(yield* last).toMatchObject({ operator: anna, reason: 'cameBack' })
        yield* give(boris)
        yield* settle
        yield* TestClock.adjust('119 seconds')
        yield* settle
        expect((yield* last).operator).toBe(boris)
        yield* TestClock.adjust('1 second')
        yield* settle
        expect(yield* last).toMatchObject({ operator: anna, reason: 'cameBack' })
        expect(told(talking)).toEqual([true, false, anna])
        yield* give(boris)
        yield* settle
        expect((yield* answer(true)).result).toEqual({ done: true })
        expect((yield* answer(false)).code).toBe('unknown')
        yield* TestClock.adjust('5 minutes')
        yield* settle
        expect((yield* last).operator).toBe(boris)
        expect(colleague.socket.event('TransferAccepted').event.operator).toBe(boris)
      }),
    ),
  )

  it.effect('whose giver is gone goes to whoever is there; whose receiver goes comes back at once', () =>
    alone(
      Effect.gen(function* () {
        const { anna, boris, desk, colleague, give, answer } = yield* handed
        yield* give(boris)
        yield* settle
        yield* colleague.ask(choose('offline'))
        yield* settle
        expect(yield* last).toMatchObject({ operator: anna, reason: 'cameBack' })
        yield* colleague.ask(choose('online'))
        yield* give(boris)
        yield* settle
        yield* desk.ask(choose('offline'))
        yield* answer(false)
        yield* settle
        expect(yield* last).toMatchObject({ operator: boris, reason: 'onlyOne' })
      }),
    ),
  )

  it.effect('only of what one has, to whom takes it; of two at once one wins and the other is told', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk, colleague, give, answer } = yield* handed
        expect((yield* give(boris, '', colleague)).code).toBe('unknown')
        expect((yield* give(anna)).code).toBe('unknown')
        expect((yield* answer(true, desk)).code).toBe('unknown')
        expect((yield* give((yield* account(1)).operators[1]!)).code).toBe('away')
        for (const status of ['break', 'offline'] as const) {
          yield* colleague.ask(choose(status))
          yield* settle
          expect((yield* give(boris)).code).toBe('away')
        }
        yield* colleague.ask(choose('online'))
        yield* settle
        const second = yield* attend(shop.id, anna)
        const both = yield* Effect.all([give(boris), give(boris, '', second)], { concurrency: 'unbounded' })
        expect(both.map(({ code }) => code)).toEqual([undefined, 'unknown'])
        yield* settle
        expect(yield* assignments).toEqual([
          [anna, 'onlyOne'],
          [boris, 'transfer'],
        ])
      }),
    ),
  )

  it.effect(
    'to a department goes to who of it has the least to do, of the first line, then of the second',
    () =>
      alone(
        Effect.gen(function* () {
          const { shop, anna, boris, desk, colleague, conversation } = yield* handed
          const { add } = yield* Departments
          const { add: hire } = yield* Operators
          const vera = (yield* hire(shop.id, { login: 'vera', name: 'Vera', password: '-' }))!.id
          const { id } = yield* add(shop.id, { name: 'Чай', description: '', operators: [anna, boris, vera] })
          const give = (to: object, from = desk) =>
            from.ask({ kind: 'transfer', conversation, comment: '', ...to } as never)
          yield* eventually('the departments', () => desk.socket.last('departments'))
          expect(desk.socket.last('departments').departments).toEqual([
            { id, name: 'Чай', operators: expect.arrayContaining([anna, boris, vera]) },
          ])
          const third = yield* attend(shop.id, vera)
          expect(third.socket.heard[0].result.departments).toHaveLength(1)
          // Boris has something to do already.
          const other = yield* visit(shop.id)
          yield* settle
          yield* third.ask(choose('second'))
          yield* settle
          yield* other.send('Раз')
          yield* settle
          expect((yield* give({ department: id })).result).toEqual({ done: true })
          yield* settle
          const department = { id, name: 'Чай' }
          expect(yield* last).toMatchObject({ operator: boris, reason: 'transfer', by: anna, department })
          // To the second line when the first is away, and never to the giver.
          yield* desk.ask(choose('break'))
          expect((yield* give({ department: id }, colleague)).result).toEqual({ done: true })
          yield* settle
          expect(yield* last).toMatchObject({ operator: vera, by: boris, department })
          yield* TestClock.adjust('2 minutes')
          yield* settle
          expect(yield* last).toMatchObject({ operator: boris, reason: 'cameBack' })
          yield* third.ask(choose('offline'))
          yield* settle
          expect((yield* give({ department: id }, colleague)).code).toBe('away')
          const rival = yield* account()
          const theirs = yield* add(rival.id, { name: 'Чужой', description: '', operators: [] })
          expect((yield* give({ department: theirs.id }, colleague)).code).toBe('unknown')
          expect((yield* give({}, colleague)).code).toBe('invalid')
          expect((yield* give({ department: id, operator: anna }, colleague)).code).toBe('invalid')
        }),
      ),
  )

  it.effect('is still waited for after a restart', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const { shop, anna, boris, conversation } = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const of = yield* handed
          yield* of.give(of.boris)
          yield* settle
          return of
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          yield* attend(shop.id, anna)
          const colleague = yield* attend(shop.id, boris)
          yield* eventually('the dialogue', () => colleague.socket.last('conversation'))
          expect(colleague.socket.last('conversation').conversation).toMatchObject({
            id: conversation,
            transfer: { from: anna, comment: '' },
          })
          yield* TestClock.adjust('2 minutes')
          yield* settle
          expect(yield* last).toMatchObject({ operator: anna, reason: 'cameBack' })
        }),
      )
    }),
  )
})
