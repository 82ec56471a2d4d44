/** Operators in the HTTP API. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Status } from '../domain/status.ts'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, TooMany, Unavailable } from './errors.ts'
import { Session } from './me.ts'

/** An operator in the cabinet (D1–D3). */
export class Operator extends Schema.Class<Operator>('Operator')({
  id: Schema.String,
  login: Schema.String,
  name: Schema.String,
  photo: Schema.NullOr(Schema.String),
  administrator: Schema.Boolean,
  status: Status,
  /** May he see the statistics (A7)? The administrator always. */
  statistics: Schema.Boolean,
  /** ms since 1970 */
  createdAt: Schema.Int,
}) {}

export const operators = HttpApiGroup.make('operators')
  .add(
    HttpApiEndpoint.get('list', '/operators', { success: Schema.Array(Operator), error: Forbidden }),
    HttpApiEndpoint.post('add', '/operators', {
      payload: Schema.Struct({ login: Schema.String, name: Schema.String, password: Schema.String }),
      success: Operator.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    /**
     * Display name and password; an operator may change his own (A7), the administrator everybody's. Changing
     * one's own password needs the current one; a changed password ends the operator's other sessions.
     */
    HttpApiEndpoint.patch('edit', '/operators/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct({
        name: Schema.optional(Schema.String),
        password: Schema.optional(Schema.String),
        currentPassword: Schema.optional(Schema.String),
        /** The administrator's to say, of others. */
        statistics: Schema.optional(Schema.Boolean),
      }),
      success: Operator,
      error: [Invalid, Forbidden, NotFound, TooMany, Unavailable],
    }),
    /** Where he is signed in: the administrator sees it of everybody, everybody of himself. */
    HttpApiEndpoint.get('sessions', '/operators/:id/sessions', {
      params: { id: Schema.String },
      success: Schema.Array(Session),
      error: [Forbidden, NotFound],
    }),
    /** Signs him out everywhere; oneself everywhere else. */
    HttpApiEndpoint.delete('endSessions', '/operators/:id/sessions', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/operators/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
    /** PNG, JPEG or WebP by its first bytes, at most 512 KB; anything else is `Invalid {photo: malformed|tooLong}`. */
    HttpApiEndpoint.put('setPhoto', '/operators/:id/photo', {
      params: { id: Schema.String },
      payload: Schema.Uint8Array.pipe(
        HttpApiSchema.asUint8Array({ contentType: 'application/octet-stream' }),
      ),
      success: Operator,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('removePhoto', '/operators/:id/photo', {
      params: { id: Schema.String },
      success: Operator,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
