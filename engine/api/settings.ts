/** Appearance and behaviour of the widget in the HTTP API: names and limits stand in `engine/domain/settings`. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, NotFound, Unavailable } from './errors.ts'

/** Empty text: nothing, or what the widget has by itself. */
export const SettingValue = Schema.Union([Schema.Boolean, Schema.Finite, Schema.String])
const Values = Schema.Record(Schema.String, SettingValue)

/** Settings that are pictures. */
export const Picture = Schema.Literals(['theme.logo', 'invitation.photo'])

/** What an account has set for all its sites, or a site for itself; what is not there is inherited (C11). */
export class OwnSettings extends Schema.Class<OwnSettings>('OwnSettings')({
  /** Null: of the account. */
  site: Schema.NullOr(Schema.String),
  /** One higher with every change. */
  version: Schema.Int,
  values: Values,
}) {}

export class AllSettings extends Schema.Class<AllSettings>('AllSettings')({
  account: OwnSettings,
  /** Those that have, or had, anything of their own. */
  sites: Schema.Array(OwnSettings),
  /** What counts where nothing was set, by the language of the site. */
  standard: Schema.Struct({ ru: Values, en: Values }),
  /** Those that the tariff lacks (A4): they can be read, and count for nothing. */
  locked: Schema.Array(Schema.String),
}) {}

/** One setting that somebody has changed; null: inherited. */
export class SettingChange extends Schema.Class<SettingChange>('SettingChange')({
  /** ms since 1970 */
  at: Schema.Int,
  /** Name of who did. */
  operator: Schema.String,
  name: Schema.String,
  before: Schema.NullOr(SettingValue),
  after: Schema.NullOr(SettingValue),
}) {}

/** Somebody else has changed the same since; nothing was written. */
export class Conflict extends Schema.TaggedError<Conflict>()(
  'Conflict',
  {
    /** As it is kept now. */
    own: OwnSettings,
    /** What was changed of that which was to be set, the oldest first. */
    changes: Schema.Array(SettingChange),
  },
  { httpApiStatus: 409 },
) {}

/** The administrator's: appearance and behaviour of the widget. `of`: `account`, or the id of a site. */
export const settings = HttpApiGroup.make('settings')
  .add(
    HttpApiEndpoint.get('list', '/settings', { success: AllSettings, error: Forbidden }),
    /** Sets these; null: inherited from now on. `Invalid` tells of each that cannot be. */
    HttpApiEndpoint.patch('edit', '/settings/:of', {
      params: { of: Schema.String },
      payload: Schema.Struct({
        /** Of what the change began from; 0 of who has nothing of its own. */
        version: Schema.Int,
        values: Schema.Record(Schema.String, Schema.NullOr(SettingValue)),
      }),
      success: OwnSettings,
      error: [Invalid, Forbidden, NotFound, Conflict, Unavailable],
    }),
    /** Whatever `from` (`account`, or a site) has of its own, and nothing else. */
    HttpApiEndpoint.post('copy', '/settings/:of/copy', {
      params: { of: Schema.String },
      payload: Schema.Struct({ from: Schema.String, version: Schema.Int }),
      success: OwnSettings,
      error: [Forbidden, NotFound, Conflict, Unavailable],
    }),
    /** The newest first, as many as are worth reading. */
    HttpApiEndpoint.get('changes', '/settings/:of/changes', {
      params: { of: Schema.String },
      success: Schema.Array(SettingChange),
      error: [Forbidden, NotFound],
    }),
    /** As an operator's photo. */
    HttpApiEndpoint.put('setPicture', '/settings/:of/pictures/:picture', {
      params: { of: Schema.String, picture: Picture },
      payload: Schema.Uint8Array.pipe(
        HttpApiSchema.asUint8Array({ contentType: 'application/octet-stream' }),
      ),
      success: OwnSettings,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('removePicture', '/settings/:of/pictures/:picture', {
      params: { of: Schema.String, picture: Picture },
      success: OwnSettings,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
