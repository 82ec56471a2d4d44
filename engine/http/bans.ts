/** Handlers of bans (H6). */
import { Clock, Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Ban } from '../api/bans.ts'
import { Invalid, NotFound, OwnAddress } from '../api/errors.ts'
import { isOver, untilProblem, whomOf } from '../domain/ban.ts'
import { banReason, banReasonProblem } from '../domain/banReason.ts'
import { addressOf, holds, type Subnet, written } from '../domain/subnet.ts'
import { Bans, type Ban as Stored } from '../store/Bans.ts'
import { Operators } from '../store/Operators.ts'
import { Visitors } from '../store/Visitors.ts'
import { administrator, refuse } from './administrator.ts'
import { Caller } from './Caller.ts'
import { orUnavailable } from './storeErrors.ts'

export const BansHandlers = HttpApiBuilder.group(
  Api,
  'bans',
  Effect.fnUntraced(function* (handlers) {
    const bans = yield* Bans
    const operators = yield* Operators
    const visitors = yield* Visitors

    /** `now`: what has ended by then is over. */
    const shown = (account: string, now: number) => {
      const names = new Map<string, string>()
      return ({ id, number, address, reason, operator, createdAt, until }: Stored) => {
        const name = names.get(operator) ?? operators.known(account, operator)?.name ?? ''
        names.set(operator, name)
        const over = isOver({ until }, now)
        return new Ban({ id, visitor: number, address, reason, operator: name, createdAt, until, over })
      }
    }

    const found = Effect.fnUntraced(function* (account: string, typed: string) {
      const whom = whomOf(typed)
      if (typeof whom === 'string') return yield* new Invalid({ fields: { whom } })
      if ('subnet' in whom) return { visitor: null, subnet: whom.subnet }
      const known = visitors.findByNumber(account, whom.number)
      if (known === null) return yield* new Invalid({ fields: { whom: 'wrong' } })
      return { visitor: known.id, subnet: null }
    })

    const reachesCaller = (subnet: Subnet) =>
      Effect.map(Caller, ({ address }) => {
        const own = addressOf(address)
        return own !== null && holds(subnet, own)
      })

    return handlers.handleAll({
      list: Effect.fnUntraced(function* () {
        const { account } = yield* administrator
        return bans.list(account).map(shown(account, yield* Clock.currentTimeMillis))
      }),

      add: Effect.fnUntraced(function* ({ payload: { whom, reason, until, sure } }) {
        const { account, operator } = yield* administrator
        const now = yield* Clock.currentTimeMillis
        yield* refuse({
          reason: banReasonProblem(reason),
          until: untilProblem(until, now),
        })
        const { visitor, subnet } = yield* found(account, whom)
        if (subnet !== null && !sure && (yield* reachesCaller(subnet))) return yield* new OwnAddress()
        const address = subnet && written(subnet)
        const fields = { visitor, address, reason: banReason(reason), operator, until }
        return shown(account, now)(yield* orUnavailable(bans.add(account, fields)))
      }),

      lift: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        if (!(yield* orUnavailable(bans.lift(account, params.id)))) return yield* new NotFound()
      }),
    })
  }),
)
