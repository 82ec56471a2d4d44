/**
 * The scripts of a page, as a browser would come upon them. No parser of HTML: it knows comments, attributes in
 * quotes, and the elements whose content is no markup, which is all that decides whether a script runs. Pages are
 * strangers' and read on the main thread, so everything here takes no longer than reading them once.
 */
export interface PageScript {
  /** Names in lower case, values with their entities read. */
  readonly attributes: ReadonlyMap<string, string>
  readonly text: string
  /** It stands in a comment, or in an element whose content does not run. */
  readonly idle: boolean
}

/** Their content is text until their end tag. */
const asText = new Set(['style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])
/** Markup that browsers which run scripts do not show. */
const asleep = new Set(['noscript', 'template'])

const tagAt = /<(\/?)([a-z][^\s/>]*)/iy
const attributeIn = /([^\s"'=/>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?/g

export const scriptsIn = (html: string): ReadonlyArray<PageScript> => read(html, false)

const read = (html: string, idle: boolean): ReadonlyArray<PageScript> => {
  const found: Array<PageScript> = []
  // Once there is no end of a kind ahead, there is none further on either: looked for once, not at every tag.
  const missing = new Set<string>()
  const endOf = (mark: string, from: number): number => {
    const at = missing.has(mark) ? -1 : indexOfFolded(html, mark, from)
    if (at < 0) missing.add(mark)
    return at < 0 ? html.length : at
  }
  let asleepIn = ''
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = endOf('-->', at + 4)
      if (!idle) found.push(...read(html.slice(at + 4, end), true))
      at = end + 3
      continue
    }
    tagAt.lastIndex = at
    const tag = tagAt.exec(html)
    if (tag === null) {
      at++
      continue
    }
    const [whole, closing, given = ''] = tag
    const name = given.toLowerCase()
    const from = at + whole.length
    const to = tagEnd(html, from)
    // A tag without an end swallows the rest of the page.
    if (to < 0) break
    at = to + 1
    if (closing) {
      if (name === asleepIn) asleepIn = ''
    } else if (asleep.has(name)) {
      if (asleepIn === '') asleepIn = name
    } else if (name === 'script' || asText.has(name)) {
      const end = endOf(`</${name}`, at)
      if (name === 'script') {
        const text = html.slice(at, end)
        found.push({ attributes: attributesOf(html.slice(from, to)), text, idle: idle || asleepIn !== '' })
      }
      at = end
    }
  }
  return found
}

/** Quotes count after `=` alone: in `<p it's>` there is a tag, and no end of it is skipped. */
const tagEnd = (html: string, from: number): number => {
  let quote = ''
  let value = false
  for (let at = from; at < html.length; at++) {
    const sign = html[at]!
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === '>') return at
    else if (value && (sign === '"' || sign === "'")) {
      quote = sign
      value = false
    } else if (sign === '=') value = true
    else if (sign > ' ') value = false
  }
  return -1
}

/** `indexOf` that does not mind capitals; `mark` is in lower case. */
const indexOfFolded = (text: string, mark: string, from: number): number => {
  const pattern = new RegExp(mark.replace(/[/-]/g, '\\$&'), 'gi')
  pattern.lastIndex = from
  return pattern.exec(text)?.index ?? -1
}

const attributesOf = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of text.matchAll(attributeIn)) {
    const key = name.toLowerCase()
    // The first of two with one name counts.
    if (!found.has(key)) found.set(key, plain(double ?? single ?? bare ?? ''))
  }
  return found
}

const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

/** Entities that addresses and titles have. */
export const plain = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (entity, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : Number.NaN
    if (Number.isNaN(code)) return named[name?.toLowerCase()] ?? entity
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
