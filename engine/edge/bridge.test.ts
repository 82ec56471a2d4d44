import { App, type us_listen_socket, us_listen_socket_close, us_socket_local_port } from 'uWebSockets.js'
import { type Socket, connect as tcp } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bridge, type Handler } from './bridge.ts'

let token: us_listen_socket
let port: number
let handle: Handler
const seen: Array<Request> = []

beforeAll(async () => {
  const app = App()
  app.any('/*', (res, req) =>
    bridge(
      res,
      req,
      `http://${req.getHeader('host')}`,
      { address: '1.2.3.4', secure: false },
      (request, peer) => {
        seen.push(request)
        return handle(request, peer)
      },
    ),
  )
  token = await new Promise((resolve) =>
    app.listen('127.0.0.1', 0, (socket) => resolve(socket as us_listen_socket)),
  )
  port = us_socket_local_port(token)
})
afterAll(() => us_listen_socket_close(token))
beforeEach(() => {
  seen.length = 0
  handle = async (request) => new Response(await request.text(), { status: 201 })
})

const url = () => `http://127.0.0.1:${port}/api/x`

/** Sends these bytes on a connection of its own; everything that comes back until it ends. */
const raw = (...parts: ReadonlyArray<string | Buffer>) =>
  new Promise<string>((resolve) => {
    let heard = ''
    const socket = tcp(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part)
    })
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
  })
const request = (line: string, headers = '', body = '') =>
  raw(`${line} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n${headers}\r\n${body}`)

describe('a request', () => {
  it('comes over whole: method, address, headers, body', async () => {
    const response = await fetch(`${url()}?a=%D1%8F&b`, {
      method: 'PUT',
      headers: { 'x-a': 'b' },
      body: new Uint8Array([0, 255, 10]),
    })
    expect(response.status).toBe(201)
    expect(seen[0]!.method).toBe('PUT')
    expect(seen[0]!.url).toBe(`${url()}?a=%D1%8F&b`)
    expect(seen[0]!.headers.get('x-a')).toBe('b')
  })

  const json = 'application/json'
  const photo = 'application/octet-stream'

  it.each([
    ['nothing', json, 0],
    ['a byte', json, 1],
    ['64 KB', json, 64 * 1024],
    ['1 MB, a photo', photo, 1024 * 1024],
  ])('with a body of %s', async (_name, type, size) => {
    handle = async (request) => new Response(String((await request.arrayBuffer()).byteLength))
    const headers = { 'content-type': type }
    const response = await fetch(url(), { method: 'POST', headers, body: new Uint8Array(size) })
    expect(await response.text()).toBe(String(size))
  })

  it.each([
    ['64 KB', json, 64 * 1024],
    ['1 MB, a photo', photo, 1024 * 1024],
  ])('larger than %s by its own word is refused unread', async (_name, type, most) => {
    const headers = `Content-Type: ${type}\r\nContent-Length: ${most + 1}\r\n`
    expect(await request('POST /api/x', headers)).toMatch(/^HTTP\/1\.1 413 /)
    expect(seen).toEqual([])
  })

  it('that turns out larger than 1 MB is refused', async () => {
    const chunk = Buffer.alloc(256 * 1024, 120)
    const chunks = Array.from({ length: 5 }, () => [
      Buffer.from(`${chunk.length.toString(16)}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]).flat()
    const head = `POST /api/x HTTP/1.1\r\nHost: shop.example\r\nContent-Type: ${photo}\r\nTransfer-Encoding: chunked\r\n\r\n`
    const heard = await raw(head, ...chunks, '0\r\n\r\n')
    expect(heard).toMatch(/^HTTP\/1\.1 (413|501|400|411) /)
    expect(seen).toEqual([])
  })

  it('photos on their way are so many; one that is here or given up makes room', async () => {
    const put = () => fetch(url(), { method: 'PUT', headers: { 'content-type': photo }, body: 'x' })
    const half = () =>
      new Promise<Socket>((resolve) => {
        const socket = tcp(port, '127.0.0.1', () =>
          socket.write(
            `PUT /api/x HTTP/1.1\r\nHost: a\r\nContent-Type: ${photo}\r\nContent-Length: 2\r\n\r\nx`,
            () => resolve(socket),
          ),
        )
      })
    const sockets = await Promise.all(Array.from({ length: 64 }, half))
    while ((await put()).status !== 503);
    expect(await (await put()).json()).toEqual({ _tag: 'Unavailable' })
    expect((await fetch(url(), { method: 'POST', body: 'x' })).status).toBe(201)
    sockets.pop()!.write('y')
    while ((await put()).status !== 201);
    expect((await put()).status).toBe(201)
    sockets.push(await half())
    while ((await put()).status !== 503);
    for (const socket of sockets) socket.destroy()
    while ((await put()).status !== 201);
  })

  it.each(['TRACE /api/x', 'CONNECT /api/x', 'FOO /api/x'])('%s ends nothing', async (line) => {
    const heard = await request(line)
    expect(heard).toMatch(/^(HTTP\/1\.1 [245]|$)/)
    expect((await fetch(url(), { method: 'POST', body: 'x' })).status).toBe(201)
  })

  it.each(['a:b:c', '[::1', 'a b', '%', '\xff'])('with the Host %j is a bad one', async (host) => {
    const heard = await raw(`GET /api/x HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(heard).toMatch(/^HTTP\/1\.1 [24]/)
    expect((await fetch(url(), { method: 'POST', body: 'x' })).status).toBe(201)
  })

  it('that is given up while it is answered hurts nobody', async () => {
    let answer = (_: Response) => {}
    const asked = new Promise<void>((resolve) => {
      handle = () => {
        resolve()
        return new Promise((respond) => (answer = respond))
      }
    })
    const socket = tcp(port, '127.0.0.1', () => socket.write('GET /api/x HTTP/1.1\r\nHost: a\r\n\r\n'))
    await asked
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    answer(new Response('too late'))
    handle = () => Promise.resolve(new Response('ok'))
    expect(await (await fetch(url())).text()).toBe('ok')
  })

  it('that is given up while it is sent never reaches anybody', async () => {
    const socket = tcp(port, '127.0.0.1', () =>
      socket.write('POST /api/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf'),
    )
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    expect((await fetch(url(), { method: 'POST', body: 'x' })).status).toBe(201)
    expect(seen).toHaveLength(1)
  })
})

describe('an answer', () => {
  it('keeps every cookie apart', async () => {
    const headers = new Headers([
      ['set-cookie', 'a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT'],
      ['set-cookie', 'b=2'],
    ])
    handle = () => Promise.resolve(new Response('x', { headers }))
    const response = await fetch(url())
    expect(response.headers.getSetCookie()).toEqual(['a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT', 'b=2'])
  })

  it('to HEAD has no body, and the length of one', async () => {
    handle = () => Promise.resolve(new Response('hello'))
    for (let i = 0; i < 3; i++) {
      const response = await fetch(url(), { method: 'HEAD' })
      expect(response.headers.get('content-length')).toBe('5')
      expect(await response.text()).toBe('')
    }
  })

  it.each([
    ['is lost', () => Promise.reject(new Error('lost'))],
    [
      'throws at once',
      () => {
        throw new Error('thrown')
      },
    ],
  ])('that %s is a 500', async (_name, broken) => {
    handle = broken
    expect((await fetch(url())).status).toBe(500)
  })

  it('that breaks off in its body ends the connection, not the process', async () => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error('broken')) })
    handle = () => Promise.resolve(new Response(stream))
    await expect(fetch(url())).rejects.toThrow()
    handle = () => Promise.resolve(new Response('ok'))
    expect(await (await fetch(url())).text()).toBe('ok')
  })
})
