/**
 * Where a visit comes from: the page that led here, and what advertising wrote into the address. Browsers tell
 * of other sites little but their name; a phrase that was searched for comes seldom.
 */
export interface Source {
  readonly kind: 'direct' | 'own' | 'site' | 'search' | 'ai'
  /** Of a search engine or an AI its short name below; else the host. Empty when nobody led here. */
  readonly name: string
  /** What was searched for, where it still arrives. */
  readonly phrase: string | null
}

/** `utm_…` and click ids by name, without what is empty. */
export type Campaign = Readonly<Record<string, string>>

/** Host labels match whole, so that `google.com.example.org` is a site. */
const engines: ReadonlyArray<readonly ['search' | 'ai', string, RegExp]> = [
  ['ai', 'chatgpt', /^(chatgpt\.com|chat\.openai\.com)$/],
  ['ai', 'perplexity', /^perplexity\.ai$/],
  ['ai', 'copilot', /^copilot\.(microsoft|cloud\.microsoft)(\.com)?$/],
  ['ai', 'gemini', /^(gemini|bard)\.google\.com$/],
  ['ai', 'claude', /^claude\.ai$/],
  ['ai', 'deepseek', /^chat\.deepseek\.com$/],
  ['ai', 'alice', /^(alice\.yandex\.(ru|com)|alice\.ya\.ru)$/],
  ['ai', 'gigachat', /^(giga\.chat|gigachat\.ru)$/],
  ['search', 'yandex', /^(ya\.ru|yandex\.(ru|com|by|kz|uz|com\.tr|net|eu)|yandex\.com\.\w\w)$/],
  [
    'search',
    'google',
    /^(google\.(com|[a-z]{2}|com?\.[a-z]{2})|com\.google\.android\.googlequicksearchbox)$/,
  ],
  ['search', 'bing', /^(\w\w\.)?bing\.com$/],
  ['search', 'mail', /^go\.mail\.ru$/],
  ['search', 'duckduckgo', /^(html\.|lite\.)?duckduckgo\.com$/],
  ['search', 'rambler', /^(nova|search)\.rambler\.ru$/],
  ['search', 'yahoo', /^([\w-]+\.)?search\.yahoo\.(com|co\.jp)$/],
  ['search', 'ecosia', /^ecosia\.org$/],
  ['search', 'baidu', /^baidu\.com$/],
  ['search', 'brave', /^search\.brave\.com$/],
  ['search', 'startpage', /^startpage\.com$/],
]
const phraseIn = ['text', 'q', 'query', 'p', 'wd', 'words'] as const
/** UTF-16 units: what is longer is no phrase and no name of a campaign. */
const longest = 200

const direct: Source = { kind: 'direct', name: '', phrase: null }

export const sourceOf = (referrer: string, page: string): Source => {
  const from = parsed(referrer)
  if (from === null || from.hostname === '') return direct
  const host = bare(from.hostname)
  const here = parsed(page)
  if (here !== null && host === bare(here.hostname)) return { kind: 'own', name: host, phrase: null }
  const engine = engines.find(([, , hosts]) => hosts.test(host))
  if (engine === undefined) return { kind: 'site', name: host, phrase: null }
  return { kind: engine[0], name: engine[1], phrase: engine[0] === 'search' ? phraseOf(from) : null }
}

const phraseOf = ({ searchParams }: URL): string | null => {
  for (const name of phraseIn) {
    const phrase = searchParams.get(name)?.trim()
    if (phrase) return phrase.slice(0, longest)
  }
  return null
}

/** Written into addresses by advertising and by those who measure it; no site needs them to show its page. */
const marks =
  /^(utm_\w+|[yg]clid|ysclid|ymclid|[gw]braid|dclid|fbclid|msclkid|ttclid|twclid|igshid|rb_clickid|srsltid|etext|erid|_openstat|mc_[ce]id|_gl)$/i
const mostMarks = 16

/** What advertising wrote into the address of the first page. */
export const campaignOf = (page: string): Campaign => {
  const found: Record<string, string> = {}
  for (const [name, value] of parsed(page)?.searchParams ?? []) {
    if (!marks.test(name) || value === '' || Object.keys(found).length === mostMarks) continue
    found[name.toLowerCase()] ??= value.slice(0, longest)
  }
  return found
}

/** The address as it is shown and kept: without those marks, and otherwise letter by letter as it came. */
export const withoutMarks = (page: string): string => {
  const [, before = page, query, hash = ''] = /^([^?#]*)\?([^#]*)(#.*)?$/s.exec(page) ?? []
  if (query === undefined) return page
  const all = query.split('&')
  const rest = all.filter((pair) => !marks.test(pair.split('=', 1)[0]!))
  if (rest.length === all.length) return page
  return `${before}${rest.length > 0 ? `?${rest.join('&')}` : ''}${hash}`
}

const parsed = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null)
const bare = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^(?:www|m)\./, '')
    .replace(/\.$/, '')
