import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import { Letters } from '../store/Letters.ts'
import { Requests } from '../store/Requests.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import {
  account,
  attend,
  type Frame,
  type Guest,
  logged,
  onNewYear,
  runActors,
  set,
  settle,
  visit,
} from './testing.ts'

const wait = (time: Parameters<typeof TestClock.adjust>[0]) => Effect.andThen(TestClock.adjust(time), settle)
const said = Effect.map(logged('HoldMessageSent', 'LeadAsked'), (all) => all.map(({ kind }) => kind))
const both = { 'hold.on': true, 'hold.text': 'Минуту', 'lead.on': true, 'lead.text': 'Оставьте контакты' }

/** A guest has asked, Anna is there and says nothing. */
const waiting = (settings: Record<string, boolean | string | number> = both) =>
  Effect.gen(function* () {
    const shop = yield* account(1)
    const anna = shop.operators[1]!
    yield* set(shop.id, settings)
    const desk = yield* attend(shop.id, anna)
    const guest = yield* visit(shop.id)
    yield* settle
    const { conversation } = (yield* guest.send('Есть чай?')).result
    yield* settle
    return { shop, anna, desk, guest, conversation }
  })
const contacts = { name: 'Иван', email: 'ivan@mail.example', phone: '', message: '' }
const lead = (conversation: string, more = {}) => ({
  kind: 'request',
  client: uuidv7(0),
  form: 'lead',
  conversation,
  contacts,
  consent: null,
  trap: '',
  ...more,
})
const heard = ({ socket }: Pick<Guest, 'socket'>, kind: string) => socket.event(kind)?.event

describe('while nobody answers (C6, C7)', () => {
  it.effect('the client is asked to wait, then for his contacts; both sides see it', () =>
    onNewYear(
      Effect.gen(function* () {
        const { desk, guest } = yield* waiting()
        yield* wait('29 seconds')
        expect(yield* said).toEqual([])
        yield* guest.send('Ау?')
        yield* wait('1 second')
        expect(yield* said).toEqual(['HoldMessageSent'])
        expect(heard(guest, 'HoldMessageSent')).toEqual({ kind: 'HoldMessageSent', text: 'Минуту' })
        expect(heard(desk, 'HoldMessageSent')).toEqual({ kind: 'HoldMessageSent', text: 'Минуту' })
        yield* wait('29 seconds')
        expect(yield* said).toEqual(['HoldMessageSent'])
        yield* wait('1 second')
        expect(heard(guest, 'LeadAsked')).toEqual({ kind: 'LeadAsked', text: 'Оставьте контакты' })
        yield* wait('1 hour')
        expect(yield* said).toEqual(['HoldMessageSent', 'LeadAsked'])
      }),
    ),
  )

  it.effect('an answer ends the silence, and the next one begins anew', () =>
    onNewYear(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* waiting()
        yield* wait('20 seconds')
        yield* desk.send(conversation, 'Есть')
        yield* wait('1 hour')
        expect(yield* said).toEqual([])
        yield* guest.send('А какой?')
        yield* wait('30 seconds')
        expect(yield* said).toEqual(['HoldMessageSent'])
      }),
    ),
  )

  it.effect('nothing is said to who is not there; he hears it when he is back', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, guest } = yield* waiting()
        guest.leave()
        yield* wait('20 seconds')
        yield* wait('1 hour')
        expect(yield* said).toEqual([])
        const back = yield* visit(shop.id, guest.id)
        yield* wait('1 second')
        // So late there is no point in asking to wait.
        expect(yield* said).toEqual(['LeadAsked'])
        expect(heard(back, 'LeadAsked')).toBeDefined()
      }),
    ),
  )

  it.effect('nor while nobody could answer soon: the form stands there', () =>
    onNewYear(
      Effect.gen(function* () {
        const { desk } = yield* waiting()
        yield* desk.ask({ kind: 'status', status: 'offline' } as never)
        yield* wait('10 minutes')
        expect(yield* said).toEqual([])
        yield* desk.ask({ kind: 'status', status: 'online' } as never)
        yield* wait('15 seconds')
        expect(yield* said).toEqual(['LeadAsked'])
      }),
    ),
  )

  it.effect('nor where it is off, or the tariff has it not', () =>
    Effect.gen(function* () {
      yield* onNewYear(
        Effect.gen(function* () {
          yield* waiting({ 'hold.on': false })
          yield* wait('1 hour')
          expect(yield* said).toEqual([])
        }),
      )
      yield* onNewYear(
        Effect.gen(function* () {
          yield* waiting()
          yield* wait('1 hour')
          expect(yield* said).toEqual(['HoldMessageSent'])
        }),
        { TARIFF: 'business' },
      )
    }),
  )

  it.effect('it goes on after a restart', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const { shop, anna, guest } = yield* runActors(
        dataDir,
        Effect.tap(waiting(), () => wait('30 seconds')),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          yield* attend(shop.id, anna)
          yield* visit(shop.id, guest.id)
          yield* settle
          expect(yield* said).toEqual(['HoldMessageSent'])
          yield* wait('30 seconds')
          expect(yield* said).toEqual(['HoldMessageSent', 'LeadAsked'])
        }),
      )
    }),
  )
})

describe('a lead (C7)', () => {
  it.effect('is part of the dialogue, listed, and mailed', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* waiting()
        yield* wait('60 seconds')
        const frame = lead(conversation)
        expect((yield* guest.ask(frame)).result).toEqual({ taken: true })
        yield* settle
        expect((yield* guest.ask(frame)).result).toEqual({ taken: true })
        expect(heard(desk, 'LeadLeft')).toMatchObject({ contacts })
        const left = yield* logged('LeadLeft')
        expect(left).toHaveLength(1)
        const { find } = yield* Requests
        expect(find(shop.id, left[0]!.request)).toMatchObject({
          kind: 'lead',
          conversation,
          visitor: guest.id,
        })
        const { list } = yield* Letters
        expect(list(shop.id, null, 9)).toMatchObject([
          { kind: 'lead', replyTo: { address: 'ivan@mail.example', name: 'Иван' } },
        ])
        // Not asked again in this dialogue.
        yield* desk.send(conversation, 'Я тут')
        yield* guest.send('Хорошо')
        yield* wait('10 minutes')
        expect(yield* said).toEqual(['HoldMessageSent', 'LeadAsked', 'HoldMessageSent'])
      }),
    ),
  )

  it.effect('is taken when the dialogue has ended meanwhile, and not where nobody asked for it', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* waiting()
        yield* wait('10 seconds')
        expect(yield* guest.ask(lead(conversation))).toMatchObject({ code: 'unknown' })
        yield* wait('50 seconds')
        const eve = yield* visit(shop.id)
        yield* wait('5 seconds')
        expect(yield* eve.ask(lead(conversation))).toMatchObject({ code: 'unknown' })
        expect(yield* eve.ask(lead(uuidv7(5)))).toMatchObject({ code: 'unknown' })
        yield* desk.ask({ kind: 'close', conversation } as never)
        yield* settle
        expect((yield* guest.ask(lead(conversation))).result).toEqual({ taken: true })
        expect(yield* logged('LeadLeft')).toHaveLength(1)
      }),
    ),
  )
})

describe('a rating (C5)', () => {
  const rate = (conversation: string, stars: number, comment = '') => ({
    kind: 'rate',
    conversation,
    stars,
    comment,
  })

  it.effect('of a dialogue that is over is kept with it, and can be changed for a day', () =>
    onNewYear(
      Effect.gen(function* () {
        const { desk, guest, conversation } = yield* waiting({ 'rating.on': true })
        expect(yield* guest.ask(rate(conversation, 5))).toMatchObject({ code: 'unknown' })
        yield* desk.send(conversation, 'Есть')
        yield* desk.ask({ kind: 'close', conversation } as never)
        yield* settle
        expect((yield* guest.ask(rate(conversation, 4))).result).toEqual({ done: true })
        expect((yield* guest.ask(rate(conversation, 4))).result).toEqual({ done: true })
        expect((yield* guest.ask(rate(conversation, 5, ' Быстро\r\nи ясно '))).result).toEqual({ done: true })
        yield* settle
        expect(
          guest.socket.events.filter(({ event }: Frame) => event.kind === 'ConversationRated'),
        ).toHaveLength(2)
        expect(yield* logged('ConversationRated')).toMatchObject([
          { stream: conversation, stars: 4, comment: '' },
          { stream: conversation, stars: 5, comment: 'Быстро\nи ясно' },
        ])
        yield* wait('25 hours')
        expect(yield* guest.ask(rate(conversation, 1))).toMatchObject({ code: 'closed' })
      }),
    ),
  )

  it.effect('is given by the visitor of that dialogue alone, and where the owner wants it', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, desk, guest, conversation } = yield* waiting({ 'rating.on': true })
        yield* desk.send(conversation, 'Есть')
        const eve = yield* visit(shop.id)
        expect(yield* eve.ask(rate(conversation, 1))).toMatchObject({ code: 'unknown' })
        expect(yield* eve.ask(rate(uuidv7(9), 1))).toMatchObject({ code: 'unknown' })
        yield* set(shop.id, { 'rating.on': false })
        expect(yield* guest.ask(rate(conversation, 5))).toMatchObject({ code: 'closed' })
      }),
    ),
  )
})
