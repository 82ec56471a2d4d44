import { describe, expect, it } from 'vitest'
import { peerRule, unknownProxy } from './Peer.ts'

const from = (direct: string, forwardedFor = '', forwardedProto = '') => ({
  direct,
  forwardedFor,
  forwardedProto,
})

describe('who is at the other end', () => {
  it.each<[string, number | ReadonlyArray<string>, ReturnType<typeof from>, string, boolean]>([
    ['nobody is trusted', [], from('1.2.3.4', '6.6.6.6', 'https'), '1.2.3.4', false],
    ['no hops are trusted', 0, from('1.2.3.4', '6.6.6.6', 'https'), '1.2.3.4', false],
    ['one hop', 1, from('10.0.0.1', '1.2.3.4', 'https'), '1.2.3.4', true],
    ['one hop, and somebody lied to it', 1, from('10.0.0.1', '6.6.6.6, 1.2.3.4'), '1.2.3.4', false],
    ['two hops', 2, from('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2'), '1.2.3.4', false],
    ['more hops trusted than there are', 3, from('10.0.0.1', '1.2.3.4'), '1.2.3.4', false],
    ['a hop that says nothing', 1, from('10.0.0.1'), '10.0.0.1', false],
    ['a range', ['10.0.0.0/8'], from('10.9.9.9', '1.2.3.4', 'https'), '1.2.3.4', true],
    ['outside the range', ['10.0.0.0/8'], from('11.0.0.1', '6.6.6.6', 'https'), '11.0.0.1', false],
    ['a single address', ['10.0.0.1'], from('10.0.0.1', '1.2.3.4'), '1.2.3.4', false],
    ['its neighbour', ['10.0.0.1'], from('10.0.0.2', '6.6.6.6'), '10.0.0.2', false],
    [
      'as far as it is trusted',
      ['10.0.0.0/8'],
      from('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2'),
      '1.2.3.4',
      false,
    ],
    ['all of them trusted', ['10.0.0.0/8'], from('10.0.0.1', '10.0.0.3, 10.0.0.2'), '10.0.0.3', false],
    ['IPv6', ['fd00::/8'], from('fd00::1', '2001:db8::7', 'https'), '2001:db8::7', true],
    [
      'IPv6 as uWS writes it',
      ['::1'],
      from('0000:0000:0000:0000:0000:0000:0000:0001', '1.2.3.4'),
      '1.2.3.4',
      false,
    ],
    ['IPv4 within IPv6', ['10.0.0.0/8'], from('::ffff:10.0.0.1', '::ffff:1.2.3.4'), '1.2.3.4', false],
    ['not an address', ['10.0.0.0/8'], from('10.0.0.1', 'unknown'), 'unknown', false],
    ['rubbish from inside', ['10.0.0.0/8'], from('10.0.0.1', '<script>, 10.0.0.2'), '<script>', false],
    ['an empty list', ['10.0.0.0/8'], from('10.0.0.1', ' , ,'), '10.0.0.1', false],
    ['a port', 1, from('10.0.0.1', '1.2.3.4:5678'), '1.2.3.4', false],
    ['IPv6 in brackets', 1, from('10.0.0.1', '[2001:db8::7]'), '2001:db8::7', false],
    [
      'and with a port',
      ['10.0.0.0/8'],
      from('10.0.0.1', '[2001:db8::7]:80, 10.0.0.2:443'),
      '2001:db8::7',
      false,
    ],
    ['the last proto counts', 1, from('10.0.0.1', '1.2.3.4', 'https, http'), '1.2.3.4', false],
    ['the last proto counts, too', 1, from('10.0.0.1', '1.2.3.4', 'http, https'), '1.2.3.4', true],
  ])('%s', (_name, trusted, what, address, secure) =>
    expect(peerRule(trusted)(what)).toEqual({ address, secure }),
  )
})

describe('a proxy that nobody told us of', () => {
  it.each<[string, number | ReadonlyArray<string>, ReturnType<typeof from>, boolean]>([
    ['on this machine', [], from('127.0.0.1', '1.2.3.4'), true],
    ['on this machine, IPv6', 0, from('0000:0000:0000:0000:0000:0000:0000:0001', '1.2.3.4'), true],
    ['in the private network', [], from('::ffff:10.0.0.2', '1.2.3.4'), true],
    ['not the one that is trusted', ['10.0.0.1'], from('10.0.0.2', '1.2.3.4'), true],
    ['the one that is trusted', ['10.0.0.1'], from('10.0.0.1', '1.2.3.4'), false],
    ['a trusted hop', 1, from('127.0.0.1', '1.2.3.4'), false],
    ['no proxy', [], from('127.0.0.1'), false],
    ['a stranger who says so', [], from('8.8.8.8', '1.2.3.4'), false],
  ])('%s', (_name, trusted, what, expected) => expect(unknownProxy(trusted)(what)).toBe(expected))
})
