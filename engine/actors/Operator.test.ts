import { Effect, Fiber } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { History } from '../store/History.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { key } from './Parts.ts'
import { account, attend, eventually, logged, runActors, settle, visit, withoutDisk } from './testing.ts'

const alone = <A, E>(program: Parameters<typeof runActors<A, E>>[1], settings = {}) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    return yield* runActors(yield* directory, program, settings)
  })

const statuses = Effect.map(logged('StatusChanged'), (all) =>
  all.map(({ status, cause }) => `${status} ${cause}`),
)

describe("an operator's status", () => {
  it.effect('is what his first console says, and stays while one console is there', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const first = yield* attend(shop.id, anna)
        const second = yield* attend(shop.id, anna, { status: 'offline' })
        expect(second.socket.heard[0].result.me.status).toBe('online')
        first.leave()
        yield* settle
        yield* TestClock.adjust('1 hour')
        yield* settle
        expect(yield* statuses).toEqual(['online connected'])
        second.leave()
        yield* settle
        yield* TestClock.adjust('59900 millis')
        yield* settle
        expect((yield* Actors).board(shop.id).status(anna)).toBe('online')
        yield* TestClock.adjust('100 millis')
        yield* settle
        expect((yield* Actors).board(shop.id).status(anna)).toBe('offline')
        expect(yield* statuses).toEqual(['online connected', 'offline disconnected'])
      }),
    ),
  )

  it.effect('survives a reload of the console', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const first = yield* attend(shop.id, shop.operators[0])
        first.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* attend(shop.id, shop.operators[0])
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(yield* statuses).toEqual(['online connected'])
      }),
    ),
  )

  it.effect('is what was chosen last, also when both choices are on their way', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const desk = yield* attend(shop.id, anna)
        const answers = yield* Effect.all(
          (['offline', 'online', 'online', 'offline', 'online'] as const).map((status) =>
            desk.ask({ kind: 'status', status } as never),
          ),
          { concurrency: 'unbounded' },
        )
        expect(answers.map(({ result }) => result)).toEqual(Array(5).fill({ done: true }))
        yield* settle
        expect((yield* Actors).board(shop.id).status(anna)).toBe('online')
        expect((yield* statuses).at(-1)).toBe('online chosen')
      }),
    ),
  )

  it.effect('of a console that comes back in the very moment when he counts as gone is online', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const desk = yield* attend(shop.id, anna)
        desk.leave()
        yield* settle
        const { operators } = yield* Actors
        // In one turn: he is gone, and here he is.
        operators.get(key(shop.id, anna)).tell({ kind: 'gone' })
        yield* attend(shop.id, anna)
        yield* settle
        expect((yield* Actors).board(shop.id).status(anna)).toBe('online')
        expect(yield* statuses).toEqual(['online connected', 'offline disconnected', 'online connected'])
      }),
    ),
  )

  it.effect('is announced to colleagues and visitors, and after it is on disk', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators as readonly [string, string]
        const desk = yield* attend(shop.id, anna)
        const guest = yield* visit(shop.id)
        yield* eventually('an operator', () => guest.socket.last('operator')?.operator)
        const heard = guest.socket.of('operator').length
        const colleague = yield* attend(shop.id, boris, { status: 'offline' })
        const { operators, board } = yield* Actors
        const told: Array<string> = []
        operators.get(key(shop.id, anna)).tell({
          kind: 'frame',
          socket: desk.socket,
          frame: { kind: 'status', ref: 99_999, status: 'offline' },
        })
        yield* eventually('the commit', () => {
          const answered = desk.socket.heard.some(({ ref }) => ref === 99_999)
          const announced = colleague.socket.last('operator')?.operator.status === 'offline'
          if (announced && !answered) told.push('announced before it was answered')
          return announced
        })
        expect(told).toEqual([])
        expect(yield* statuses).toEqual(['online connected', 'offline chosen'])
        expect(board(shop.id).onlineOn(null)).toBe(false)
        yield* eventually('the visitor', () => guest.socket.last('operator').operator === null)
        yield* settle
        expect(guest.socket.of('operator').slice(heard)).toEqual([
          { kind: 'operator', door: 'form', operator: null, online: false, lost: false },
        ])
      }),
    ),
  )

  it.effect('that could not be written is written when it can be', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const { board } = yield* Actors
        const console = yield* withoutDisk(
          Effect.gen(function* () {
            const attending = yield* Effect.forkChild(attend(shop.id, anna))
            yield* settle
            expect(board(shop.id).status(anna)).toBe('offline')
            return attending
          }),
        )
        yield* TestClock.adjust('5 seconds')
        const { leave } = yield* Fiber.join(console)
        expect(board(shop.id).status(anna)).toBe('online')
        yield* withoutDisk(
          Effect.gen(function* () {
            leave()
            yield* settle
            yield* TestClock.adjust('1 minute')
            yield* settle
            // What is not on disk is not so.
            expect(board(shop.id).status(anna)).toBe('online')
          }),
        )
        yield* TestClock.adjust('5 seconds')
        yield* settle
        expect(board(shop.id).status(anna)).toBe('offline')
        expect(yield* statuses).toEqual(['online connected', 'offline disconnected'])
      }),
    ),
  )

  it.effect('that could not be written is forgotten when it is true no more', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const first = yield* attend(shop.id, anna)
        yield* withoutDisk(
          Effect.gen(function* () {
            first.leave()
            yield* settle
            yield* TestClock.adjust('61 seconds')
            yield* settle
          }),
        )
        yield* attend(shop.id, anna)
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(yield* statuses).toEqual(['online connected'])
      }),
    ),
  )

  it.effect('ends with the engine, and so do visits', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const shop = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const shop = yield* account()
          yield* attend(shop.id, shop.operators[0])
          yield* visit(shop.id)
          yield* TestClock.adjust('90 seconds')
          return shop
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          expect(yield* statuses).toEqual(['online connected', 'offline shutdown'])
          expect(yield* logged('VisitEnded')).toMatchObject([{ seconds: 90, views: 1 }])
          expect((yield* Actors).board(shop.id).onlineOn(null)).toBe(false)
        }),
      )
    }),
  )
})

describe('redrawing (F1)', () => {
  it.effect('before the first message, when the drawn operator leaves; not after it', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [anna, boris] = shop.operators as readonly [string, string]
        const first = yield* attend(shop.id, anna)
        const fresh = yield* visit(shop.id)
        const talking = yield* visit(shop.id)
        yield* eventually('an operator', () => talking.socket.last('operator')?.operator)
        const { conversation } = (yield* talking.send('Раз')).result
        yield* attend(shop.id, boris)
        yield* first.send(conversation, 'Да')
        yield* settle
        yield* first.ask({ kind: 'status', status: 'offline' } as never)
        yield* eventually('another', () => fresh.socket.last('operator').operator?.id === boris)
        yield* settle
        expect(talking.socket.last('operator').operator.id).toBe(anna)
        // F2: his next message looks for somebody who is there.
        yield* talking.send('Вы тут?')
        yield* settle
        expect((yield* logged('OperatorAssigned')).map(({ operator }) => operator)).toEqual([anna, boris])
        expect(talking.socket.last('operator').operator.id).toBe(boris)
      }),
    ),
  )

  it.effect('a visitor who comes back has his operator again (F2)', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account(3)
        const [anna, ...others] = shop.operators as readonly [string, ...Array<string>]
        const desk = yield* attend(shop.id, anna)
        const guest = yield* visit(shop.id)
        const { result } = yield* guest.send('Раз')
        yield* eventually('the dialogue', () => desk.socket.texts.length > 0)
        yield* desk.ask({ kind: 'close', conversation: result.conversation } as never)
        for (const operator of others) yield* attend(shop.id, operator)
        guest.leave()
        yield* settle
        yield* TestClock.adjust('1 hour')
        yield* settle
        // Whoever is freer than Anna: she has him all the same.
        for (let i = 0; i < 6; i++) yield* (yield* visit(shop.id)).send(`Другой ${i}`)
        const back = yield* visit(shop.id, guest.id)
        yield* eventually('an operator', () => back.socket.last('operator')?.operator)
        expect(back.socket.last('operator').operator.id).toBe(anna)
        yield* back.send('Снова я')
        yield* eventually('the message', () => desk.socket.texts.includes('Снова я'))
      }),
    ),
  )
})

describe('two consoles', () => {
  it.effect('see the same, and one that comes later gets all of it', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const first = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        const { result } = yield* guest.send('Раз')
        const { conversation } = result
        yield* eventually('the dialogue', () => first.socket.texts.length === 1)
        const second = yield* attend(shop.id, shop.operators[0])
        yield* eventually('the dialogue', () => second.socket.texts.length === 1)
        expect(second.socket.heard[0].result.conversations).toEqual([conversation])
        yield* first.send(conversation, 'От первой')
        yield* second.send(conversation, 'От второй')
        yield* guest.send('Два')
        const all = ['Раз', 'От первой', 'От второй', 'Два']
        yield* eventually('all', () => second.socket.texts.length === 4 && first.socket.texts.length === 4)
        expect([first.socket.texts, second.socket.texts]).toEqual([all, all])
        first.leave()
        yield* settle
        yield* second.ask({ kind: 'close', conversation } as never)
        expect(first.socket.last('removed')).toBeUndefined()
        expect(second.socket.last('removed').conversation).toBe(conversation)
      }),
    ),
  )
})

describe('active seconds', () => {
  it.effect('are counted per conversation and minute, each second once', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        const { conversation } = (yield* guest.send('Раз')).result
        yield* eventually('the dialogue', () => desk.socket.texts.length > 0)
        const minute = Date.UTC(2026, 0, 1)
        for (let i = 0; i < 5; i++) {
          desk.say({ kind: 'typing', conversation, typing: true })
          desk.say({ kind: 'typing', conversation, typing: true })
          yield* settle
          yield* TestClock.adjust('1 second')
        }
        // Not his: counts nowhere.
        desk.say({ kind: 'typing', conversation: guest.id, typing: true })
        yield* TestClock.adjust('54 seconds')
        yield* settle
        expect(yield* logged('ActiveSecondsCounted')).toEqual([])
        yield* TestClock.adjust('1 second')
        yield* settle
        yield* desk.send(conversation, 'Да')
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(yield* logged('ActiveSecondsCounted')).toMatchObject([
          { stream: shop.operators[0], conversation, minute, seconds: 5 },
          { stream: shop.operators[0], conversation, minute: minute + 60_000, seconds: 1 },
        ])
      }),
    ),
  )
})

describe("an operator's rate", () => {
  it.effect('counts the messages of all his consoles; refused as temporary, none is lost', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const [anna] = shop.operators
        const desks = [yield* attend(shop.id, anna), yield* attend(shop.id, anna)]
        const guest = yield* visit(shop.id)
        const { conversation } = (yield* guest.send('Вопрос')).result
        yield* eventually('the dialogue', () => desks[1]!.socket.texts.includes('Вопрос'))
        const say = (n: number, text: string) =>
          desks[n]!.ask({
            kind: 'send',
            conversation,
            client: `01890000-0000-7000-8000-00000000000${text}`,
            text,
          } as never)
        for (const n of [1, 2, 3]) expect((yield* say(n % 2, `${n}`)).kind).toBe('reply')
        for (const n of [0, 1]) {
          expect(yield* say(n, '9')).toMatchObject({ kind: 'error', code: 'rate', temporary: true })
        }
        yield* TestClock.adjust('20 seconds')
        expect((yield* say(1, '9')).kind).toBe('reply')
        yield* settle
        expect(guest.socket.texts).toEqual(['Вопрос', '1', '2', '3', '9'])
      }),
      { LIMIT_OPERATOR_MESSAGES_PER_MINUTE: '3' },
    ),
  )
})

describe("a visitor's rates", () => {
  it.effect('so many messages a minute, then refused as temporary, and resumed', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        for (let i = 0; i < 3; i++) expect((yield* guest.send(`${i}`)).kind).toBe('reply')
        expect(yield* guest.send('Слишком')).toMatchObject({ kind: 'error', code: 'rate', temporary: true })
        yield* TestClock.adjust('20 seconds')
        expect((yield* guest.send('Можно')).kind).toBe('reply')
        expect((yield* guest.send('Снова нет')).code).toBe('rate')
        yield* settle
        expect(guest.socket.texts).toEqual(['0', '1', '2', 'Можно'])
      }),
      { LIMIT_MESSAGES_PER_MINUTE: '3' },
    ),
  )

  it.effect('so many new conversations an hour; what was sent before is acknowledged all the same', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        const client = '01890000-0000-7000-8000-000000000001'
        const acks = []
        for (let i = 0; i < 2; i++) {
          const { result } = yield* guest.send(`${i}`, i === 0 ? client : undefined)
          acks.push(result)
          yield* eventually('the dialogue', () => desk.socket.texts.includes(`${i}`))
          yield* desk.ask({ kind: 'close', conversation: result.conversation } as never)
          yield* eventually('the end', () => guest.socket.events.at(-1).event.kind === 'ConversationClosed')
          yield* settle
        }
        expect(yield* guest.send('Третья')).toMatchObject({ kind: 'error', code: 'rate' })
        expect((yield* guest.send('0', client)).result).toEqual(acks[0])
        yield* TestClock.adjust('30 minutes')
        expect((yield* guest.send('Третья')).kind).toBe('reply')
        expect((yield* guest.send('Та же')).kind).toBe('reply')
        yield* settle
        expect(yield* logged('ConversationOpened')).toHaveLength(3)
      }),
      { LIMIT_NEW_CONVERSATIONS_PER_HOUR: '2' },
    ),
  )

  it.effect('a conversation that began with typing counts as any other', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        const begin = Effect.fnUntraced(function* (text: string) {
          yield* settle
          guest.say({ kind: 'typing', text })
          yield* settle
          return yield* guest.send(text)
        })
        const { result } = yield* begin('Первая')
        expect((yield* guest.send('Ещё')).kind).toBe('reply')
        yield* desk.ask({ kind: 'close', conversation: result.conversation } as never)
        expect(yield* begin('Вторая')).toMatchObject({ kind: 'error', code: 'rate' })
        yield* TestClock.adjust('1 hour')
        expect((yield* begin('Вторая')).kind).toBe('reply')
        expect(yield* logged('ConversationOpened')).toHaveLength(2)
      }),
      { LIMIT_NEW_CONVERSATIONS_PER_HOUR: '1' },
    ),
  )

  it.effect('several first messages at once begin one', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        const said = yield* Effect.all(
          ['Раз', 'Два', 'Три'].map((text) => guest.send(text)),
          { concurrency: 'unbounded' },
        )
        expect(said.map(({ kind }) => kind)).toEqual(['reply', 'reply', 'reply'])
        expect(yield* logged('ConversationOpened')).toHaveLength(1)
      }),
      { LIMIT_NEW_CONVERSATIONS_PER_HOUR: '1' },
    ),
  )

  it.effect('so many pages a minute; of more the last one is told in the end', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* guest.send('Где я?')
        for (let i = 1; i <= 50; i++) {
          guest.say({ kind: 'page', page: { url: `https://shop.example/${i}`, title: `${i}` } })
        }
        yield* settle
        // The first page of a visit is free.
        expect(yield* logged('PageViewed', 'VisitorMoved')).toHaveLength(1 + 3 + 3)
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect((yield* logged('PageViewed')).at(-1).page.title).toBe('50')
        expect(yield* logged('VisitorMoved')).toHaveLength(4)
        expect(desk.socket.last('presence').presence.page.title).toBe('50')
        // One that is told at once is not undone by one that had to wait.
        const go = (title: string) => {
          guest.say({ kind: 'page', page: { url: `https://shop.example/${title}`, title } })
          return settle
        }
        for (const title of ['x', 'y', 'z']) yield* go(title)
        yield* TestClock.adjust('19 seconds')
        yield* go('a')
        yield* TestClock.adjust('1500 millis')
        yield* go('b')
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(desk.socket.last('presence').presence.page.title).toBe('b')
      }),
      { LIMIT_PAGES_PER_MINUTE: '3' },
    ),
  )

  it.effect('two tabs that push each other aside write no more pages than one', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const page = { url: 'https://shop.example/other', title: 'Другая' }
        const guest = yield* visit(shop.id)
        yield* guest.send('Где я?')
        const other = yield* visit(shop.id, guest.id, { page })
        for (let i = 0; i < 50; i++) {
          guest.say({ kind: 'visible', visible: true })
          other.say({ kind: 'visible', visible: true })
        }
        yield* settle
        expect(yield* logged('VisitorMoved')).toHaveLength(3)
        guest.say({ kind: 'visible', visible: true })
        yield* settle
        yield* TestClock.adjust('1 minute')
        yield* settle
        const first = desk.socket.last('presence').presence.page
        expect(first.url).not.toBe(page.url)
        expect((yield* logged('VisitorMoved')).at(-1).page).toEqual(first)
      }),
      { LIMIT_PAGES_PER_MINUTE: '3', LIMIT_NOTICES_PER_SECOND: '100' },
    ),
  )

  it.effect('so many notices a second', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const desk = yield* attend(shop.id, shop.operators[0])
        const guest = yield* visit(shop.id)
        yield* guest.send('Смотрите')
        yield* eventually('the dialogue', () => desk.socket.texts.includes('Смотрите'))
        const shown = (kind: string) => desk.socket.heard.filter((frame) => frame.kind === kind).length
        const before = shown('presence')
        for (let i = 0; i < 100; i++) {
          guest.say({ kind: 'typing', text: `${i}` })
          guest.say({ kind: 'open', open: i % 2 === 0 })
        }
        yield* settle
        expect(shown('preview') + shown('presence') - before).toBe(10)
        yield* TestClock.adjust('1 second')
        guest.say({ kind: 'typing', text: 'Ещё' })
        yield* settle
        expect(desk.socket.last('preview').text).toBe('Ещё')
      }),
      { LIMIT_NOTICES_PER_SECOND: '2' },
    ),
  )

  it.effect('so many pages of history a minute', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        yield* guest.send('Что было?')
        const read = guest.ask({ kind: 'history', before: null, limit: 10 })
        expect([(yield* read).kind, (yield* read).kind]).toEqual(['reply', 'reply'])
        expect(yield* read).toMatchObject({ kind: 'error', code: 'rate', temporary: true })
        yield* TestClock.adjust('30 seconds')
        expect((yield* read).kind).toBe('reply')
      }),
      { LIMIT_HISTORY_PER_MINUTE: '2' },
    ),
  )
})

describe("a visitor's tabs", () => {
  it.effect('one that reconnects before its old socket is known to be dead takes its place', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        const other = yield* visit(shop.id, guest.id)
        yield* guest.send('Раз')
        const again = yield* visit(shop.id, guest.id, { tab: guest.tab })
        yield* eventually('the end of the old one', () => guest.socket.closeCode !== null)
        yield* settle
        yield* other.send('Два')
        yield* eventually('the message', () => again.socket.texts.includes('Два'))
        expect(again.socket.texts).toEqual(['Раз', 'Два'])
        yield* TestClock.adjust('1 minute')
        yield* settle
        expect(yield* logged('VisitorLeft', 'VisitEnded')).toEqual([])
        // The tab that only lost its connection viewed nothing anew.
        expect(yield* logged('PageViewed')).toHaveLength(2)
      }),
    ),
  )

  it.effect('count the time in which one of them is in view, once', () =>
    alone(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        const other = yield* visit(shop.id, guest.id)
        yield* TestClock.adjust('10 seconds')
        guest.say({ kind: 'visible', visible: false })
        yield* settle
        yield* TestClock.adjust('10 seconds')
        other.say({ kind: 'visible', visible: false })
        yield* settle
        yield* TestClock.adjust('100 seconds')
        guest.leave()
        other.leave()
        yield* settle
        yield* TestClock.adjust('15 seconds')
        yield* settle
        expect(yield* logged('VisitEnded')).toMatchObject([{ seconds: 20, views: 2 }])
        expect((yield* History).visitorTotals(shop.id, guest.id)).toMatchObject({ visits: 1, views: 2 })
      }),
    ),
  )
})
