/**
 * Fetches a page of a site, for 'check my site' (B4). The address is a stranger's, so every hop is judged: scheme,
 * port, and the very address that is connected to, which is resolved once and used as it was judged, so that no name
 * can mean something else a moment later. Bounded in time, bytes (also unpacked ones), and hops.
 */

import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Context, Effect, Layer } from 'effect'
import { Agent, type Dispatcher, request } from 'undici'
import manifest from '../../package.json' with { type: 'json' }
import { TooMany } from '../api/errors.ts'
import { Config } from '../config/Config.ts'
import { everywhere, internet, outwardProblem, type Reach, type Unread } from '../domain/outward.ts'
import { pageText } from '../domain/pageText.ts'

export interface SitePage {
  /** After redirects. */
  readonly url: string
  readonly html: string
  /** There is more of it than we read. */
  readonly cut: boolean
}

export interface Failed {
  readonly unread: Unread
  /** Where it ended. */
  readonly url: string
  readonly status: number | null
}

export interface SitePagesOptions {
  readonly reach: Reach
  readonly resolve?: (host: string) => Promise<ReadonlyArray<{ address: string; family: number }>>
  /** All hops together, ms. */
  readonly time?: number
  /** Of the page, unpacked. */
  readonly bytes?: number
}

const most = { redirects: 5, atOnce: 8 }

export class SitePages extends Context.Service<
  SitePages,
  {
    /** `from`: our own address, for the user agent. */
    readonly read: (url: URL, from: string) => Effect.Effect<SitePage | Failed, TooMany>
  }
>()('engine/http/SitePages') {
  static readonly layerWith = (options: SitePagesOptions) =>
    Layer.sync(SitePages, () => {
      let underway = 0
      return SitePages.of({
        read: (url, from) =>
          Effect.suspend(() => {
            if (underway >= most.atOnce) return Effect.fail(new TooMany({ retryAfter: 5 }))
            underway++
            return Effect.ensuring(
              Effect.promise((signal) => new Walk(options, from, signal).to(url)),
              Effect.sync(() => {
                underway--
              }),
            )
          }),
      })
    })

  static readonly layer = Layer.unwrap(
    Effect.map(Config, ({ privateSites }) =>
      SitePages.layerWith({ reach: privateSites ? everywhere : internet }),
    ),
  )
}

/** From one address over redirects to a page. */
class Walk {
  private readonly bytes: number
  private readonly signal: AbortSignal
  private readonly agent: Agent
  /** A name led where nobody may go. */
  private wentPrivate = false

  constructor(
    private readonly options: SitePagesOptions,
    private readonly from: string,
    left: AbortSignal,
  ) {
    const { time = 10_000, bytes = 2 * 1024 * 1024 } = options
    this.bytes = bytes
    this.signal = AbortSignal.any([left, AbortSignal.timeout(time)])
    this.agent = new Agent({ pipelining: 0, connect: { lookup: this.lookup, timeout: time } })
  }

  async to(first: URL): Promise<SitePage | Failed> {
    let url = first
    try {
      for (let hop = 0; hop <= most.redirects; hop++) {
        const problem = outwardProblem(url, this.options.reach)
        if (problem !== null) return failed(problem, url)
        const answer = await this.ask(url)
        const { location } = answer.headers
        if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
          answer.body.destroy()
          if (!URL.canParse(location, url)) return failed('redirects', url)
          url = new URL(location, url)
          continue
        }
        return await this.page(url, answer)
      }
      return failed('redirects', url)
    } catch (error) {
      return failed(this.why(error), url)
    } finally {
      void this.agent.destroy()
    }
  }

  private async ask(url: URL): Promise<Dispatcher.ResponseData> {
    const answer = await request(url, {
      dispatcher: this.agent,
      signal: this.signal,
      headers: {
        'user-agent': `Mozilla/5.0 (compatible; RedHelper/${manifest.version}; +${this.from})`,
        accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1',
        'accept-language': 'ru,en;q=0.8',
        'accept-encoding': 'gzip, br',
      },
    })
    // Left unread, it complains that it was; nobody listening would end the process.
    answer.body.on('error', () => {})
    return answer
  }

  private async page(url: URL, answer: Dispatcher.ResponseData): Promise<SitePage | Failed> {
    const { statusCode, headers, body } = answer
    const type = String(headers['content-type'] ?? 'text/html')
    const stream = /^(text\/html|application\/xhtml\+xml)\b/i.test(type)
      ? unpacked(body, String(headers['content-encoding'] ?? ''))
      : null
    if (statusCode >= 400 || stream === null) {
      body.destroy()
      return failed(statusCode >= 400 ? 'status' : 'notPage', url, statusCode)
    }
    const { bytes, cut } = await firstOf(stream, this.bytes)
    body.destroy()
    return { url: url.href, html: pageText(bytes, type), cut }
  }

  /** What is judged is what is connected to. */
  private readonly lookup: LookupFunction = (host, { all }, done) => {
    const { reach, resolve = resolved } = this.options
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        if (first === undefined) return done(new NoName(), '')
        // One that is private among others is no website of anybody either.
        this.wentPrivate = addresses.some(({ address }) => !reach.allows(address))
        if (this.wentPrivate) return done(new Error('private'), '')
        if (all === true) return done(null, [...addresses])
        done(null, first.address, first.family)
      },
      () => done(new NoName(), ''),
    )
  }

  private why(error: unknown): Unread {
    if (this.wentPrivate) return 'private'
    if (this.signal.aborted) return 'slow'
    const causes = [error, (error as { cause?: unknown })?.cause]
    if (causes.some((cause) => cause instanceof NoName)) return 'noName'
    const code = String((error as { code?: unknown })?.code ?? '')
    if (/TIMEOUT|TIMEDOUT/.test(code)) return 'slow'
    return /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO/.test(code) ? 'certificate' : 'noAnswer'
  }
}

class NoName extends Error {}

const resolved = (host: string) => lookup(host, { all: true, order: 'verbatim' })

const failed = (unread: Unread, url: URL, status: number | null = null): Failed => ({
  unread,
  url: url.href,
  status: unread === 'status' ? status : null,
})

/** Null: packed in a way that nobody asked for. */
const unpacked = (body: Readable, coding: string): Readable | null => {
  // A server that ends without the last bytes of its archive has still sent a page.
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH }
  const name = coding.trim().toLowerCase()
  if (name === '' || name === 'identity') return body
  const unpack =
    name === 'gzip' || name === 'x-gzip'
      ? createGunzip(lenient)
      : name === 'deflate'
        ? createInflate(lenient)
        : name === 'br'
          ? createBrotliDecompress()
          : null
  if (unpack === null) return null
  body.on('error', (error) => unpack.destroy(error))
  return body.pipe(unpack)
}

/** So many bytes and no more, however many come: a small archive can be an endless page. */
const firstOf = async (stream: Readable, limit: number): Promise<{ bytes: Uint8Array; cut: boolean }> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > limit) break
  }
  return { bytes: Buffer.concat(chunks).subarray(0, limit), cut: size > limit }
}
