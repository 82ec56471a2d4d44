/** Sites in the HTTP API: the administrator's. Ids of another account are not found. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, Unavailable } from './errors.ts'
import { Language } from './language.ts'

const siteFields = {
  /** Covers the page and all that begins with it; `*` for any text. Answered in the form in which it is kept. */
  address: Schema.String,
  description: Schema.String,
  /** Of the chat on these pages. */
  language: Language,
  /** Served by every operator, also those to come; else by those named. */
  everybody: Schema.Boolean,
  /** Ids of operators added singly, and of departments. */
  operators: Schema.Array(Schema.String),
  departments: Schema.Array(Schema.String),
}

/** Which pages carry the chat, and who answers there (E1, E2). */
export class Site extends Schema.Class<Site>('Site')({ id: Schema.String, ...siteFields }) {}

export const sites = HttpApiGroup.make('sites')
  .add(
    HttpApiEndpoint.get('list', '/sites', { success: Schema.Array(Site), error: Forbidden }),
    HttpApiEndpoint.post('add', '/sites', {
      payload: Schema.Struct(siteFields),
      success: Site.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('edit', '/sites/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct(siteFields),
      success: Site,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/sites/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
