import { describe, expect, it } from 'vitest'
import { networkOf } from './address.ts'
import { cookieName, setCookie, tokensIn } from './cookie.ts'
import { email, emailProblem } from './email.ts'
import { uuidv7 } from './id.ts'
import { login, loginProblem } from './login.ts'
import { name, nameProblem } from './name.ts'
import { fromOurPages } from './origin.ts'
import { passwordProblem } from './password.ts'
import { isOver, sessionLife } from './session.ts'
import { slowness } from './throttle.ts'
import { timeZone } from './timeZone.ts'

describe('logins', () => {
  it.each([
    ['anna', null],
    ['Anna.K-2_x', null],
    [' anna ', null],
    ['0ab', null],
    ['a'.repeat(32), null],
    ['', 'required'],
    ['   ', 'required'],
    ['ab', 'tooShort'],
    ['a'.repeat(33), 'tooLong'],
    ['-anna', 'malformed'],
    ['.anna', 'malformed'],
    ['an na', 'malformed'],
    ['анна', 'malformed'],
    ['anna@x', 'malformed'],
    ['an\0na', 'malformed'],
    // The Kelvin sign becomes an ordinary k in lower case.
    ['\u212Aate', null],
    ['anna\n', null],
    ['an\nna', 'malformed'],
  ])('%j: %s', (given, problem) => expect(loginProblem(given)).toBe(problem))

  it('are compared in lower case', () => expect(login(' AnnA ')).toBe('anna'))
})

describe('e-mail addresses', () => {
  it.each([
    ['a@b.example', null],
    ["o'hara+shop@mail.example.com", null],
    ['почта@пример.рф', null],
    ['a@xn--e1afmkfd.xn--p1ai', null],
    ['', 'required'],
    ['a', 'malformed'],
    ['a@b', 'malformed'],
    ['a@@b.example', 'malformed'],
    ['a@b.example, evil@x.example', 'malformed'],
    ['a@b.example\r\nBcc: evil@x.example', 'malformed'],
    ['"a@b.example"@x.example', 'malformed'],
    ['"a b"@x.example', 'malformed'],
    ['A <a@b.example>', 'malformed'],
    ['a(comment)@b.example', 'malformed'],
    ['a b@c.example', 'malformed'],
    ['a@b example.com', 'malformed'],
    ['a@b.example;c@d.example', 'malformed'],
    ['a\0@b.example', 'malformed'],
    ['a\u202e@b.example', 'malformed'],
    ['a@[127.0.0.1]', 'malformed'],
    ['a@127.0.0.1', 'malformed'],
    ['a@-b.example', 'malformed'],
    ['a@b-.example', 'malformed'],
    ['a@b..example', 'malformed'],
    ['.a@b.example', 'malformed'],
    ['a..b@c.example', 'malformed'],
    [`${'a'.repeat(65)}@b.example`, 'malformed'],
    [`a@${'b'.repeat(64)}.example`, 'malformed'],
    [`a@${'b.'.repeat(130)}example`, 'tooLong'],
  ])('%j: %s', (given, problem) => expect(emailProblem(given)).toBe(problem))

  it('are compared in lower case', () => expect(email(' Anna@Shop.Example ')).toBe('anna@shop.example'))
})

describe('passwords', () => {
  it.each([
    ['12345678', null],
    ['пароль-с-буквами', null],
    ['😀😀😀😀😀😀😀😀', null],
    ['    spaces    ', null],
    ['a\0bcdefgh', null],
    ['x'.repeat(200), null],
    ['', 'required'],
    ['1234567', 'tooShort'],
    // Seven characters, whatever their length in UTF-16.
    ['😀😀😀😀😀😀😀', 'tooShort'],
    ['x'.repeat(201), 'tooLong'],
    ['x'.repeat(1_000_000), 'tooLong'],
    ['annakarenina', 'malformed'],
    [' AnnaKarenina', 'malformed'],
  ])('%j: %s', (given, problem) => expect(passwordProblem(given, 'AnnaKarenina')).toBe(problem))
})

describe('names', () => {
  it.each([
    ['Анна', 'Анна', null],
    ['  Anna\t\nK.  ', 'Anna K.', null],
    ['A\0B', 'A B', null],
    ['👩‍💻 Ира', '👩‍💻 Ира', null],
    ['<script>alert(1)</script>', '<script>alert(1)</script>', null],
    ['cut \ud83d', 'cut \ufffd', null],
    ['', '', 'required'],
    ['\0\0', '', 'required'],
    ['\u200b\u202e', '\u200b\u202e', 'required'],
    ['x'.repeat(80), 'x'.repeat(80), null],
    ['x'.repeat(81), 'x'.repeat(81), 'tooLong'],
    [`e${'\u0301'.repeat(10_000)}`, null, 'tooLong'],
  ])('%j', (given, kept, problem) => {
    if (kept !== null) expect(name(given)).toBe(kept)
    expect(nameProblem(given)).toBe(problem)
  })
})

describe('time zones', () => {
  it.each([
    ['Europe/Moscow', 'Europe/Moscow'],
    ['europe/moscow', 'Europe/Moscow'],
    ['', 'UTC'],
    ['Moon/Crater', 'UTC'],
    ['x'.repeat(100_000), 'UTC'],
  ])('%.20s: %s', (given, kept) => expect(timeZone(given)).toBe(kept))
})

describe('networks', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s: %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('the session cookie', () => {
  it('has the __Host- name over TLS alone', () => {
    expect(cookieName(true)).toBe('__Host-redhelper')
    expect(setCookie('abc', true)).toBe(
      '__Host-redhelper=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure',
    )
    expect(setCookie('', false)).toBe('redhelper=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
  })
  it.each([
    [null, false, []],
    ['redhelper=a', false, ['a']],
    ['x=1; redhelper=a;redhelper=b', false, ['a', 'b']],
    // A plain cookie can be planted by whoever sees the plain connection: over TLS it counts for nothing.
    ['redhelper=a', true, []],
    ['__Host-redhelper=a', true, ['a']],
    ['__Host-redhelper=a', false, []],
    ['notredhelper=a', false, []],
  ])('%j over TLS %s: %j', (header, secure, tokens) => expect(tokensIn(header, secure)).toEqual(tokens))
})

describe('sessions', () => {
  const { idle, absolute } = sessionLife
  it.each([
    [0, 0, idle - 1, false],
    [0, 0, idle, true],
    [0, absolute - 1, absolute - 1, false],
    [0, absolute - 1, absolute, true],
  ])('made at %i, seen at %i, now %i: over %s', (createdAt, seenAt, now, over) =>
    expect(isOver({ createdAt, seenAt }, now)).toBe(over),
  )
})

describe('requests from our pages', () => {
  const own = 'http://10.0.0.5:8080'
  const url = 'https://chat.example'
  // method, Origin, Sec-Fetch-Site, cookie, PUBLIC_URL, ours?
  it.each([
    ['GET', 'https://evil.example', 'cross-site', true, url, true],
    ['POST', url, null, true, url, true],
    ['POST', url, 'same-origin', true, url, true],
    ['POST', 'https://evil.example', 'cross-site', true, url, false],
    ['POST', 'https://evil.example', 'cross-site', false, url, false],
    ['POST', 'https://chat.example.evil.example', null, true, url, false],
    ['POST', 'http://chat.example', null, true, url, false],
    ['POST', own, 'same-origin', true, url, false],
    ['POST', 'null', 'cross-site', true, url, false],
    ['POST', own, null, true, null, true],
    ['POST', 'https://10.0.0.5:8080', 'same-origin', true, null, true],
    ['POST', 'https://10.0.0.5:8080', null, true, null, false],
    ['POST', 'https://evil.example', 'cross-site', true, null, false],
    ['POST', 'http://10.0.0.5:9090', 'same-site', true, null, false],
    ['POST', 'null', 'same-origin', true, null, false],
    ['POST', null, null, true, null, false],
    ['POST', null, null, false, null, true],
    ['POST', null, null, true, url, false],
    ['POST', null, 'same-origin', true, url, true],
    ['POST', null, 'cross-site', false, null, false],
    ['DELETE', null, null, true, null, false],
    ['UPGRADE', 'https://evil.example', null, true, null, false],
  ])('%s from %s (%s), cookie %s, at %s: %s', (method, origin, site, cookie, publicUrl, ours) =>
    expect(fromOurPages({ method, origin, site, cookie, publicUrl, own })).toBe(ours),
  )
})

describe('slowness after wrong passwords', () => {
  it.each([
    [0, 0, 0],
    [2, 19, 0],
    [3, 3, 1_000],
    [5, 5, 4_000],
    [9, 9, 8_000],
    [0, 20, 1_000],
    [0, 60, 4_000],
    [0, 1_000_000, 4_000],
    [9, 1_000_000, 8_000],
  ])('%i from here, %i in all: %i ms', (pair, all, millis) => expect(slowness(pair, all)).toBe(millis))
})

describe('ids', () => {
  it('are UUIDs of version 7 that begin with the time', () => {
    const id = uuidv7(0x0123_4567_89ab)
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(uuidv7(1)).not.toBe(uuidv7(1))
  })
})
