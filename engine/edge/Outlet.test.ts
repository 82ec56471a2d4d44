/** A reader that is too slow, on a real socket: durable frames are never dropped silently, volatile ones never close it. */

import {
  App,
  type us_listen_socket,
  us_listen_socket_close,
  us_socket_local_port,
  type WebSocket,
} from 'uWebSockets.js'
import { type Socket as Tcp, connect as tcp } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Hub } from './Hub.ts'
import { Outlet } from './Outlet.ts'
import { uncompressed } from './uws.ts'

const maxBackpressure = 64 * 1024
type Data = { outlet?: Outlet<Data> }
let token: us_listen_socket
let port: number
let opened: (outlet: Outlet<Data>) => void
/** Close codes as the server's own side says them. */
const closed: Array<number> = []

beforeAll(async () => {
  const app = App()
  const hub = new Hub(app)
  app.ws<Data>('/*', {
    compression: uncompressed,
    maxBackpressure,
    idleTimeout: 40,
    open: (ws: WebSocket<Data>) => {
      const outlet = new Outlet<Data>(ws, '', hub)
      ws.getUserData().outlet = outlet
      opened(outlet)
    },
    dropped: (ws) => ws.getUserData().outlet!.dropped(),
    drain: (ws) => ws.getUserData().outlet!.drained(),
    close: (ws, code) => {
      closed.push(code)
      ws.getUserData().outlet!.closed()
    },
  })
  token = await new Promise((resolve) =>
    app.listen('127.0.0.1', 0, (socket) => resolve(socket as us_listen_socket)),
  )
  port = us_socket_local_port(token)
})
afterAll(() => us_listen_socket_close(token))

/** A client that upgrades, and reads only when it is told to. */
const connect = async () => {
  const outlet = new Promise<Outlet<Data>>((resolve) => (opened = resolve))
  const heard: Array<Buffer> = []
  const socket: Tcp = tcp(port, '127.0.0.1', () =>
    socket.write(
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    ),
  )
  socket.on('data', (chunk) => heard.push(chunk))
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => resolve())
    socket.on('end', () => resolve())
    socket.on('error', () => resolve())
  })
  const server = await outlet
  while (heard.length === 0) await turn()
  socket.pause()
  return { outlet: server, socket, ended, frames: () => framesOf(Buffer.concat(heard)) }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

/** What the server sent, after the answer to the upgrade: texts, and close codes as numbers. */
const framesOf = (bytes: Buffer): Array<string | number> => {
  const frames: Array<string | number> = []
  let at = bytes.indexOf('\r\n\r\n') + 4
  while (at + 2 <= bytes.length) {
    const opcode = bytes[at]! & 15
    let size = bytes[at + 1]! & 127
    let head = 2
    if (size === 126) {
      size = bytes.readUInt16BE(at + 2)
      head = 4
    } else if (size === 127) {
      size = Number(bytes.readBigUInt64BE(at + 2))
      head = 10
    }
    if (at + head + size > bytes.length) break
    const body = bytes.subarray(at + head, at + head + size)
    frames.push(opcode === 8 ? body.readUInt16BE(0) : body.toString())
    at += head + size
  }
  return frames
}

/** Sends until the kernel takes no more and bytes wait in the process. */
const clog = (outlet: Outlet<Data>, ws: { getBufferedAmount(): number }) => {
  let sent = 0
  while (ws.getBufferedAmount() === 0) {
    outlet.send(`${sent++} ${'x'.repeat(16_000)}`)
  }
  return sent
}
const wire = (outlet: Outlet<Data>) => (outlet as unknown as { ws: WebSocket<Data> }).ws

describe('a reader who does not read', () => {
  it('never loses the socket by volatile frames, and gets the newest of each kind', async () => {
    const { outlet, socket, frames } = await connect()
    const sent = clog(outlet, wire(outlet))
    for (let i = 0; i < 1_000; i++) {
      outlet.volatile('preview a', `preview a ${i} ${'x'.repeat(8_000)}`)
      outlet.volatile('preview b', `preview b ${i}`)
    }
    // More of them than one outbox holds: they go as there is room.
    for (let i = 0; i < 30; i++) outlet.volatile(`presence ${i}`, `presence ${i} ${'x'.repeat(8_000)}`)
    outlet.volatile('typing', 'typing')
    outlet.forget('typing')
    expect(outlet.live).toBe(true)
    socket.resume()
    while (frames().length < sent + 32) await turn()
    const texts = frames().map((frame) => String(frame).split(' x')[0])
    expect(texts.slice(0, sent)).toEqual(Array.from({ length: sent }, (_, i) => String(i)))
    expect(texts.slice(sent)).toEqual([
      'preview a 999',
      'preview b 999',
      ...Array.from({ length: 30 }, (_, i) => `presence ${i}`),
    ])
    expect(outlet.live).toBe(true)
    outlet.volatile('preview a', 'now')
    while (frames().length < sent + 33) await turn()
    expect(frames().at(-1)).toBe('now')
    socket.destroy()
  })

  it('loses it by durable ones, without a gap, and may come back', async () => {
    const { outlet, socket, ended, frames } = await connect()
    closed.length = 0
    let sent = clog(outlet, wire(outlet))
    while (outlet.live) outlet.send(`${sent++} ${'x'.repeat(16_000)}`)
    // From here on it is as if it were gone.
    outlet.send('late')
    outlet.volatile('preview', 'late')
    outlet.close(4_000)
    socket.resume()
    await ended
    const heard = frames()
    const texts = heard.filter((frame) => typeof frame === 'string')
    expect(texts.map((text) => text.split(' ')[0])).toEqual(texts.map((_, i) => String(i)))
    expect(texts.length).toBeGreaterThan(1)
    expect(texts.length).toBeLessThanOrEqual(sent)
    // The close frame has no room either: the client hears of it as of a lost line, which it comes back from.
    expect(heard.filter((frame) => typeof frame === 'number' && frame !== 4_100)).toEqual([])
    socket.destroy()
  })
})

describe('a closed socket', () => {
  it('can be sent to, and nothing happens', async () => {
    const { outlet, socket, ended } = await connect()
    socket.resume()
    outlet.close(4_103)
    outlet.close(4_000)
    await ended
    outlet.send('x')
    outlet.volatile('a', 'x')
    outlet.forget('a')
    outlet.drained()
    outlet.close(4_000)
    expect(outlet.live).toBe(false)
    expect(closed.at(-1)).toBe(4_103)
    socket.destroy()
  })
})

describe('what is sent to many', () => {
  it('keeps its place among what is sent to one', async () => {
    const [a, b, c] = [await connect(), await connect(), await connect()]
    for (const { outlet, socket } of [a, b, c]) {
      outlet.join('all')
      socket.resume()
    }
    a.outlet.send('1 to a')
    b.outlet.sendToAll('all', '2 to all')
    a.outlet.send('3 to a')
    b.outlet.sendToAll('all', '4 to all')
    c.outlet.leave('all')
    b.outlet.sendToAll('all', '5 to a and b')
    a.outlet.close(4_103)
    await a.ended
    while (b.frames().length < 3) await turn()
    b.outlet.sendToAll('all', '6 to b')
    while (b.frames().length < 4) await turn()
    expect(a.frames()).toEqual(['1 to a', '2 to all', '3 to a', '4 to all', '5 to a and b', 4_103])
    expect(b.frames()).toEqual(['2 to all', '4 to all', '5 to a and b', '6 to b'])
    expect(c.frames()).toEqual(['2 to all', '4 to all'])
    for (const { socket } of [a, b, c]) socket.destroy()
  })

  it('closes who does not read, without a gap before the word come back', async () => {
    const [slow, other] = [await connect(), await connect()]
    for (const { outlet } of [slow, other]) outlet.join('all')
    other.socket.resume()
    let sent = 0
    while (slow.outlet.live) {
      other.outlet.sendToAll('all', `${sent++} ${'x'.repeat(16_000)}`)
      await turn()
    }
    for (let more = 0; more < 10; more++) other.outlet.sendToAll('all', `${sent++} late`)
    while (other.frames().length < sent) await turn()
    slow.socket.resume()
    await slow.ended
    const texts = slow.frames().filter((frame) => typeof frame === 'string')
    expect(texts.map((text) => text.split(' ')[0])).toEqual(texts.map((_, i) => String(i)))
    expect(texts.length).toBeLessThan(sent)
    expect(slow.frames().at(-1)).toBe(4_100)
    expect(other.frames().map((frame) => String(frame).split(' ')[0])).toEqual(
      Array.from({ length: sent }, (_, i) => String(i)),
    )
    other.socket.destroy()
  })
})
