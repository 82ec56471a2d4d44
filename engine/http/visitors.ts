/** Handlers of visitors: so far, that one is erased. */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { NotFound } from '../api/errors.ts'
import { Erasures } from '../store/Erasures.ts'
import { Visitors } from '../store/Visitors.ts'
import { administrator } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

export const VisitorsHandlers = HttpApiBuilder.group(
  Api,
  'visitors',
  Effect.fnUntraced(function* (handlers) {
    const erasures = yield* Erasures
    const visitors = yield* Visitors
    const numbered = (account: string, typed: string) =>
      /^[1-9]\d{0,8}$/.test(typed) ? visitors.findByNumber(account, Number(typed)) : null

    return handlers.handleAll({
      erase: Effect.fnUntraced(function* ({ params }) {
        const { account, operator } = yield* administrator
        const found = numbered(account, params.number)
        if (found === null || erasures.erased(found.id)) return yield* new NotFound()
        yield* orUnavailable(erasures.eraseVisitor(account, found.id, operator))
      }),
    })
  }),
)
