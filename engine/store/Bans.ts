/**
 * Bans: who gets no chat (H6). Kept in memory per account and found by visitor and by address, since every tab asks
 * that opens, and every message. What is over stays on the list until it is lifted.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { isOver } from '../domain/ban.ts'
import { uuidv7 } from '../domain/id.ts'
import { SubnetMap } from '../domain/SubnetMap.ts'
import { addressOf, type Subnet, subnetOf } from '../domain/subnet.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'

export interface Ban {
  readonly id: string
  readonly visitor: string | null
  /** The visitor's. */
  readonly number: number | null
  /** An address, or a subnet, as `written`. */
  readonly address: string | null
  readonly reason: string
  /** Who banned. */
  readonly operator: string
  /** ms since 1970, as `until`. */
  readonly createdAt: number
  /** Null: for ever. */
  readonly until: number | null
}

/** Fields that the rules of `engine/domain` have passed; visitor and operator of this account. */
export type BanFields = Omit<Ban, 'id' | 'number' | 'createdAt'>

interface Row extends Omit<Ban, 'createdAt'> {
  readonly created_at: number
}

interface Known {
  /** The newest first. */
  readonly bans: ReadonlyArray<Ban>
  readonly visitors: ReadonlyMap<string, ReadonlyArray<Ban>>
  readonly addresses: SubnetMap<Ban>
}

export class Bans extends Context.Service<
  Bans,
  {
    /**
     * What keeps this visitor out now, or whoever comes from this address. Null as visitor: nobody knows him yet; as
     * address: wherever he is.
     */
    readonly barring: (account: string, visitor: string | null, address: string | null) => Ban | null
    /** The newest first. */
    readonly list: (account: string) => ReadonlyArray<Ban>
    /** In the place of an older one for exactly the same. */
    readonly add: (account: string, fields: BanFields) => Effect.Effect<Ban, StoreUnavailable>
    /** False: no such ban. */
    readonly lift: (account: string, id: string) => Effect.Effect<boolean, StoreUnavailable>
    /** They were changed by somebody else: a visitor was erased. */
    readonly reread: (account: string) => void
    /** Called after the commit. */
    readonly onAdded: (listener: (account: string, ban: Ban) => void) => void
  }
>()('engine/store/Bans') {
  static readonly layer = Layer.effect(
    Bans,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const clock = yield* Clock.Clock
      const known = new Map<string, Known>()
      const listeners: Array<(account: string, ban: Ban) => void> = []

      const ofAccount = db.prepare<[string], Row>(
        `SELECT b.id, b.visitor, v.number, b.address, b.reason, b.operator, b.created_at, b.until
         FROM bans b LEFT JOIN visitors v ON v.id = b.visitor AND v.account = b.account
         WHERE b.account = ? ORDER BY b.created_at DESC, b.id DESC`,
      )
      const write = db.prepare<
        [string, string, string | null, string | null, string, string, number, number | null]
      >('INSERT OR REPLACE INTO bans VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      const remove = db.prepare<[string, string]>('DELETE FROM bans WHERE id = ? AND account = ?')

      const of = (account: string): Known => {
        let found = known.get(account)
        if (found !== undefined) return found
        const rows = ofAccount.all(account)
        known.set(account, (found = rows.length === 0 ? none : arranged(rows.map(ban))))
        return found
      }

      return Bans.of({
        barring: (account, visitor, address) => {
          const { bans, visitors, addresses } = of(account)
          // As it is with most accounts.
          if (bans.length === 0) return null
          const now = clock.currentTimeMillisUnsafe()
          const holds = (one: Ban) => !isOver(one, now)
          const his = visitor === null ? undefined : visitors.get(visitor)?.find(holds)
          if (his !== undefined || address === null || addresses.size === 0) return his ?? null
          const place = addressOf(address)
          return (place === null ? undefined : addresses.at(place).find(holds)) ?? null
        },
        list: (account) => of(account).bans,
        add: (account, { visitor, address, reason, operator, until }) =>
          transact(() => {
            const now = clock.currentTimeMillisUnsafe()
            const id = uuidv7(now)
            write.run(id, account, visitor, address, reason, operator, now, until)
            return id
          }).pipe(
            Effect.map((id) => {
              known.delete(account)
              const added = of(account).bans.find((one) => one.id === id)!
              for (const listener of listeners) listener(account, added)
              return added
            }),
            // Committed and not told would leave sockets open.
            Effect.uninterruptible,
          ),
        lift: (account, id) =>
          transact(() => remove.run(id, account).changes > 0).pipe(
            Effect.tap(() => Effect.sync(() => known.delete(account))),
            Effect.uninterruptible,
          ),
        reread: (account) => void known.delete(account),
        onAdded: (listener) => void listeners.push(listener),
      })
    }),
  )
}

const ban = ({ created_at, ...rest }: Row): Ban => ({ ...rest, createdAt: created_at })

const arranged = (bans: ReadonlyArray<Ban>): Known => {
  const visitors = new Map<string, Array<Ban>>()
  const addresses = new SubnetMap<Ban>()
  for (const one of bans) {
    if (one.visitor !== null) visitors.set(one.visitor, [...(visitors.get(one.visitor) ?? []), one])
    if (one.address !== null) addresses.add(subnetOf(one.address) as Subnet, one)
  }
  return { bans, visitors, addresses }
}

const none = arranged([])
