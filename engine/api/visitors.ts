/** Visitors in the HTTP API: the administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, NotFound, Unavailable } from './errors.ts'

export const visitors = HttpApiGroup.make('visitors')
  .add(
    /** Everything of him is erased, at once and for ever. By his number, which operators see. */
    HttpApiEndpoint.delete('erase', '/visitors/:number', {
      params: { number: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
