/**
 * A forgotten password in the HTTP API (A2). A token stands in the link's fragment, which browsers send to nobody.
 */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { SameOrigin } from './Authorization.ts'
import { DeadLink, Invalid, TooMany, Unavailable } from './errors.ts'

export const passwordReset = HttpApiGroup.make('passwordReset')
  .add(
    /** The same answer, as quickly, whether there is an account with this e-mail or not. */
    HttpApiEndpoint.post('ask', '/password-reset', {
      payload: Schema.Struct({ email: Schema.String }),
      success: HttpApiSchema.NoContent,
      error: [Invalid, TooMany],
    }),
    /** Whose it is, before a new password is typed. */
    HttpApiEndpoint.post('look', '/password-reset/link', {
      payload: Schema.Struct({ token: Schema.String }),
      success: Schema.Struct({ login: Schema.String }),
      error: [DeadLink, TooMany],
    }),
    /** Ends all sessions of this administrator. Signs nobody in. */
    HttpApiEndpoint.put('use', '/password-reset', {
      payload: Schema.Struct({ token: Schema.String, password: Schema.String }),
      success: Schema.Struct({ login: Schema.String }),
      error: [DeadLink, Invalid, TooMany, Unavailable],
    }),
  )
  .middleware(SameOrigin)
