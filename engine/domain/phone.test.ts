import { expect, test } from 'vitest'
import { phone, phoneProblem } from './phone.ts'

test.each([
  '+7 (912) 345-67-89',
  '8 (800) 555-35-35 доб. 12',
  '89123456789',
  '+44 20 7946 0958 ext 7',
  '030/123 45-67',
  '８９１２３４５６７８９',
  '+7\u00a0912\u2011345\u201367\u201289',
  '\u202a+7 912 345 67 89\u202c',
])('%j is one', (given) => {
  expect(phoneProblem(given)).toBeNull()
})

test.each([
  ['', 'required'],
  [' \u200b ', 'required'],
  ['1234', 'malformed'],
  ['позвоните', 'malformed'],
  ['+7 912 abc', 'malformed'],
  ['7+912 345 67 89', 'malformed'],
  ['1'.repeat(21), 'malformed'],
  ['1'.repeat(61), 'tooLong'],
  ['1 '.repeat(10_000), 'tooLong'],
])('%j: %s', (given, problem) => {
  expect(phoneProblem(given)).toBe(problem)
})

test('it is kept as it was written, in plain signs', () => {
  expect(phone(' +7\u00a0(912)\t345\u201367\u201189\n')).toBe('+7 (912) 345-67-89')
})
