/** Languages in which RedHelper speaks. */
import { Schema } from 'effect'

export const Language = Schema.Literals(['ru', 'en'])
export type Language = typeof Language.Type
