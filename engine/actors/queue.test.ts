import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { routingRules } from '../domain/routingRules.ts'
import { Accounts } from '../store/Accounts.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { account, attend, eventually, type Guest, logged, runActors, settle, visit } from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })
const limit = Effect.fnUntraced(function* (of: string, conversationLimit: number) {
  const { setRouting } = yield* Accounts
  yield* setRouting(of, { ...routingRules, conversationLimit })
  yield* settle
})
/** What his widget was told last: is anybody there, how many are before him, who answers. */
const told = ({ socket }: Guest) => {
  const { online, before, operator } = socket.last('operator') ?? socket.heard[0].result
  return [online, before ?? null, operator?.id ?? null]
}
const writes = Effect.fnUntraced(function* (shop: string, text: string) {
  const guest = yield* visit(shop)
  yield* settle
  const { conversation } = (yield* guest.send(text)).result
  yield* settle
  return { ...guest, conversation: conversation as string }
})
const assigned = Effect.map(logged('OperatorAssigned'), (all) =>
  all.map(({ operator, reason }) => [operator, reason ?? null]),
)

/** Anna may have one dialogue, and has it; Boris is away. */
const busy = Effect.gen(function* () {
  const shop = yield* account(1)
  const [anna, boris] = shop.operators as readonly [string, string]
  yield* limit(shop.id, 1)
  const desk = yield* attend(shop.id, anna)
  const first = yield* writes(shop.id, 'Первый')
  const close = desk.ask({ kind: 'close', conversation: first.conversation } as never)
  return { shop, anna, boris, desk, first, close }
})

describe('operators with their hands full', () => {
  it.effect('get nobody new; who writes waits, and is told how many are before him', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, desk, first, close } = yield* busy
        const looking = yield* visit(shop.id)
        yield* settle
        // There is somebody, who is not promised to him.
        expect(told(looking)).toEqual([true, null, null])
        const second = yield* writes(shop.id, 'Второй')
        const third = yield* writes(shop.id, 'Третий')
        expect([first, second, third].map(told)).toEqual([
          [true, null, anna],
          [true, 0, null],
          [true, 1, null],
        ])
        expect(desk.socket.texts).toEqual(['Первый'])
        expect(desk.socket.last('waiting').count).toBe(2)
        yield* close
        yield* eventually('the second', () => desk.socket.texts.includes('Второй'))
        yield* settle
        expect([second, third].map(told)).toEqual([
          [true, null, anna],
          [true, 0, null],
        ])
        expect(desk.socket.last('waiting').count).toBe(1)
        expect(yield* assigned).toEqual([
          [anna, 'onlyOne'],
          [null, 'full'],
          [null, 'full'],
          [anna, 'queue'],
        ])
        // A console that comes is told at once.
        expect((yield* attend(shop.id, anna)).socket.heard[0].result.waiting).toBe(1)
      }),
    ),
  )

  it.effect('whose client leaves have room again, and who left the queue is before nobody', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, desk, first } = yield* busy
        const second = yield* writes(shop.id, 'Второй')
        const third = yield* writes(shop.id, 'Третий')
        second.leave()
        yield* settle
        expect(told(third)[1]).toBe(1)
        yield* TestClock.adjust('15 seconds')
        yield* settle
        expect(told(third)[1]).toBe(0)
        expect(desk.socket.last('waiting').count).toBe(1)
        first.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* eventually('the third', () => desk.socket.texts.includes('Третий'))
        yield* settle
        expect(told(third)).toEqual([true, null, anna])
        // He left a question, and gets his turn when there is room; back, he is in the queue again.
        expect(desk.socket.texts).not.toContain('Второй')
        const back = yield* visit(shop.id, second.id)
        yield* settle
        expect(told(back)).toEqual([true, 0, null])
      }),
    ),
  )

  it.effect('a colleague comes, or the owner raises the limit: the queue goes on', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk } = yield* busy
        const second = yield* writes(shop.id, 'Второй')
        const third = yield* writes(shop.id, 'Третий')
        const colleague = yield* attend(shop.id, boris)
        yield* eventually('the second', () => colleague.socket.texts.includes('Второй'))
        yield* settle
        expect([second, third].map(told)).toEqual([
          [true, null, boris],
          [true, 0, null],
        ])
        yield* limit(shop.id, 2)
        yield* settle
        expect([anna, boris]).toContain(told(third)[2])
        expect(desk.socket.last('waiting').count).toBe(0)
        // Lowered, it takes nothing from anybody.
        yield* limit(shop.id, 1)
        expect((yield* assigned).length).toBe(5)
      }),
    ),
  )

  it.effect('two who write at once do not both get the last place', () =>
    alone(
      Effect.gen(function* () {
        const { shop, close, desk } = yield* busy
        const one = yield* visit(shop.id)
        const two = yield* visit(shop.id)
        yield* close
        yield* settle
        yield* Effect.all([one.send('Раз'), two.send('Два')], { concurrency: 'unbounded' })
        yield* settle
        expect([told(one)[1], told(two)[1]].sort()).toEqual([0, null])
        expect(desk.socket.last('waiting').count).toBe(1)
      }),
    ),
  )

  it.effect(
    'have back whose clients they are, above the limit; a message that is refused takes no place',
    () =>
      alone(
        Effect.gen(function* () {
          const { shop, anna, desk, first, close } = yield* busy
          yield* close
          yield* settle
          const other = yield* visit(shop.id)
          yield* settle
          expect((yield* other.send(' ')).code).toBe('empty')
          expect((yield* other.send('Второй')).result).toBeDefined()
          yield* settle
          expect(told(other)[2]).toBe(anna)
          yield* first.send('Ещё вопрос')
          yield* settle
          expect(told(first)).toEqual([true, null, anna])
          expect((yield* assigned).at(-1)).toEqual([anna, 'sticky'])
          expect(desk.socket.texts).toContain('Ещё вопрос')
        }),
      ),
  )

  it.effect('only who could be answered by the same is before somebody', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, boris, desk } = yield* busy
        const { add } = yield* Sites
        const site = { description: '', language: 'ru', everybody: false, departments: [] } as const
        yield* add(shop.id, { ...site, address: 'shop.example/tea', operators: [anna] })
        yield* add(shop.id, { ...site, address: 'shop.example/mugs', operators: [boris] })
        const colleague = yield* attend(shop.id, boris)
        const page = { url: 'https://shop.example/mugs', title: '' }
        const mug = yield* visit(shop.id, null, { page })
        yield* mug.send('Кружка')
        yield* eventually('the first', () => colleague.socket.texts.includes('Кружка'))
        const tea = yield* writes(shop.id, 'Чай')
        const mugs = yield* visit(shop.id, null, { page })
        yield* settle
        yield* mugs.send('Кружки')
        yield* settle
        expect([told(tea), told(mugs)]).toEqual([
          [true, 0, null],
          [true, 0, null],
        ])
        expect([desk, colleague].map(({ socket }) => socket.last('waiting').count)).toEqual([1, 1])
        // Where nobody is any more, it is no queue.
        yield* colleague.ask({ kind: 'status', status: 'break' } as never)
        yield* settle
        expect(told(mugs)).toEqual([false, null, null])
      }),
    ),
  )

  it.effect('those who wait keep their order over a restart', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const { shop, anna, second, third, conversation } = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const of = yield* busy
          const second = yield* writes(of.shop.id, 'Второй')
          yield* TestClock.adjust('1 second')
          const third = yield* writes(of.shop.id, 'Третий')
          return { ...of, second, third, conversation: of.first.conversation }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const desk = yield* attend(shop.id, anna)
          yield* settle
          // Her client is on his way back, and so are they.
          expect(desk.socket.texts).toEqual(['Первый'])
          const last = yield* visit(shop.id, third.id)
          const before = yield* visit(shop.id, second.id)
          yield* settle
          expect([told(before), told(last)]).toEqual([
            [true, 0, null],
            [true, 1, null],
          ])
          yield* desk.ask({ kind: 'close', conversation } as never)
          yield* settle
          expect([told(before), told(last)]).toEqual([
            [true, null, anna],
            [true, 0, null],
          ])
        }),
      )
    }),
  )
})
