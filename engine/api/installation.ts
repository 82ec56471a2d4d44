/** Is the code on the site, and does it work? In the HTTP API, the administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { unreadReasons } from '../domain/outward.ts'
import { outcomes } from '../domain/siteCode.ts'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, TooMany } from './errors.ts'

const foreignCode = Schema.NullOr(Schema.Struct({ origin: Schema.String, login: Schema.String }))

/** What 'check my site' found (B4). */
export const SiteCheck = Schema.Union([
  Schema.Struct({
    kind: Schema.Literal('page'),
    /** After redirects. */
    url: Schema.String,
    title: Schema.String,
    outcome: Schema.Literals(outcomes),
    form: Schema.NullOr(Schema.Literals(['tag', 'script'])),
    /** How often this account's code stands there and runs. */
    times: Schema.Int,
    /** A code of another account or server that runs there too. */
    other: foreignCode,
    tagManager: Schema.Boolean,
    /** Does the page belong to a site of the account? Elsewhere the widget does not show. */
    covered: Schema.Boolean,
    /** Our address is http and the page is https: browsers do not load the widget. */
    mixed: Schema.Boolean,
  }),
  Schema.Struct({
    kind: Schema.Literal('unread'),
    /** Where it ended. */
    url: Schema.String,
    why: Schema.Literals([...unreadReasons, 'tooLarge']),
    status: Schema.NullOr(Schema.Int),
  }),
])
export type SiteCheck = typeof SiteCheck.Type

/** From where the widget last called home. */
export const SiteCall = Schema.Struct({
  host: Schema.String,
  /** ms since 1970 */
  at: Schema.Int,
})
export type SiteCall = typeof SiteCall.Type

export const installation = HttpApiGroup.make('installation')
  .add(
    /** `url`: as a person types it. */
    HttpApiEndpoint.post('check', '/installation/check', {
      payload: Schema.Struct({ url: Schema.String }),
      success: SiteCheck,
      error: [Invalid, Forbidden, TooMany],
    }),
    /** The last first. */
    HttpApiEndpoint.get('calls', '/installation/calls', {
      success: Schema.Array(SiteCall),
      error: Forbidden,
    }),
  )
  .middleware(Authorization)
