import { expect, test } from 'vitest'
import { type Kind, settingKept, settingProblem } from './setting.ts'

const line: Kind = { kind: 'line', most: 5 }
const number: Kind = { kind: 'number', least: 0, most: 100 }
const choice: Kind = { kind: 'choice', of: ['left', 'right'] }

test.each<[Kind, unknown, ReturnType<typeof settingProblem>]>([
  [{ kind: 'flag' }, true, null],
  [{ kind: 'flag' }, 'true', 'malformed'],
  [choice, 'left', null],
  [choice, 'up', 'malformed'],
  [choice, 0, 'malformed'],
  [number, 0, null],
  [number, 100, null],
  [number, 101, 'range'],
  [number, -1, 'range'],
  [number, 1.5, 'malformed'],
  [number, Number.NaN, 'malformed'],
  [number, '5', 'malformed'],
  [number, '', 'malformed'],
  [{ ...number, open: true }, '', null],
  [line, 'a b c', null],
  [line, 'a b  c  ', null],
  [line, 'abcdef', 'tooLong'],
  [line, 1, 'malformed'],
  [{ kind: 'text', most: 3 }, 'a\nb', null],
  [{ kind: 'text', most: 3 }, 'a\nbc', 'tooLong'],
  [{ kind: 'colour' }, '#abc', null],
  [{ kind: 'colour' }, '', 'malformed'],
  [{ kind: 'colour' }, 'red', 'malformed'],
  [{ kind: 'colour', open: true }, ' ', null],
  [{ kind: 'link' }, '', null],
  [{ kind: 'link' }, 'https://shop.example/privacy', null],
  [{ kind: 'link' }, 'http://shop.example', null],
  [{ kind: 'link' }, 'javascript:alert(1)', 'malformed'],
  [{ kind: 'link' }, 'data:text/html,x', 'malformed'],
  [{ kind: 'link' }, '//shop.example', 'malformed'],
  [{ kind: 'link' }, '/privacy', 'malformed'],
  [{ kind: 'link' }, 'https://user:secret@shop.example', 'malformed'],
  [{ kind: 'link' }, `https://shop.example/${'x'.repeat(2_000)}`, 'tooLong'],
  [{ kind: 'font' }, '"PT Sans", Georgia, sans-serif', null],
  [{ kind: 'font' }, 'Arial;color:red', 'malformed'],
  [{ kind: 'font' }, '"PT Sans', 'malformed'],
  [{ kind: 'font' }, 'x'.repeat(201), 'tooLong'],
  [{ kind: 'properties' }, '--a: 1px', null],
  [{ kind: 'properties' }, '--a: url(x)', 'malformed'],
  [{ kind: 'picture' }, '', null],
  [{ kind: 'picture' }, '/photos/other/1', 'malformed'],
])('%j: %j is %s', (setting, given, problem) => {
  expect(settingProblem(setting, given)).toBe(problem)
})

test.each<[Kind, string, string]>([
  [{ kind: 'line', most: 9 }, ' a\nb\u0007 ', 'a b'],
  [{ kind: 'text', most: 9 }, ' a\r\nb\u0007 ', 'a\nb'],
  [{ kind: 'colour' }, 'FA0', '#ffaa00'],
  [{ kind: 'colour', open: true }, ' ', ''],
  [{ kind: 'link' }, ' HTTPS://Shop.example/a b ', 'https://shop.example/a%20b'],
  [{ kind: 'font' }, ' Georgia,  serif ', 'Georgia, serif'],
])('%j keeps %j as %j', (setting, given, kept) => {
  expect(settingKept(setting, given)).toBe(kept)
})
