import { describe, expect, test } from 'vitest'
import { everywhere, internet, isOpen, outwardProblem, typedPage } from './outward.ts'

describe('addresses of the open internet', () => {
  test.each(['8.8.8.8', '93.184.216.34', '100.63.255.255', '172.32.0.1', '192.0.1.1', '223.255.255.255'])(
    '%s',
    (address) => expect(isOpen(address)).toBe(true),
  )
  test.each(['2a02:6b8::2:242', '2606:4700::6810:85e5', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'])(
    '%s',
    (address) => expect(isOpen(address)).toBe(true),
  )
})

describe('addresses that are nobody’s website', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.250',
    '255.255.255.255',
  ])('%s', (address) => expect(isOpen(address)).toBe(false))

  test.each([
    '::',
    '::1',
    '[::1]',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '0:0:0:0:0:ffff:a00:1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '4000::1',
  ])('%s', (address) => expect(isOpen(address)).toBe(false))

  test.each(['', 'localhost', '1.2.3', '8.8.8.8.8'])('no address: %s', (text) =>
    expect(isOpen(text)).toBe(false),
  )
})

describe('pages that may be asked for', () => {
  test.each([
    ['https://site.ru/', null],
    ['http://site.ru:8080/shop?a=b', null],
    ['https://site.ru:443', null],
    ['https://8.8.8.8/', null],
    ['ftp://site.ru/', 'address'],
    ['file:///etc/passwd', 'address'],
    ['javascript:alert(1)', 'address'],
    ['https://user@site.ru/', 'address'],
    ['https://user:secret@site.ru/', 'address'],
    ['http://site.ru:22/', 'port'],
    ['http://site.ru:6379/', 'port'],
    ['http://127.0.0.1/', 'private'],
    ['http://127.1/', 'private'],
    ['http://2130706433/', 'private'],
    ['http://0x7f000001/', 'private'],
    ['http://0177.0.0.1/', 'private'],
    ['http://[::1]/', 'private'],
    ['http://[::ffff:10.0.0.1]/', 'private'],
    ['http://169.254.169.254/latest/meta-data/', 'private'],
  ])('%s: %s', (url, problem) => expect(outwardProblem(new URL(url), internet)).toBe(problem))

  test('private networks and any port where a setting allows them, never another scheme', () => {
    expect(outwardProblem(new URL('http://127.0.0.1:3000/'), everywhere)).toBeNull()
    expect(outwardProblem(new URL('file:///etc/passwd'), everywhere)).toBe('address')
  })

  test.each([
    ['site.ru', 'https://site.ru/'],
    ['  site.ru/shop ', 'https://site.ru/shop'],
    ['//site.ru', 'https://site.ru/'],
    ['localhost:3000/a', 'https://localhost:3000/a'],
    ['http://пример.рф/чай', 'http://xn--e1afmkfd.xn--p1ai/%D1%87%D0%B0%D0%B9'],
    ['', null],
    ['два слова', null],
    ['https://', null],
    [`site.ru/${'a'.repeat(2_000)}`, null],
  ])('typed %s means %s', (typed, url) => expect(typedPage(typed)?.href ?? null).toBe(url))
})
