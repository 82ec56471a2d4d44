/** Two-factor sign-in in the HTTP API. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, TooMany, Unavailable } from './errors.ts'

/** Two-factor sign-in, as the signed-in person sees it. */
export const SecondFactor = Schema.Struct({
  on: Schema.Boolean,
  /** Recovery codes that were not used. */
  recoveryLeft: Schema.Int,
  /** Of everybody in the account. */
  required: Schema.Boolean,
  /** For the administrator: ids of operators who have one. */
  operators: Schema.Array(Schema.String),
})
export type SecondFactor = typeof SecondFactor.Type

const WithPassword = Schema.Struct({ currentPassword: Schema.String })
const RecoveryCodes = Schema.Struct({ recoveryCodes: Schema.Array(Schema.String) })

/** Everybody's own; what is asked for all, and an operator's reset, are the administrator's. */
export const secondFactor = HttpApiGroup.make('secondFactor')
  .add(
    HttpApiEndpoint.get('read', '/second-factor', { success: SecondFactor }),
    /** A secret for the app; it counts when a code of it has come back. */
    HttpApiEndpoint.post('begin', '/second-factor', {
      payload: WithPassword,
      success: Schema.Struct({ secret: Schema.String, uri: Schema.String, /** SVG */ qr: Schema.String }),
      error: [Invalid, TooMany, Unavailable],
    }),
    /** Ends the operator's other sessions. */
    HttpApiEndpoint.put('confirm', '/second-factor', {
      payload: Schema.Struct({ code: Schema.String }),
      success: RecoveryCodes,
      error: [Invalid, TooMany, Unavailable],
    }),
    HttpApiEndpoint.post('renew', '/second-factor/recovery-codes', {
      payload: WithPassword,
      success: RecoveryCodes,
      error: [Invalid, NotFound, TooMany, Unavailable],
    }),
    HttpApiEndpoint.post('remove', '/second-factor/removal', {
      payload: WithPassword,
      success: HttpApiSchema.NoContent,
      error: [Invalid, Forbidden, NotFound, TooMany, Unavailable],
    }),
    HttpApiEndpoint.put('require', '/second-factor/required', {
      payload: Schema.Struct({ required: Schema.Boolean }),
      success: SecondFactor,
      error: [Forbidden, Unavailable],
    }),
    /** Ends all sessions of the operator. */
    HttpApiEndpoint.delete('reset', '/operators/:id/second-factor', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
