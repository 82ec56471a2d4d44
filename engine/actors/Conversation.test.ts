import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { Marks } from './Marks.ts'
import { key } from './Parts.ts'
import {
  account,
  attend,
  eventually,
  logged,
  Recorded,
  runActors,
  settle,
  visit,
  withoutDisk,
} from './testing.ts'

/** An account, its operator's console, a visitor who has written, and the operator has it. */
const talk = Effect.gen(function* () {
  const shop = yield* account()
  const desk = yield* attend(shop.id, shop.operators[0])
  const guest = yield* visit(shop.id)
  const { result } = yield* guest.send('Раз')
  yield* eventually('the dialogue', () => desk.socket.texts.length > 0)
  return { shop, desk, guest, conversation: result.conversation as string }
})

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1]) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program)
  })

describe('marks', () => {
  it.effect('are written once a second and side, the last value', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* talk
        for (let i = 0; i < 5; i++) yield* guest.send(`Ещё ${i}`)
        const all = desk.socket.events.map(({ seq }) => seq)
        const last = Math.max(...all)
        desk.say({ kind: 'seen', conversation, seq: 3 })
        for (let seq = 4; seq <= last; seq++) {
          desk.say({ kind: 'delivered', conversation, seq })
          desk.say({ kind: 'seen', conversation, seq })
          guest.say({ kind: 'delivered', conversation, seq })
        }
        yield* settle
        const first = yield* logged('Seen', 'Delivered')
        expect(first.map(({ kind, side, upTo }) => [kind, side, upTo])).toEqual([
          ['Seen', 'operator', 3],
          ['Delivered', 'visitor', 4],
        ])
        yield* TestClock.adjust('999 millis')
        yield* settle
        expect(yield* logged('Seen', 'Delivered')).toHaveLength(2)
        yield* TestClock.adjust('1 millis')
        yield* settle
        const second = (yield* logged('Seen', 'Delivered')).slice(2)
        expect(second.map(({ kind, side, upTo }) => [kind, side, upTo])).toEqual(
          expect.arrayContaining([
            ['Seen', 'operator', last],
            ['Delivered', 'visitor', last],
          ]),
        )
        expect(second).toHaveLength(2)
      }),
    ),
  )

  it('a clock that is set back holds up none', () => {
    const marks = new Marks()
    marks.flush(3_600_000)
    expect(marks.want('seen', 1, { seq: 1, reached: 0, now: 0 })).toBe(1_000)
  })
})

describe('an end that could not be written', () => {
  it.effect('was none: who wrote at that moment goes on in the same dialogue', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* talk
        const answers = yield* withoutDisk(
          Effect.all([desk.ask({ kind: 'close', conversation } as never), guest.send('Два')], {
            concurrency: 'unbounded',
          }),
        )
        expect(answers.map(({ kind, code }) => [kind, code])).toEqual(Array(2).fill(['error', 'notSent']))
        expect((yield* guest.send('Два')).result.conversation).toBe(conversation)
        yield* settle
        expect(desk.socket.texts).toEqual(['Раз', 'Два'])
        expect(yield* logged('ConversationOpened', 'ConversationClosed')).toHaveLength(1)
      }),
    ),
  )

  it.effect('was one as soon as it is written: then another dialogue begins', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* talk
        const [closed, sent] = yield* Effect.all(
          [desk.ask({ kind: 'close', conversation } as never), guest.send('Два')],
          { concurrency: 'unbounded' },
        )
        expect(closed.result).toEqual({ done: true })
        expect(sent.kind).toBe('reply')
        expect(sent.result.conversation).not.toBe(conversation)
        yield* eventually('the next dialogue', () => desk.socket.texts.includes('Два'))
      }),
    ),
  )
})

describe('a visitor who is away', () => {
  it.effect('has left also when that could not be written at once', () =>
    alone(
      Effect.gen(function* () {
        const { guest } = yield* talk
        yield* withoutDisk(
          Effect.gen(function* () {
            guest.leave()
            yield* settle
            yield* TestClock.adjust('1 minute')
            yield* settle
          }),
        )
        expect(yield* logged('VisitorLeft')).toHaveLength(0)
        yield* TestClock.adjust('5 seconds')
        yield* settle
        expect(yield* logged('VisitorLeft')).toHaveLength(1)
      }),
    ),
  )

  it.effect('for less than 15 s has not left', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, shop } = yield* talk
        guest.leave()
        yield* settle
        yield* TestClock.adjust('14900 millis')
        yield* settle
        const back = yield* visit(shop.id, guest.id)
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(back.socket.of('conversation')).toHaveLength(1)
        expect(yield* logged('VisitorLeft', 'VisitorReturned')).toEqual([])
        expect(desk.socket.of('presence').every(({ presence }) => presence.online)).toBe(true)
      }),
    ),
  )

  it.effect('for 15 s has left, and comes back', () =>
    alone(
      Effect.gen(function* () {
        const { desk, guest, shop } = yield* talk
        guest.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* settle
        expect(yield* logged('VisitorLeft')).toHaveLength(1)
        expect(desk.socket.last('presence').presence.online).toBe(false)
        const coffee = { url: 'https://shop.example/coffee', title: 'Coffee' }
        yield* visit(shop.id, guest.id, { page: coffee })
        yield* eventually('his return', () => desk.socket.event('VisitorReturned'))
        expect(desk.socket.event('VisitorReturned').event.page).toEqual(coffee)
        expect(desk.socket.last('presence').presence).toMatchObject({ online: true, page: coffee })
      }),
    ),
  )

  it.effect('is there as long as one of his tabs is', () =>
    alone(
      Effect.gen(function* () {
        const { guest, shop } = yield* talk
        const other = yield* visit(shop.id, guest.id)
        guest.leave()
        yield* settle
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(yield* logged('VisitorLeft')).toEqual([])
        const again = yield* other.send('Я тут')
        expect(again.kind).toBe('reply')
      }),
    ),
  )

  it.effect('after a restart has 45 s', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const { shop } = yield* runActors(dataDir, talk)
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          yield* attend(shop.id, shop.operators[0])
          yield* settle
          yield* TestClock.adjust('44900 millis')
          yield* settle
          expect(yield* logged('VisitorLeft')).toEqual([])
          yield* TestClock.adjust('100 millis')
          yield* settle
          expect(yield* logged('VisitorLeft')).toHaveLength(1)
        }),
      )
    }),
  )

  it.effect('and who comes back after a restart has not left', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const { shop, guest } = yield* runActors(dataDir, talk)
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const desk = yield* attend(shop.id, shop.operators[0])
          yield* visit(shop.id, guest.id)
          yield* settle
          yield* TestClock.adjust('1 minute')
          yield* settle
          expect(yield* logged('VisitorLeft', 'VisitorReturned')).toEqual([])
          expect(desk.socket.last('presence').presence.online).toBe(true)
        }),
      )
    }),
  )
})

describe('a draft', () => {
  const typing = (text: string) => ({ kind: 'typing', text }) as const

  it.effect('is shown when the visitor begins to type, and goes with him without a trace', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* eventually('an operator', () => guest.socket.last('operator')?.operator)
        guest.say(typing(''))
        yield* settle
        expect(desk.socket.of('conversation')).toEqual([])
        guest.say(typing('Есть'))
        yield* eventually('the draft', () => desk.socket.last('conversation'))
        const { conversation } = desk.socket.last('conversation')
        expect(conversation).toMatchObject({ state: 'draft', preview: 'Есть', visitor: { id: guest.id } })
        guest.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* eventually('its end', () => desk.socket.last('removed'))
        expect(desk.socket.last('removed').conversation).toBe(conversation.id)
        expect(yield* logged('ConversationOpened', 'VisitorLeft', 'OperatorAssigned')).toEqual([])
        // Nor on a console that comes now.
        const second = yield* attend(shop.id, shop.operators[0])
        expect(second.socket.heard[0].result.conversations).toEqual([])
        yield* TestClock.adjust('10 minutes')
        yield* settle
        expect((yield* Actors).conversations.size).toBe(0)
      }),
    ),
  )

  it.effect(
    'that the operator takes off his list comes back when the visitor types on, and can be sent',
    () =>
      alone(
        Effect.gen(function* () {
          const shop = yield* account()
          const desk = yield* attend(shop.id, shop.operators[0])
          const guest = yield* visit(shop.id)
          yield* eventually('an operator', () => guest.socket.last('operator')?.operator)
          guest.say(typing('Есть'))
          yield* eventually('the draft', () => desk.socket.last('conversation'))
          const { id } = desk.socket.last('conversation').conversation
          yield* desk.ask({ kind: 'close', conversation: id } as never)
          yield* eventually('its end', () => desk.socket.last('removed'))
          guest.say(typing('Есть чай'))
          yield* eventually('it again', () => desk.socket.of('conversation').length === 2)
          yield* desk.ask({ kind: 'close', conversation: id } as never)
          yield* guest.send('Есть чай?')
          yield* eventually('the message', () => desk.socket.texts.includes('Есть чай?'))
          expect(desk.socket.last('conversation').conversation).toMatchObject({ id, state: 'open' })
          yield* desk.send(id, 'Есть')
          yield* eventually('the answer', () => guest.socket.texts.includes('Есть'))
        }),
      ),
  )

  it.effect('goes to another operator with the draw, and so does the message', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators as readonly [string, string]
        const first = yield* attend(shop.id, anna)
        const guest = yield* visit(shop.id)
        yield* eventually('an operator', () => guest.socket.last('operator')?.operator?.id === anna)
        guest.say(typing('Есть'))
        yield* eventually('the draft', () => first.socket.last('conversation'))
        const second = yield* attend(shop.id, boris)
        yield* first.ask({ kind: 'status', status: 'offline' } as never)
        yield* eventually('the draft', () => second.socket.last('conversation'))
        expect(second.socket.last('conversation').conversation).toMatchObject({
          state: 'draft',
          preview: 'Есть',
        })
        expect(first.socket.last('removed')).toBeDefined()
        expect(guest.socket.last('operator').operator.id).toBe(boris)
        yield* guest.send('Есть чай?')
        yield* settle
        expect((yield* logged('OperatorAssigned')).map(({ operator }) => operator)).toEqual([boris])
        expect(first.socket.texts).toEqual([])
      }),
    ),
  )

  it.effect('may be answered before it is sent', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* eventually('an operator', () => guest.socket.last('operator')?.operator)
        guest.say(typing('Здр'))
        yield* eventually('the draft', () => desk.socket.last('conversation'))
        const { id } = desk.socket.last('conversation').conversation
        const page = yield* desk.ask({ kind: 'history', visitor: guest.id, before: null, limit: 10 } as never)
        expect(page.result.entries).toEqual([])
        yield* desk.send(id, 'Здравствуйте')
        yield* eventually('the answer', () => guest.socket.texts.includes('Здравствуйте'))
        const { result } = yield* guest.send('Добрый день')
        expect(result.conversation).toBe(id)
      }),
    ),
  )
})

describe('who answers', () => {
  it.effect('is whom the visitor was shown, however many are free', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(4)
        for (const operator of shop.operators) yield* attend(shop.id, operator)
        for (let i = 0; i < 8; i++) {
          const guest = yield* visit(shop.id)
          yield* eventually('an operator', () => guest.socket.last('operator')?.operator)
          const shown = guest.socket.last('operator').operator.id
          const { result } = yield* guest.send('Раз')
          const assigned = (yield* logged('OperatorAssigned')).find((e) => e.stream === result.conversation)
          expect(assigned.operator).toBe(shown)
          yield* settle
        }
        // F1: nobody got a third before everybody had one.
        const counts = new Map<string, number>()
        for (const { operator } of yield* logged('OperatorAssigned')) {
          counts.set(operator, (counts.get(operator) ?? 0) + 1)
        }
        expect([...counts.values()].sort()).toEqual([1, 1, 2, 2, 2])
      }),
    ),
  )

  it.effect('a conversation that waits goes to the first who comes', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        yield* guest.send('Есть кто?')
        yield* settle
        expect((yield* logged('OperatorAssigned')).map(({ operator }) => operator)).toEqual([null])
        const desk = yield* attend(shop.id, shop.operators[0])
        yield* eventually('the dialogue', () => desk.socket.texts.includes('Есть кто?'))
        yield* settle
        expect(guest.socket.last('operator')).toMatchObject({
          online: true,
          operator: { id: shop.operators[0] },
        })
        expect((yield* Actors).board(shop.id)).toMatchObject({
          waiting: new Map(),
          loads: new Map([[shop.operators[0], 1]]),
        })
      }),
    ),
  )

  it.effect('waiting conversations are shared out, also those from before a restart', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const shop = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const shop = yield* account(1)
          for (let i = 0; i < 4; i++) yield* (yield* visit(shop.id)).send(`Вопрос ${i}`)
          return shop
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const desk = yield* attend(shop.id, shop.operators[0])
          yield* eventually('all four', () => desk.socket.texts.length === 4)
          yield* settle
          expect((yield* Actors).board(shop.id).waiting.size).toBe(0)
        }),
      )
    }),
  )

  it.effect('what an operator had who is deleted goes to the others', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators as readonly [string, string]
        const gone = yield* attend(shop.id, boris)
        const guest = yield* visit(shop.id)
        const { result } = yield* guest.send('Раз')
        yield* eventually('the dialogue', () => gone.socket.texts.includes('Раз'))
        const draft = yield* visit(shop.id)
        yield* eventually('an operator', () => draft.socket.last('operator')?.operator)
        draft.say({ kind: 'typing', text: 'Дв' })
        yield* eventually('the draft', () => gone.socket.of('conversation').length === 2)
        const desk = yield* attend(shop.id, anna)
        yield* (yield* Operators).remove(shop.id, boris)
        yield* eventually('both', () => desk.socket.of('conversation').length === 2)
        expect(desk.socket.texts).toEqual(['Раз'])
        yield* settle
        expect((yield* logged('OperatorAssigned')).map(({ operator }) => operator)).toEqual([
          boris,
          null,
          anna,
        ])
        const status = (yield* logged('StatusChanged')).filter(({ stream }) => stream === boris).at(-1)
        expect(status).toMatchObject({ status: 'offline', cause: 'deleted' })
        expect(desk.socket.last('operatorGone').id).toBe(boris)
        yield* desk.send(result.conversation, 'Теперь я')
        yield* eventually('the answer', () => guest.socket.texts.includes('Теперь я'))
        const late = yield* gone.send(result.conversation, 'Я ещё тут')
        expect(late).toMatchObject({ kind: 'error', code: 'unknown' })
      }),
    ),
  )

  it.effect(
    'what an operator had who is deleted goes to the others, also when the engine died meanwhile',
    () =>
      Effect.gen(function* () {
        yield* TestClock.setTime(Date.UTC(2026, 0, 1))
        const dataDir = yield* directory
        const [shop, conversation] = yield* runActors(
          dataDir,
          Effect.gen(function* () {
            const shop = yield* account(1)
            const [, boris] = shop.operators as readonly [string, string]
            yield* attend(shop.id, boris)
            const guest = yield* visit(shop.id)
            const { result } = yield* guest.send('Раз')
            yield* settle
            // On disk, and nobody was told.
            const { db } = yield* Log
            db.prepare('UPDATE operators SET deleted_at = 1 WHERE id = ?').run(boris)
            return [shop, result.conversation] as const
          }),
        )
        yield* runActors(
          dataDir,
          Effect.gen(function* () {
            const desk = yield* attend(shop.id, shop.operators[0])
            yield* eventually('the dialogue', () => desk.socket.texts.includes('Раз'))
            expect(desk.socket.last('conversation').conversation.id).toBe(conversation)
          }),
        )
      }),
  )

  it.effect('a console that attaches while the dialogue goes to another hears nothing of it', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, conversation } = yield* talk
        const { conversations } = yield* Actors
        const actor = conversations.get(key(shop.id, conversation))
        actor.tell({ kind: 'assign', operator: null, reason: null, instead: shop.operators[0] })
        yield* eventually('its end', () => desk.socket.last('removed'))
        const late = new Recorded()
        actor.tell({ kind: 'attach', side: 'operator', operator: uuidv7(0), socket: late, after: null })
        yield* settle
        expect(late.heard.map(({ kind }) => kind)).toEqual(['removed'])
      }),
    ),
  )
})

describe('closing', () => {
  it.effect('two messages on their way open one new conversation', () =>
    alone(
      Effect.gen(function* () {
        const { shop, guest, conversation } = yield* talk
        const { conversations } = yield* Actors
        let done: unknown
        // In one turn: closed, and two messages behind it that were sent before anybody knew.
        conversations.get(key(shop.id, conversation)).tell({
          kind: 'close',
          operator: shop.operators[0],
          answer: (result) => (done = result),
        })
        const [second, third] = yield* Effect.all([guest.send('Два'), guest.send('Три')], {
          concurrency: 'unbounded',
        })
        expect(done).toBe(true)
        expect(second.result.conversation).not.toBe(conversation)
        expect(third.result.conversation).toBe(second.result.conversation)
        expect(third.result.seq).toBe(second.result.seq + 1)
        yield* eventually('both', () => guest.socket.texts.length === 3)
        expect(guest.socket.texts).toEqual(['Раз', 'Два', 'Три'])
        yield* settle
        expect(yield* logged('ConversationOpened')).toHaveLength(2)
        const next = yield* guest.send('Четыре')
        expect(next.result.conversation).toBe(second.result.conversation)
      }),
    ),
  )

  it.effect('lets go of everybody, so that the conversation can rest', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* talk
        yield* desk.ask({ kind: 'close', conversation } as never)
        yield* eventually('the end', () => guest.socket.event('ConversationClosed'))
        yield* settle
        expect((yield* Actors).board(shop.id).loads.get(shop.operators[0])).toBe(0)
        yield* TestClock.adjust('10 minutes')
        yield* settle
        expect((yield* Actors).conversations.size).toBe(0)
        expect(guest.socket.live).toBe(true)
      }),
    ),
  )

  it.effect('all whose clients are gone: only those, and told when it is on disk', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, conversation } = yield* talk
        const other = yield* visit(shop.id)
        const { result } = yield* other.send('Два')
        yield* eventually('the dialogue', () => desk.socket.texts.includes('Два'))
        other.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* settle
        expect((yield* desk.ask({ kind: 'closeGone' })).result).toEqual({ done: true })
        expect((yield* logged('ConversationClosed')).map(({ stream }) => stream)).toEqual([
          result.conversation,
        ])
        expect((yield* desk.send(conversation, 'Слушаю')).kind).toBe('reply')
        expect((yield* desk.ask({ kind: 'closeGone' })).result).toEqual({ done: true })
      }),
    ),
  )
})

describe('a conversation at rest', () => {
  it.effect('is built again as it was', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* talk
        yield* desk.send(conversation, 'Да?')
        desk.say({ kind: 'seen', conversation, seq: 3 })
        yield* settle
        const epoch = desk.socket.heard[0].result.epoch
        guest.leave()
        desk.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* settle
        yield* TestClock.adjust('10 minutes')
        yield* settle
        const { conversations, operators, visitors } = yield* Actors
        expect([conversations.size, operators.size, visitors.size]).toEqual([0, 0, 0])

        const back = yield* visit(shop.id, guest.id, { epoch, position: { conversation, seq: 3 } })
        yield* eventually('what was missed', () => back.socket.last('conversation'))
        expect(back.socket.last('conversation')).toMatchObject({
          reset: false,
          conversation: { id: conversation, state: 'open', seen: { operator: 3 } },
        })
        expect(back.socket.texts).toEqual(['Да?'])
        const again = yield* attend(shop.id, shop.operators[0])
        yield* eventually('the dialogue', () => again.socket.last('conversation'))
        expect(again.socket.texts).toEqual(['Раз', 'Да?'])
        expect(again.socket.last('conversation').conversation).toMatchObject({
          unread: 0,
          transfer: null,
          visitor: { id: guest.id, number: 1 },
          presence: { online: true },
        })
        const { result } = yield* back.send('Я вернулся')
        yield* eventually('the message', () => again.socket.texts.includes('Я вернулся'))
        const all = (yield* logged(
          'ConversationOpened',
          'OperatorAssigned',
          'MessageSent',
          'Seen',
          'Delivered',
          'VisitorLeft',
          'VisitorReturned',
        )).map(({ seq }) => seq)
        expect(all).toEqual(Array.from({ length: result.seq }, (_, i) => i + 1))
      }),
    ),
  )
})

describe('a defect', () => {
  it.effect('while a commit is told: everybody comes back, and nothing is lost', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* talk
        const second = yield* attend(shop.id, shop.operators[0])
        yield* eventually('the dialogue', () => second.socket.texts.length > 0)
        const { epoch } = desk.socket.heard[0].result
        const position = { conversation, seq: desk.socket.events.at(-1).seq }
        desk.socket.broken = true
        const sent = yield* guest.send('Два')
        // It is on disk, so its sender hears so, whoever else did not.
        expect(sent.kind).toBe('reply')
        yield* eventually('the end of all three', () =>
          [desk, second, guest].every(({ socket }) => socket.closeCode === closeCodes.failed),
        )
        const [back, client] = [
          yield* attend(shop.id, shop.operators[0], { epoch, positions: [position] }),
          yield* visit(shop.id, guest.id, { epoch, position: { conversation, seq: sent.result.seq } }),
        ]
        yield* eventually('what was missed', () => back.socket.last('conversation'))
        expect(back.socket.last('conversation').reset).toBe(false)
        expect(back.socket.texts).toEqual(['Два'])
        const next = yield* client.send('Три')
        expect(next.result.seq).toBe(sent.result.seq + 1)
        yield* eventually('the message', () => back.socket.texts.includes('Три'))
        expect((yield* Actors).conversations.restarts).toBe(1)
      }),
    ),
  )

  it.effect('in a message: its sender is told, the others come back', () =>
    alone(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* talk
        const bad = new Recorded()
        bad.broken = true
        let refused = ''
        ;(yield* Actors).conversations.get(key(shop.id, conversation)).tell({
          kind: 'attach',
          side: 'visitor',
          operator: null,
          socket: bad,
          after: null,
          refuse: (why?: string) => (refused = why ?? ''),
        } as never)
        yield* eventually('the refusal', () => refused)
        expect(refused).toBe('failed')
        yield* eventually('the end of both', () =>
          [desk, guest].every(({ socket }) => socket.closeCode === closeCodes.failed),
        )
        const back = yield* visit(shop.id, guest.id)
        expect((yield* back.send('Два')).result.conversation).toBe(conversation)
      }),
    ),
  )

  it.effect('of a visitor whose conversation has just begun: he has that one, and no second', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        guest.say({ kind: 'send', ref: 1, client: uuidv7(1), text: 'Раз' })
        // Dies before the projection can know anything.
        guest.say({ kind: 'page', page: null as never })
        yield* eventually('the end', () => guest.socket.closeCode === closeCodes.failed)
        // Clients come back with a delay.
        yield* settle
        const back = yield* visit(shop.id, guest.id)
        expect(back.socket.heard[0].result.conversation).not.toBeNull()
        const second = yield* back.send('Два')
        yield* settle
        expect(yield* logged('ConversationOpened')).toHaveLength(1)
        expect(second.result.seq).toBe(4)
      }),
    ),
  )

  it.effect('while a new visitor is let in: he is told, and can come again', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const wire = new Recorded()
        wire.broken = true
        const lost = yield* visit(shop.id, null, {}, wire)
        expect(wire.live).toBe(false)
        const back = yield* visit(shop.id, lost.id)
        expect((yield* back.send('Раз')).kind).toBe('reply')
        expect((yield* Actors).visitors.restarts).toBe(1)
      }),
    ),
  )

  it.effect('of a visitor who does not come back: he has left', () =>
    alone(
      Effect.gen(function* () {
        const { shop, guest } = yield* talk
        guest.say({ kind: 'page', page: null as never })
        yield* eventually('the end', () => guest.socket.closeCode === closeCodes.failed)
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* settle
        expect(yield* logged('VisitorLeft')).toHaveLength(1)
        expect((yield* Actors).board(shop.id).visitors.size).toBe(0)
      }),
    ),
  )
})
