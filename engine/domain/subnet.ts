/**
 * Addresses and subnets, as bans name them: IPv4 and IPv6 in one form each, so that what is the same is written
 * the same. An IPv4 address in IPv6 clothes (`::ffff:203.0.113.7`) is the IPv4 address.
 */
import { isIPv4, isIPv6 } from 'node:net'

/** All addresses that begin with these bits; a single one when that is all bits. */
export interface Subnet {
  readonly version: 4 | 6
  /** With zeros behind the first `length` bits. */
  readonly value: bigint
  /** Bits that count. */
  readonly length: number
}

/** `wide`: it would hold half the internet. */
export type SubnetProblem = 'malformed' | 'wide'

const bits = { 4: 32, 6: 128 } as const
/** Of the subnets that one ban may name. No provider has more than a /8, or an IPv6 /19. */
const shortest = { 4: 8, 6: 19 } as const
/** What one household or small office has: the last octet, or all that an IPv6 provider hands out at least. */
const usual = { 4: 24, 6: 64 } as const

/** Null: this is no address. */
export const addressOf = (text: string): Subnet | null => {
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '')
  if (isIPv4(bare)) return { version: 4, value: fromIPv4(bare), length: bits[4] }
  if (!isIPv6(bare)) return null
  const value = fromIPv6(bare)
  if (value >> 32n === 0xffffn) return { version: 4, value: value & 0xffffffffn, length: bits[4] }
  return { version: 6, value, length: bits[6] }
}

/** As a person writes it: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/48`. Bits behind the length do not matter. */
export const subnetOf = (text: string): Subnet | SubnetProblem => {
  const [before = '', after, ...rest] = text.trim().split('/')
  const address = addressOf(before)
  if (address === null || rest.length > 0) return 'malformed'
  if (after === undefined) return address
  if (!/^\s*\d{1,3}\s*$/.test(after)) return 'malformed'
  // `::ffff:203.0.113.0/120` counts from the beginning of the IPv6 address.
  const length = Number(after) - (address.version === 4 && before.includes(':') ? 96 : 0)
  if (length > bits[address.version]) return 'malformed'
  if (length < shortest[address.version]) return 'wide'
  return cut(address, length)
}

/** The subnet around an address that is offered beside it. */
export const around = (address: Subnet): Subnet => cut(address, usual[address.version])

export const cut = ({ version, value }: Subnet, length: number): Subnet => {
  const rest = BigInt(bits[version] - length)
  return { version, value: (value >> rest) << rest, length }
}

export const holds = (subnet: Subnet, address: Subnet): boolean =>
  subnet.version === address.version && cut(address, subnet.length).value === subnet.value

/** Of a network at home: nobody has it on the internet, so behind a proxy that we do not know everybody has. */
export const isInner = (address: Subnet): boolean => inner.some((subnet) => holds(subnet, address))

/** In the one form in which it is kept and shown. */
export const written = ({ version, value, length }: Subnet): string => {
  const address = version === 4 ? toIPv4(value) : toIPv6(value)
  return length === bits[version] ? address : `${address}/${length}`
}

const fromIPv4 = (text: string): bigint =>
  text.split('.').reduce((value, octet) => (value << 8n) | BigInt(octet), 0n)

const fromIPv6 = (text: string): bigint => {
  // The last 32 bits may be written as IPv4.
  const dotted = /[\d.]+$/.exec(text)?.[0] ?? ''
  const plain = dotted.includes('.') ? text.slice(0, -dotted.length) + asGroups(fromIPv4(dotted)) : text
  const [before = '', after = ''] = plain.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = after.split(':').filter(Boolean)
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...zeros, ...tail].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}

const asGroups = (value: bigint): string => `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`

const toIPv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((by) => (value >> by) & 255n).join('.')

/** RFC 5952: the longest run of zeros, of two or more groups, is `::`. */
const toIPv6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  )
  const text = groups.join(':')
  const runs = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)]
  const longest = runs.reduce((best, [run]) => (run.length > best.length ? run : best), '')
  if (longest === '') return text
  const at = runs.find(([run]) => run === longest)!.index
  const [before, after] = [text.slice(0, at), text.slice(at + longest.length)]
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`
}

const inner = (
  [
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['169.254.0.0', 16],
    ['100.64.0.0', 10],
    ['::1', 128],
    ['fc00::', 7],
    ['fe80::', 10],
  ] as const
).map(([address, length]) => cut(addressOf(address)!, length))
