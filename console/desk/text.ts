/** What people wrote, as it may stand on a screen. */

/** Control characters (NUL, bell …) show as �: nothing that was sent is invisible, and nothing acts. */
export const visible = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '\ufffd')

/** One line for lists and titles: white space of any kind is one space. */
export const oneLine = (text: string, longest = 200): string => {
  const line = visible(text.slice(0, longest * 4).replace(/\s+/g, ' ')).trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

/** An address as people read it: host and path, without scheme, query and hash. */
export const shortAddress = (url: string): string => {
  try {
    const { host, pathname, protocol } = new URL(url)
    if (protocol !== 'http:' && protocol !== 'https:') return oneLine(url)
    return oneLine(host + decoded(pathname === '/' ? '' : pathname))
  } catch {
    return oneLine(url)
  }
}

/** A page within its site: path, query and hash. */
export const relativeAddress = (url: string): string => {
  if (!URL.canParse(url)) return oneLine(url)
  const { protocol, pathname, search, hash } = new URL(url)
  return protocol === 'http:' || protocol === 'https:'
    ? oneLine(decoded(pathname + search + hash))
    : oneLine(url)
}

/** The site that a page is on; empty when its address tells none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '')

/** Only what a browser opens as a page: a visitor's page address comes from outside. */
export const safeLink = (url: string): string | null => (/^https?:\/\//i.test(url) ? url : null)

const decoded = (path: string): string => {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
