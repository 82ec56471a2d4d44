import { describe, expect, it } from 'vitest'
import { plain } from '../calls/notices.ts'
import { oneLine, safeLink, shortAddress, visible } from './text.ts'

it.each([
  ['a\0b', 'a\ufffdb'],
  ['a\u0085b\u007f', 'a\ufffdb\ufffd'],
  ['line\nline\ttab', 'line\nline\ttab'],
  ['windows\r\nold\rmac', 'windows\nold\nmac'],
  ['😀 <b>', '😀 <b>'],
])('visible %j', (text, expected) => expect(visible(text)).toBe(expected))

it.each([
  ['  a \n\n b\t c ', 'a b c'],
  ['x'.repeat(300), `${'x'.repeat(200)}…`],
])('one line of %j', (text, expected) => expect(oneLine(text)).toBe(expected))

it.each([
  ['https://shop.example/', 'shop.example'],
  ['https://shop.example/a/b?c=1#d', 'shop.example/a/b'],
  ['https://shop.example/%D1%87%D0%B0%D0%B9', 'shop.example/чай'],
  ['https://shop.example/%E0%A4%A', 'shop.example/%E0%A4%A'],
  ['no address', 'no address'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('short address of %j', (url, expected) => expect(shortAddress(url)).toBe(expected))

it.each([
  ['https://a.example', true],
  ['HTTP://a.example', true],
  ['javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//a.example', false],
  [' https://a.example', false],
])('%j may be opened: %s', (url, expected) => expect(safeLink(url) !== null).toBe(expected))

describe('notifications', () => {
  it('have no control or direction characters', () => {
    expect(plain('a\0b\u202ec\u2066d')).toBe('a b c d')
  })
  it('are short, and cut between characters', () => {
    expect([...plain('😀'.repeat(500))]).toHaveLength(161)
  })
})
