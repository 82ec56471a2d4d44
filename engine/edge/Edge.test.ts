/** The street door over real HTTP: what is published, to whom, under which headers. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { connect as tcp } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { Context } from 'effect'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  connect,
  folder,
  type Running,
  register,
  remove,
  start,
  userAgent,
  visitorHello,
} from '../Engine.testing.ts'
import { closeCodes, mayReconnect } from '../protocol/client/limits.ts'
import { Log } from '../store/Log.ts'

const html = '<!doctype html><title>Кабинет</title>'.padEnd(2_000, ' ')
const script = 'console.log(1)'.padEnd(2_000, ' ')
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** As the build makes it: files, compressed ones beside them, a manifest. */
const publish = (dataDir: string) => {
  const published = join(dataDir, 'published')
  mkdirSync(published, { recursive: true })
  const put = (name: string, text: string | Buffer, compressed: boolean) => {
    writeFileSync(join(published, name), text)
    if (!compressed) return
    writeFileSync(join(published, `${name}.br`), brotliCompressSync(text))
    writeFileSync(join(published, `${name}.gz`), gzipSync(text))
  }
  put('cabinet.html', html, true)
  put('main.js', script, true)
  put('chat.js', script, true)
  put('logo.png', picture, false)
  put('secret.txt', 'not in the manifest', false)
  const listed = (file: string, type: string, immutable: boolean, cors: boolean) => ({
    file,
    type,
    immutable,
    cors,
  })
  const page = listed('cabinet.html', 'text/html; charset=utf-8', false, false)
  writeFileSync(
    join(published, 'manifest.json'),
    JSON.stringify({
      '/': page,
      '/cabinet/*': page,
      '/console/': page,
      '/preview/': { ...page, framed: true },
      '/service/main.js': listed('main.js', 'text/javascript; charset=utf-8', false, true),
      '/service/chat-1.js': listed('chat.js', 'text/javascript; charset=utf-8', true, true),
      '/assets/logo-1.png': listed('logo.png', 'image/png', true, false),
    }),
  )
}

let dataDir: string
let engine: Running
let behind: string
let proxied: Running
beforeAll(async () => {
  dataDir = folder()
  publish(dataDir)
  engine = await start(dataDir)
  behind = folder()
  publish(behind)
  proxied = await start(behind, {
    PUBLIC_URL: 'https://chat.example.com',
    TRUSTED_PROXIES: '127.0.0.0/8',
    LIMIT_SOCKETS_PER_ADDRESS: '2',
    LIMIT_API_PER_MINUTE: '20',
    LIMIT_API_PER_ADDRESS: '40',
  })
})
afterAll(async () => {
  await engine.stop()
  await proxied.stop()
  remove(dataDir)
  remove(behind)
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** The path goes out as it is: `fetch` would tidy it. */
const get = (
  path: string,
  headers: Record<string, string | Array<string>> = {},
  { method = 'GET', to = engine } = {},
) =>
  new Promise<Answer>((resolve, reject) => {
    const request = ask(
      { port: to.port, host: '127.0.0.1', path, method, headers, agent: false },
      (response) => {
        const chunks: Array<Buffer> = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            headers: response.headers as Answer['headers'],
            body: Buffer.concat(chunks),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end()
  })

describe('encodings', () => {
  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0, gzip', 'gzip'],
    ['br;q=0.0,gzip;q=0.000', undefined],
    ['br;q=0.1', 'br'],
    ['brotli', undefined],
    ['', undefined],
    ['deflate', undefined],
    ['identity', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['*, br;q=0', 'gzip'],
  ])('Accept-Encoding: %s', async (accepted, expected) => {
    const { status, headers, body } = await get('/service/main.js', { 'accept-encoding': accepted })
    expect([status, headers['content-encoding'], headers.vary]).toEqual([200, expected, 'Accept-Encoding'])
    const plain =
      expected === 'br' ? brotliDecompressSync(body) : expected === 'gzip' ? gunzipSync(body) : body
    expect(plain.toString()).toBe(script)
  })

  it('what was not compressed is sent as it is', async () => {
    const { headers, body } = await get('/assets/logo-1.png', { 'accept-encoding': 'br, gzip' })
    expect(headers['content-encoding']).toBeUndefined()
    expect(body).toEqual(picture)
  })
})

describe('caching', () => {
  it.each([
    ['/service/main.js', 'public, max-age=300, stale-while-revalidate=86400'],
    ['/service/chat-1.js', 'public, max-age=31536000, immutable'],
    ['/assets/logo-1.png', 'public, max-age=31536000, immutable'],
    ['/', 'no-cache'],
    ['/cabinet/operators', 'no-cache'],
    ['/livez', 'no-store'],
    ['/nothing', 'no-store'],
  ])('%s: %s', async (path, expected) => expect((await get(path)).headers['cache-control']).toBe(expected))

  it('what the browser has is not sent again', async () => {
    const first = await get('/service/main.js')
    const etag = first.headers.etag!
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get('/service/main.js', { 'if-none-match': given })
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag])
    }
    expect((await get('/service/main.js', { 'if-none-match': '"other"' })).status).toBe(200)
    expect((await get('/')).headers.etag).not.toBe(etag)
  })
})

describe('HEAD', () => {
  it.each(['/', '/service/main.js', '/livez', '/healthz', '/nothing'])(
    '%s is told as GET would be',
    async (path) => {
      const [full, head] = [await get(path), await get(path, {}, { method: 'HEAD' })]
      expect(head.status).toBe(full.status)
      expect(head.headers['content-type']).toBe(full.headers['content-type'])
      expect(head.headers['content-length']).toBe(full.headers['content-length'])
      expect(head.body.length).toBe(0)
    },
  )
})

describe('addresses', () => {
  it.each([
    ['/', 200],
    ['/cabinet/', 200],
    ['/cabinet/operators/7', 200],
    ['/console/', 200],
    ['/console', 200],
    ['/service/main.js?c=shop', 200],
    ['/cabinet', 200],
    ['/consolex', 404],
    ['/service/', 404],
    ['/secret.txt', 404],
    ['/manifest.json', 404],
    ['/../package.json', 404],
    ['/service/../secret.txt', 404],
    ['/cabinet/../../log.db', 200],
    ['/%2e%2e/log.db', 404],
    ['/..%2flog.db', 404],
    ['/service/main.js.br', 404],
    ['/log.db', 404],
    ['/photos/', 404],
    ['/photos/x/y', 404],
    ['/photos/../../log.db/x', 404],
    ['/__proto__', 404],
    ['/constructor', 404],
    ['/undefined*', 404],
    ['//', 404],
  ])('%s: %i', async (path, status) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    if (status === 200) expect([html, script]).toContain(answer.body.toString())
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is for the API alone', async (method) =>
    expect((await get('/', {}, { method })).status).toBe(405),
  )
})

describe('headers', () => {
  it('only what the sites use may be used by them', async () => {
    const loader = await get('/service/main.js', { origin: 'https://shop.example' })
    expect(loader.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'timing-allow-origin': '*',
    })
    expect(loader.headers['access-control-allow-credentials']).toBeUndefined()
    for (const path of ['/', '/assets/logo-1.png', '/livez', '/nothing']) {
      const { headers } = await get(path, { origin: 'https://shop.example' })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  it('our pages cannot be framed, and run nothing that is not ours', async () => {
    for (const path of ['/', '/cabinet/operators', '/console/']) {
      const { headers } = await get(path)
      const csp = headers['content-security-policy']!
      expect(csp).toContain("frame-ancestors 'none'")
      expect(csp).toContain("default-src 'none'")
      expect(csp).toContain(`connect-src 'self' ws://127.0.0.1:${engine.port}`)
      expect(csp).not.toMatch(/unsafe|\*|https:(?!\/\/)/)
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
    expect((await get('/service/main.js')).headers['content-security-policy']).toBeUndefined()
  })

  it('the preview is framed by our own pages alone, and talks to nobody', async () => {
    const csp = (await get('/preview/')).headers['content-security-policy']!
    expect(csp).toContain("frame-ancestors 'self'")
    expect(csp).toContain("connect-src 'none'")
    expect(csp).not.toMatch(/unsafe|\*|ws:/)
  })

  it.each(["evil.example; script-src 'unsafe-inline'", 'evil.example,x', '"', '<script>'])(
    'the Host %j gets into no header',
    async (host) => {
      const { headers } = await get('/', { host })
      expect(headers['content-security-policy']).toContain("connect-src 'self' ws://localhost;")
    },
  )

  it('with PUBLIC_URL set the Host header is nothing', async () => {
    for (const host of ['evil.example', 'chat.example.com:8080', '']) {
      const { headers } = await get('/', { host, 'x-forwarded-host': 'evil.example' }, { to: proxied })
      expect(JSON.stringify(headers)).not.toContain('evil')
      expect(headers['content-security-policy']).toContain("connect-src 'self' wss://chat.example.com;")
    }
  })
})

describe('photos', () => {
  it('are shown on the sites, for ever, and run nothing', async () => {
    const owner = await register(engine, 'shop')
    const response = await fetch(`${engine.origin}/api/v1/operators/${owner.operator}/photo`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', cookie: owner.cookie, origin: engine.origin },
      body: picture,
    })
    expect(response.status).toBe(200)
    const { photo } = (await response.json()) as { photo: string }
    expect(photo).toMatch(/^\/photos\//)
    const shown = await get(photo)
    expect(shown.body).toEqual(picture)
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    const head = await get(photo, {}, { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([
      200,
      String(picture.length),
      0,
    ])
    expect((await get(`${photo}x`)).status).toBe(404)
  })
})

it('a robot is no visitor, and does not come back', async () => {
  const owner = await register(engine, 'robots')
  const url = `ws://127.0.0.1:${engine.port}/ws/visitor`
  const visitor = async (agent: string) => {
    const line = await connect(url, { 'user-agent': agent })
    line.say({ ref: 1, ...visitorHello('robots') })
    return line
  }
  const robot = await visitor('Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)')
  const code = await robot.closed()
  expect([code, mayReconnect(code)]).toEqual([closeCodes.noSite, false])
  expect(robot.heard).toEqual([])
  const person = await visitor(userAgent)
  const welcome = await person.until(({ kind }) => kind === 'reply')
  expect([welcome.result.number, owner.account]).toEqual([1, 'robots'])
  person.close()
})

describe('calls of the API', () => {
  const call = (path: string, headers: Record<string, string> = {}) => get(path, headers, { to: proxied })

  it('are refused when one address makes too many, by the address that a trusted proxy tells', async () => {
    const flood = { 'x-forwarded-for': '203.0.113.9' }
    const answers = await Promise.all(Array.from({ length: 45 }, () => call('/api/v1/nothing', flood)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]))
    const refused = await call('/api/v1/session', flood)
    expect([refused.status, refused.headers['content-type']]).toEqual([429, 'application/json'])
    const told = JSON.parse(refused.body.toString())
    expect(told).toEqual({ _tag: 'TooMany', retryAfter: expect.any(Number) })
    expect(refused.headers['retry-after']).toBe(String(told.retryAfter))
    // Neither the pages and files from there, nor anybody else's calls.
    for (let n = 0; n < 50; n++) expect((await call('/service/main.js', flood)).status).toBe(200)
    expect((await call('/api/v1/session', { 'x-forwarded-for': '203.0.113.10' })).status).toBe(401)
    expect((await call('/api/v1/session', { 'x-forwarded-for': '203.0.113.9, 203.0.113.10' })).status).toBe(
      401,
    )
  })

  it('are refused when one session makes too many, and nobody beside it', async () => {
    const office = { 'x-forwarded-for': '203.0.113.11', 'x-forwarded-proto': 'https' }
    const from = { ...office, origin: 'https://chat.example.com' }
    const [first, second] = [await register(proxied, 'busy', from), await register(proxied, 'calm', from)]
    const asked = { ...office, cookie: first.cookie }
    const answers = []
    for (let n = 0; n < 25; n++) answers.push((await call('/api/v1/session', asked)).status)
    expect([answers[0], answers.at(-1)]).toEqual([200, 429])
    expect((await call('/api/v1/session', { ...office, cookie: second.cookie })).status).toBe(200)
  })
})

describe('sockets of one address', () => {
  const open = (forwarded: string) =>
    connect(`ws://127.0.0.1:${proxied.port}/ws/visitor`, { 'x-forwarded-for': forwarded })
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }

  it('are so many, by the address that a trusted proxy tells', async () => {
    const lines = [await open('1.2.3.4'), await open('6.6.6.6, 1.2.3.4')]
    await expect(open('1.2.3.4')).rejects.toThrow()
    const refused = await get('/ws/visitor', { ...upgrade, 'x-forwarded-for': '1.2.3.4' }, { to: proxied })
    expect(refused.status).toBe(429)
    // A proxy that writes a line of its own, below the visitor's.
    for (const made of ['6.6.6.6', '']) {
      const twoLines = { ...upgrade, 'x-forwarded-for': [made, '1.2.3.4'] }
      expect((await get('/ws/visitor', twoLines, { to: proxied })).status).toBe(429)
    }
    lines.push(await open('1.2.3.5'))
    lines[0]!.close()
    await lines[0]!.closed()
    let again = null
    // The server hears of the end a moment after the client does.
    while (again === null) again = await open('1.2.3.4').catch(() => null)
    for (const line of [...lines, again]) line.close()
  })

  it('shut out no operator who is signed in there', async () => {
    const office = { 'x-forwarded-for': '1.2.3.6', 'x-forwarded-proto': 'https' }
    const owner = await register(proxied, 'office', { ...office, origin: 'https://chat.example.com' })
    const lines = [await open('1.2.3.6'), await open('1.2.3.6')]
    await expect(open('1.2.3.6')).rejects.toThrow()
    const console = (cookie: string) =>
      connect(`ws://127.0.0.1:${proxied.port}/ws/operator`, {
        ...office,
        cookie,
        origin: 'https://chat.example.com',
      })
    await expect(console('')).rejects.toThrow()
    lines.push(await console(owner.cookie), await console(owner.cookie))
    await expect(console(owner.cookie)).rejects.toThrow()
    for (const line of lines) line.close()
  })
})

describe('odd clients', () => {
  const raw = (text: string) =>
    new Promise<string>((resolve) => {
      let heard = ''
      const socket = tcp(engine.port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
      socket.on('error', () => resolve(heard))
      socket.on('close', () => resolve(heard))
    })

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['not HTTP', 'Hallo\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
    [
      'a header of 100 KB',
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    ],
    [
      'two lengths',
      'POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nx',
    ],
    [
      'length and chunks',
      'POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['TRACE', 'TRACE /api/v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a plain GET of a socket', 'GET /ws/visitor HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ])('%s: the engine goes on', async (_name, text) => {
    const answered = raw(text)
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 300))])
    expect((await get('/livez')).status).toBe(200)
  })
})

describe('a store that fails', () => {
  it('costs a request or a socket, not the engine', async () => {
    const { db } = Context.get(engine.context, Log)
    const token = `redhelper=${'x'.repeat(43)}`
    db.exec(`ALTER TABLE photos RENAME TO photos_away; ALTER TABLE sessions RENAME TO sessions_away`)
    try {
      await get('/photos/a/b').catch(() => null)
      await expect(
        connect(`ws://127.0.0.1:${engine.port}/ws/operator`, { cookie: token, origin: engine.origin }),
      ).rejects.toThrow()
      expect((await get('/livez')).status).toBe(200)
    } finally {
      db.exec(`ALTER TABLE photos_away RENAME TO photos; ALTER TABLE sessions_away RENAME TO sessions`)
    }
    const line = await connect(`ws://127.0.0.1:${engine.port}/ws/operator`, {
      cookie: token,
      origin: engine.origin,
    })
    line.close()
  })
})
