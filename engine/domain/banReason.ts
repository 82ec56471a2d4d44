/** Why somebody was banned, for the administrator: one line, may be empty. */
import type { FieldProblem } from './field.ts'
import { name } from './name.ts'

/** UTF-16 units. */
export const banReasonLength = 500

export const banReason = name

export const banReasonProblem = (given: string): FieldProblem | null =>
  given.length > 16 * banReasonLength || banReason(given).length > banReasonLength ? 'tooLong' : null
