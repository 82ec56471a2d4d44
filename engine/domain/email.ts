/**
 * E-mail addresses. A mail library parses a string as a list with comments and display names, so
 * `a@b, evil@c` would reach two people: we accept exactly one plain addr-spec and nothing else. Quoted local
 * parts and address literals are refused; nobody's mailbox looks like that.
 */
import type { FieldProblem } from './field.ts'

// Letters beyond ASCII are allowed on both sides (`почта@пример.рф`); spaces, quotes, commas, controls are not.
const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** The form in which addresses are kept and compared: one mailbox, one account. */
export const email = (given: string): string => given.trim().normalize('NFC').toLowerCase()

export const emailProblem = (given: string): FieldProblem | null => {
  const value = email(given)
  if (value === '') return 'required'
  if (value.length > 254) return 'tooLong'
  const [before, host, ...rest] = value.split('@')
  if (before === undefined || host === undefined || rest.length > 0) return 'malformed'
  const labels = host.split('.')
  return before.length <= 64 &&
    local.test(before) &&
    labels.length > 1 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels[labels.length - 1]!)
    ? null
    : 'malformed'
}
