/**
 * An account is closed in the HTTP API: by the administrator. From then on he alone can sign in, and nothing else is to
 * be had than to take it back.
 */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, TooMany, Unavailable } from './errors.ts'
import { Me } from './me.ts'

export const closing = HttpApiGroup.make('closing')
  .add(
    /** Closes the account; after the grace all its data goes. `login`: the account's, typed. */
    HttpApiEndpoint.post('close', '/account/closing', {
      payload: Schema.Struct({ login: Schema.String, currentPassword: Schema.String }),
      success: Me,
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.delete('keep', '/account/closing', {
      success: Me,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
