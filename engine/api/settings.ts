/** Appearance and behaviour of the widget in the HTTP API: names and limits stand in `engine/domain/settings`. */
import { Schema } from 'effect'

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
