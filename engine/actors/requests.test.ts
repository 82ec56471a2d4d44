import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import type { Contacts } from '../domain/request.ts'
import { Letters } from '../store/Letters.ts'
import { Requests } from '../store/Requests.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import {
  account,
  attend,
  eventually,
  type Guest,
  logged,
  onNewYear,
  runActors,
  set,
  settle,
  visit,
  withoutDisk,
} from './testing.ts'

const ivan: Contacts = { name: 'Иван', email: 'Ivan@Mail.example', phone: '', message: 'Есть ли чай?' }
const form = (more: Record<string, unknown> = {}) => ({
  kind: 'request',
  client: uuidv7(0),
  form: 'offline',
  conversation: null,
  contacts: ivan,
  consent: null,
  trap: '',
  ...more,
})
const soon = TestClock.adjust('5 seconds')
/** Somebody on the site for long enough. */
const guestOf = Effect.fnUntraced(function* (of: string, from = '203.0.113.7') {
  const guest = yield* visit(of, null, {}, undefined, from)
  yield* soon
  return guest
})
const sent = logged('OfflineMessageSent')

describe('an offline message (C9)', () => {
  it.effect(
    'is on disk before it is acknowledged, listed, and mailed so that the answer goes to the client',
    () =>
      onNewYear(
        Effect.gen(function* () {
          const shop = yield* account()
          const guest = yield* guestOf(shop.id)
          expect((yield* guest.ask(form())).result).toEqual({ taken: true })
          const [event] = yield* sent
          expect(event).toMatchObject({
            stream: guest.id,
            page: { url: 'https://shop.example/tea', title: 'Tea' },
            contacts: { ...ivan, email: 'ivan@mail.example' },
            consent: null,
          })
          yield* settle
          const { find } = yield* Requests
          expect(find(shop.id, event.request)).toMatchObject({
            kind: 'offline',
            visitor: guest.id,
            name: 'Иван',
          })
          const { list } = yield* Letters
          expect(list(shop.id, null, 9)).toMatchObject([
            {
              kind: 'offlineMessage',
              to: { address: 'shop1@example.com' },
              replyTo: { address: 'ivan@mail.example', name: 'Иван' },
              subject: 'Онлайн консультант: сообщение с сайта https://shop.example/tea',
            },
          ])
        }),
      ),
  )

  it.effect('sent twice is one, however fast, and over a restart', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const frame = form()
      const before = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const shop = yield* account()
          const guest = yield* guestOf(shop.id)
          const both = yield* Effect.all([guest.ask(frame), guest.ask(frame)], { concurrency: 2 })
          // The second one is asked to come again: the first is not on disk yet.
          expect(both).toMatchObject([{ result: { taken: true } }, { code: 'busy', temporary: true }])
          yield* settle
          expect((yield* guest.ask(frame)).result).toEqual({ taken: true })
          return { shop, guest }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const guest = yield* visit(before.shop.id, before.guest.id)
          expect((yield* guest.ask(frame)).result).toEqual({ taken: true })
          expect(yield* sent).toHaveLength(1)
        }),
      )
    }),
  )

  it.effect('that cannot be written is not acknowledged, and goes the next time', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* guestOf(shop.id)
        const frame = form()
        expect(yield* withoutDisk(guest.ask(frame))).toMatchObject({ code: 'notSent', temporary: true })
        expect((yield* guest.ask(frame)).result).toEqual({ taken: true })
        expect(yield* sent).toHaveLength(1)
        const { list } = yield* Letters
        expect(list(shop.id, null, 9)).toHaveLength(1)
      }),
    ),
  )

  it.effect('has what is asked for, and nothing else; what is wrong is said at its field', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account()
        yield* set(shop.id, { 'offline.phone': true, 'offline.name': false, 'consent.on': true })
        const guest = yield* guestOf(shop.id)
        const empty = { name: '', email: 'a@b, c@d.example', phone: '12', message: ' ' }
        expect((yield* guest.ask(form({ contacts: empty }))).result).toEqual({
          problems: { email: 'malformed', phone: 'malformed', message: 'required', consent: 'required' },
        })
        const phoned = { ...ivan, phone: '+7 (912) 345-67-89' }
        const old = form({ contacts: phoned, consent: 'of yesterday' })
        expect((yield* guest.ask(old)).result).toEqual({ taken: true })
        const { version } = guest.socket.heard[0].result.settings.consent
        yield* guest.ask(form({ contacts: phoned, consent: version }))
        const at = Date.UTC(2026, 0, 1) + 5_000
        const words = { text: 'Согласие на обработку персональных данных', link: '' }
        expect(yield* sent).toMatchObject([
          {
            contacts: { name: '', phone: '+7 (912) 345-67-89' },
            consent: { version: 'of yesterday', at, words: null },
          },
          { consent: { version, at, words } },
        ])
      }),
    ),
  )

  it.effect('is none where the owner wants none', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account()
        yield* set(shop.id, { 'offline.on': false })
        const guest = yield* guestOf(shop.id)
        expect(yield* guest.ask(form())).toMatchObject({ code: 'closed', temporary: false })
      }),
    ),
  )
})

describe('programs that fill forms', () => {
  const ask = (guest: Guest, more = {}) => guest.ask(form(more))

  it.effect('fill what no person sees, and come at once', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* visit(shop.id)
        expect(yield* ask(guest)).toMatchObject({ code: 'busy', temporary: true })
        yield* soon
        expect((yield* ask(guest, { trap: 'https://spam.example' })).result).toEqual({
          problems: { trap: 'wrong' },
        })
        expect((yield* ask(guest)).result).toEqual({ taken: true })
      }),
    ),
  )

  it.effect('are held up; a wrong field takes nothing from the rate', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account()
        const guest = yield* guestOf(shop.id)
        yield* ask(guest, { contacts: { ...ivan, email: '' } })
        expect((yield* ask(guest)).result).toEqual({ taken: true })
        expect((yield* ask(guest)).result).toEqual({ taken: true })
        expect(yield* ask(guest)).toMatchObject({ code: 'rate', temporary: true })
        const other = yield* guestOf(shop.id)
        expect((yield* ask(other)).result).toEqual({ taken: true })
        yield* TestClock.adjust('1 hour')
        expect((yield* ask(guest)).result).toEqual({ taken: true })
      }),
      { LIMIT_REQUESTS_PER_HOUR: '2' },
    ),
  )
})

describe('consoles', () => {
  it.effect('are told how many nobody has processed: of the sites they serve, the administrator of all', () =>
    onNewYear(
      Effect.gen(function* () {
        const shop = yield* account(1)
        const [owner, anna] = shop.operators as readonly [string, string]
        const sites = yield* Sites
        yield* sites.add(shop.id, {
          address: 'https://shop.example/tea',
          description: '',
          language: 'ru',
          everybody: false,
          operators: [owner],
          departments: [],
        })
        const guest = yield* guestOf(shop.id)
        yield* guest.ask(form())
        yield* settle
        const [hers, his] = [yield* attend(shop.id, anna), yield* attend(shop.id, owner)]
        expect([hers, his].map(({ socket }) => socket.heard[0].result.requests)).toEqual([0, 1])
        guest.say({ kind: 'page', page: { url: 'https://shop.example/mugs', title: 'Mugs' } })
        yield* guest.ask(form())
        yield* eventually('the second', () => his.socket.last('requests')?.count === 2)
        expect(hers.socket.last('requests').count).toBe(1)
        const { process } = yield* Requests
        const [first] = yield* sent
        yield* process(shop.id, first.request, owner, true)
        yield* eventually('one less', () => his.socket.last('requests').count === 1)
        expect(hers.socket.last('requests').count).toBe(1)
      }),
    ),
  )
})
