/** A3, A4: what consoles and visitors notice when an account may use something else than a moment before. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { forEver } from '../domain/licence.ts'
import { features } from '../domain/tariff.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { Accounts } from '../store/Accounts.ts'
import { Licences } from '../store/Licences.ts'
import { it } from '../testing.ts'
import {
  account,
  attend,
  type Frame,
  type Guest,
  logged,
  moment,
  onNewYear,
  set,
  settle,
  visit,
} from './testing.ts'

const day = 86_400_000
const newYear = Date.UTC(2026, 0, 1)
const onTrial = (program: Parameters<typeof onNewYear>[0]) => onNewYear(program, { TARIFF: 'trial' })
const watch = { kind: 'watch', watching: true }
const business = features.filter(
  (feature) => !['leads', 'crm', 'identity', 'branding', 'consultationCode'].includes(feature),
)
const shown = (guest: Guest): Frame => guest.socket.last('invitation')?.invitation ?? null

/** Time goes by, in which nothing happens. */
const untilEnd = Effect.gen(function* () {
  yield* settle
  yield* TestClock.adjust(5 * day - ((yield* now) - newYear))
  yield* moment
})
const now = Effect.clockWith((clock) => Effect.sync(() => clock.currentTimeMillisUnsafe()))

describe('when a trial ends', () => {
  it.effect('open consoles hear of it, and see of visitors no more than Personal has', () =>
    onTrial(
      Effect.gen(function* () {
        const { id, operators } = yield* account()
        yield* TestClock.adjust(5 * day - 60_000)
        yield* settle
        const { socket, ask } = yield* attend(id, operators[0])
        expect(socket.heard[0].result).toMatchObject({
          licence: { tariff: 'business', until: newYear + 5 * day, trial: true },
          features: business,
        })
        yield* ask(watch)
        const guest = yield* visit(id)
        yield* moment
        expect(socket.of('visitors').flatMap(({ rows = [] }) => rows)).toMatchObject([{ id: guest.id }])
        yield* untilEnd
        expect(socket.of('licence')).toEqual([
          { kind: 'licence', licence: { tariff: 'personal', until: null, trial: false }, features: [] },
        ])
        const last = socket.heard.findLastIndex(({ reset }) => reset === true)
        expect(socket.heard.slice(last).flatMap(({ rows = [] }) => rows)).toEqual([])
        expect(socket.last('present').visitors).toBe(0)
        const invite = { kind: 'invite', visitor: guest.id, text: null }
        expect(yield* ask(invite)).toMatchObject({ code: 'locked' })
        // Nothing of it was lost.
        const licences = yield* Licences
        yield* licences.give(id, forEver('pro'), 'root')
        yield* moment
        expect(socket.last('licence').features).toEqual([...features])
        expect(socket.of('visitors').at(-1).rows).toMatchObject([{ id: guest.id, address: '203.0.113.7' }])
      }),
    ),
  )

  it.effect(
    'visitors who were to be invited are not; with another licence those who are there still are',
    () =>
      onTrial(
        Effect.gen(function* () {
          const { id, operators } = yield* account()
          yield* set(id, { 'invitation.automatic': true, 'invitation.delay': 120 })
          yield* TestClock.adjust(5 * day - 60_000)
          yield* settle
          yield* attend(id, operators[0])
          const guest = yield* visit(id)
          yield* untilEnd
          yield* TestClock.adjust('5 minutes')
          yield* settle
          expect(shown(guest)).toBeNull()
          expect(yield* logged('InvitationSent')).toEqual([])
          yield* (yield* Licences).give(id, forEver('business'), 'root')
          yield* settle
          yield* TestClock.adjust('1 seconds')
          yield* settle
          expect(shown(guest)).not.toBeNull()
        }),
      ),
  )

  it.effect('other accounts notice nothing', () =>
    onTrial(
      Effect.gen(function* () {
        const shop = yield* account()
        const other = yield* account()
        yield* (yield* Licences).give(other.id, forEver('pro'), 'root')
        yield* TestClock.adjust(5 * day - 60_000)
        yield* settle
        const [anna, boris] = [
          yield* attend(shop.id, shop.operators[0]),
          yield* attend(other.id, other.operators[0]),
        ]
        yield* untilEnd
        expect(anna.socket.of('licence').length).toBe(1)
        expect(boris.socket.of('licence')).toEqual([])
      }),
    ),
  )
})

describe('an account that is blocked', () => {
  it.effect('leaves the pages of its sites at once, and what was said stays', () =>
    onNewYear(
      Effect.gen(function* () {
        const accounts = yield* Accounts
        const { id, operators } = yield* account()
        const other = yield* account()
        const { socket } = yield* attend(id, operators[0])
        const [guest, idle, stranger] = [yield* visit(id), yield* visit(id), yield* visit(other.id)]
        yield* guest.send('Hello')
        yield* accounts.block(id, true)
        yield* settle
        const { unknownAccount, noSite } = closeCodes
        expect([guest, idle, stranger].map(({ socket }) => socket.closeCode)).toEqual([
          unknownAccount,
          unknownAccount,
          null,
        ])
        // Whoever was on his way in while it was blocked.
        expect((yield* visit(id, guest.id)).socket.closeCode).toBe(noSite)
        yield* accounts.block(id, false)
        const back = yield* visit(id, guest.id)
        yield* settle
        expect(back.socket.texts).toEqual(['Hello'])
        expect(socket.texts).toEqual(['Hello'])
      }),
    ),
  )
})
