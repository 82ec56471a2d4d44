/** What an account says of itself in the HTTP API (A6): the administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, TooMany, Unavailable } from './errors.ts'
import { Me } from './me.ts'

export const account = HttpApiGroup.make('account')
  .add(
    HttpApiEndpoint.put('emails', '/account/emails', {
      payload: Schema.Struct({
        email: Schema.String,
        /** Null: the registration e-mail. */
        formEmail: Schema.NullOr(Schema.String),
        currentPassword: Schema.String,
      }),
      success: Me,
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.put('timeZone', '/account/time-zone', {
      payload: Schema.Struct({ timeZone: Schema.String }),
      success: Me,
      error: [Invalid, Forbidden, Unavailable],
    }),
  )
  .middleware(Authorization)
