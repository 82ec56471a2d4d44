/**
 * Slows and refuses wrong passwords and floods of registrations. Every try is counted before it is made and
 * taken back when it was no failure, so that a thousand tries at once are not a thousand first tries. People
 * who are signed in never meet this.
 */
import { Clock, Context, Effect, Exit, Layer } from 'effect'
import { TooMany } from '../api/errors.ts'
import { Config } from '../config/Config.ts'
import { networkOf } from '../domain/address.ts'
import { ofAddress, ofLogin, ofPair, ofRegistration, slowness } from '../domain/throttle.ts'
import { Tally } from './Tally.ts'

export interface ThrottleOptions {
  /** Registrations an hour from one address. */
  readonly registrations?: number
  /** Keys remembered, of each kind. */
  readonly capacity?: number
}

/** Tries that wait to be slow enough; more are refused. */
const mostWaiting = 1_000
/** Passwords of one network that are checked at once: half of what `Passwords` takes, so that others get in too. */
const mostChecked = 16

export class Throttle extends Context.Service<
  Throttle,
  {
    /** `check` gives null for a wrong password. Only that counts; its failures do not. */
    readonly password: <A, E, R>(
      login: string,
      address: string,
      check: Effect.Effect<A | null, E, R>,
    ) => Effect.Effect<A | null, E | TooMany, R>
    /** Failures of `register` count as tries, successes as accounts. */
    readonly registration: <A, E, R>(
      address: string,
      register: Effect.Effect<A, E, R>,
    ) => Effect.Effect<A, E | TooMany, R>
  }
>()('engine/http/Throttle') {
  static readonly layerWith = (options: ThrottleOptions) =>
    Layer.sync(Throttle, () => {
      const { registrations = 10, capacity = 20_000 } = options
      const pairs = new Tally({ for: ofPair.for, capacity, renewed: true })
      const logins = new Tally({ for: ofLogin.for, capacity, renewed: true })
      const addresses = new Tally({ for: ofAddress.for, capacity, renewed: false })
      const tries = new Tally({ for: ofRegistration.for, capacity, renewed: false })
      const accounts = new Tally({ for: ofRegistration.for, capacity, renewed: false })
      let waiting = 0
      const checked = new Map<string, number>()

      const refused = (tally: Tally, key: string, most: number, now: number) =>
        tally.of(key, now) < most
          ? null
          : new TooMany({ retryAfter: Math.max(1, Math.ceil((tally.until(key, now) - now) / 1000)) })

      const slowed = (millis: number): Effect.Effect<void, TooMany> =>
        Effect.suspend(() => {
          if (millis === 0) return Effect.void
          if (waiting >= mostWaiting) return Effect.fail(new TooMany({ retryAfter: 10 }))
          waiting++
          return Effect.ensuring(
            Effect.sleep(millis),
            Effect.sync(() => {
              waiting--
            }),
          )
        })

      /** Right passwords are not counted, and cost as much as wrong ones. */
      const shared = <A, E, R>(network: string, check: Effect.Effect<A, E, R>) =>
        Effect.suspend((): Effect.Effect<A, E | TooMany, R> => {
          const now = checked.get(network) ?? 0
          if (now >= mostChecked) return Effect.fail(new TooMany({ retryAfter: 2 }))
          checked.set(network, now + 1)
          return Effect.ensuring(
            check,
            Effect.sync(() => {
              const left = checked.get(network)! - 1
              if (left > 0) checked.set(network, left)
              else checked.delete(network)
            }),
          )
        })

      return Throttle.of({
        password: <A, E, R>(login: string, address: string, check: Effect.Effect<A | null, E, R>) =>
          Effect.flatMap(Clock.currentTimeMillis, (now): Effect.Effect<A | null, E | TooMany, R> => {
            const network = networkOf(address)
            const pair = `${login} ${network}`
            const no =
              refused(addresses, network, ofAddress.most, now) ?? refused(pairs, pair, ofPair.most, now)
            if (no !== null) return Effect.fail(no)
            const slow = slowness(pairs.of(pair, now), logins.of(login, now))
            pairs.add(pair, now)
            logins.add(login, now)
            addresses.add(network, now)
            const takeBack = (right: boolean) => {
              if (right) pairs.clear(pair)
              else pairs.takeBack(pair)
              logins.takeBack(login)
              addresses.takeBack(network)
            }
            return slowed(slow).pipe(
              Effect.andThen(shared(network, check)),
              Effect.onExit((exit) =>
                Effect.sync(() => {
                  if (Exit.isSuccess(exit)) {
                    if (exit.value !== null) takeBack(true)
                  } else if (!Exit.hasInterrupts(exit)) takeBack(false)
                }),
              ),
            )
          }),
        registration: <A, E, R>(address: string, register: Effect.Effect<A, E, R>) =>
          Effect.flatMap(Clock.currentTimeMillis, (now): Effect.Effect<A, E | TooMany, R> => {
            const network = networkOf(address)
            const no =
              refused(tries, network, ofRegistration.triesEach * registrations, now) ??
              refused(accounts, network, registrations, now)
            if (no !== null) return Effect.fail(no)
            tries.add(network, now)
            accounts.add(network, now)
            return Effect.onExit(register, (exit) =>
              Effect.sync(() => {
                if (!Exit.isSuccess(exit)) accounts.takeBack(network)
              }),
            )
          }),
      })
    })

  static readonly layer = Layer.unwrap(
    Effect.map(Config, ({ limits }) => Throttle.layerWith({ registrations: limits.registrationsPerHour })),
  )
}
