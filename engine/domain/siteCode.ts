/**
 * Which codes of ours a page carries (B1, B4): whose they are, in which form, and whether they run. The counterpart of
 * `cabinet/site-code.ts`, which writes them, and of the widget, which finds its own.
 */
import { type PageScript, plain, scriptsIn } from './htmlScripts.ts'

export interface FoundCode {
  /** `https://chat.example.com`: where it takes the widget from. */
  readonly origin: string
  /** The account's login, in lower case. */
  readonly login: string
  readonly form: 'tag' | 'script'
  /**
   * `runs`; `later`: something else starts it, a consent banner or a page accelerator; `idle`: it stands in a comment
   * or where scripts do not run.
   */
  readonly state: 'runs' | 'later' | 'idle'
}

export interface ReadPage {
  readonly title: string
  readonly codes: ReadonlyArray<FoundCode>
  /** There is a tag manager on the page, which may bring the code by itself. */
  readonly tagManager: boolean
}

const mark = '/service/main.js?'
const before = /(?:https?:)?\/\/[^\s'"`<>\\]*$/i
const after = /^(?:[^\s'"`<>\\]*&)?c=([\w.-]+)/i
const runnable = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i

export const readPage = (html: string, url: string): ReadPage => {
  const scripts = scriptsIn(html)
  return {
    title: titleOf(html),
    codes: scripts.flatMap((script) => codesOf(script, url)),
    tagManager: scripts.some(
      ({ attributes, text }) =>
        /googletagmanager\.com\/(?:gtm|ns)|\/gtm\.js/.test(text) ||
        /googletagmanager\.com\/gtm\.js/.test(attributes.get('src') ?? ''),
    ),
  }
}

const codesOf = ({ attributes, text, idle }: PageScript, url: string): ReadonlyArray<FoundCode> => {
  const type = (attributes.get('type') ?? '').split(';')[0]!.trim()
  const src = attributes.get('src')
  const kept = [...attributes].find(
    ([name, value]) => name.startsWith('data-') && codeIn(value, url) !== null,
  )
  const later = !runnable.test(type) || (src === undefined && kept !== undefined)
  const state = idle ? 'idle' : later ? 'later' : 'runs'
  const given = src ?? kept?.[1]
  if (given !== undefined) {
    const found = codeIn(given, url)
    return found === null ? [] : [{ ...found, form: 'tag', state }]
  }
  const script = text.replace(/\\\//g, '/')
  const running = codeIn(withoutComments(script), url)
  const found = running ?? codeIn(script, url)
  return found === null ? [] : [{ ...found, form: 'script', state: running === null ? 'idle' : state }]
}

/** The first address of a code in a text. What is around the mark is looked at only as far as an address may be long. */
const codeIn = (text: string, url: string): Pick<FoundCode, 'origin' | 'login'> | null => {
  let tries = 0
  for (let at = text.indexOf(mark); at >= 0 && tries < 50; at = text.indexOf(mark, at + 1)) {
    tries++
    const end = at + mark.length
    const [, login] = after.exec(text.slice(end, end + 400)) ?? []
    const [host = ''] = before.exec(text.slice(Math.max(0, at - 300), at)) ?? []
    const whole = `${host}${mark}`
    if (login !== undefined && URL.canParse(whole, url)) {
      return { origin: new URL(whole, url).origin, login: login.toLowerCase() }
    }
  }
  return null
}

/** Of a script. Lines that begin with `//` alone: an address has `//` of its own. */
const withoutComments = (script: string): string => {
  let text = ''
  let from = 0
  while (from < script.length) {
    const begin = script.indexOf('/*', from)
    if (begin < 0) break
    text += script.slice(from, begin)
    const end = script.indexOf('*/', begin + 2)
    from = end < 0 ? script.length : end + 2
  }
  return (text + script.slice(from))
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|<!--)/.test(line))
    .join('\n')
}

const titleOf = (html: string): string => {
  const [, title = ''] = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(html.slice(0, 100_000)) ?? []
  return plain(title).replace(/\s+/g, ' ').trim().slice(0, 200)
}

/** `twice`: more than one of this account, which is harmless (B3), though untidy. */
export const outcomes = ['found', 'twice', 'later', 'idle', 'otherAccount', 'otherHost', 'none'] as const
export type Outcome = (typeof outcomes)[number]

export interface Verdict {
  readonly outcome: Outcome
  readonly form: FoundCode['form'] | null
  /** Codes of ours that run. */
  readonly times: number
  /** A code of another account or host that stands there too, and may come first; null without. */
  readonly other: { readonly origin: string; readonly login: string } | null
}

/** What the codes of a page mean for an account of this engine, the best of it first. */
export const judge = (
  codes: ReadonlyArray<FoundCode>,
  own: { readonly origin: string; readonly login: string },
): Verdict => {
  const here = codes.filter(({ origin }) => hostOf(origin) === hostOf(own.origin))
  const ours = here.filter(({ login }) => login === own.login.toLowerCase())
  const running = ours.filter(({ state }) => state === 'runs')
  const foreign = codes.filter((each) => each.state !== 'idle' && !ours.includes(each))
  const other = foreign[0] === undefined ? null : { origin: foreign[0].origin, login: foreign[0].login }
  const verdict = (outcome: Outcome, form: FoundCode['form'] | null = null): Verdict => ({
    outcome,
    form,
    times: running.length,
    other,
  })
  if (running.length > 0) return verdict(running.length > 1 ? 'twice' : 'found', running[0]!.form)
  const later = ours.find(({ state }) => state === 'later')
  if (later !== undefined) return verdict('later', later.form)
  if (other !== null)
    return verdict(here.some((each) => foreign.includes(each)) ? 'otherAccount' : 'otherHost')
  if (ours.length > 0) return verdict('idle', ours[0]!.form)
  return verdict('none')
}

/** http and https of one host are one engine. */
const hostOf = (origin: string): string => new URL(origin).host.replace(/:(?:80|443)$/, '')
