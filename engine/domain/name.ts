/** An operator's display name: need not be unique (D1), is shown to visitors and in lists, so it is one line. */
import type { FieldProblem } from './field.ts'

/** UTF-16 units. */
export const nameLength = 80

/** NUL, line breaks and other controls become spaces; half an emoji becomes U+FFFD, as SQLite would store it. */
export const name = (given: string): string =>
  given
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

export const nameProblem = (given: string): FieldProblem | null => {
  // A megabyte is refused without being looked at.
  if (given.length > 16 * nameLength) return 'tooLong'
  const value = name(given)
  // Zero-width and direction marks alone would show as nothing.
  if (value.replace(/[\p{Cf}\p{M}\s]/gu, '') === '') return 'required'
  return value.length > nameLength ? 'tooLong' : null
}
