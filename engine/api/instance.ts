/** The whole instance in the HTTP API: its owner's (INSTANCE_OWNER); for everybody else `Forbidden`. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { beginnings } from '../domain/licence.ts'
import { tariffs } from '../domain/tariff.ts'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, Unavailable } from './errors.ts'
import { Licence } from './licence.ts'

/** An account as the instance's owner sees it: nothing of what it stored. */
export class InstanceAccount extends Schema.Class<InstanceAccount>('InstanceAccount')({
  id: Schema.String,
  login: Schema.String,
  email: Schema.String,
  timeZone: Schema.String,
  /** ms since 1970 */
  createdAt: Schema.Int,
  licence: Licence,
  operators: Schema.Int,
  /** When somebody of it was last seen signed in; null: not in a session that is still known. */
  seenAt: Schema.NullOr(Schema.Int),
  blocked: Schema.Boolean,
  /** As of `Me`. */
  eraseAt: Schema.NullOr(Schema.Int),
}) {}

export const instance = HttpApiGroup.make('instance')
  .add(
    HttpApiEndpoint.get('condition', '/instance/condition', {
      success: Schema.Struct({
        version: Schema.String,
        node: Schema.String,
        /** ms since 1970 */
        startedAt: Schema.Int,
        ok: Schema.Boolean,
        /** What is wrong, in English, for whoever runs the engine. */
        reason: Schema.NullOr(Schema.String),
        accounts: Schema.Int,
        registration: Schema.Boolean,
        /** What a new account begins with. */
        beginning: Schema.Literals(beginnings),
      }),
      error: Forbidden,
    }),
    /** The newest first, so many at once. `search`: in login and e-mail. `before`: id of the last one that is known. */
    HttpApiEndpoint.get('accounts', '/instance/accounts', {
      query: { search: Schema.optional(Schema.String), before: Schema.optional(Schema.String) },
      success: Schema.Struct({ accounts: Schema.Array(InstanceAccount), more: Schema.Boolean }),
      error: Forbidden,
    }),
    HttpApiEndpoint.put('giveLicence', '/instance/accounts/:id/licence', {
      params: { id: Schema.String },
      payload: Schema.Struct({
        tariff: Schema.Literals(tariffs),
        /** The last day of it, in the account's time zone: `2027-01-01`; null: for ever. */
        until: Schema.NullOr(Schema.String),
      }),
      success: InstanceAccount,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('block', '/instance/accounts/:id/blocked', {
      params: { id: Schema.String },
      payload: Schema.Struct({ blocked: Schema.Boolean }),
      success: InstanceAccount,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
