/** What people write in more than one line, as it is kept. */
import type { FieldProblem } from './field.ts'

/** Lines stay, other controls become spaces; half an emoji becomes U+FFFD, as SQLite would store it. */
export const writtenText = (given: string): string =>
  given
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\r\n?|[\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** `most`: UTF-16 units. What is far too long is refused without being looked at. */
export const lengthProblem = (
  given: string,
  most: number,
  kept: (given: string) => string,
): FieldProblem | null => (given.length > 16 * most || kept(given).length > most ? 'tooLong' : null)
