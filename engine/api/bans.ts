/** Bans in the HTTP API: the administrator's, since operators ban from their console. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, OwnAddress, Unavailable } from './errors.ts'

/** Who gets no chat (H6). */
export class Ban extends Schema.Class<Ban>('Ban')({
  id: Schema.String,
  /** The visitor's number; null: it is for an address alone. */
  visitor: Schema.NullOr(Schema.Int),
  /** An IP address, or a subnet like `203.0.113.0/24`; null: it is for the visitor alone. */
  address: Schema.NullOr(Schema.String),
  reason: Schema.String,
  /** Name of who banned. */
  operator: Schema.String,
  /** ms since 1970, as `until`. */
  createdAt: Schema.Int,
  /** null: for ever. */
  until: Schema.NullOr(Schema.Int),
  /** It has ended, and holds for nobody any more. */
  over: Schema.Boolean,
}) {}

export const bans = HttpApiGroup.make('bans')
  .add(
    /** The newest first. */
    HttpApiEndpoint.get('list', '/bans', { success: Schema.Array(Ban), error: Forbidden }),
    /** `whom`: a visitor's number, an address or a subnet. In the place of a ban for exactly the same. */
    HttpApiEndpoint.post('add', '/bans', {
      payload: Schema.Struct({
        whom: Schema.String,
        reason: Schema.String,
        until: Schema.NullOr(Schema.Int),
        /** Also when it would hold for one's own address. */
        sure: Schema.optional(Schema.Boolean),
      }),
      success: Ban.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, OwnAddress, Unavailable],
    }),
    HttpApiEndpoint.delete('lift', '/bans/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
