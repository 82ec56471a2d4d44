/** Handlers of how dialogues are given (F). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Routing } from '../api/routing.ts'
import { countProblem } from '../domain/routingRules.ts'
import { Accounts } from '../store/Accounts.ts'
import { administrator, refuse } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

export const RoutingHandlers = HttpApiBuilder.group(
  Api,
  'routing',
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts
    const read = (account: string) => new Routing({ ...accounts.routing(account) })

    return handlers.handleAll({
      read: () => Effect.map(administrator, ({ account }) => read(account)),

      write: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        yield* refuse({
          clientDays: countProblem('clientDays', payload.clientDays),
          idleMinutes: countProblem('idleMinutes', payload.idleMinutes),
          conversationLimit: countProblem('conversationLimit', payload.conversationLimit),
        })
        yield* orUnavailable(accounts.setRouting(account, payload))
        return read(account)
      }),
    })
  }),
)
