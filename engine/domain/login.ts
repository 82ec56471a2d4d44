/** Logins of accounts and operators: one namespace for the whole instance (architecture, 'Identity of things'). */
import type { FieldProblem } from './field.ts'

const shape = /^[a-z0-9][a-z0-9._-]{2,31}$/

/** The form in which logins are kept and compared. */
export const login = (given: string): string => given.trim().toLowerCase()

/** What is wrong with a login as somebody typed it; null when it may be used (unless it is taken). */
export const loginProblem = (given: string): FieldProblem | null => {
  const value = login(given)
  if (value === '') return 'required'
  if (value.length < 3) return 'tooShort'
  if (value.length > 32) return 'tooLong'
  return shape.test(value) ? null : 'malformed'
}
