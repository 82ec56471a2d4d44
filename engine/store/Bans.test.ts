import { Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { type BanFields, Bans } from './Bans.ts'
import { Log } from './Log.ts'
import { Operators } from './Operators.ts'
import { Photos } from './Photos.ts'
import { Sessions } from './Sessions.ts'
import { directory } from './testing.ts'
import { Visitors } from './Visitors.ts'

const layer = (dataDir: string) =>
  Layer.mergeAll(Accounts.layer, Bans.layer, Visitors.layer, Operators.layer).pipe(
    Layer.provide(Layer.mergeAll(Sessions.layer, Photos.layer)),
    Layer.provideMerge(Log.layer({ dataDir })),
  )
const run = <A, E>(dataDir: string, program: Effect.Effect<A, E, Accounts | Bans | Log | Visitors>) =>
  Effect.provide(program, layer(dataDir), { local: true })

const register = Effect.fnUntraced(function* (login: string) {
  const { register } = yield* Accounts
  const made = yield* register({
    login,
    email: `${login}@shop.example`,
    password: '-',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    name: 'Консультант',
    licence: forEver('pro'),
    onlyFirst: false,
  })
  if (made.kind !== 'registered') return yield* Effect.die(made)
  return { account: made.account.id, owner: made.operator }
})

const fields = (operator: string, more: Partial<BanFields>): BanFields => ({
  visitor: null,
  address: null,
  reason: '',
  until: null,
  operator,
  ...more,
})

it.effect('keeps out by visitor, by address and by subnet, in this account and in no other', () =>
  Effect.gen(function* () {
    yield* run(
      yield* directory,
      Effect.gen(function* () {
        const { account, owner } = yield* register('shop')
        const other = yield* register('another')
        const bans = yield* Bans
        const told: Array<string | null> = []
        bans.onAdded((_account, { visitor, address }) => told.push(visitor ?? address))
        const barred = (visitor: string | null, address: string | null, of = account) =>
          bans.barring(of, visitor, address) !== null
        expect(barred('v1', '203.0.113.7')).toBe(false)
        yield* bans.add(account, fields(owner, { visitor: 'v1' }))
        yield* bans.add(account, fields(owner, { address: '203.0.113.0/24' }))
        yield* bans.add(account, fields(owner, { address: '2001:db8::1' }))
        yield* bans.add(account, fields(owner, { visitor: 'v2', address: '198.51.100.7' }))
        expect(told).toEqual(['v1', '203.0.113.0/24', '2001:db8::1', 'v2'])
        expect([barred('v1', null), barred('v1', '192.0.2.1'), barred('v3', '192.0.2.1')]).toEqual([
          true,
          true,
          false,
        ])
        expect([barred('v2', '192.0.2.1'), barred('v3', '198.51.100.7')]).toEqual([true, true])
        expect([barred(null, '203.0.113.9'), barred(null, '::ffff:203.0.113.9')]).toEqual([true, true])
        expect([barred(null, '2001:DB8:0::1'), barred(null, '2001:db8::2')]).toEqual([true, false])
        expect(barred(null, 'no address')).toBe(false)
        expect(barred('v1', '203.0.113.9', other.account)).toBe(false)
      }),
    )
  }),
)

it.effect('ends by the clock and stays on the list; lifted, it is gone', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const { account } = yield* run(
      dataDir,
      Effect.gen(function* () {
        const { account, owner } = yield* register('shop')
        const bans = yield* Bans
        const ban = yield* bans.add(account, fields(owner, { visitor: 'v1', until: 1_000 }))
        expect(bans.barring(account, 'v1', null)?.id).toBe(ban.id)
        yield* TestClock.adjust(999)
        expect(bans.barring(account, 'v1', null)).not.toBe(null)
        yield* TestClock.adjust(1)
        expect(bans.barring(account, 'v1', null)).toBe(null)
        expect(bans.list(account)).toEqual([ban])
        // Again, for ever: in the place of what is over.
        const again = yield* bans.add(account, fields(owner, { visitor: 'v1', reason: 'Хамит' }))
        expect(bans.list(account)).toEqual([again])
        return { account, owner }
      }),
    )
    yield* run(
      dataDir,
      Effect.gen(function* () {
        const bans = yield* Bans
        expect(bans.barring(account, 'v1', null)).toMatchObject({ reason: 'Хамит', until: null })
        const [{ id } = { id: '' }] = bans.list(account)
        expect(yield* bans.lift('another', id)).toBe(false)
        expect(yield* bans.lift(account, id)).toBe(true)
        expect(yield* bans.lift(account, id)).toBe(false)
        expect(bans.barring(account, 'v1', null)).toBe(null)
        expect(bans.list(account)).toEqual([])
      }),
    )
  }),
)

it.effect('the list tells the number of a visitor, newest first', () =>
  Effect.gen(function* () {
    yield* run(
      yield* directory,
      Effect.gen(function* () {
        const { account, owner } = yield* register('shop')
        const { create } = yield* Visitors
        const { transact } = yield* Log
        yield* transact(create(account, 'v1', 1042, 'a token'))
        const bans = yield* Bans
        yield* bans.add(account, fields(owner, { visitor: 'v1' }))
        yield* TestClock.adjust(5)
        yield* bans.add(account, fields(owner, { address: '203.0.113.7' }))
        expect(bans.list(account).map(({ number, address }) => number ?? address)).toEqual([
          '203.0.113.7',
          1042,
        ])
      }),
    )
  }),
)

it.effect('what cannot be written holds nobody, and is not told', () =>
  Effect.gen(function* () {
    yield* run(
      yield* directory,
      Effect.gen(function* () {
        const { account, owner } = yield* register('shop')
        const bans = yield* Bans
        const { db } = yield* Log
        let told = 0
        bans.onAdded(() => told++)
        db.pragma('query_only = ON')
        const failed = yield* Effect.flip(bans.add(account, fields(owner, { visitor: 'v1' })))
        db.pragma('query_only = OFF')
        expect(failed._tag).toBe('StoreUnavailable')
        expect(bans.barring(account, 'v1', null)).toBe(null)
        expect(told).toBe(0)
      }),
    )
  }),
)
