/** Requests in the HTTP API (C7–C9): what visitors left, and who has processed it. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Side } from '../domain/events.ts'
import { requestKinds } from '../domain/request.ts'
import { Authorization } from './Authorization.ts'
import { NotFound, Unavailable } from './errors.ts'
import { page } from './page.ts'

export class VisitorRequest extends Schema.Class<VisitorRequest>('VisitorRequest')({
  id: Schema.String,
  /** An offline message, or a lead. */
  kind: Schema.Literals(requestKinds),
  /** ms since 1970, as all times here */
  at: Schema.Int,
  /** Who left it: an id, and the number that people read aloud. */
  visitor: Schema.Struct({ id: Schema.String, number: Schema.Int }),
  /** Of a lead: where he was asked for it. */
  conversation: Schema.NullOr(Schema.String),
  site: Schema.NullOr(Schema.String),
  page: Schema.Struct({ url: Schema.String, title: Schema.String }),
  /** Empty: was not asked for. */
  name: Schema.String,
  email: Schema.String,
  phone: Schema.String,
  message: Schema.String,
  /** What he agreed to; `text` empty when the words were changed just then. */
  consent: Schema.NullOr(
    Schema.Struct({ at: Schema.Int, version: Schema.String, text: Schema.String, link: Schema.String }),
  ),
  processed: Schema.NullOr(Schema.Struct({ at: Schema.Int, by: Schema.String })),
}) {}

/** A dialogue of who left a request. */
const VisitorDialogue = Schema.Struct({
  id: Schema.String,
  openedAt: Schema.Int,
  /** Null: it goes on. */
  closedAt: Schema.NullOr(Schema.Int),
  /** Who answered, or was to; null: nobody. */
  operator: Schema.NullOr(Schema.String),
  messages: Schema.Int,
  last: Schema.NullOr(Schema.Struct({ author: Side, text: Schema.String })),
})

/** A request with what else is of the same visitor; the newest first, and not more than anybody would read. */
export const RequestDetails = Schema.Struct({
  request: VisitorRequest,
  others: Schema.Array(VisitorRequest),
  dialogues: Schema.Array(VisitorDialogue),
})

/** What was said in it, in its order. */
export const Said = Schema.Struct({
  /** There is more before it. */
  more: Schema.Boolean,
  messages: Schema.Array(
    Schema.Struct({
      author: Side,
      /** Of the operator; empty: of the visitor, or not known any more. */
      name: Schema.String,
      at: Schema.Int,
      text: Schema.String,
    }),
  ),
})

/** As in the address of a page. */
const RequestQuery = {
  kind: Schema.optional(Schema.Literals(requestKinds)),
  processed: Schema.optional(Schema.Literals(['yes', 'no'])),
  /** From this moment on, and before that; ms since 1970. */
  from: Schema.optional(Schema.FiniteFromString),
  to: Schema.optional(Schema.FiniteFromString),
  /** Any part of what was left; of several words all. */
  search: Schema.optional(Schema.String.check(Schema.isMaxLength(200))),
}

const RequestPage = Schema.Struct({
  /** The newest first. */
  requests: Schema.Array(VisitorRequest),
  /** For `before`, to get those that are older; null: there are none. */
  next: Schema.NullOr(Schema.Int),
  /** Of all that one may see, whatever the filter. */
  unprocessed: Schema.Int,
})

/**
 * Operators see those of the sites they serve, from their console; in the cabinet they are the administrator's (A7), who
 * sees all. Of others they are not found.
 */
export const requests = HttpApiGroup.make('requests')
  .add(
    HttpApiEndpoint.get('list', '/requests', { query: { ...RequestQuery, ...page }, success: RequestPage }),
    HttpApiEndpoint.get('read', '/requests/:id', {
      params: { id: Schema.String },
      success: RequestDetails,
      error: NotFound,
    }),
    /** A dialogue of who left it. */
    HttpApiEndpoint.get('said', '/requests/:id/dialogues/:dialogue', {
      params: { id: Schema.String, dialogue: Schema.String },
      success: Said,
      error: NotFound,
    }),
    /** Who is first has processed it. */
    HttpApiEndpoint.put('process', '/requests/:id/processed', {
      params: { id: Schema.String },
      payload: Schema.Struct({ processed: Schema.Boolean }),
      success: VisitorRequest,
      error: [NotFound, Unavailable],
    }),
    /** All of them, as a table. */
    HttpApiEndpoint.get('export', '/requests/export', {
      query: RequestQuery,
      success: Schema.String.pipe(HttpApiSchema.asText({ contentType: 'text/csv; charset=utf-8' })),
    }),
  )
  .middleware(Authorization)
