import { Clock, Effect, Layer } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Config, parse } from '../config/Config.ts'
import { firstLicence, forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { Licences } from './Licences.ts'
import { Log } from './Log.ts'
import { Sessions } from './Sessions.ts'
import { directory } from './testing.ts'

const day = 86_400_000
const newYear = Date.UTC(2026, 0, 1)

/** One run of the engine. */
const run = <A, E>(
  dataDir: string,
  program: Effect.Effect<A, E, Accounts | Licences | Log>,
  settings: Record<string, string> = {},
) =>
  Effect.provide(
    program,
    Layer.merge(Licences.layer, Accounts.layer).pipe(
      Layer.provide(Sessions.layer),
      Layer.provideMerge(Log.layer({ dataDir })),
      Layer.provide(Layer.effect(Config, parse(settings))),
    ),
    { local: true },
  )

const register = Effect.fnUntraced(function* (login: string, licence = firstLicence('trial', newYear)) {
  const made = yield* (yield* Accounts).register({
    login,
    email: `${login}@shop.example`,
    password: '-',
    language: 'ru',
    timeZone: 'UTC',
    name: 'Консультант',
    licence,
    onlyFirst: false,
  })
  return made.kind === 'registered' ? made.account.id : yield* Effect.die(made)
})
const of = (account: string) => Effect.map(Licences, (licences) => licences.of(account))
/** Real turns of the loop, for commits. */
const turns = Effect.promise(async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
})
const pass = (time: `${number} ${'days' | 'millis' | 'minutes'}`) =>
  Effect.andThen(TestClock.adjust(time), turns)
/** Says another time than it is; what is waited for comes in its time all the same. */
const wrongClock = (wrong: { readonly by: number }) =>
  Effect.clockWith((clock) => {
    const now = () => clock.currentTimeMillisUnsafe() + wrong.by
    const another: Clock.Clock = {
      ...clock,
      currentTimeMillisUnsafe: now,
      currentTimeMillis: Effect.sync(now),
    }
    return Effect.succeed(another)
  })
const trial = { tariff: 'business', until: newYear + 5 * day, trial: true } as const
const fallen = { tariff: 'personal', until: null, trial: false, ended: trial } as const

/** A run of the engine from the new year on, with a shop on its trial; `heard`: whose licence became another. */
const onTrial = <A, E>(
  program: (found: {
    readonly shop: string
    readonly heard: ReadonlyArray<string>
    readonly licences: Licences['Service']
  }) => Effect.Effect<A, E, Accounts | Licences | Log>,
) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(newYear)
    const all = Effect.gen(function* () {
      const licences = yield* Licences
      const heard: Array<string> = []
      licences.onChanged((account) => heard.push(account))
      return yield* program({ shop: yield* register('shop'), heard, licences })
    })
    return yield* run(yield* directory, all)
  })

describe('a trial', () => {
  it.effect(
    'has everything of Business for five days to the millisecond, then Personal, and says so once',
    () =>
      onTrial(
        Effect.fnUntraced(function* ({ shop, heard, licences }) {
          expect(yield* of(shop)).toMatchObject({ ...trial, ended: null })
          expect(licences.includes(shop, 'invitations')).toBe(true)
          expect(licences.includes(shop, 'leads')).toBe(false)
          yield* pass('5 days')
          yield* TestClock.setTime(newYear + 5 * day - 1)
          yield* pass('1 millis')
          expect(yield* of(shop)).toMatchObject(fallen)
          expect(licences.features(shop)).toEqual([])
          expect(heard).toEqual([shop])
          yield* pass('2 days')
          expect(heard).toEqual([shop])
        }),
      ),
  )

  it.effect('ends on time also when it ends while the engine is down', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(newYear)
      const shop = yield* run(dataDir, register('shop'))
      yield* TestClock.setTime(newYear + 2 * day)
      expect(yield* run(dataDir, of(shop))).toMatchObject(trial)
      yield* TestClock.setTime(newYear + 6 * day)
      expect(yield* run(dataDir, of(shop))).toMatchObject(fallen)
    }),
  )

  it.effect('that a clock in the future ended holds again when the clock is right, and ends on time', () =>
    Effect.gen(function* () {
      const wrong = { by: 0 }
      const program = onTrial(
        Effect.fnUntraced(function* ({ shop, heard }) {
          wrong.by = 365 * day
          yield* pass('1 minutes')
          expect([yield* of(shop), heard]).toMatchObject([fallen, [shop]])
          wrong.by = 0
          yield* pass('1 minutes')
          expect([yield* of(shop), heard]).toMatchObject([{ ...trial, ended: null }, [shop, shop]])
          yield* pass('4 days')
          expect(yield* of(shop)).toMatchObject(trial)
          yield* pass('1 days')
          expect([yield* of(shop), heard]).toMatchObject([fallen, [shop, shop, shop]])
        }),
      )
      yield* Effect.provideService(program, Clock.Clock, yield* wrongClock(wrong))
    }),
  )

  it.effect('holds again also when the clock is set right while the engine is down', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(newYear)
      const shop = yield* run(dataDir, register('shop'))
      yield* TestClock.setTime(newYear + 30 * day)
      expect(yield* run(dataDir, of(shop))).toMatchObject(fallen)
      yield* TestClock.setTime(newYear + day)
      expect(yield* run(dataDir, of(shop))).toMatchObject({ ...trial, ended: null })
      yield* TestClock.setTime(newYear + 6 * day)
      expect(yield* run(dataDir, of(shop))).toMatchObject(fallen)
    }),
  )

  it.effect('begun by a clock that was ten years ahead has five days, not ten years', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      yield* TestClock.setTime(newYear)
      const shop = yield* run(dataDir, register('shop', firstLicence('trial', newYear + 3_650 * day)))
      expect(yield* run(dataDir, of(shop))).toMatchObject(trial)
    }),
  )

  it.effect('does not end while the end cannot be written, and does as soon as it can', () =>
    onTrial(
      Effect.fnUntraced(function* ({ shop, heard }) {
        const { db } = yield* Log
        yield* TestClock.setTime(newYear + 5 * day - 60_000)
        db.pragma('query_only = ON')
        yield* pass('2 minutes')
        expect([yield* of(shop), heard]).toMatchObject([trial, []])
        db.pragma('query_only = OFF')
        yield* pass('2 minutes')
        expect([yield* of(shop), heard]).toMatchObject([fallen, [shop]])
      }),
    ),
  )

  it.effect('a clock that is set forward is noticed within a minute', () =>
    onTrial(
      Effect.fnUntraced(function* ({ shop }) {
        const other = yield* register('other', forEver('pro'))
        yield* pass('1 minutes')
        yield* TestClock.setTime(newYear + 30 * day)
        yield* pass('1 minutes')
        expect(yield* of(shop)).toMatchObject(fallen)
        expect(yield* of(other)).toMatchObject({ tariff: 'pro', ended: null })
      }),
    ),
  )
})

describe('a licence that is given', () => {
  it.effect('takes the place of what there was, at once and for its time; what there was stays known', () =>
    onTrial(
      Effect.fnUntraced(function* ({ shop, licences }) {
        const { db } = yield* Log
        const paid = { tariff: 'pro', until: newYear + 1_000, trial: false } as const
        yield* licences.give(shop, paid, 'root')
        yield* turns
        expect(yield* of(shop)).toMatchObject({ ...paid, ended: null })
        // Sooner than anything that was waited for.
        yield* pass('1000 millis')
        expect(yield* of(shop)).toMatchObject({ tariff: 'personal', ended: paid })
        yield* licences.give(shop, forEver('business'), 'root')
        expect(yield* of(shop)).toMatchObject({ tariff: 'business', until: null, ended: null })
        const rows = db.prepare('SELECT tariff, given_by, over_at FROM licences ORDER BY id').all()
        expect(rows).toEqual([
          { tariff: 'business', given_by: '', over_at: newYear },
          { tariff: 'pro', given_by: 'root', over_at: newYear + 1_000 },
          { tariff: 'business', given_by: 'root', over_at: null },
        ])
        // The trial would last for days yet, and does not come back.
        yield* pass('2 minutes')
        expect(yield* of(shop)).toMatchObject({ tariff: 'business', until: null })
      }),
    ),
  )
})

describe('accounts from before there were licences', () => {
  const had = [
    [{}, 'pro'],
    [{ TARIFF: 'business' }, 'business'],
    [{ TARIFF: 'personal' }, 'personal'],
    // New ones begin with a trial; these have been here before.
    [{ TARIFF: 'trial' }, 'pro'],
  ] as const
  for (const [settings, tariff] of had) {
    it.effect(`under ${JSON.stringify(settings)} keep ${tariff} for ever`, () =>
      Effect.gen(function* () {
        const dataDir = yield* directory
        const shop = yield* run(dataDir, register('shop'))
        yield* run(
          dataDir,
          Effect.map(Log, ({ db }) => db.exec('DELETE FROM licences')),
        )
        yield* run(dataDir, Effect.void, settings)
        const standing = yield* run(dataDir, of(shop), { TARIFF: 'trial' })
        expect(standing).toMatchObject({ tariff, until: null, ended: null })
      }),
    )
  }
})
