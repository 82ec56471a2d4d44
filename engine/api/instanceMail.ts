/** Letters of the whole instance in the HTTP API: its owner's (INSTANCE_OWNER). */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, TooMany, Unavailable } from './errors.ts'
import { letterFields, RelayState } from './letters.ts'
import { page } from './page.ts'

/** As the instance's owner sees it: whose it is, and not what it says. */
export class InstanceLetter extends Schema.Class<InstanceLetter>('InstanceLetter')({
  ...letterFields,
  /** The account's login. */
  account: Schema.String,
}) {}

export const instanceMail = HttpApiGroup.make('instanceMail')
  .add(
    HttpApiEndpoint.get('condition', '/instance/mail', {
      success: Schema.Struct({
        relay: RelayState,
        /** `host:port`, never the password. */
        host: Schema.NullOr(Schema.String),
        from: Schema.NullOr(Schema.String),
        /** working: when a letter was last taken; failing: since when none was. */
        since: Schema.NullOr(Schema.Int),
        /** failing: in the relay's words. */
        reason: Schema.NullOr(Schema.String),
        nextAt: Schema.NullOr(Schema.Int),
        waiting: Schema.Int,
        /** Since the engine started, as `failed`: refused and given up. */
        sent: Schema.Int,
        failed: Schema.Int,
      }),
      error: Forbidden,
    }),
    HttpApiEndpoint.post('test', '/instance/mail/test', {
      payload: Schema.Struct({ to: Schema.String }),
      success: InstanceLetter.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.get('list', '/instance/letters', {
      query: page,
      success: Schema.Struct({ letters: Schema.Array(InstanceLetter), next: Schema.NullOr(Schema.Int) }),
      error: Forbidden,
    }),
    HttpApiEndpoint.post('send', '/instance/letters/:id/send', {
      params: { id: Schema.String },
      success: InstanceLetter,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
