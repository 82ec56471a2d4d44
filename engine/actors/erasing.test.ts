/** A visitor is erased while everybody is there. */
import { Effect } from 'effect'
import { describe, expect } from 'vitest'
import { closeCodes } from '../protocol/client/limits.ts'
import { Bans } from '../store/Bans.ts'
import { Erasures } from '../store/Erasures.ts'
import { History } from '../store/History.ts'
import { Log } from '../store/Log.ts'
import { Projection } from '../store/Projection.ts'
import { directory, dump } from '../store/testing.ts'
import { Visitors } from '../store/Visitors.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { key } from './Parts.ts'
import {
  account,
  attend,
  eventually,
  moment,
  onNewYear,
  runActors,
  settle,
  visit,
  withoutDisk,
} from './testing.ts'

const erase = (visitor: string) => ({ kind: 'erase', visitor })

/** The administrator and a colleague, with whom a visitor talks; another waits for his turn. */
const talk = Effect.gen(function* () {
  const { id, operators } = yield* account(1)
  const [owner, boris] = operators as readonly [string, string]
  const colleague = yield* attend(id, boris)
  const guest = yield* visit(id)
  const { result } = yield* guest.send('Мой номер 4276')
  const other = yield* visit(id)
  yield* other.send('Здравствуйте')
  const desk = yield* attend(id, owner)
  desk.say({ kind: 'watch', ref: 1, watching: true })
  yield* moment
  return { id, owner, boris, desk, colleague, guest, other, conversation: result.conversation as string }
})

describe('an erased visitor', () => {
  it.effect('is gone at once: his tabs, his dialogue, his row, his card; others notice nothing', () =>
    onNewYear(
      Effect.gen(function* () {
        const { id, boris, desk, colleague, guest, other, conversation } = yield* talk
        expect(yield* desk.ask({ kind: 'visitor', visitor: guest.id })).toMatchObject({
          result: { visits: 1 },
        })
        expect(yield* desk.ask(erase(guest.id))).toMatchObject({ result: { done: true } })
        yield* moment
        expect(guest.socket.closeCode).toBe(closeCodes.restart)
        for (const { socket } of [desk, colleague]) {
          expect(socket.last('erased')).toEqual({ kind: 'erased', visitor: guest.id })
        }
        expect(colleague.socket.last('removed')).toMatchObject({ conversation })
        expect(desk.socket.last('visitors').gone).toEqual([1])
        const { board, visitors, conversations } = yield* Actors
        expect([...board(id).visitors.keys()]).toEqual([other.id])
        expect(board(id).loads.get(boris)).toBe(1)
        expect(board(id).conversations.has(conversation)).toBe(false)
        expect(conversations.find(key(id, conversation))).toBe(undefined)
        expect(visitors.find(key(id, other.id))).not.toBe(undefined)
        const history = yield* History
        expect(history.conversation(id, conversation)).toBeNull()
        expect(history.visitorTotals(id, guest.id)).toBeNull()
        for (const kind of ['visitor', 'history', 'comment']) {
          const asked = { kind, visitor: guest.id, before: null, limit: 9, comment: guest.id, text: 'x' }
          expect(yield* desk.ask(asked)).toMatchObject({ code: 'unknown' })
        }
        expect(yield* colleague.send(conversation, 'Слушаю')).toMatchObject({ code: 'unknown' })
        expect(yield* other.send('Вы тут?')).toMatchObject({ result: { seq: expect.any(Number) } })
        // Nothing of him came to the log after that.
        const { db } = yield* Log
        expect(
          db
            .prepare('SELECT kind FROM log WHERE stream IN (?, ?) ORDER BY id DESC LIMIT 1')
            .pluck()
            .get(guest.id, conversation),
        ).toBe('VisitorErased')
        const { reader, rebuild, failures, caughtUp } = yield* Projection
        yield* caughtUp
        const before = dump(reader())
        yield* rebuild
        expect(dump(reader())).toEqual(before)
        expect(failures()).toBe(0)
      }),
    ),
  )

  it.effect('cannot come back as who he was, with whatever he had under way', () =>
    onNewYear(
      Effect.gen(function* () {
        const { id, desk, guest } = yield* talk
        guest.say({ kind: 'send', ref: 90, client: guest.tab, text: 'Поздно' })
        guest.say({ kind: 'page', page: { url: 'https://shop.example/late', title: 'Late' } })
        yield* desk.ask(erase(guest.id))
        guest.say({ kind: 'send', ref: 91, client: guest.tab, text: 'Ещё позже' })
        yield* settle
        const back = yield* visit(id, guest.id)
        expect(back.socket.closeCode).toBe(closeCodes.restart)
        yield* settle
        const { db } = yield* Log
        const last = db.prepare(`SELECT id FROM log WHERE kind = 'VisitorErased'`).pluck().get()
        expect(
          db
            .prepare('SELECT count(*) FROM log WHERE id > ? AND account = ? AND kind <> ?')
            .pluck()
            .get(last, id, 'StatusChanged'),
        ).toBe(0)
      }),
    ),
  )

  it.effect(
    'is erased by the administrator alone, and only one of his account; what could not be written is not done',
    () =>
      onNewYear(
        Effect.gen(function* () {
          const { desk, colleague, guest, conversation, id } = yield* talk
          const stranger = yield* account()
          const theirs = yield* visit(stranger.id)
          expect(yield* colleague.ask(erase(guest.id))).toMatchObject({ code: 'forbidden' })
          expect(yield* desk.ask(erase(theirs.id))).toMatchObject({ code: 'unknown' })
          yield* withoutDisk(
            Effect.gen(function* () {
              expect(yield* desk.ask(erase(guest.id))).toMatchObject({ code: 'notSent' })
            }),
          )
          expect((yield* Erasures).erased(guest.id)).toBe(false)
          expect(guest.socket.live).toBe(true)
          expect(yield* guest.send('Я ещё здесь')).toMatchObject({ result: { conversation } })
          expect((yield* History).conversation(id, conversation)).not.toBeNull()
        }),
      ),
  )

  it.effect('who had left is erased too, and so is a dialogue of his that nobody has in hand', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      let seen = { id: '', owner: '', guest: '', conversation: '' }
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id, operators } = yield* account()
          const guest = yield* visit(id)
          const { result } = yield* guest.send('Мой номер 4276')
          seen = { id, owner: operators[0], guest: guest.id, conversation: result.conversation }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id, owner, guest, conversation } = seen
          const desk = yield* attend(id, owner)
          yield* eventually('the dialogue', () => desk.socket.last('conversation'))
          expect(yield* desk.ask(erase(guest))).toMatchObject({ result: { done: true } })
          yield* settle
          expect(desk.socket.last('removed')).toMatchObject({ conversation })
          expect(desk.socket.last('erased')).toMatchObject({ visitor: guest })
          const again = yield* attend(id, owner)
          expect(again.socket.heard[0].result.conversations).toEqual([])
          expect(again.socket.last('erased')).toBeUndefined()
          // A console that did not hear of it then, and has him on its screen.
          const late = yield* attend(id, owner, { onScreen: guest })
          expect(late.socket.heard.slice(0, 2)).toMatchObject([
            { kind: 'reply' },
            { kind: 'erased', visitor: guest },
          ])
        }),
      )
    }),
  )

  it.effect('has a closed account left everybody, and comes back when it is taken back', () =>
    onNewYear(
      Effect.gen(function* () {
        const { id, guest } = yield* talk
        const { closeAccount, keepAccount } = yield* Erasures
        yield* closeAccount(id, '', null)
        yield* settle
        expect(guest.socket.closeCode).toBe(closeCodes.unknownAccount)
        const refused = yield* visit(id, guest.id)
        expect(refused.socket.closeCode).toBe(closeCodes.noSite)
        yield* keepAccount(id, '')
        const back = yield* visit(id, guest.id)
        expect(back.socket.live).toBe(true)
      }),
    ),
  )

  it.effect('gets another token, the same in all tabs, as often as he is erased', () =>
    onNewYear(
      Effect.gen(function* () {
        const { id } = yield* account()
        const { recognize, create } = yield* Visitors
        const erasures = yield* Erasures
        const { transact } = yield* Log
        const token = '1234567890'.repeat(4)
        const before = recognize(id, token, erasures.erased)
        expect(before).toMatchObject({ token, known: false })
        yield* transact(create(id, before.id, 1, token))
        expect(recognize(id, token, erasures.erased)).toEqual({ ...before, known: true })
        yield* erasures.eraseVisitor(id, before.id, '')
        const after = recognize(id, token, erasures.erased)
        expect(after.id).not.toBe(before.id)
        expect(after.token).not.toBe(token)
        expect(recognize(id, token, erasures.erased)).toEqual(after)
        expect(recognize(id, after.token, erasures.erased)).toEqual(after)
        yield* transact(create(id, after.id, 2, after.token))
        yield* erasures.eraseVisitor(id, after.id, '')
        const third = recognize(id, token, erasures.erased)
        expect(new Set([before.id, after.id, third.id]).size).toBe(3)
        expect((yield* Bans).list(id)).toEqual([])
      }),
    ),
  )
})
