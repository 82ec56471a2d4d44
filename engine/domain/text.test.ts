import { expect, test } from 'vitest'
import { lengthProblem, writtenText } from './text.ts'

test.each([
  ['  a\r\nb\u0007c \u2028d ', 'a\nb c \nd'],
  ['a\n\n\n\nb', 'a\n\nb'],
  ['half \ud83d', 'half \ufffd'],
])('%j is kept as %j', (given, kept) => {
  expect(writtenText(given)).toBe(kept)
})

test('what is far too long is refused without being looked at', () => {
  expect(lengthProblem('ab', 2, writtenText)).toBeNull()
  expect(lengthProblem('a b ', 3, writtenText)).toBeNull()
  expect(lengthProblem('abc', 2, writtenText)).toBe('tooLong')
  expect(lengthProblem(' '.repeat(33), 2, writtenText)).toBe('tooLong')
})
