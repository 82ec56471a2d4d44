/**
 * Licences: what each account may use now. One that ends falls to Personal by itself. The end is written down, and taken
 * back when the clock turns out to stand before it: then it stood in the future when that was written.
 */
import { Clock, Context, Effect, Latch, Layer } from 'effect'
import { Config } from '../config/Config.ts'
import { canary } from '../domain/canary.ts'
import { forEver, type Licence, personal, trialLength } from '../domain/licence.ts'
import { type Feature, features, featuresOf, type Tariff, tariffs } from '../domain/tariff.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { writeLicence } from './writeLicence.ts'

/** How an account stands. */
export interface Standing extends Licence {
  readonly features: ReadonlySet<Feature>
  /** What it had before it fell to Personal; null while something holds. */
  readonly ended: Licence | null
}

interface Row {
  readonly tariff: Tariff
  readonly trial: number
  readonly until: number | null
  readonly over_at: number | null
}
type Account = { readonly account: string }

/** A clock may be set while we sleep, so nobody sleeps for long. */
const mostSleep = 60_000

/** One object for all accounts of a tariff. */
const sets = new Map(tariffs.map((tariff) => [tariff, new Set(featuresOf(tariff))] as const))

const licence = ({ tariff, trial, until }: Row): Licence => ({ tariff, trial: trial === 1, until })
const standing = (row: Row | undefined): Standing => {
  const holds = row?.over_at === null ? licence(row) : personal
  const ended = row === undefined || row.over_at === null ? null : licence(row)
  return { ...holds, features: sets.get(holds.tariff)!, ended }
}

export class Licences extends Context.Service<
  Licences,
  {
    /** Once read, one look into a map. */
    readonly of: (account: string) => Standing
    readonly includes: (account: string, feature: Feature) => boolean
    /** In the order of the matrix. */
    readonly features: (account: string) => ReadonlyArray<Feature>
    /** `by`: login of who gives it; empty: the instance. */
    readonly give: (account: string, licence: Licence, by: string) => Effect.Effect<void, StoreUnavailable>
    /** Called after the commit: given, fallen, or back. */
    readonly onChanged: (listener: (account: string) => void) => void
  }
>()('engine/store/Licences') {
  static readonly layer = Layer.effect(
    Licences,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const { tariff: beginning } = yield* Config
      const clock = yield* Clock.Clock
      const known = new Map<string, Standing>()
      const listeners: Array<(account: string) => void> = []
      /** Open: something may end sooner than was thought. */
      const sooner = yield* Latch.make()

      const newest = db.prepare<[string], Row>(
        'SELECT tariff, trial, until, over_at FROM licences WHERE account = ? ORDER BY id DESC LIMIT 1',
      )
      const unlicensed = db.prepare<[string], { readonly id: string }>(
        `SELECT id FROM accounts
         WHERE id <> ? AND NOT EXISTS (SELECT 1 FROM licences WHERE account = accounts.id)`,
      )
      const nextEnd = db
        .prepare('SELECT min(until) FROM licences WHERE over_at IS NULL AND until IS NOT NULL')
        .pluck()
      const endings = db.prepare<[number], Account>(
        'SELECT account FROM licences WHERE over_at IS NULL AND until <= ?',
      )
      const end = db.prepare<[number, number]>(
        'UPDATE licences SET over_at = ? WHERE over_at IS NULL AND until <= ?',
      )
      /** The newest of its account, with nothing in its place. */
      const endedEarly = `over_at IS NOT NULL AND until > ?
        AND NOT EXISTS (SELECT 1 FROM licences newer WHERE newer.account = licences.account AND newer.id > licences.id)`
      const early = db.prepare<[number], Account>(`SELECT account FROM licences WHERE ${endedEarly}`)
      const revive = db.prepare<[number]>(`UPDATE licences SET over_at = NULL WHERE ${endedEarly}`)
      const long = db.prepare<[number], Account>(
        'SELECT account FROM licences WHERE over_at IS NULL AND until > ? AND trial = 1',
      )
      const shorten = db.prepare<[number, number]>(
        'UPDATE licences SET until = ? WHERE over_at IS NULL AND until > ? AND trial = 1',
      )

      const of = (account: string): Standing => {
        let found = known.get(account)
        if (found === undefined) known.set(account, (found = standing(newest.get(account))))
        return found
      }
      const changed = (accounts: ReadonlyArray<string>) => {
        for (const account of accounts) known.delete(account)
        for (const account of accounts) for (const listener of listeners) listener(account)
      }

      /** Accounts from before there were licences keep what the whole instance had. */
      const bringAlong = (tariff: Tariff) => {
        const without = unlicensed.all(canary.account)
        if (without.length === 0) return Effect.void
        const now = clock.currentTimeMillisUnsafe()
        return Effect.orDie(
          transact(() => {
            for (const { id } of without) writeLicence(db, id, forEver(tariff), '', now)
          }),
        )
      }

      /** What is over falls, what is not over yet holds again; a trial that a wrong clock made too long is cut. */
      const sweep = Effect.suspend(() => {
        const now = clock.currentTimeMillisUnsafe()
        const most = now + trialLength
        const accounts = [...endings.all(now), ...early.all(now), ...long.all(most)].map(
          ({ account }) => account,
        )
        if (accounts.length === 0) return Effect.void
        const write = transact(() => {
          end.run(now, now)
          revive.run(now)
          shorten.run(most, most)
        })
        return Effect.map(write, () => changed(accounts))
      }).pipe(Effect.uninterruptible)
      const quietly = Effect.catchCause(sweep, (cause) =>
        Effect.logWarning('Licences could not be looked through', cause),
      )
      const rest = Effect.suspend(() => {
        const next = nextEnd.get() as number | null
        const millis = next === null ? 0 : next - clock.currentTimeMillisUnsafe()
        // What is overdue could not be written, and is tried again in a while.
        return Effect.sleep(millis > 0 ? Math.min(mostSleep, millis) : mostSleep)
      })
      const watch = Effect.gen(function* () {
        yield* Effect.raceFirst(rest, sooner.await)
        sooner.closeUnsafe()
        yield* quietly
      })

      yield* bringAlong(beginning === 'trial' ? 'pro' : beginning)
      // Before anybody is let in: what ended while the engine was down has ended.
      yield* quietly
      yield* Effect.forkScoped(Effect.forever(watch))

      return Licences.of({
        of,
        includes: (account, feature) => of(account).features.has(feature),
        features: (account) => features.filter((feature) => of(account).features.has(feature)),
        give: (account, wanted, by) =>
          transact(() => writeLicence(db, account, wanted, by, clock.currentTimeMillisUnsafe())).pipe(
            Effect.tap(() =>
              Effect.sync(() => {
                changed([account])
                sooner.openUnsafe()
              }),
            ),
            // Committed and not told would leave consoles as they were.
            Effect.uninterruptible,
          ),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
