/** Handlers of sites (E1, E2). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Invalid, NotFound } from '../api/errors.ts'
import { Site } from '../api/sites.ts'
import { description, descriptionProblem } from '../domain/description.ts'
import { siteAddress } from '../domain/siteAddress.ts'
import { Departments } from '../store/Departments.ts'
import { Operators } from '../store/Operators.ts'
import { type SiteChange, type SiteFields, Sites, type Site as Stored } from '../store/Sites.ts'
import { administrator, known, refuse } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

const shown = ({ id, address, description, language, everybody, operators, departments }: Stored) =>
  new Site({ id, address, description, language, everybody, operators, departments })

const shownOrRefused = (change: SiteChange) => {
  if (change.kind === 'taken') return Effect.fail(new Invalid({ fields: { address: 'taken' } }))
  return change.kind === 'unknown' ? Effect.fail(new NotFound()) : Effect.succeed(shown(change.site))
}

export const SitesHandlers = HttpApiBuilder.group(
  Api,
  'sites',
  Effect.fnUntraced(function* (handlers) {
    const sites = yield* Sites
    const operators = yield* Operators
    const departments = yield* Departments

    const fields = Effect.fnUntraced(function* (account: string, given: SiteFields) {
      const address = siteAddress(given.address)
      const wrong = typeof address === 'string' ? address : null
      yield* refuse({ address: wrong, description: descriptionProblem(given.description) })
      yield* known(given.operators, (id) => operators.find(account, id) !== null)
      const ours = new Set(departments.list(account).map(({ id }) => id))
      yield* known(given.departments, (id) => ours.has(id))
      const { text } = address as Exclude<typeof address, string>
      return { ...given, address: text, description: description(given.description) }
    })

    return handlers.handleAll({
      list: () => Effect.map(administrator, ({ account }) => sites.list(account).map(shown)),

      add: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        const wanted = yield* fields(account, payload)
        return yield* shownOrRefused(yield* orUnavailable(sites.add(account, wanted)))
      }),

      edit: Effect.fnUntraced(function* ({ params, payload }) {
        const { account } = yield* administrator
        const wanted = yield* fields(account, payload)
        return yield* shownOrRefused(yield* orUnavailable(sites.edit(account, params.id, wanted)))
      }),

      remove: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        if (!(yield* orUnavailable(sites.remove(account, params.id)))) return yield* new NotFound()
      }),
    })
  }),
)
