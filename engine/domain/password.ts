/** Passwords: long enough, and not the login. No rules about digits and signs: they make worse passwords. */
import type { FieldProblem } from './field.ts'
import { login } from './login.ts'

export const passwordLength = { min: 8, max: 200 }

/** One form for what two keyboards type differently (`é` as one character or two). */
export const password = (given: string): string => given.normalize('NFKC')

/** `owner`: the login that the password is for. */
export const passwordProblem = (given: string, owner: string): FieldProblem | null => {
  if (given === '') return 'required'
  // Before it is normalised: a megabyte is refused without being looked at.
  if (given.length > 4 * passwordLength.max) return 'tooLong'
  const length = [...password(given)].length
  if (length < passwordLength.min) return 'tooShort'
  if (length > passwordLength.max) return 'tooLong'
  return login(password(given)) === login(owner) ? 'malformed' : null
}
