/** H6: what a ban does to who is here, to what he has begun, and to what he sends meanwhile. */
import { Effect, Fiber } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import type { BanScope } from '../protocol/frames.ts'
import { Bans } from '../store/Bans.ts'
import { Log } from '../store/Log.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import {
  account,
  attend,
  eventually,
  type Frame,
  logged,
  runActors,
  type Services,
  settle,
  visit,
  withoutDisk,
} from './testing.ts'

const start = Date.UTC(2026, 0, 1)
const on = (program: Effect.Effect<unknown, unknown, Services>, settings = {}) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start)
    yield* runActors(yield* directory, program, settings)
  })

const ban = (visitor: string, scope: BanScope = 'visitor', more: object = {}) => ({
  kind: 'ban',
  visitor,
  scope,
  until: null,
  reason: 'Хамит',
  ...more,
})

/** An operator and a visitor in the middle of it. */
const talk = Effect.gen(function* () {
  const { id, operators } = yield* account(1)
  const [anna, boris] = operators as readonly [string, string]
  const desk = yield* attend(id, anna)
  const guest = yield* visit(id)
  const { result } = yield* guest.send('Hello')
  yield* settle
  return { id, anna, boris, desk, guest, conversation: result.conversation as string }
})

describe('a ban by the visitor', () => {
  it.effect(
    'closes his tabs, ends the dialogue with a word on who did it, and takes him off every list',
    () =>
      on(
        Effect.gen(function* () {
          const { id, anna, desk, guest, conversation } = yield* talk
          const tab = yield* visit(id, guest.id)
          expect(yield* desk.ask(ban(guest.id))).toMatchObject({ result: { done: true } })
          yield* eventually('removed', () => desk.socket.last('removed'))
          expect([guest.socket.closeCode, tab.socket.closeCode]).toEqual([
            closeCodes.noSite,
            closeCodes.noSite,
          ])
          expect(desk.socket.event('ConversationClosed').event).toEqual({
            kind: 'ConversationClosed',
            operator: anna,
            reason: 'ban',
          })
          // He never hears of it.
          expect(guest.socket.event('ConversationClosed')).toBe(undefined)
          yield* settle
          const { board } = yield* Actors
          expect([...board(id).visitors.keys(), ...board(id).waiting.keys()]).toEqual([])
          expect(board(id).loads.get(anna)).toBe(0)
          expect(yield* logged('VisitEnded')).toHaveLength(1)
          const { list } = yield* Bans
          expect(list(id)).toMatchObject([
            { visitor: guest.id, number: 1, address: null, reason: 'Хамит', operator: anna, until: null },
          ])
          // Nor is he there again.
          const back = yield* visit(id, guest.id)
          expect(back.socket.closeCode).toBe(closeCodes.noSite)
          expect(
            yield* desk.ask({ kind: 'send', conversation, client: id, text: 'Bye' } as never),
          ).toMatchObject({
            code: 'unknown',
          })
        }),
      ),
  )

  it.effect('ends by the clock', () =>
    on(
      Effect.gen(function* () {
        const { id, desk, guest, conversation } = yield* talk
        yield* desk.ask(ban(guest.id, 'visitor', { until: start + 60_000 }))
        yield* settle
        yield* TestClock.adjust('59 seconds')
        expect((yield* visit(id, guest.id)).socket.closeCode).toBe(closeCodes.noSite)
        yield* TestClock.adjust('1 seconds')
        const back = yield* visit(id, guest.id)
        expect(back.socket.live).toBe(true)
        expect((yield* back.send('Again')).result.conversation).not.toBe(conversation)
        // What he may read of before says nothing of who banned him.
        const history = yield* back.ask({ kind: 'history', before: null, limit: 50 })
        const told = history.result.entries.map(({ event }: Frame) => event)
        const closed = told.find(({ kind }: Frame) => kind === 'ConversationClosed')
        expect(closed).toEqual({ kind: 'ConversationClosed', operator: null })
      }),
    ),
  )

  it.effect('keeps out what is on its way: nothing follows the word of the ban', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, guest, conversation } = yield* talk
        const { add } = yield* Bans
        const say = (text: string, ref: number) =>
          guest.say({ kind: 'send', ref, client: uuidv7(start), text })
        say('In the mailbox already', 901)
        yield* add(id, { visitor: guest.id, address: null, reason: '', until: null, operator: anna })
        say('Not yet closed', 902)
        yield* settle
        expect((yield* logged('MessageSent')).map(({ text }) => text)).toEqual(['Hello'])
        expect(yield* logged('ConversationOpened')).toHaveLength(1)
        const last = (yield* logged('ConversationClosed', 'MessageSent', 'VisitorLeft')).at(-1)
        expect(last).toMatchObject({ kind: 'ConversationClosed', stream: conversation, reason: 'ban' })
        expect(guest.socket.closeCode).toBe(closeCodes.noSite)
      }),
    ),
  )

  it.effect('takes a draft off the list without a trace', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account()
        const desk = yield* attend(id, operators[0])
        const guest = yield* visit(id)
        yield* settle
        guest.say({ kind: 'typing', text: 'You fools' })
        yield* eventually('a draft', () => desk.socket.last('conversation'))
        yield* desk.ask(ban(guest.id))
        yield* eventually('removed', () => desk.socket.last('removed'))
        expect(guest.socket.closeCode).toBe(closeCodes.noSite)
        expect(yield* logged('ConversationOpened', 'ConversationClosed')).toEqual([])
      }),
    ),
  )

  it.effect('ends the dialogue of one who has left, also after the engine died in between', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const dataDir = yield* directory
      const { id, anna, guest, conversation } = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const before = yield* talk
          before.guest.leave()
          yield* settle
          yield* TestClock.adjust('16 seconds')
          return before
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          // As if nobody had been told of it.
          const { db } = yield* Log
          db.prepare("INSERT INTO bans VALUES ('b', ?, ?, NULL, '', ?, 1, NULL)").run(id, guest.id, anna)
          const desk = yield* attend(id, anna)
          yield* eventually('removed', () => desk.socket.last('removed')?.conversation === conversation)
          expect(desk.socket.event('ConversationClosed').event.reason).toBe('ban')
        }),
      )
    }),
  )
})

describe('a ban by where he is', () => {
  it.effect('holds for everybody who is there, and for nobody else', () =>
    on(
      Effect.gen(function* () {
        const { id, desk, guest } = yield* talk
        const neighbour = yield* visit(id, null, {}, undefined, '203.0.113.99')
        yield* neighbour.send('I am next door')
        const stranger = yield* visit(id, null, {}, undefined, '198.51.100.1')
        yield* settle
        yield* desk.ask(ban(guest.id, 'subnet'))
        yield* eventually('both off', () => desk.socket.of('removed').length === 2)
        expect([guest, neighbour, stranger].map(({ socket }) => socket.closeCode)).toEqual([
          closeCodes.noSite,
          closeCodes.noSite,
          null,
        ])
        const { list } = yield* Bans
        expect(list(id)).toMatchObject([{ visitor: guest.id, address: '203.0.113.0/24' }])
        const late = yield* visit(id, null, {}, undefined, '203.0.113.200')
        expect(late.socket.closeCode).toBe(closeCodes.noSite)
        // He himself is kept out wherever he comes from; his neighbour is not.
        const [he, other] = [
          yield* visit(id, guest.id, {}, undefined, '198.51.100.2'),
          yield* visit(id, neighbour.id, {}, undefined, '198.51.100.3'),
        ]
        expect([he.socket.closeCode, other.socket.closeCode]).toEqual([closeCodes.noSite, null])
      }),
    ),
  )

  it.effect('holds for one who is just being made known', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account()
        const { add } = yield* Bans
        const { visitors, board } = yield* Actors
        const arriving = yield* Effect.forkScoped(visit(id))
        // He has said hello, and is on his way to disk.
        yield* eventually('his actor', () => visitors.size === 1)
        yield* add(id, {
          visitor: null,
          address: '203.0.113.7',
          reason: '',
          until: null,
          operator: operators[0],
        })
        const { socket } = yield* Fiber.join(arriving)
        expect([socket.closeCode, socket.heard]).toEqual([closeCodes.noSite, []])
        yield* settle
        expect(board(id).visitors.size).toBe(0)
      }).pipe(Effect.scoped),
    ),
  )

  it.effect('leaves the tab of one who is elsewhere too, and his dialogue', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desk, guest, conversation } = yield* talk
        const phone = yield* visit(id, guest.id, {}, undefined, '198.51.100.1')
        const { add } = yield* Bans
        yield* add(id, { visitor: null, address: '203.0.113.7', reason: '', until: null, operator: anna })
        yield* eventually('closed', () => !guest.socket.live)
        yield* settle
        expect(phone.socket.live).toBe(true)
        expect(desk.socket.of('removed')).toEqual([])
        expect((yield* phone.send('Still here')).result.conversation).toBe(conversation)
      }),
    ),
  )

  it.effect('is told before what it would reach, and whether the asker is there himself', () =>
    on(
      Effect.gen(function* () {
        const { id, desk, guest } = yield* talk
        const reach = (visitor: string) =>
          Effect.map(desk.ask({ kind: 'reach', visitor }), ({ result }) => result)
        expect(yield* reach(guest.id)).toEqual({
          address: '203.0.113.7',
          subnet: '203.0.113.0/24',
          own: null,
          inner: false,
        })
        // The console of these tests is at 198.51.100.9.
        for (const [from, expected] of [
          ['198.51.100.8', { subnet: '198.51.100.0/24', own: 'subnet', inner: false }],
          ['::ffff:198.51.100.9', { address: '198.51.100.9', own: 'address', inner: false }],
          ['127.0.0.1', { subnet: '127.0.0.0/24', own: null, inner: true }],
          ['2001:db8::7', { subnet: '2001:db8::/64', own: null, inner: false }],
        ] as const) {
          const one = yield* visit(id, null, {}, undefined, from)
          yield* one.send('Hello')
          yield* settle
          expect(yield* reach(one.id)).toMatchObject(expected)
        }
      }),
    ),
  )

  it.effect('nobody is told on Personal where its visitor is, nor bans by that (A4)', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account()
        const desk = yield* attend(id, operators[0])
        const guest = yield* visit(id)
        yield* guest.send('Hello')
        yield* settle
        expect((yield* desk.ask({ kind: 'reach', visitor: guest.id })).result).toEqual({
          address: null,
          subnet: null,
          own: null,
          inner: false,
        })
        expect(yield* desk.ask(ban(guest.id, 'address'))).toMatchObject({ code: 'locked' })
        expect(JSON.stringify(desk.socket.heard)).not.toContain('203.0.113')
        expect((yield* desk.ask(ban(guest.id))).result).toEqual({ done: true })
      }),
      { TARIFF: 'personal' },
    ),
  )
})

describe('who may not', () => {
  it.effect('nobody who may not see him, nor with an id of another account, nor into the past', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, desk, guest } = yield* talk
        const sites = yield* Sites
        const [all] = sites.list(id)
        yield* sites.edit(id, all!.id, { ...all!, everybody: false, operators: [anna] })
        const colleague = yield* attend(id, boris)
        const other = yield* account()
        const stranger = yield* attend(other.id, other.operators[0])
        for (const kind of [ban(guest.id), { kind: 'reach', visitor: guest.id }]) {
          expect(yield* colleague.ask(kind)).toMatchObject({ code: 'unknown' })
          expect(yield* stranger.ask(kind)).toMatchObject({ code: 'unknown' })
        }
        expect(yield* desk.ask(ban(boris))).toMatchObject({ code: 'unknown' })
        expect(yield* desk.ask(ban(guest.id, 'visitor', { until: start }))).toMatchObject({ code: 'invalid' })
        yield* settle
        expect(guest.socket.live).toBe(true)
        const { list } = yield* Bans
        expect(list(id)).toEqual([])
      }),
    ),
  )

  it.effect('who is banned is in no table any more, not among those who left either', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desk, guest } = yield* talk
        yield* desk.ask({ kind: 'watch', watching: true })
        const gone = yield* visit(id, null, {}, undefined, '203.0.113.9')
        const other = yield* visit(id, null, {}, undefined, '198.51.100.1')
        for (const one of [gone, other]) one.leave()
        yield* settle
        yield* TestClock.adjust('20 seconds')
        yield* settle
        yield* desk.ask(ban(guest.id, 'subnet'))
        yield* settle
        yield* TestClock.adjust('2 seconds')
        yield* settle
        const told = new Set(desk.socket.of('visitors').flatMap((frame) => frame.gone ?? []))
        expect(told).toEqual(new Set([1, 2]))
        const late = yield* attend(id, anna)
        yield* late.ask({ kind: 'watch', watching: true })
        yield* TestClock.adjust('2 seconds')
        yield* settle
        const rows = late.socket.of('visitors').flatMap((frame) => frame.rows ?? [])
        expect(rows.map((row: Frame) => row.id)).toEqual([other.id])
      }),
    ),
  )

  it.effect('a full disk refuses it, and nothing happens', () =>
    on(
      Effect.gen(function* () {
        const { id, desk, guest } = yield* talk
        expect(yield* withoutDisk(desk.ask(ban(guest.id)))).toMatchObject({
          code: 'notSent',
          temporary: true,
        })
        yield* settle
        expect(guest.socket.live).toBe(true)
        const { barring } = yield* Bans
        expect(barring(id, guest.id, null)).toBe(null)
        expect(yield* desk.ask(ban(guest.id))).toMatchObject({ result: { done: true } })
      }),
    ),
  )
})
