import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { routingRules } from '../domain/routingRules.ts'
import { Accounts } from '../store/Accounts.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { account, attend, eventually, logged, runActors, settle, visit, withoutDisk } from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })
const closings = Effect.map(logged('ConversationClosed'), (all) => all.map(({ operator }) => operator))
const wait = (time: Parameters<typeof TestClock.adjust>[0]) => Effect.andThen(TestClock.adjust(time), settle)

/** Anna has read and answered. */
const talk = Effect.gen(function* () {
  const shop = yield* account(1)
  const [anna, boris] = shop.operators as readonly [string, string]
  const desk = yield* attend(shop.id, anna)
  const guest = yield* visit(shop.id)
  yield* settle
  const { conversation, seq } = (yield* guest.send('Есть чай?')).result
  yield* settle
  desk.say({ kind: 'seen', conversation, seq })
  yield* settle
  return { shop, anna, boris, desk, guest, conversation, seq }
})

describe('a dialogue in which nobody writes', () => {
  it.effect('ends by itself after a day; both sides see it, and the client’s next word begins another', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* talk
        yield* desk.send(conversation, 'Есть')
        yield* wait('1439 minutes')
        expect(yield* closings).toEqual([])
        // He looks around; that is no word.
        guest.say({ kind: 'page', page: { url: 'https://shop.example/mint', title: 'Mint' } })
        yield* wait('1 minute')
        yield* eventually('the end', () => guest.socket.event('ConversationClosed'))
        yield* settle
        expect(yield* closings).toEqual([null])
        expect(desk.socket.event('ConversationClosed').event).toEqual({
          kind: 'ConversationClosed',
          operator: null,
        })
        expect(desk.socket.last('removed').conversation).toBe(conversation)
        expect((yield* guest.send('Ещё вопрос')).result.conversation).not.toBe(conversation)
      }),
    ),
  )

  it.effect('does not while somebody types, nor while a transfer waits', () =>
    alone(
      Effect.gen(function* () {
        const { shop, boris, desk, guest, conversation } = yield* talk
        yield* desk.send(conversation, 'Есть')
        yield* attend(shop.id, boris)
        yield* wait('1439 minutes')
        yield* wait('30 seconds')
        guest.say({ kind: 'typing', text: 'А ко' })
        yield* wait('30 seconds')
        expect(yield* closings).toEqual([])
        yield* desk.ask({ kind: 'transfer', conversation, operator: boris, comment: '' } as never)
        yield* wait('1 minute')
        expect(yield* closings).toEqual([])
        // It comes back, and the day begins anew.
        yield* wait('1440 minutes')
        expect(yield* closings).toEqual([])
        yield* wait('3 minutes')
        expect(yield* closings).toEqual([null])
      }),
    ),
  )

  it.effect('stays while nobody has read it', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* talk
        const { seq } = (yield* guest.send('Вы тут?')).result
        yield* wait('3 days')
        expect(yield* closings).toEqual([])
        desk.say({ kind: 'seen', conversation, seq })
        yield* settle
        yield* wait('1439 minutes')
        expect(yield* closings).toEqual([])
        yield* wait('2 minutes')
        expect(yield* closings).toEqual([null])
      }),
    ),
  )

  it.effect('ends as soon as the owner wants, or never', () =>
    alone(
      Effect.gen(function* () {
        const { shop } = yield* talk
        const { setRouting } = yield* Accounts
        yield* setRouting(shop.id, { ...routingRules, idleMinutes: 0 })
        yield* wait('30 days')
        expect(yield* closings).toEqual([])
        yield* setRouting(shop.id, { ...routingRules, idleMinutes: 30 })
        yield* settle
        expect(yield* closings).toEqual([null])
      }),
    ),
  )

  it.effect('ends though its actor rests, and nobody is there', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest } = yield* talk
        const { conversations } = yield* Actors
        guest.leave()
        desk.leave()
        yield* wait('2 minutes')
        yield* wait('15 minutes')
        yield* wait('15 minutes')
        expect(conversations.size).toBe(0)
        yield* wait('1 day')
        expect(yield* closings).toEqual([null])
      }),
    ),
  )

  it.effect('ends after a failed try', () =>
    alone(
      Effect.gen(function* () {
        yield* talk
        yield* withoutDisk(wait('1 day'))
        expect(yield* closings).toEqual([])
        yield* wait('2 minutes')
        expect(yield* closings).toEqual([null])
      }),
    ),
  )

  it.effect('ends when the engine was down meanwhile, without anybody coming', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      yield* runActors(dataDir, talk)
      yield* TestClock.adjust('2 days')
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          yield* settle
          expect(yield* closings).toEqual([null])
        }),
      )
    }),
  )
})
