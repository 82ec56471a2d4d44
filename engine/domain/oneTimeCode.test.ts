import { describe, expect, test } from 'vitest'
import { codeAt, newSecret, secretUri, stepOf } from './oneTimeCode.ts'
import { newRecoveryCode, plainRecoveryCode } from './recoveryCode.ts'

/** `12345678901234567890`, the secret of RFC 6238. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of an app', () => {
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('at %i s as in RFC 6238', (seconds, code) => {
    expect(codeAt(secret, seconds * 1_000)).toBe(code)
    expect(stepOf(secret, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
  })

  test('are right half a minute before and after, and tell which they were', () => {
    const now = 1_234_567_890_000
    const step = Math.floor(now / 30_000)
    for (const away of [-1, 0, 1]) {
      expect(stepOf(secret, codeAt(secret, now + away * 30_000), now)).toBe(step + away)
    }
    for (const away of [-2, 2]) expect(stepOf(secret, codeAt(secret, now + away * 30_000), now)).toBeNull()
  })

  test('however they are typed, and nothing else', () => {
    expect(stepOf(secret, ' 287 082 ', 59_000)).toBe(1)
    for (const wrong of ['', '28708', '2870822', 'abcdef', '２８７０８２']) {
      expect(stepOf(secret, wrong, 59_000)).toBeNull()
    }
  })

  test('secrets are new each time, of 160 bits, and apps are told whose they are', () => {
    const [one, other] = [newSecret(), newSecret()]
    expect(one).toMatch(/^[A-Z2-7]{32}$/)
    expect(one).not.toBe(other)
    const uri = new URL(secretUri(one, 'shop'))
    expect(uri.protocol).toBe('otpauth:')
    expect(decodeURIComponent(uri.pathname)).toContain('RedHelper:shop')
    expect(uri.searchParams.get('secret')).toBe(one)
  })
})

test('recovery codes are legible, never alike, and the same however they are typed', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCode)
  expect(new Set(codes).size).toBe(200)
  for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
  expect(plainRecoveryCode(' ABCD efgh-jkmn  pqrs')).toBe('abcdefghjkmnpqrs')
})
