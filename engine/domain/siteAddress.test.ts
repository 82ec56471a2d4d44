import { describe, expect, it } from 'vitest'
import {
  bySpecificity,
  covers,
  keptAddress,
  pageAddress,
  type SiteAddress,
  siteAddress,
} from './siteAddress.ts'

const address = (text: string) => siteAddress(text) as SiteAddress

describe('an address covers', () => {
  it.each([
    // The manual's own example.
    ['website.ru', 'http://website.ru/', true],
    ['website.ru', 'http://website.ru', true],
    ['website.ru', 'http://website.ru/any/page?of=it#here', true],
    ['website.ru', 'http://www.website.ru/', false],
    // Names of hosts are whole.
    ['website.ru', 'http://website.ru.evil.com/', false],
    ['website.ru', 'http://evilwebsite.ru/', false],
    ['website.ru', 'http://website.rus/', false],
    ['website.ru', 'http://evil.com/website.ru', false],
    ['website.ru', 'http://website.ru@evil.com/', false],
    ['website.ru', 'http://evil.com/?website.ru/', false],
    ['website.ru', 'http://someone:secret@website.ru/', true],
    ['website.ru', 'http://website.ru./', true],
    ['website.ru*', 'http://website.ru.evil.com/', false],
    ['website.ru*', 'http://website.ru/page', true],
    // The path is a beginning, of text.
    ['website.ru/shop', 'http://website.ru/shop', true],
    ['website.ru/shop', 'http://website.ru/shop/tea', true],
    ['website.ru/shop', 'http://website.ru/shopping', true],
    ['website.ru/shop', 'http://website.ru/', false],
    ['website.ru/shop', 'http://website.ru/the/shop', false],
    ['website.ru/shop', 'http://website.ru/Shop', false],
    ['website.ru/shop/', 'http://website.ru/shop', false],
    ['website.ru/shop/', 'http://website.ru/shop/tea', true],
    ['website.ru/shop', 'http://website.ru/other/../shop/tea', true],
    ['website.ru/', 'http://website.ru/shop', true],
    ['website.ru?page=2', 'http://website.ru/?page=2&more', true],
    ['website.ru/shop?id=1', 'http://website.ru/shop?id=1', true],
    ['website.ru/shop?id=1', 'http://website.ru/shop?id=2', false],
    ['website.ru/#/cart', 'http://website.ru/#/cart/2', true],
    ['website.ru/#/cart', 'http://website.ru/#/home', false],
    // Scheme, port, case of the host.
    ['https://website.ru/shop', 'http://website.ru/shop', true],
    ['http://website.ru', 'https://website.ru/', true],
    ['//website.ru', 'https://website.ru/', true],
    ['website.ru', 'https://website.ru:8443/', true],
    ['website.ru:8080/shop', 'http://website.ru/shop', true],
    ['WebSite.RU', 'https://website.ru/', true],
    ['website.ru', 'HTTPS://WEBSITE.RU/', true],
    ['localhost', 'http://localhost:3000/shop', true],
    ['192.168.1.5', 'http://192.168.1.5:8080/', true],
    ['192.168.1.5', 'http://192.168.1.50/', false],
    ['[::1]:8080', 'http://[0:0:0:0:0:0:0:1]/', true],
    // Russian names and percent-encoding.
    ['пример.рф', 'https://xn--e1afmkfd.xn--p1ai/', true],
    ['xn--e1afmkfd.xn--p1ai', 'https://пример.рф/', true],
    ['ПРИМЕР.РФ', 'https://пример.рф/', true],
    ['*.пример.рф', 'https://shop.xn--e1afmkfd.xn--p1ai/', true],
    ['*.xn--e1afmkfd.xn--p1ai', 'https://лавка.пример.рф/', true],
    ['при*.рф', 'https://xn--e1afmkfd.xn--p1ai/', true],
    ['пример.рф', 'https://www.пример.рф/', false],
    ['website.ru/каталог', 'https://website.ru/%D0%BA%D0%B0%D1%82%D0%B0%D0%BB%D0%BE%D0%B3/чай', true],
    ['website.ru/%d0%ba%d0%b0%d1%82%d0%b0%d0%bb%d0%be%d0%b3', 'https://website.ru/каталог', true],
    ['website.ru/%7euser', 'https://website.ru/~user/', true],
    ['website.ru/a%2fb', 'https://website.ru/a%2Fb', true],
    ['website.ru/a%2fb', 'https://website.ru/a/b', false],
    ['website.ru/%ff', 'https://website.ru/%FF', true],
    ['website.ru/50%25', 'https://website.ru/50%25-off', true],
    // Any text.
    ['*', 'https://website.ru/shop', true],
    ['*', 'file:///home/me/shop.html', true],
    ['*', 'nonsense', true],
    ['website.ru', 'nonsense', false],
    ['*.website.ru', 'https://www.website.ru/', true],
    ['*.website.ru', 'https://a.b.website.ru/', true],
    ['*.website.ru', 'https://website.ru/', false],
    ['*.website.ru', 'https://evilwebsite.ru/', false],
    ['*.website.ru', 'https://www.website.ru.evil.com/', false],
    ['*website.ru', 'https://website.ru/', true],
    ['*website.ru', 'https://www.website.ru/', true],
    ['website.*', 'https://website.com/', true],
    ['website.*', 'https://www.website.com/', false],
    ['shop*.website.ru', 'https://shop-2.website.ru/', true],
    ['a*a.ru', 'https://a.ru/', false],
    ['website.ru/*/cart', 'https://website.ru/tea/cart/2', true],
    ['website.ru/*/cart', 'https://website.ru/cart', false],
    ['website.ru/*id=7', 'https://website.ru/shop?a=1&id=7', true],
    ['website.ru/tea*', 'https://website.ru/tea', true],
    ['*/shop', 'https://whatever.ru/shop/tea', true],
    ['*/shop', 'https://whatever.ru/tea', false],
    ['website.ru/%2A', 'https://website.ru/*', true],
    ['website.ru/%2A', 'https://website.ru/a', false],
  ])('%s, page %s: %s', (text, page, expected) => {
    expect(covers(address(text), pageAddress(page))).toBe(expected)
    // What is kept means the same.
    expect(covers(keptAddress(address(text).text), pageAddress(page))).toBe(expected)
  })
})

it.each([
  ['https://WebSite.ru:8080/', 'website.ru'],
  ['website.ru/*', 'website.ru'],
  ['website.ru**', 'website.ru'],
  [' website.ru/shop?id=1 ', 'website.ru/shop?id=1'],
  ['xn--e1afmkfd.xn--p1ai/%D1%87%D0%B0%D0%B9', 'пример.рф/чай'],
  ['website.ru/a%20b', 'website.ru/a%20b'],
  ['website.ru/a/../b', 'website.ru/b'],
  ['*://*.website.ru/*', '*.website.ru'],
  ['***', '*'],
])('%s is kept as %s', (typed, kept) => {
  expect(address(typed).text).toBe(kept)
  expect(address(kept).text).toBe(kept)
})

it.each([
  ['', 'required'],
  ['   ', 'required'],
  ['my site.ru', 'spaces'],
  ['website.ru/a b', 'spaces'],
  ['ftp://website.ru', 'scheme'],
  ['mailto:me@website.ru', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['file:///home/me', 'scheme'],
  ['/shop', 'host'],
  ['?a=1', 'host'],
  ['http://', 'host'],
  ['.website.ru', 'host'],
  ['website..ru', 'host'],
  ['me@website.ru', 'host'],
  ['website.ru,shop.ru', 'host'],
  ['[::zz]', 'host'],
  [`website.ru/${'x'.repeat(500)}`, 'tooLong'],
  ['x'.repeat(1_000_000), 'tooLong'],
])('%j is no address: %s', (typed, problem) => expect(siteAddress(typed)).toBe(problem))

it.each([
  ['https://www.website.ru/shop/tea/green', 'www.website.ru'],
  ['https://website.ru/shop/tea/green', 'website.ru/shop/tea'],
  ['https://website.ru/shop/coffee', 'website.ru/shop'],
  ['https://website.ru/shop/coffee/cart', 'website.ru/*/cart'],
  ['https://website.ru/about', 'website.ru'],
  ['https://other.website.ru/', '*.website.ru'],
  ['https://elsewhere.com/', '*'],
])('the most specific wins: %s is of %s', (page, expected) => {
  const sites = [
    '*',
    '*.website.ru',
    'website.ru',
    'website.ru/*/cart',
    'website.ru/shop',
    '*.ru/shop/tea/green',
    'website.ru/shop/tea',
    'www.website.ru',
  ].map(address)
  for (const order of [sites, [...sites].reverse()]) {
    const found = [...order].sort(bySpecificity).find((site) => covers(site, pageAddress(page)))
    expect(found?.text).toBe(expected)
  }
})

it('a hostile address takes no time', () => {
  const many = address(`${'*a'.repeat(200)}b.ru/${'*a'.repeat(40)}b`)
  expect(covers(many, pageAddress(`https://${'a.'.repeat(100)}ru/${'a'.repeat(1_900)}`))).toBe(false)
})
