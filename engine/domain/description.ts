/** A sentence about a site or a department: one line, may be empty. */
import type { FieldProblem } from './field.ts'
import { name } from './name.ts'

/** UTF-16 units. */
export const descriptionLength = 300

export const description = name

export const descriptionProblem = (given: string): FieldProblem | null =>
  given.length > 16 * descriptionLength || description(given).length > descriptionLength ? 'tooLong' : null
