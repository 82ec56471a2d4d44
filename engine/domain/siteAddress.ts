/**
 * Which pages a site is (E1). Its address covers the page it names and everything that begins with it, and
 * nothing with something before it; `*` stands for any text, also for none. Scheme, port and the case of the host
 * do not count, names of hosts match whole (`website.ru` is not `website.ru.evil.com`), the path is a beginning
 * (`/shop` covers `/shopping`).
 */
import { domainToASCII, domainToUnicode } from 'node:url'

export interface SiteAddress {
  /** The address in the one form in which it is kept and shown; two that cover the same pages are written alike. */
  readonly text: string
  /** Texts between the `*`. */
  readonly host: ReadonlyArray<string>
  readonly path: ReadonlyArray<string>
}

export type SiteAddressProblem =
  | 'required'
  | 'tooLong'
  | 'spaces'
  /** Not a page of the web. */
  | 'scheme'
  /** Does not begin with the name of a host. */
  | 'host'

/** UTF-16 units. */
export const siteAddressLength = 500
export const everyPage = '*'

export const siteAddress = (given: string): SiteAddress | SiteAddressProblem => {
  if (given.length > 4 * siteAddressLength) return 'tooLong'
  const typed = given.trim().replace(/\*+/g, '*')
  if (typed === '') return 'required'
  if (/[\s\p{Cc}]/u.test(typed)) return 'spaces'
  const [, scheme, rest] =
    /^(?:([a-z*][a-z\d+.-]*):(?=\/\/|[a-z])|(?=\/\/))?(?:\/\/)?(.*)$/i.exec(typed) ?? []
  if (scheme !== undefined && !/^(https?|\*)$/i.test(scheme)) return 'scheme'
  const [, before = '', after = ''] = /^([^/?#]*)(.*)$/.exec(rest ?? '') ?? []
  // Everything that begins with it is covered anyhow.
  const name = before.replace(/:(\d+|\*)?$/, '').replace(/(?<=[^.*])\*$/, '')
  const host = hostOf(name)
  if (host === null) return 'host'
  const path = pathOf(after).replace(/\*$/, '')
  const text = host + (path === '/' ? '' : path)
  if (text.length > siteAddressLength) return 'tooLong'
  return { text, host: host.split('*'), path: path.split('*') }
}

/** Of an address that was kept. */
export const keptAddress = (text: string): SiteAddress => {
  const address = siteAddress(text)
  if (typeof address === 'string') throw new Error(`The address ${text} is no address: ${address}`)
  return address
}

export interface PageAddress {
  readonly host: string
  readonly path: string
}

/** What is not the address of a page has no host, and only `*` covers it. */
export const pageAddress = (url: string): PageAddress => {
  try {
    const { hostname, pathname, search, hash } = new URL(url)
    const host = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
    return {
      host: host.includes('xn--') ? domainToUnicode(host) : host,
      path: plain(pathname + search + hash).replaceAll('*', '%2A'),
    }
  } catch {
    return { host: '', path: '/' }
  }
}

export const covers = ({ host, path }: SiteAddress, page: PageAddress): boolean =>
  matches(host, page.host, true) && matches(path, page.path, false)

/** Negative: `a` is the more specific. The host decides first, then the path; then a text without `*`. */
export const bySpecificity = (a: SiteAddress, b: SiteAddress): number =>
  Number(a.host.length > 1) - Number(b.host.length > 1) ||
  written(b.host) - written(a.host) ||
  written(b.path) - written(a.path) ||
  a.path.length - b.path.length

const written = (texts: ReadonlyArray<string>): number => texts.reduce((sum, text) => sum + text.length, 0)

/** The leftmost place of each text is the right one, so this takes no longer than reading. */
const matches = (texts: ReadonlyArray<string>, whole: string, toTheEnd: boolean): boolean => {
  const last = texts.length - 1
  if (!whole.startsWith(texts[0]!)) return false
  if (last === 0) return !toTheEnd || whole === texts[0]
  let at = texts[0]!.length
  for (let i = 1; i <= last; i++) {
    const text = texts[i]!
    if (toTheEnd && i === last) return whole.length - text.length >= at && whole.endsWith(text)
    const found = whole.indexOf(text, at)
    if (found < 0) return false
    at = found + text.length
  }
  return true
}

/** The name of a host as people write it, `пример.рф`; null for what is none. */
const hostOf = (name: string): string | null => {
  if (name.startsWith('[')) return asciiHost(name)
  const labels = name.replace(/(?<=.)\.$/, '').split('.')
  if (name === '' || labels.some((label) => !/^[\p{L}\p{N}\p{M}_*-]+$/u.test(label))) return null
  if (!name.includes('*')) {
    const ascii = asciiHost(labels.join('.'))
    return ascii === null ? null : domainToUnicode(ascii)
  }
  return labels
    .map((label) => (label.includes('*') ? label.normalize('NFC').toLowerCase() : labelOf(label)))
    .join('.')
}

const asciiHost = (name: string): string | null => {
  try {
    return new URL(`http://${name}`).hostname
  } catch {
    return null
  }
}

// Not `domainToASCII` for all: it makes `192` an address.
const labelOf = (label: string): string =>
  /^(?!xn--)[\w-]+$/i.test(label)
    ? label.toLowerCase()
    : domainToUnicode(domainToASCII(label)) || label.toLowerCase()

/** `/./` and `/../` gone, like in the page's own address. */
const pathOf = (after: string): string => {
  const path = after.startsWith('/') ? after : `/${after}`
  try {
    const { pathname, search, hash } = new URL(path, 'http://host')
    return plain(pathname + search + hash)
  } catch {
    return plain(path)
  }
}

/** Percent-encoded letters as letters; what has a meaning of its own (`%2F`, `%2A`, `%20`) stays encoded. */
const plain = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded).replace(/[%*;/?:@&=+$,#\s\p{Cc}]/gu, reencoded)
    } catch {
      return encoded.toUpperCase()
    }
  })

const reencoded = (char: string): string => (char === '*' ? '%2A' : encodeURIComponent(char))
