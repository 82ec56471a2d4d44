import { describe, expect, it } from 'vitest'
import { headerText, letterKinds, mailbox, nextTry, relayPause, triedFor } from './letter.ts'

const minute = 60_000
const hour = 60 * minute

describe('a letter that is not taken', () => {
  it('is tried again after pauses that grow, and not beyond two days', () => {
    const begun = 1_000_000
    const tries: Array<number> = []
    for (let at: number | null = begun, n = 1; at !== null; n++) {
      tries.push((at - begun) / minute)
      at = nextTry(n, at, begun + triedFor('lead'))
    }
    expect(tries).toEqual([0, 1, 6, 21, 51, 111, 231, 471, 951, 1_431, 1_911, 2_391, 2_871])
    expect(tries.at(-1)!).toBeLessThan(48 * 60)
  })

  it('with a link that is good for an hour is given up within it', () => {
    expect(letterKinds.filter((kind) => triedFor(kind) !== 48 * hour)).toEqual(['passwordReset'])
    expect(nextTry(4, 21 * minute, triedFor('passwordReset'))).toBe(51 * minute)
    expect(nextTry(5, 51 * minute, triedFor('passwordReset'))).toBeNull()
  })
})

it.each([
  [1, 10_000],
  [2, 20_000],
  [4, 80_000],
  [7, 640_000],
  [8, 15 * minute],
  [5_000, 15 * minute],
])('after %i failures a relay is left alone for %i ms', (failures, pause) => {
  expect(relayPause(failures)).toBe(pause)
})

it.each([
  ['Сообщение', 'Сообщение'],
  ['a\r\nBcc: b@c.example', 'a Bcc: b@c.example'],
  ['a\u2028b\u0000c\td', 'a b c d'],
  ['\u202eevil\u2066', 'evil'],
  ['\ud800x', '\ufffdx'],
  ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ['😀'.repeat(301), `${'😀'.repeat(299)}…`],
])('%j in a header is %j', (given, line) => {
  expect(headerText(given)).toBe(line)
})

it.each([
  ['owner@shop.example', true],
  [' owner@shop.example ', true],
  ['почта@пример.рф', true],
  ['a@b.example, evil@x.example', false],
  ['a@b.example\r\nBcc: evil@x.example', false],
  ['"a b"@b.example', false],
  ['A <a@b.example>', false],
  ['a@b', false],
  ['', false],
])('%j is one address: %s', (address, one) => {
  expect(mailbox(address) !== null).toBe(one)
})
