import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcp } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { Context, Effect, Layer } from 'effect'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everywhere, internet } from '../domain/outward.ts'
import { type Failed, type SitePage, SitePages, type SitePagesOptions } from './SitePages.ts'

const read = (url: string, options: Partial<SitePagesOptions> = {}): Promise<SitePage | Failed> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const pages = Context.get(
        yield* Layer.build(SitePages.layerWith({ reach: everywhere, ...options })),
        SitePages,
      )
      return yield* pages.read(new URL(url), 'https://chat.example.ru')
    }).pipe(Effect.scoped),
  )

const html = (text: string) => `<!doctype html><title>x</title><p>${text}</p>`
const russian = Buffer.from([0xd7, 0xe0, 0xe9]) // «Чай» in windows-1251

const pages: Record<string, RequestListener> = {
  '/': (_, res) => void res.setHeader('content-type', 'text/html; charset=utf-8').end(html('Чай')),
  '/agent': (req, res) => void res.setHeader('content-type', 'text/html').end(req.headers['user-agent']),
  '/once': (_, res) => void res.writeHead(302, { location: '/' }).end(),
  '/loop': (_, res) => void res.writeHead(301, { location: '/loop' }).end(),
  '/file': (_, res) => void res.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/secret': (_, res) => void res.writeHead(302, { location: 'http://user:password@127.0.0.1/' }).end(),
  '/gone': (_, res) => void res.writeHead(404, { 'content-type': 'text/html' }).end(html('нет')),
  '/broken': (_, res) => void res.writeHead(500).end(),
  '/picture': (_, res) => void res.setHeader('content-type', 'image/png').end('PNG'),
  '/untyped': (_, res) => void res.end(html('Чай')),
  '/silent': () => {},
  '/slow': (_, res) => {
    res.setHeader('content-type', 'text/html')
    const drip = setInterval(() => res.write('<p>'), 20)
    res.on('close', () => clearInterval(drip))
  },
  '/huge': (_, res) => {
    res.setHeader('content-type', 'text/html')
    const more = () => {
      while (res.write('<p>'.repeat(10_000)));
    }
    res.on('drain', more)
    more()
  },
  '/bomb': (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
    res.end(gzipSync(Buffer.alloc(50_000_000)))
  },
  '/packed': (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'br' })
    res.end(brotliCompressSync(html('Чай')))
  },
  '/strange': (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'pack200' })
    res.end('???')
  },
  '/false': (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
    res.end('no archive at all')
  },
  '/1251-header': (_, res) =>
    void res.setHeader('content-type', 'text/html; charset=windows-1251').end(russian),
  '/1251-meta': (_, res) =>
    void res
      .setHeader('content-type', 'text/html')
      .end(
        Buffer.concat([
          Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
          russian,
        ]),
      ),
  '/utf-16': (_, res) =>
    void res
      .setHeader('content-type', 'text/html')
      .end(Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('Чай', 'utf16le')])),
  '/klingon': (_, res) => void res.setHeader('content-type', 'text/html; charset=klingon').end('<p>tea</p>'),
  '/headers': (_, res) =>
    void res.writeHead(200, { 'content-type': 'text/html', 'x-long': 'x'.repeat(60_000) }).end(),
}

let server: Server
let origin = ''
let port = 0
beforeAll(async () => {
  server = createServer((req, res) => (pages[req.url ?? '/'] ?? pages['/gone']!)(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  origin = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('a page', () => {
  test.each([
    ['/', html('Чай')],
    ['/untyped', html('Чай')],
    ['/packed', html('Чай')],
    ['/1251-header', 'Чай'],
    ['/utf-16', 'Чай'],
    ['/klingon', '<p>tea</p>'],
  ])('%s', async (path, text) => {
    expect(await read(origin + path)).toEqual({ url: origin + path, html: text, cut: false })
  })

  test('in windows-1251 by its own word', async () => {
    expect((await read(`${origin}/1251-meta`)) as SitePage).toMatchObject({
      html: expect.stringMatching(/Чай$/),
    })
  })

  test('after a redirect, at the address where it is', async () => {
    expect(await read(`${origin}/once`)).toMatchObject({ url: `${origin}/`, html: html('Чай') })
  })

  test('is asked for under our own name', async () => {
    const { html: agent } = (await read(`${origin}/agent`)) as SitePage
    expect(agent).toMatch(/^Mozilla\/5\.0 \(compatible; RedHelper\/[\d.]+; \+https:\/\/chat\.example\.ru\)$/)
  })

  test.each(['/huge', '/bomb'])('is read so far and no further: %s', async (path) => {
    const page = (await read(origin + path, { bytes: 100_000 })) as SitePage
    expect([page.cut, page.html.length]).toEqual([true, 100_000])
  })
})

describe('no page', () => {
  test.each([
    ['/loop', 'redirects', null],
    ['/gone', 'status', 404],
    ['/broken', 'status', 500],
    ['/picture', 'notPage', null],
    ['/strange', 'notPage', null],
    ['/false', 'noAnswer', null],
    ['/headers', 'noAnswer', null],
  ])('%s: %s', async (path, unread, status) => {
    expect(await read(origin + path)).toEqual({ unread, url: origin + path, status })
  })

  test.each([
    ['/file', 'file:///etc/passwd'],
    ['/secret', 'http://user:password@127.0.0.1/'],
  ])('a redirect to what is no page: %s', async (path, url) => {
    expect(await read(origin + path)).toEqual({ unread: 'address', url, status: null })
  })

  test.each(['/silent', '/slow'])('%s takes too long', async (path) => {
    expect(await read(origin + path, { time: 300 })).toMatchObject({ unread: 'slow' })
  })

  test('a name that is nobody’s', async () => {
    expect(await read('http://nobody.invalid/')).toMatchObject({ unread: 'noName' })
    expect(await read('http://empty.example/', { resolve: async () => [] })).toMatchObject({
      unread: 'noName',
    })
  })

  test('a port where nobody listens, and one where nobody speaks HTTP', async () => {
    const other = createTcp((socket) => {
      socket.on('error', () => {}).end('220 mail ready\r\n', () => socket.destroy())
    })
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const taken = (other.address() as AddressInfo).port
    expect(await read(`http://127.0.0.1:${taken}/`)).toMatchObject({ unread: 'noAnswer' })
    await new Promise((done) => other.close(done))
    expect(await read(`http://127.0.0.1:${taken}/`)).toMatchObject({ unread: 'noAnswer' })
  })

  test('https where there is none', async () => {
    expect(await read(`https://127.0.0.1:${port}/`)).toMatchObject({
      unread: expect.stringMatching(/noAnswer|certificate/),
    })
  })
})

describe('private networks', () => {
  test('by address, at the first hop', async () => {
    expect(await read('http://127.0.0.1/', { reach: internet })).toMatchObject({ unread: 'private' })
    expect(await read(`${origin}/`, { reach: internet })).toMatchObject({ unread: 'port' })
  })

  /** As a world where 127.0.0.1 is the internet, and all else is private. */
  const reach = { anyPort: true, allows: (address: string) => address === '127.0.0.1' }

  test('by address, at a later hop', async () => {
    pages['/inwards'] = (_, res) => void res.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end()
    expect(await read(`${origin}/inwards`, { reach })).toEqual({
      unread: 'private',
      url: `http://127.0.0.2:${port}/`,
      status: null,
    })
  })

  test.each([
    ['alone', ['127.0.0.2']],
    ['among others', ['127.0.0.1', '10.0.0.1']],
    ['as IPv6', ['::1']],
  ])('by name, %s', async (_, addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    expect(await read(`http://site.example:${port}/`, { reach, resolve })).toMatchObject({
      unread: 'private',
    })
  })

  test('a name that means another address a moment later is asked once, and connected to as judged', async () => {
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2']
    const asked: Array<string> = []
    const resolve = async (host: string) => {
      asked.push(host)
      return [{ address: answers[asked.length - 1] ?? '127.0.0.2', family: 4 }]
    }
    expect(await read(`http://site.example:${port}/`, { reach, resolve })).toMatchObject({
      html: html('Чай'),
    })
    expect(asked).toEqual(['site.example'])
  })
})
