import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkify } from './linkify.ts'

const hrefs = (text: string) => linkify(text).flatMap((part) => (typeof part === 'string' ? [] : [part.href]))
const textOf = (text: string) =>
  linkify(text)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')

describe('links', () => {
  test.each<[string, Array<string>]>([
    ['no link at all', []],
    ['http://shop.ru', ['http://shop.ru']],
    ['see https://shop.ru/a?b=1&c=2#d now', ['https://shop.ru/a?b=1&c=2#d']],
    ['HTTPS://SHOP.RU/A', ['HTTPS://SHOP.RU/A']],
    ['www.shop.ru', ['http://www.shop.ru']],
    ['WWW.shop.ru', ['http://WWW.shop.ru']],
    ['mailto:info@shop.ru', ['mailto:info@shop.ru']],
    ['https://пример.рф/каталог/чайник', ['https://пример.рф/каталог/чайник']],
    ['сюдаhttps://пример.рф', ['https://пример.рф']],
    ['end of it: https://shop.ru.', ['https://shop.ru']],
    [
      'https://shop.ru, https://shop.ru/b; https://shop.ru/c!',
      ['https://shop.ru', 'https://shop.ru/b', 'https://shop.ru/c'],
    ],
    ['really https://shop.ru/?!…', ['https://shop.ru/']],
    ['(https://shop.ru/a)', ['https://shop.ru/a']],
    ['[https://shop.ru/a]', ['https://shop.ru/a']],
    ['{https://shop.ru/a}.', ['https://shop.ru/a']],
    ['https://ru.wikipedia.org/wiki/Чай_(напиток)', ['https://ru.wikipedia.org/wiki/Чай_(напиток)']],
    ['(https://ru.wikipedia.org/wiki/Чай_(напиток))', ['https://ru.wikipedia.org/wiki/Чай_(напиток)']],
    ['«https://shop.ru/a»', ['https://shop.ru/a']],
    ['"https://shop.ru/a"', ['https://shop.ru/a']],
    ["'https://shop.ru/a'", ['https://shop.ru/a']],
    ['<https://shop.ru/a>', ['https://shop.ru/a']],
    ['<a href="https://shop.ru/a">x</a>', ['https://shop.ru/a']],
    ['http://a.ru\nhttp://b.ru', ['http://a.ru', 'http://b.ru']],
    ['https://shop.ru:8080/a', ['https://shop.ru:8080/a']],
    ['http://127.0.0.1/', ['http://127.0.0.1/']],
    ['javascript:alert(1)', []],
    ['JavaScript:alert(1)//www', []],
    ['data:text/html,<b>x', []],
    ['vbscript:x ftp://shop.ru file:///etc/passwd', []],
    ['javascript:http://shop.ru', ['http://shop.ru']],
    ['xhttp://shop.ru', []],
    ['awww.shop.ru', []],
    ['http://', []],
    ['https://...', []],
    ['http:// shop.ru', []],
    ['www.', []],
    ['www...', []],
    ['mailto:', []],
    ['https://shop.ru/\u202egpj.exe', ['https://shop.ru/']],
    ['https://shop.ru/\u200bx', ['https://shop.ru/']],
    ['https://shop.ru/\0x', ['https://shop.ru/']],
    ['https://shop.ru/😀', ['https://shop.ru/😀']],
    ['shop.ru', []],
  ])('%j', (text, expected) => {
    expect(hrefs(text)).toEqual(expected)
    expect(textOf(text)).toBe(text)
  })

  test('text between them stays', () => {
    expect(linkify('a http://b.ru, www.c.ru.')).toEqual([
      'a ',
      { href: 'http://b.ru', text: 'http://b.ru' },
      ', ',
      { href: 'http://www.c.ru', text: 'www.c.ru' },
      '.',
    ])
    expect(linkify('')).toEqual([])
  })
})

const crumbs = fc.constantFrom(
  'http://',
  'https://',
  'www.',
  'mailto:',
  'javascript:',
  '(',
  ')',
  '.',
  ',',
  ' ',
  '\n',
  'a',
  'ж',
  '😀',
  '\ud83d',
  '"',
  '<',
  '/',
  '@',
  '%',
)

test('nothing is lost, and no other scheme ever comes out', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(crumbs).map((c) => c.join('')),
      ),
      (text) => {
        expect(textOf(text)).toBe(text)
        expect(hrefs(text).filter((href) => !/^(https?:\/\/|mailto:)[^\s/.]/i.test(href))).toEqual([])
        expect(linkify(text)).not.toContain('')
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([
  'http://',
  'www.',
  'www.a',
  'http://a)',
  'http://a ',
  'mailto:',
  ')',
  'h',
  'http://(',
  'www.a(.',
  '.',
])('hostile text costs no more than any other: %j repeated', (piece) => {
  // A million characters; anything worse than linear would take minutes and run into the test's own limit.
  const text = `http://a${piece.repeat(1_000_000 / piece.length)}`
  expect(textOf(text)).toBe(text)
})
