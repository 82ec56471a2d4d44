/** What the build published (`dist/public`), served from memory with the compression made at build time. */

import type { HttpResponse } from 'uWebSockets.js'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endHead } from './uws.ts'

interface Listed {
  readonly file: string
  readonly type: string
  readonly immutable: boolean
  readonly cors: boolean
  /** A page that our own pages show in a frame. */
  readonly framed?: boolean
}

interface Page {
  readonly listed: Listed
  readonly etag: string
  readonly bytes: Readonly<Partial<Record<'br' | 'gzip' | 'identity', Buffer>>>
}

export interface Asked {
  readonly method: string
  readonly acceptEncoding: string
  readonly ifNoneMatch: string
  /** `https://chat.example.com`, of this request: for the CSP. */
  readonly origin: string
}

export class Published {
  private readonly pages = new Map<string, Page>()
  /** Addresses that end in `*`, without it. */
  private readonly below: Array<string> = []

  constructor(folder: string) {
    const manifest: Record<string, Listed> = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    for (const [address, listed] of Object.entries(manifest)) {
      const file = join(folder, listed.file)
      const identity = readFileSync(file)
      const read = (suffix: string) => (existsSync(file + suffix) ? readFileSync(file + suffix) : undefined)
      const [br, gzip] = [read('.br'), read('.gz')]
      this.pages.set(address, {
        listed,
        etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 16)}"`,
        bytes: { identity, ...(br && { br }), ...(gzip && { gzip }) },
      })
      if (address.endsWith('*')) this.below.push(address.slice(0, -1))
    }
  }

  /** Answers, or says false when nothing is published there. */
  serve(res: HttpResponse, path: string, asked: Asked): boolean {
    const page =
      this.pages.get(path) ?? this.pages.get(`${this.below.find((prefix) => path.startsWith(prefix))}*`)
    if (page === undefined) return false
    const { listed, etag } = page
    const encoding = choose(asked.acceptEncoding, page)
    const body = page.bytes[encoding]!
    const fresh = asked.ifNoneMatch.includes(etag)
    res.cork(() => {
      res.writeStatus(fresh ? '304 Not Modified' : '200 OK')
      res.writeHeader('Content-Type', listed.type)
      res.writeHeader('Cache-Control', cacheControl(path, listed))
      res.writeHeader('ETag', etag)
      res.writeHeader('Vary', 'Accept-Encoding')
      res.writeHeader('X-Content-Type-Options', 'nosniff')
      if (listed.cors) {
        res.writeHeader('Access-Control-Allow-Origin', '*')
        res.writeHeader('Cross-Origin-Resource-Policy', 'cross-origin')
        // So that a site's own measurements may see what the widget costs.
        res.writeHeader('Timing-Allow-Origin', '*')
      }
      if (listed.type.startsWith('text/html')) pageHeaders(res, asked.origin, listed.framed === true)
      if (fresh) return void res.endWithoutBody()
      if (encoding !== 'identity') res.writeHeader('Content-Encoding', encoding)
      if (asked.method === 'HEAD') endHead(res, body.length)
      else res.end(body)
    })
    return true
  }
}

const choose = (accepted: string, page: Page): 'br' | 'gzip' | 'identity' =>
  (['br', 'gzip'] as const).find((coding) => page.bytes[coding] !== undefined && accepts(accepted, coding)) ??
  'identity'

const accepts = (accepted: string, coding: string): boolean => {
  const asked = accepted.split(',').map((part) => part.toLowerCase().replace(/\s/g, '').split(';'))
  const found = asked.find(([name]) => name === coding) ?? asked.find(([name]) => name === '*')
  return found !== undefined && !found.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
}

/** The loader stands in every site's code: a new version is everywhere within minutes. */
const cacheControl = (path: string, { immutable, type }: Listed): string => {
  if (immutable) return 'public, max-age=31536000, immutable'
  if (path === '/service/main.js') return 'public, max-age=300, stale-while-revalidate=86400'
  // Of the build that is here now: it decides what an installed console opens with.
  if (path === '/console/shell.js') return 'no-cache'
  return type.startsWith('text/html') ? 'no-cache' : 'public, max-age=300'
}

/** What is shown in a frame, a preview, talks to nobody. */
const pageHeaders = (res: HttpResponse, origin: string, framed: boolean): void => {
  const sockets = origin.replace(/^http/, 'ws')
  res.writeHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "media-src 'self'",
      framed ? "connect-src 'none'" : `connect-src 'self' ${sockets}`,
      "frame-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${framed ? "'self'" : "'none'"}`,
    ].join('; '),
  )
  res.writeHeader('Referrer-Policy', 'same-origin')
  res.writeHeader('Cross-Origin-Opener-Policy', 'same-origin')
}
