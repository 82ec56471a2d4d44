/** Handlers of the whole instance, for its owner. */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import manifest from '../../package.json' with { type: 'json' }
import { Api } from '../api/Api.ts'
import { Config } from '../config/Config.ts'
import { Accounts } from '../store/Accounts.ts'
import { Administration } from './Administration.ts'
import { instanceOwner } from './administrator.ts'
import { Condition } from './Condition.ts'
import { Registration } from './Registration.ts'

export const InstanceHandlers = HttpApiBuilder.group(
  Api,
  'instance',
  Effect.fnUntraced(function* (handlers) {
    const { tariff, instanceOwner: login } = yield* Config
    const owner = instanceOwner(login)
    const accounts = yield* Accounts
    const administration = yield* Administration
    const condition = yield* Condition
    const registration = yield* Registration

    return handlers.handleAll({
      condition: () =>
        Effect.map(owner, () => {
          const { ok, reason } = condition.check()
          return {
            version: manifest.version,
            node: process.versions.node,
            startedAt: condition.startedAt,
            ok,
            reason,
            accounts: accounts.count(),
            registration: registration.open(),
            beginning: tariff,
          }
        }),

      accounts: ({ query }) =>
        Effect.map(owner, () => administration.accounts(query.search ?? '', query.before ?? null)),

      giveLicence: Effect.fnUntraced(function* ({ params, payload }) {
        const { login } = yield* owner
        return yield* administration.giveLicence(params.id, payload, login)
      }),

      block: Effect.fnUntraced(function* ({ params, payload }) {
        yield* owner
        return yield* administration.block(params.id, payload.blocked)
      }),
    })
  }),
)
