/**
 * Passwords as the database keeps them: `scrypt$N$r$p$salt$hash`. A hash takes 16 MB and a third of a second of
 * a thread, so few run at once and few wait: a storm of sign-ins must not starve files and compression, which
 * use the same threads.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Context, Effect, Layer, Semaphore } from 'effect'
import { TooMany } from '../api/errors.ts'
import { password as normal } from '../domain/password.ts'

export interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

export interface PasswordOptions {
  readonly cost?: Cost
  readonly atOnce?: number
  readonly waiting?: number
}

const length = 32

export class Passwords extends Context.Service<
  Passwords,
  {
    readonly hash: (password: string) => Effect.Effect<string, TooMany>
    /** `stored` of null (no such login): takes as long as a wrong password, and is false. */
    readonly matches: (password: string, stored: string | null) => Effect.Effect<boolean, TooMany>
    /** Made with other parameters than today's: to be hashed anew while the password is at hand. */
    readonly outdated: (stored: string) => boolean
  }
>()('engine/http/Passwords') {
  static readonly layerWith = (options: PasswordOptions) =>
    Layer.sync(Passwords, () => {
      const { cost = { N: 16_384, r: 8, p: 5 }, atOnce = 2, waiting = 32 } = options
      const permits = Semaphore.makeUnsafe(atOnce)
      const prefix = `scrypt$${cost.N}$${cost.r}$${cost.p}$`
      const decoy = prefix + [randomBytes(16), randomBytes(length)].map(text).join('$')
      let here = 0

      const bounded = <A>(work: Effect.Effect<A>): Effect.Effect<A, TooMany> =>
        Effect.suspend(() => {
          if (here >= atOnce + waiting) return Effect.fail(new TooMany({ retryAfter: 5 }))
          here++
          // The thread goes on when the caller has gone; its permit must not come back before.
          return permits.withPermit(Effect.uninterruptible(work)).pipe(
            Effect.ensuring(
              Effect.sync(() => {
                here--
              }),
            ),
          )
        })

      return Passwords.of({
        hash: (password) =>
          bounded(
            Effect.suspend(() => {
              const salt = randomBytes(16)
              return Effect.map(
                derive(password, salt, cost),
                (hash) => `${prefix}${text(salt)}$${text(hash)}`,
              )
            }),
          ),
        matches: (password, stored) => {
          const known = read(stored ?? decoy)
          if (known === null) return Effect.succeed(false)
          return bounded(
            Effect.map(
              derive(password, known.salt, known.cost),
              (hash) => timingSafeEqual(hash, known.hash) && stored !== null,
            ),
          )
        },
        outdated: (stored) => !stored.startsWith(prefix),
      })
    })

  static readonly layer = Passwords.layerWith({})
}

const text = (bytes: Buffer): string => bytes.toString('base64url')

const derive = (password: string, salt: Buffer, { N, r, p }: Cost): Effect.Effect<Buffer> =>
  Effect.callback((resume) => {
    scrypt(normal(password), salt, length, { N, r, p, maxmem: 256 * N * r }, (error, hash) =>
      resume(error === null ? Effect.succeed(hash) : Effect.die(error)),
    )
  })

const read = (stored: string) => {
  const [scheme, N, r, p, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) return null
  const bytes = Buffer.from(hash, 'base64url')
  if (bytes.length !== length) return null
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: bytes,
  }
}
