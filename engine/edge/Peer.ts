/** Where a request or socket comes from: address and scheme, forwarded ones only from trusted proxies. */

import type { HttpRequest, HttpResponse } from 'uWebSockets.js'
import { BlockList, isIP, isIPv6 } from 'node:net'

export interface Peer {
  readonly address: string
  readonly secure: boolean
}

export interface Forwarded {
  /** The address that connected to us. */
  readonly direct: string
  /** Every line of it: some proxies write theirs below the one that the client made up. */
  readonly forwardedFor: string
  readonly forwardedProto: string
}

/** Tells the peer from what the socket and the headers say; made once from TRUSTED_PROXIES. */
export const peerRule = (trusted: number | ReadonlyArray<string>): ((from: Forwarded) => Peer) => {
  const believed = belief(trusted)
  return ({ direct, forwardedFor, forwardedProto }) => {
    const hops = forwardedFor
      .split(',')
      .map((hop) => withoutPort(hop.trim()))
      .filter(Boolean)
    // From us outward; every proxy wrote down whom it saw.
    const chain = [...hops, direct].reverse()
    let hop = 0
    while (hop < chain.length - 1 && believed(chain[hop]!, hop)) hop++
    const proto = forwardedProto.split(',').at(-1)?.trim()
    return { address: plain(chain[hop]!), secure: believed(direct, 0) && proto === 'https' }
  }
}

/** `1.2.3.4:5678` and `[2001:db8::1]:5678`, as some proxies write them: one address, whatever the port. */
const withoutPort = (hop: string): string => hop.replace(/^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/, '$1$2')

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

const belief = (trusted: number | ReadonlyArray<string>): ((address: string, hop: number) => boolean) => {
  if (typeof trusted === 'number') return (_, hop) => hop < trusted
  const known = blockList(trusted)
  return (address) => has(known, address)
}

/** Addresses that a proxy of ours has, and strangers have not. */
const nearBy = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1', 'fc00::/7']

/** A proxy stands before us and TRUSTED_PROXIES does not say so: everybody would have its address. */
export const unknownProxy = (trusted: number | ReadonlyArray<string>): ((from: Forwarded) => boolean) => {
  const [believed, near] = [belief(trusted), blockList(nearBy)]
  return ({ direct, forwardedFor }) => forwardedFor !== '' && !believed(direct, 0) && has(near, direct)
}

const blockList = (ranges: ReadonlyArray<string>): BlockList => {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family)
  }
  return list
}

const has = (list: BlockList, address: string): boolean => {
  const bare = plain(address)
  // Anybody may write anything into the header.
  if (isIP(bare) === 0) return false
  return list.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4')
}

const decoder = new TextDecoder()

/** Reads it off a request, which uWS takes away at the first await. `getHeader` knows the first line alone. */
export const forwarded = (res: HttpResponse, req: HttpRequest): Forwarded => {
  const [forwardedFor, forwardedProto]: [Array<string>, Array<string>] = [[], []]
  req.forEach((name, value) => {
    if (name === 'x-forwarded-for') forwardedFor.push(value)
    else if (name === 'x-forwarded-proto') forwardedProto.push(value)
  })
  return {
    direct: expand(decoder.decode(res.getRemoteAddressAsText())),
    forwardedFor: forwardedFor.join(),
    forwardedProto: forwardedProto.join(),
  }
}

/** uWS writes IPv4 clients of a dual-stack socket as `0000:…:ffff:7f00:0001`. */
const expand = (address: string): string => {
  const mapped = /^(?:0{1,4}:){5}ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address)
  if (mapped === null) return address
  const [high, low] = [Number.parseInt(mapped[1]!, 16), Number.parseInt(mapped[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
