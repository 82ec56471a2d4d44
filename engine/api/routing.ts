/** How dialogues come to operators (F), in the HTTP API: the administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { DepartmentChoice } from '../domain/routingRules.ts'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, Unavailable } from './errors.ts'

export class Routing extends Schema.Class<Routing>('Routing')({
  /** For so many days a client comes back to the operator who last spoke with him; 36500: always. */
  clientDays: Schema.Finite,
  /** A conversation ends by itself after so many minutes without a word; 0: never. */
  idleMinutes: Schema.Finite,
  /** Open conversations of one operator, above which he is given nobody new; 0: no limit. */
  conversationLimit: Schema.Finite,
  /** Operators see the visitors of all sites, not only of those they serve. */
  seesAll: Schema.Boolean,
  /** E4: visitors see no departments, may choose one, or must before they write. */
  departmentChoice: DepartmentChoice,
}) {}

export const routing = HttpApiGroup.make('routing')
  .add(
    HttpApiEndpoint.get('read', '/routing', { success: Routing, error: Forbidden }),
    HttpApiEndpoint.put('write', '/routing', {
      payload: Routing,
      success: Routing,
      error: [Invalid, Forbidden, Unavailable],
    }),
  )
  .middleware(Authorization)
