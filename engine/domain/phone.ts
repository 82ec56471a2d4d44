/** Telephone numbers as people write them: `+7 (912) 345-67-89`, `8 800 555 35 35 доб. 12`. */
import type { FieldProblem } from './field.ts'

/** UTF-16 units. */
export const phoneLength = 60

const extension = /[,;]?\s*(?:доб|вн|ext|x|#)\.?\s*\d{1,6}$/iu

/** One line; every kind of dash and of space is the plain one. */
export const phone = (given: string): string =>
  given
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()

export const phoneProblem = (given: string): FieldProblem | null => {
  if (given.length > 16 * phoneLength) return 'tooLong'
  const value = phone(given)
  if (value === '') return 'required'
  if (value.length > phoneLength) return 'tooLong'
  const number = value.replace(extension, '')
  const digits = number.replace(/\D/g, '').length
  return /^\+?[\d\s()./-]+$/.test(number) && digits >= 5 && digits <= 20 ? null : 'malformed'
}
