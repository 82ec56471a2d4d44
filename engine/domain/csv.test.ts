import { expect, test } from 'vitest'
import { csvLine } from './csv.ts'

test.each([
  [['a', 'b'], 'a,b'],
  [['', ''], ','],
  [['a,b', 'say "hi"'], '"a,b","say ""hi"""'],
  [['two\r\nlines', 'ё😀'], '"two\r\nlines",ё😀'],
  [['=1+1', '@SUM(A1)', '-2', '+7 912'], `"'=1+1","'@SUM(A1)","'-2","'+7 912"`],
  [[' =cmd|calc', '\t=1', '\n=1'], `"' =cmd|calc","'\t=1","'\n=1"`],
  [['1-2', 'a=b'], '1-2,a=b'],
])('%j', (cells, line) => {
  expect(csvLine(cells)).toBe(`${line}\r\n`)
})
