/** A firm's website: another server, port and host name than the engine's. */
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { scriptCode, tagCode } from '../../cabinet/site-code.ts'

export interface Insertion {
  /** The manual's tag, or the script that makes it (B1). */
  readonly form?: 'tag' | 'script'
  /** A Content-Security-Policy that allows nothing without the page's nonce. */
  readonly strict?: boolean
  /** Inserted so many times. */
  readonly times?: number
  /** Into the head or the body. */
  readonly place?: 'head' | 'body'
  /** Goes before the code: a script of the site's own. */
  readonly before?: string
}

export class Site {
  #server: Server
  #pages = new Map<string, { engine: string; account: string; insertion: Insertion }>()

  constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://site').pathname
      const [, key = ''] = path.split('/')
      const page = this.#pages.get(key)
      if (page === undefined) return void response.writeHead(404).end()
      const nonce = randomBytes(16).toString('base64')
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (page.insertion.strict) response.setHeader('content-security-policy', policy(nonce, page.engine))
      response.end(this.#page(path, key, nonce, page))
    })
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  /** `localhost`, where the engine is at 127.0.0.1. */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  /** Puts the account's code on a site; gives the address of its front page. Any path below it is a page too. */
  insert(engine: string, account: string, insertion: Insertion = {}): string {
    const key = randomBytes(6).toString('hex')
    this.#pages.set(key, { engine, account, insertion })
    return `${this.origin}/${key}/`
  }

  /** The same site, without anybody's code. */
  without(): string {
    return this.insert('', '', { times: 0 })
  }

  #page(
    path: string,
    key: string,
    nonce: string,
    { engine, account, insertion }: { engine: string; account: string; insertion: Insertion },
  ): string {
    const { form = 'tag', times = 1, place = 'head', before = '' } = insertion
    const code =
      form === 'tag'
        ? tagCode(engine, account).replace('<script ', `<script nonce="${nonce}" `)
        : `<script nonce="${nonce}">${scriptCode(engine, account)}</script>`
    const codes = `${before && `<script nonce="${nonce}">${before}</script>`}${code.repeat(times)}`
    const name = path.split('/').slice(2).join('/') || 'front'
    return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Чайная лавка: ${name}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">html { color-scheme: light dark; background: Canvas; color: CanvasText } a { color: LinkText }</style>
${place === 'head' ? codes : ''}
</head>
<body>
<h1>Чайная лавка</h1>
<p>Страница ${name}. Чай рассыпной, доставка по городу.</p>
<p><a href="/${key}/">Главная</a> <a href="/${key}/catalog">Каталог</a> <a href="/${key}/delivery">Доставка</a></p>
${place === 'body' ? codes : ''}
</body>
</html>
`
  }
}

/** Nonce and strict-dynamic, as CSP guides advise; the engine may only be talked to and show its photos. */
const policy = (nonce: string, engine: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src ${engine} ${engine.replace('http', 'ws')}`,
    `img-src data: ${engine}`,
    `media-src data: blob: ${engine}`,
    "base-uri 'none'",
  ].join('; ')
