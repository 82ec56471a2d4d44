/** A visitor has nothing more to say, and ends his dialogue. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
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
const end = (conversation: string) => ({ kind: 'end', conversation }) as const
const closings = Effect.map(logged('ConversationClosed'), (all) =>
  all.map(({ stream, operator, reason }) => [stream, operator, reason]),
)

const talk = Effect.gen(function* () {
  const shop = yield* account(1)
  const [anna, boris] = shop.operators as readonly [string, string]
  const desk = yield* attend(shop.id, anna)
  const guest = yield* visit(shop.id)
  yield* settle
  const conversation: string = (yield* guest.send('Есть чай?')).result.conversation
  yield* settle
  return { shop, anna, boris, desk, guest, conversation }
})

describe('a dialogue that its visitor ends', () => {
  it.effect('is over at once for all; who did it only operators read; his next word begins another', () =>
    alone(
      Effect.gen(function* () {
        const { shop, anna, desk, guest, conversation } = yield* talk
        const tab = yield* visit(shop.id, guest.id)
        yield* desk.send(conversation, 'Есть')
        expect((yield* guest.ask(end(conversation))).result).toEqual({ done: true })
        yield* eventually('removed', () => desk.socket.last('removed'))
        expect(desk.socket.event('ConversationClosed').event).toEqual({
          kind: 'ConversationClosed',
          operator: null,
          reason: 'visitor',
        })
        for (const { socket } of [guest, tab]) {
          yield* eventually('the end', () => socket.event('ConversationClosed'))
          expect(socket.event('ConversationClosed').event).toEqual({
            kind: 'ConversationClosed',
            operator: null,
          })
        }
        yield* settle
        const { board } = yield* Actors
        expect(board(shop.id).loads.get(anna)).toBe(0)
        expect((yield* guest.ask(end(conversation))).result).toEqual({ done: true })
        expect(yield* closings).toEqual([[conversation, null, 'visitor']])
        expect((yield* guest.send('Ещё вопрос')).result.conversation).not.toBe(conversation)
      }),
    ),
  )

  it.effect('is his own: another’s, and one that never was, stay as they are', () =>
    alone(
      Effect.gen(function* () {
        const { shop, guest, conversation } = yield* talk
        const eve = yield* visit(shop.id)
        expect(yield* eve.ask(end(conversation))).toMatchObject({ code: 'unknown' })
        expect(yield* eve.ask(end(uuidv7(9)))).toMatchObject({ code: 'unknown' })
        // What is being typed is none yet.
        eve.say({ kind: 'typing', text: 'А' })
        yield* settle
        const stranger = yield* visit((yield* account(1)).id)
        expect(yield* stranger.ask(end(conversation))).toMatchObject({ code: 'unknown' })
        yield* settle
        expect(yield* closings).toEqual([])
        expect((yield* guest.send('Мята?')).result.conversation).toBe(conversation)
      }),
    ),
  )

  it.effect('while it is handed over is nobody’s any more, and nobody gets it back', () =>
    alone(
      Effect.gen(function* () {
        const { shop, boris, desk, guest, conversation } = yield* talk
        const other = yield* attend(shop.id, boris)
        yield* desk.ask({ kind: 'transfer', conversation, operator: boris, comment: '' } as never)
        yield* eventually('handed', () => other.socket.event('OperatorAssigned'))
        expect((yield* guest.ask(end(conversation))).result).toEqual({ done: true })
        yield* eventually('removed', () => other.socket.last('removed'))
        expect(
          yield* other.ask({ kind: 'answerTransfer', conversation, accept: true } as never),
        ).toMatchObject({ kind: 'error' })
        yield* TestClock.adjust('5 minutes')
        yield* settle
        expect(yield* closings).toEqual([[conversation, null, 'visitor']])
        expect((yield* logged('OperatorAssigned')).map(({ reason }) => reason)).not.toContain('cameBack')
      }),
    ),
  )

  it.effect('while it waits leaves the queue, and he hears nothing more of it', () =>
    alone(
      Effect.gen(function* () {
        const { shop, guest } = yield* talk
        const { setRouting } = yield* Accounts
        yield* setRouting(shop.id, { ...routingRules, conversationLimit: 1 })
        yield* settle
        const [second, third] = [yield* visit(shop.id), yield* visit(shop.id)]
        const { conversation } = (yield* second.send('Второй')).result
        yield* settle
        yield* third.send('Третий')
        yield* settle
        expect(second.socket.last('operator')).toMatchObject({ before: 0 })
        expect(third.socket.last('operator')).toMatchObject({ before: 1 })
        yield* second.ask(end(conversation))
        yield* settle
        expect(second.socket.last('operator').before ?? null).toBe(null)
        yield* eventually('next', () => third.socket.last('operator').before === 0)
        yield* TestClock.adjust('2 minutes')
        yield* settle
        expect(guest.socket.event('ConversationClosed')).toBe(undefined)
        expect(second.socket.of('operator').at(-1).before ?? null).toBe(null)
      }),
    ),
  )

  it.effect('says so when it could not be written, and goes on', () =>
    alone(
      Effect.gen(function* () {
        const { guest, desk, conversation } = yield* talk
        yield* withoutDisk(
          Effect.gen(function* () {
            expect(yield* guest.ask(end(conversation))).toMatchObject({ code: 'notSent', temporary: true })
          }),
        )
        yield* desk.send(conversation, 'Есть')
        yield* eventually('answered', () => guest.socket.texts.includes('Есть'))
        expect((yield* guest.ask(end(conversation))).result).toEqual({ done: true })
      }),
    ),
  )
})
