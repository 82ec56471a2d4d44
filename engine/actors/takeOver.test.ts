/** Operators who turn to visitors by themselves: from the table, to write first or to take over (H3, F4). */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import {
  account,
  attend,
  eventually,
  type Frame,
  logged,
  moment,
  onNewYear as on,
  runActors,
  settle,
  visit,
} from './testing.ts'

/** Anna answers, Boris is there as well but second line: nobody is given to him. */
const shop = Effect.gen(function* () {
  const { id, operators } = yield* account(1)
  const [anna, boris] = operators as readonly [string, string]
  const first = yield* attend(id, anna)
  const second = yield* attend(id, boris, { status: 'second' })
  return { id, anna, boris, first, second }
})

const open = (visitor: string) => ({ kind: 'open', visitor })
const take = (visitor: string, from: string | null) => ({ kind: 'take', visitor, from })

describe('a console that watches', () => {
  it.effect('sees who is there, what they do, who has them, and who left', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, first } = yield* shop
        const guest = yield* visit(id, null, { referrer: 'https://yandex.ru/' })
        yield* first.ask({ kind: 'watch', watching: true })
        yield* moment
        const frames = () => first.socket.of('visitors')
        const rows = () =>
          new Map(frames().flatMap(({ rows = [] }) => rows.map((row: Frame) => [row.number, row])))
        expect(first.socket.last('present')).toMatchObject({ visitors: 1 })
        expect(frames()[0]).toMatchObject({ reset: true })
        expect([...rows().values()]).toMatchObject([
          {
            number: 1,
            id: guest.id,
            operator: anna,
            page: { title: 'Tea' },
            source: { kind: 'search', name: 'yandex' },
            address: '203.0.113.7',
            visits: 1,
            views: 1,
            open: false,
            conversation: null,
            left: null,
          },
        ])
        const changes = () => Object.assign({}, ...frames().flatMap(({ changed = [] }) => changed))
        guest.say({ kind: 'open', open: true })
        guest.say({ kind: 'page', page: { url: 'https://shop.example/cups', title: 'Cups' } })
        yield* moment
        expect(changes()).toMatchObject({ number: 1, open: true, views: 2, page: { title: 'Cups' } })
        const { result } = yield* guest.send('Hello')
        yield* moment
        expect(changes()).toMatchObject({ conversation: result.conversation })
        yield* first.ask({ kind: 'close', conversation: result.conversation })
        yield* moment
        expect(changes()).toMatchObject({ conversation: null })
        guest.leave()
        yield* settle
        yield* TestClock.adjust('20 seconds')
        yield* moment
        expect(changes()).toMatchObject({ left: expect.any(Number), watching: null })
        expect(first.socket.last('present')).toMatchObject({ visitors: 0 })

        const told = frames().length
        yield* first.ask({ kind: 'watch', watching: false })
        const again = yield* visit(id, guest.id)
        yield* moment
        expect(frames()).toHaveLength(told)
        expect(first.socket.last('present')).toMatchObject({ visitors: 1 })
        yield* first.ask({ kind: 'watch', watching: true })
        yield* moment
        expect([...rows().values()]).toMatchObject([{ number: 1, id: again.id, visits: 2, views: 3 }])
      }),
    ),
  )

  it.effect('sees only visitors of the sites its operator serves; the administrator sees all', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, first, second } = yield* shop
        const sites = yield* Sites
        const [all] = sites.list(id)
        yield* sites.edit(id, all!.id, { ...all!, everybody: false, operators: [anna] })
        const guest = yield* visit(id)
        for (const desk of [first, second]) yield* desk.ask({ kind: 'watch', watching: true })
        yield* moment
        const rows = (desk: typeof first) =>
          new Set(desk.socket.of('visitors').flatMap(({ rows = [] }) => rows.map((row: Frame) => row.id)))
        expect([...rows(first)]).toEqual([guest.id])
        expect([...rows(second)]).toEqual([])
        expect(second.socket.last('present')).toMatchObject({ visitors: 0 })
        for (const frame of [
          open(guest.id),
          take(guest.id, anna),
          { kind: 'visitor', visitor: guest.id },
          { kind: 'history', visitor: guest.id, before: null, limit: 10 },
        ]) {
          expect(yield* second.ask(frame)).toMatchObject({ kind: 'error', code: 'unknown' })
        }
        yield* sites.edit(id, all!.id, { ...all!, everybody: false, operators: [anna, boris] })
        yield* moment
        expect([...rows(second)]).toEqual([guest.id])
        expect((yield* second.ask({ kind: 'visitor', visitor: guest.id })).kind).toBe('reply')
      }),
    ),
  )
})

it.effect(
  'on Personal a visitor who does not chat is nobody’s business, and of who does little is told (A4)',
  () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const program = Effect.gen(function* () {
        const { id, operators } = yield* account()
        const desk = yield* attend(id, operators[0])
        expect(desk.socket.heard[0].result.features).toEqual([])
        yield* desk.ask({ kind: 'watch', watching: true })
        const guest = yield* visit(id)
        yield* moment
        const about = { kind: 'visitor', visitor: guest.id }
        expect(desk.socket.of('visitors').flatMap(({ rows = [] }) => rows)).toEqual([])
        expect(yield* desk.ask(about)).toMatchObject({ code: 'unknown' })
        yield* guest.send('Hello')
        yield* moment
        expect(desk.socket.of('visitors').flatMap(({ rows = [] }) => rows)).toMatchObject([
          { number: 1, page: { title: 'Tea' }, address: '', visits: 0 },
        ])
        expect((yield* desk.ask(about)).result).toMatchObject({
          locked: true,
          facts: null,
          trail: [],
          visits: 0,
        })
        expect(yield* desk.ask({ kind: 'invite', visitor: guest.id, text: null })).toMatchObject({
          code: 'locked',
        })
        expect(JSON.stringify(desk.socket.heard)).not.toContain('203.0.113.7')
      })
      yield* runActors(yield* directory, program, { TARIFF: 'personal' })
    }),
)

describe('writing first', () => {
  it.effect('opens a dialogue with one whose window is open; the first word makes it a conversation', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, first } = yield* shop
        const guest = yield* visit(id)
        yield* settle
        expect(yield* first.ask(open(guest.id))).toMatchObject({ code: 'away' })
        guest.say({ kind: 'open', open: true })
        const { result } = yield* first.ask(open(guest.id))
        yield* eventually('the dialogue', () => first.socket.last('conversation'))
        expect(first.socket.last('conversation').conversation).toMatchObject({
          id: result.conversation,
          state: 'draft',
          visitor: { id: guest.id },
        })
        expect(yield* logged('ConversationOpened')).toEqual([])
        yield* first.send(result.conversation, 'May I help?')
        yield* eventually('the word', () => guest.socket.texts.includes('May I help?'))
        yield* guest.send('Yes')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: anna }])
        // Asked once more it is the same one.
        expect((yield* first.ask(open(guest.id))).result).toEqual(result)
      }),
    ),
  )

  it.effect('is not for whom another has, nor for who is offline himself', () =>
    on(
      Effect.gen(function* () {
        const { id, first, second } = yield* shop
        const guest = yield* visit(id, null, { open: true })
        yield* settle
        expect(yield* second.ask(open(guest.id))).toMatchObject({ code: 'taken' })
        yield* guest.send('Hello')
        yield* settle
        expect(yield* second.ask(open(guest.id))).toMatchObject({ code: 'taken' })
        yield* second.ask({ kind: 'status', status: 'offline' })
        expect(yield* second.ask(open(guest.id))).toMatchObject({ code: 'offline' })
        guest.leave()
        yield* settle
        yield* TestClock.adjust('20 seconds')
        yield* settle
        // He talked with her, and she may write on; whoever reads it.
        expect((yield* first.ask(open(guest.id))).kind).toBe('reply')
      }),
    ),
  )
})

describe('taking over (F4)', () => {
  it.effect('brings the dialogue to who takes it, tells the other and the visitor', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, first, second } = yield* shop
        const guest = yield* visit(id, null, { open: true })
        const { result } = yield* guest.send('Hello')
        yield* settle
        const taken = yield* second.ask(take(guest.id, anna))
        expect(taken.result).toEqual({ conversation: result.conversation })
        yield* settle
        expect(first.socket.last('removed')).toMatchObject({ conversation: result.conversation })
        expect(first.socket.event('OperatorAssigned')).toBeDefined()
        expect(second.socket.texts).toEqual(['Hello'])
        expect(guest.socket.last('operator').operator.id).toBe(boris)
        expect(yield* logged('OperatorAssigned')).toMatchObject([
          { operator: anna },
          { operator: boris, reason: 'takenOver' },
        ])
        // The visitor goes on with him.
        yield* guest.send('Still there?')
        yield* settle
        expect(second.socket.texts).toEqual(['Hello', 'Still there?'])
        expect(first.socket.texts).toEqual(['Hello'])
      }),
    ),
  )

  it.effect('of two at once one wins, and the other is told', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account(2)
        const [anna, boris, clara] = operators as readonly [string, string, string]
        yield* attend(id, anna)
        const guest = yield* visit(id, null, { open: true })
        yield* guest.send('Hello')
        yield* settle
        const desks = [
          yield* attend(id, boris, { status: 'second' }),
          yield* attend(id, clara, { status: 'second' }),
        ]
        const answers = yield* Effect.all(
          desks.map((desk) => desk.ask(take(guest.id, anna))),
          { concurrency: 'unbounded' },
        )
        expect(answers.map(({ kind, code = '' }) => kind + code).sort()).toEqual(['errortaken', 'reply'])
        expect(yield* logged('OperatorAssigned')).toHaveLength(2)
      }),
    ),
  )

  it.effect('works before the first word, draft included', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, first, second } = yield* shop
        const guest = yield* visit(id, null, { open: true })
        yield* settle
        guest.say({ kind: 'typing', text: 'Is there' })
        yield* eventually('the draft', () => first.socket.last('conversation'))
        expect(yield* second.ask(take(guest.id, null))).toMatchObject({ code: 'taken' })
        const { result } = yield* second.ask(take(guest.id, anna))
        yield* settle
        expect(first.socket.last('removed')).toMatchObject(result)
        expect(second.socket.last('conversation').conversation).toMatchObject({
          id: result.conversation,
          preview: 'Is there',
        })
        yield* guest.send('Is there tea?')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris, reason: 'takenOver' }])
      }),
    ),
  )

  it.effect('ends a transfer that waits', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account(2)
        const [anna, boris, clara] = operators as readonly [string, string, string]
        const first = yield* attend(id, anna)
        const guest = yield* visit(id, null, { open: true })
        const { result } = yield* guest.send('Hello')
        yield* attend(id, boris, { status: 'second' })
        const third = yield* attend(id, clara, { status: 'second' })
        const { conversation } = result
        yield* first.ask({ kind: 'transfer', conversation, operator: boris, comment: '' })
        yield* settle
        expect((yield* third.ask(take(guest.id, boris))).kind).toBe('reply')
        yield* TestClock.adjust('3 minutes')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([
          { operator: anna },
          { operator: boris, reason: 'transfer' },
          { operator: clara, reason: 'takenOver' },
        ])
      }),
    ),
  )
})
