/**
 * Which addresses the engine itself may go to when somebody gives it one: pages of the open internet, nothing of
 * the network it stands in. Judged by the address that is connected to, never by a name alone.
 */
import { addressOf, cut, holds, type Subnet } from './subnet.ts'

const subnets = (texts: ReadonlyArray<string>): ReadonlyArray<Subnet> =>
  texts.map((text) => {
    const [address = '', length] = text.split('/')
    return cut(addressOf(address)!, Number(length))
  })

/** IANA's special-purpose registries: this host, private, shared, link-local (metadata too), tests, multicast. */
const closed = subnets([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Protocol assignments (Teredo among them), documentation, 6to4: nobody's website.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])
/** All IPv6 addresses of the open internet are in here; loopback, local and compatible ones are not. */
const [global6] = subnets(['2000::/3']) as [Subnet]
/** An IPv4 address as IPv6-only networks write it. */
const [translated] = subnets(['64:ff9b::/96']) as [Subnet]

export const isOpen = (text: string): boolean => {
  const address = addressOf(text)
  if (address === null) return false
  if (holds(translated, address)) {
    return open({ version: 4, value: address.value & 0xffffffffn, length: 32 })
  }
  return open(address)
}

const open = (address: Subnet): boolean =>
  (address.version === 4 || holds(global6, address)) && !closed.some((subnet) => holds(subnet, address))

/** Where websites are; other ports are other services, which a request from us might trouble. */
const ports = new Set(['', '80', '443', '8080', '8443'])

/** `address`: not the address of a page; `private`: of a network that is not the internet. */
const problems = ['address', 'port', 'private'] as const
export type OutwardProblem = (typeof problems)[number]

/**
 * Why a page could not be read: not allowed, no such name, nobody answers or breaks off, a certificate that browsers
 * refuse, too slow, redirects without end, an answer of 400 or more, or no page (a picture, a file).
 */
export const unreadReasons = [
  ...problems,
  'noName',
  'noAnswer',
  'certificate',
  'slow',
  'redirects',
  'status',
  'notPage',
] as const
export type Unread = (typeof unreadReasons)[number]

export interface Reach {
  readonly anyPort: boolean
  readonly allows: (address: string) => boolean
}
export const internet: Reach = { anyPort: false, allows: isOpen }
/** Private networks too (CHECK_PRIVATE_SITES). */
export const everywhere: Reach = { anyPort: true, allows: () => true }

/** Names are judged when they are resolved. */
export const outwardProblem = (url: URL, { anyPort, allows }: Reach): OutwardProblem | null => {
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'address'
  if (!anyPort && !ports.has(url.port)) return 'port'
  return addressOf(url.hostname) !== null && !allows(url.hostname) ? 'private' : null
}

/** What a person types: `site.ru/shop` is meant as a page. Null: it cannot be one. */
export const typedPage = (given: string): URL | null => {
  const text = given.trim()
  if (text === '' || text.length > 2_000 || /\s/.test(text)) return null
  // `localhost:3000` has no scheme, though it looks like one.
  const whole = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`
  return URL.canParse(whole) ? new URL(whole) : null
}
