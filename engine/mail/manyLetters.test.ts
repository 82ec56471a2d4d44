import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { passwordReset } from './letters/account.ts'
import { mostAtOnce } from './Pace.ts'
import { account, letter, relayAt, start } from './Sender.testing.ts'
import { shareOfOne } from './Turns.ts'
import { eventually, type TestRelay, testRelay } from './testRelay.ts'

const slowly = 'slow@mail.example'
const to = (address: string, of = 'a1') => letter({ account: of, to: { name: '', address } })
const got = (relay: TestRelay, id: string) =>
  relay.received.filter(({ mail }) => mail.messageId === `<${id}@our.example>`).length

/** An engine whose relay has taken one letter already. */
const warm = Effect.fnUntraced(function* (relay: TestRelay, patience?: number) {
  const engine = yield* start(yield* directory, relayAt(relay.port), patience)
  const first = yield* engine.put(to('first@mail.example'))
  yield* eventually(() => engine.state(first) === 'sent', 'the first')
  const putMany = (many: number, address: string, of?: string) =>
    engine.log.transact(() => Array.from({ length: many }, () => engine.letters.put(to(address, of))))
  return { ...engine, putMany }
})

describe('many letters of one account', () => {
  it.effect('to a recipient that is slow keep neither another account nor a new password waiting', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.slow.add(slowly)
      const { put, putMany, state, letters } = yield* warm(relay)
      yield* putMany(1_000, slowly)
      yield* eventually(() => relay.held() === shareOfOne, 'its share under way')
      const other = yield* put(to('owner@shop.example', 'a2'))
      yield* eventually(() => state(other) === 'sent', 'another account’s')
      const reset = yield* put(passwordReset(account))
      yield* eventually(() => state(reset) === 'sent', 'a new password')
      expect([relay.held(), letters.waiting()]).toEqual([shareOfOne, 1_000])
      relay.release()
    }),
  )

  it.effect('of several accounts leave a place for a new password', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.slow.add(slowly)
      const { put, putMany, state } = yield* warm(relay)
      for (const of of ['a1', 'a2', 'a3', 'a4']) yield* putMany(9, slowly, of)
      yield* eventually(() => relay.held() === mostAtOnce - 1, 'all places but one')
      const reset = yield* put(passwordReset(account))
      yield* eventually(() => state(reset) === 'sent', 'a new password')
      expect(relay.held()).toBe(mostAtOnce - 1)
      relay.release()
    }),
  )

  it.effect('the first of which is slow do not keep a new password waiting either', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.slow.add(slowly)
      const { put, state } = yield* start(yield* directory, relayAt(relay.port))
      for (let n = 0; n < 3; n++) yield* put(to(slowly))
      yield* eventually(() => relay.held() === 1, 'one under way')
      const reset = yield* put(passwordReset(account))
      yield* eventually(() => state(reset) === 'sent', 'a new password')
      relay.release()
    }),
  )

  it.effect(
    'to a recipient of whom the relay never says anything are each tried later; it does not count as down',
    () =>
      Effect.gen(function* () {
        const relay = yield* testRelay()
        relay.slow.add(slowly)
        const { put, putMany, state, tries, letters, sender } = yield* warm(relay, 1_500)
        const ids = yield* putMany(3, slowly)
        yield* eventually(() => ids.every((id) => tries(id) === 1), 'each tried once')
        expect(sender.relay().kind).toBe('working')
        expect(letters.find('a1', ids[0]!)).toMatchObject({ state: 'waiting', error: 'Timeout' })
        const other = yield* put(to('owner@shop.example', 'a2'))
        yield* eventually(() => state(other) === 'sent', 'another account’s')
        relay.release()
        yield* TestClock.adjust('1 minute')
        yield* eventually(() => letters.waiting() === 0, 'all')
      }),
  )

  it.effect('to a recipient that is refused for now delay nobody, and come again in time', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { put, putMany, state, tries, letters } = yield* warm(relay)
      relay.refuses.recipient = '450 4.2.0 Greylisted'
      const ids = yield* putMany(22, 'grey@mail.example')
      yield* eventually(() => ids.every((id) => tries(id) === 1), 'each tried once')
      relay.refuses.recipient = null
      const other = yield* put(to('owner@shop.example', 'a2'))
      yield* eventually(() => state(other) === 'sent', 'another account’s')
      expect(letters.waiting()).toBe(22)
      yield* TestClock.adjust('1 minute')
      yield* eventually(() => letters.waiting() === 0, 'all')
      expect(ids.map((id) => got(relay, id))).toEqual(ids.map(() => 1))
    }),
  )

  it.effect('go out once each, whatever comes and is pressed meanwhile', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.slow.add(slowly)
      const { put, putMany, state, letters, sender } = yield* warm(relay)
      const slow = yield* put(to(slowly))
      yield* eventually(() => relay.held() === 1, 'under way')
      const ids = [slow]
      for (const of of ['a1', 'a2', 'a3']) ids.push(...(yield* putMany(22, 'owner@shop.example', of)))
      for (let n = 0; n < 3; n++) expect(yield* sender.sendNow('a1', slow)).toBe(true)
      yield* eventually(() => letters.waiting() === 1, 'all but the slow one')
      // What is read anew has it still.
      yield* TestClock.adjust('2 hours')
      ids.push(yield* put(to('owner@shop.example', 'a4')))
      yield* eventually(() => state(ids.at(-1)!) === 'sent', 'one more')
      expect(relay.held()).toBe(1)
      relay.release()
      yield* eventually(() => letters.waiting() === 0, 'the slow one')
      expect(ids.map((id) => got(relay, id))).toEqual(ids.map(() => 1))
      expect(sender.counted).toEqual({ sent: 1 + ids.length, failed: 0 })
    }),
  )
})

describe('a relay', () => {
  it.effect('that goes down with several under way is asked with one after each pause', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.slow.add(slowly)
      const { putMany, letters, sender } = yield* warm(relay)
      for (const of of ['a1', 'a2', 'a3']) yield* putMany(4, slowly, of)
      yield* eventually(() => relay.held() === mostAtOnce - 1, 'several under way')
      relay.refuses.recipient = '421 4.3.2 Shutting down'
      const before = relay.connections()
      relay.release()
      yield* eventually(() => sender.relay().kind === 'failing', 'down')
      expect(relay.connections()).toBe(before)
      const nextAt = () => {
        const state = sender.relay()
        return state.kind === 'failing' ? state.nextAt : 0
      }
      for (const pause of ['10 seconds', '20 seconds', '40 seconds'] as const) {
        const [asked, at] = [relay.connections(), nextAt()]
        yield* TestClock.adjust(pause)
        yield* eventually(() => nextAt() > at, 'asked')
        expect(relay.connections()).toBe(asked + 1)
      }
      relay.refuses.recipient = null
      yield* TestClock.adjust('80 seconds')
      yield* eventually(() => letters.waiting() === 0, 'all')
      expect(new Set(relay.received.map(({ mail }) => mail.messageId)).size).toBe(13)
      expect(relay.received).toHaveLength(13)
    }),
  )

  it.effect('that bears only two connections gets all, and never counts as down', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay(0, null, 2)
      relay.slow.add(slowly)
      const { putMany, letters, sender } = yield* warm(relay)
      for (const of of ['a1', 'a2', 'a3']) yield* putMany(4, slowly, of)
      const refused = () => letters.list(null, null, 99).filter(({ error }) => error === 'relay').length
      yield* eventually(() => relay.held() === 2 && refused() === 2, 'two under way, two refused')
      relay.release()
      yield* eventually(() => letters.waiting() === 2, 'all but those that were refused')
      yield* TestClock.adjust('10 seconds')
      yield* eventually(() => letters.waiting() === 0, 'all')
      expect(relay.received).toHaveLength(13)
      expect(sender.relay().kind).toBe('working')
    }),
  )
})

it.effect('a clock that stood in the future: when it is right again letters go as before', () =>
  Effect.gen(function* () {
    const relay = yield* testRelay()
    yield* TestClock.setTime(30 * 86_400_000)
    const { put, state, tries } = yield* warm(relay)
    yield* TestClock.setTime(0)
    relay.refuses.recipient = '450 4.2.0 Greylisted'
    const id = yield* put(to('grey@mail.example'))
    yield* eventually(() => tries(id) === 1, 'tried')
    relay.refuses.recipient = null
    yield* TestClock.adjust('1 minute')
    yield* eventually(() => state(id) === 'sent', 'tried again in time')
  }),
)
