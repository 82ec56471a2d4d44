/** Why a field of a form was refused. The client says it in the person's language. */
export type FieldProblem =
  | 'required'
  | 'taken'
  | 'malformed'
  | 'tooShort'
  | 'tooLong'
  | 'wrong'
  /** A number that is too small or too large. */
  | 'range'
  // Of a site's address: see `siteAddress.ts`.
  | 'spaces'
  | 'scheme'
  | 'host'
  // Of a subnet: see `subnet.ts`.
  | 'wide'

/** Fields by name; empty when nothing is wrong. */
export type FieldProblems = Readonly<Record<string, FieldProblem>>

/** Leaves out the fields that are right. */
export const problems = (fields: Readonly<Record<string, FieldProblem | null>>): FieldProblems =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, FieldProblem] => entry[1] !== null),
  )
