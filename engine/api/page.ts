/** Long lists in the HTTP API come in pages. */
import { Schema } from 'effect'

export const page = { before: Schema.optional(Schema.FiniteFromString) }
