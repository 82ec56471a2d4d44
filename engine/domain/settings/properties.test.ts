import { expect, test } from 'vitest'
import { isClosed, properties } from './properties.ts'

test('lines of a style sheet become properties; empty lines are none', () => {
  expect(
    properties('--bubble: #fff;\n\n  --shadow-2: 0 2px 8px rgb(0 0 0 / 20%)\n--font: "PT Sans", sans-serif'),
  ).toEqual({
    '--bubble': '#fff',
    '--shadow-2': '0 2px 8px rgb(0 0 0 / 20%)',
    '--font': '"PT Sans", sans-serif',
  })
  expect(properties('')).toEqual({})
  expect(properties('--a: 1\n--a: 2')).toEqual({ '--a': '2' })
})

test.each([
  ['no name', 'color: red'],
  ['a name with capitals', '--Bubble: red'],
  ['a name with more in it', '--a}b: red'],
  ['nothing behind the colon', '--a:'],
  ['a second declaration', '--a: red; color: blue'],
  ['the end of the rule', '--a: red } * { display: none'],
  ['an at-rule', '--a: @import'],
  ['an escape', '--a: \\75rl(x)'],
  ['a tag', '--a: </style>'],
  ['a comment', '--a: red /* '],
  ['an address', '--a: url(https://evil.example/x)'],
  ['an address in other letters', '--a: URL ("//evil.example")'],
  ['a set of pictures', '--a: -webkit-image-set("//evil.example" 1x)'],
  ['a picture', '--a: src("//evil.example")'],
  ['a quote that stays open', '--a: "red'],
  ['a bracket that stays open', '--a: calc(1px + 2px'],
  ['a bracket too many', '--a: 1px)'],
  ['a value without end', `--a: ${'x'.repeat(201)}`],
  ['a name without end', `--${'a'.repeat(60)}: red`],
  ['too many', Array.from({ length: 51 }, (_, n) => `--a${n}: red`).join('\n')],
])('%s is refused', (_, given) => {
  expect(properties(given)).toBeNull()
})

test.each([
  ['', true],
  ['a(b[c])', true],
  ['")"', true],
  [`'"'`, true],
  ['(]', false],
  [')', false],
  ["'", false],
])('%j is closed: %s', (value, expected) => {
  expect(isClosed(value)).toBe(expected)
})
