import { describe, expect, test } from 'vitest'
import { SubnetMap } from './SubnetMap.ts'
import { addressOf, around, holds, isInner, type Subnet, subnetOf, written } from './subnet.ts'

const read = (text: string) => {
  const found = subnetOf(text)
  return typeof found === 'string' ? found : written(found)
}

describe('what is the same is written the same', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.255/31', '203.0.113.254/31'],
    ['203.0.113.7 / 24', '203.0.113.0/24'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['255.255.255.255', '255.255.255.255'],
    ['0.0.0.0', '0.0.0.0'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7/120', '203.0.113.0/24'],
    ['::ffff:203.0.113.7/128', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['2001:db8:1:2:3:4:5:6/64', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:3:4:5:6/61', '2001:db8:1::/61'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['100:0:0:0:0:0:0:0', '100::'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['::', '::'],
  ])('%s', (text, kept) => {
    expect(read(text)).toBe(kept)
    expect(read(kept)).toBe(kept)
  })
})

describe('what is none is refused, and so is half the internet', () => {
  test.each([
    ['', 'malformed'],
    ['/', 'malformed'],
    ['/24', 'malformed'],
    ['203.0.113', 'malformed'],
    ['203.0.113.256', 'malformed'],
    ['203.0.113.7.8', 'malformed'],
    ['010.0.0.1', 'malformed'],
    ['203.0.113.7/', 'malformed'],
    ['203.0.113.7/33', 'malformed'],
    ['203.0.113.7/-1', 'malformed'],
    ['203.0.113.7/24/24', 'malformed'],
    ['203.0.113.7/255.255.255.0', 'malformed'],
    ['203.0.113.0-203.0.113.9', 'malformed'],
    ['2001:db8::/129', 'malformed'],
    ['2001:db8::1::2', 'malformed'],
    ['::ffff:203.0.113.7/129', 'malformed'],
    ['shop.example', 'malformed'],
    ['203.0.113.7/0', 'wide'],
    ['203.0.113.7/7', 'wide'],
    ['::/0', 'wide'],
    ['2000::/3', 'wide'],
    ['2001:db8::/18', 'wide'],
    ['::ffff:203.0.113.7/96', 'wide'],
    ['::ffff:203.0.113.7/90', 'wide'],
  ])('%s: %s', (text, problem) => expect(subnetOf(text)).toBe(problem))
})

test.each([
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '::ffff:203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  ['203.0.113.128/25', '203.0.113.127', false],
  ['10.0.0.0/8', '10.255.0.1', true],
  ['2001:db8::/64', '2001:db8::ffff:ffff:ffff:ffff', true],
  ['2001:db8::/64', '2001:db8:0:1::', false],
  ['2001:db8::/64', '32.1.13.184', false],
  ['::cb00:7107', '203.0.113.7', false],
])('%s holds %s: %s', (subnet, address, expected) => {
  const [a, b] = [subnetOf(subnet) as Subnet, addressOf(address)!]
  expect(holds(a, b)).toBe(expected)
  const map = new SubnetMap<string>()
  map.add(subnetOf('198.51.100.0/24') as Subnet, 'another')
  map.add(a, 'one')
  map.add(a, 'two')
  expect(map.at(b)).toEqual(expected ? ['one', 'two'] : [])
})

test('beside an address its subnet is offered', () => {
  expect(written(around(addressOf('203.0.113.7')!))).toBe('203.0.113.0/24')
  expect(written(around(addressOf('2001:db8:1:2:3::4')!))).toBe('2001:db8:1:2::/64')
  expect(
    ['127.0.0.1', '10.2.0.1', '172.31.0.1', '::1', 'fd12::1'].map((a) => isInner(addressOf(a)!)),
  ).toEqual([true, true, true, true, true])
  expect(['172.32.0.1', '203.0.113.7', '2001:db8::1'].map((a) => isInner(addressOf(a)!))).toEqual([
    false,
    false,
    false,
  ])
})
