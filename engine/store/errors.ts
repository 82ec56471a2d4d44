/** What the store may answer besides a value. Anything else is unexpected and dies loudly. */
import { Schema } from 'effect'

/** The store cannot take or give this now (disk full, busy, too far behind); later it may. */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>()('StoreUnavailable', {
  message: Schema.String,
}) {}

/** `DATA_DIR` cannot be made, entered or written. */
export class DirectoryUnusable extends Schema.TaggedError<DirectoryUnusable>()('DirectoryUnusable', {
  message: Schema.String,
}) {}

/** Another engine runs on this `DATA_DIR`. */
export class DirectoryInUse extends Schema.TaggedError<DirectoryInUse>()('DirectoryInUse', {
  message: Schema.String,
}) {}

/** The database was written by a newer engine; running an older one on it would damage it. */
export class DatabaseNewer extends Schema.TaggedError<DatabaseNewer>()('DatabaseNewer', {
  message: Schema.String,
}) {}
