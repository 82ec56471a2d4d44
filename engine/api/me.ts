/** Who is signed in, and where, in the HTTP API. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { features } from '../domain/tariff.ts'
import { Authorization } from './Authorization.ts'
import { Invalid, NotFound, Unavailable } from './errors.ts'
import { Language } from './language.ts'
import { Licence } from './licence.ts'

export class Me extends Schema.Class<Me>('Me')({
  /** The operator's id; the administrator is the account's first operator (D1). */
  operator: Schema.String,
  login: Schema.String,
  name: Schema.String,
  photo: Schema.NullOr(Schema.String),
  administrator: Schema.Boolean,
  /** The account's login: what the site code carries. */
  account: Schema.String,
  /** Registration e-mail; null for operators who are not the administrator. */
  email: Schema.NullOr(Schema.String),
  /** Where messages of the offline form go (A6); null: to the registration e-mail, or not the administrator. */
  formEmail: Schema.NullOr(Schema.String),
  language: Language,
  timeZone: Schema.String,
  /** When the account's data goes (ms since 1970), and it is closed until then; null: it stays. */
  eraseAt: Schema.NullOr(Schema.Int),
  /** Where the engine is reached from outside, without a slash at the end; from PUBLIC_URL, else this request. */
  publicUrl: Schema.String,
  /** What the tariff has (A4); the rest is shown, and locked. */
  features: Schema.Array(Schema.Literals(features)),
  licence: Licence,
  /** Where more is to be had: an address for a link; null when this instance names none. */
  sales: Schema.NullOr(Schema.String),
  /** May this person look after the whole instance? */
  instanceOwner: Schema.Boolean,
  /** May this person see the statistics (A7)? */
  statistics: Schema.Boolean,
  /** Once, in the answer to the sign-in that confirmed a second factor. */
  recoveryCodes: Schema.optional(Schema.Array(Schema.String)),
}) {}

/** A place where one is signed in. */
export class Session extends Schema.Class<Session>('Session')({
  id: Schema.String,
  current: Schema.Boolean,
  createdAt: Schema.Int,
  seenAt: Schema.Int,
  address: Schema.String,
  userAgent: Schema.String,
}) {}

export const me = HttpApiGroup.make('me')
  .add(
    HttpApiEndpoint.get('me', '/session', { success: Me }),
    HttpApiEndpoint.delete('signOut', '/session', { success: HttpApiSchema.NoContent, error: Unavailable }),
    HttpApiEndpoint.get('sessions', '/sessions', { success: Schema.Array(Session) }),
    /** All but this one. */
    HttpApiEndpoint.delete('revokeOthers', '/sessions', {
      success: HttpApiSchema.NoContent,
      error: Unavailable,
    }),
    HttpApiEndpoint.delete('revoke', '/sessions/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [NotFound, Unavailable],
    }),
    /** The cabinet's language (A6). */
    HttpApiEndpoint.patch('update', '/me', {
      payload: Schema.Struct({ language: Language }),
      success: Me,
      error: [Invalid, Unavailable],
    }),
  )
  .middleware(Authorization)
