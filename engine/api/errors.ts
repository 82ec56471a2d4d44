/** Errors of the HTTP API: few, tagged, with their status. The text for people is the client's, by code. */
import { Schema } from 'effect'

/** Why a field was refused; the client says it in the person's language. */
export const FieldProblem = Schema.Literals([
  'required',
  'taken',
  'malformed',
  'tooShort',
  'tooLong',
  'wrong',
  'range',
  'spaces',
  'scheme',
  'host',
  'wide',
])
export type FieldProblem = typeof FieldProblem.Type

export class Invalid extends Schema.TaggedError<Invalid>()(
  'Invalid',
  { fields: Schema.Record(Schema.String, FieldProblem) },
  { httpApiStatus: 422 },
) {}

/** Not signed in, or the session ended. */
export class Unauthorized extends Schema.TaggedError<Unauthorized>()(
  'Unauthorized',
  {},
  { httpApiStatus: 401 },
) {}

/** Login and password do not belong together. */
export class WrongPassword extends Schema.TaggedError<WrongPassword>()(
  'WrongPassword',
  {},
  { httpApiStatus: 401 },
) {}

/** The password is right, and a code is to be sent along: of the authenticator app, or a recovery code. */
export class SecondFactorNeeded extends Schema.TaggedError<SecondFactorNeeded>()(
  'SecondFactorNeeded',
  {},
  { httpApiStatus: 401 },
) {}

/** The code that came with a right password is wrong, or was used. */
export class WrongCode extends Schema.TaggedError<WrongCode>()('WrongCode', {}, { httpApiStatus: 401 }) {}

/**
 * The password is right, and the account wants a second factor of everybody: this secret is to be put into an
 * authenticator app, and its code sent along.
 */
export class SecondFactorMissing extends Schema.TaggedError<SecondFactorMissing>()(
  'SecondFactorMissing',
  { secret: Schema.String, uri: Schema.String, qr: Schema.String },
  { httpApiStatus: 401 },
) {}

/**
 * Signed in, but this is the administrator's or the instance owner's, or the tariff lacks it; the account is blocked or
 * closed,
 * registration is closed, or the request came from another site.
 */
export class Forbidden extends Schema.TaggedError<Forbidden>()(
  'Forbidden',
  {
    reason: Schema.Literals([
      'administratorOnly',
      'registrationClosed',
      'origin',
      'administratorStays',
      'secondFactorRequired',
      'tariff',
      'blocked',
      'closed',
      'ownerOnly',
      'ownerStays',
    ]),
    /** With 'origin': the address to come from, when PUBLIC_URL says one. With 'blocked': whom to ask, as a link. */
    address: Schema.optional(Schema.String),
  },
  { httpApiStatus: 403 },
) {}

/** No such thing in this account; the same answer for another account's id. */
export class NotFound extends Schema.TaggedError<NotFound>()('NotFound', {}, { httpApiStatus: 404 }) {}

/** E3: these operators (ids) are in no other department, and cannot leave their last one. */
export class LastDepartment extends Schema.TaggedError<LastDepartment>()(
  'LastDepartment',
  { operators: Schema.Array(Schema.String) },
  { httpApiStatus: 409 },
) {}

/** A ban would hold for the address from which it is asked for; asked again with `sure` it is made. */
export class OwnAddress extends Schema.TaggedError<OwnAddress>()('OwnAddress', {}, { httpApiStatus: 409 }) {}

/** A link to a new password (A2) that is no good any more, or never was. */
export class DeadLink extends Schema.TaggedError<DeadLink>()(
  'DeadLink',
  { reason: Schema.Literals(['expired', 'used', 'unknown']) },
  { httpApiStatus: 410 },
) {}

/** Too many tries; `retryAfter` in seconds. */
export class TooMany extends Schema.TaggedError<TooMany>()(
  'TooMany',
  { retryAfter: Schema.Int },
  { httpApiStatus: 429 },
) {}

/** The store cannot take it now (disk full …); nothing was changed. */
export class Unavailable extends Schema.TaggedError<Unavailable>()(
  'Unavailable',
  {},
  { httpApiStatus: 503 },
) {}
