/**
 * A WebSocket client over a plain socket, as light as can be: Node has none that is light enough to keep a
 * server busy. One read buffer for all, frames looked at where they lie, and one write for all that is said in
 * answer to one read. Speaks Socket.IO's framing too.
 */
import { connect, type Socket } from 'node:net'

export interface Dial {
  readonly port: number
  /** 127.0.0.x, so that ports do not run out. */
  readonly from: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly socketio: boolean
}

export interface Ear {
  /** May say the first word. */
  open(): void
  /** A text frame lies here; it is overwritten afterwards. */
  frame(bytes: Buffer, start: number, end: number): void
  closed(code: number): void
}

/** The mask is zero: a client has to mask, and nobody has to be protected from this one. */
const maskLength = 4
const shared = Buffer.allocUnsafe(256 * 1024)
const prefix = '42["m",'

export class Wire {
  private readonly socket: Socket
  private rest: Buffer | undefined
  private upgraded = false
  private code = 1006
  private reading = false
  private said: Array<Buffer> = []

  constructor(
    private readonly dial: Dial,
    private readonly ear: Ear,
  ) {
    this.socket = connect({
      host: '127.0.0.1',
      port: dial.port,
      localAddress: dial.from,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (count, bytes) => {
          this.read(bytes as Buffer, count)
          return true
        },
      },
    })
    this.socket.on('connect', () => this.upgrade())
    this.socket.on('error', () => {})
    this.socket.on('close', () => this.ear.closed(this.code))
  }

  say(json: string): void {
    this.write(1, this.dial.socketio ? `${prefix}${json}]` : json)
  }

  /** The connection goes without a word, as those of closed tabs do. */
  drop(): void {
    this.socket.destroy()
  }

  private upgrade(): void {
    const { path, headers, socketio } = this.dial
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.socket.write(
      `GET ${socketio ? '/socket.io/?EIO=4&transport=websocket' : path} HTTP/1.1\r\nHost: 127.0.0.1:${this.dial.port}\r\n` +
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        `Sec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
    )
  }

  private write(op: number, text: string): void {
    const length = Buffer.byteLength(text)
    const head = (length < 126 ? 2 : 4) + maskLength
    const frame = Buffer.allocUnsafe(head + length)
    frame[0] = 0x80 | op
    if (length < 126) frame[1] = 0x80 | length
    else {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(length, 2)
    }
    frame.writeUInt32BE(0, head - maskLength)
    frame.write(text, head)
    if (this.reading) this.said.push(frame)
    else this.socket.write(frame)
  }

  private read(bytes: Buffer, count: number): void {
    this.reading = true
    let [all, end] = [bytes, count]
    if (this.rest !== undefined) {
      all = Buffer.concat([this.rest, bytes.subarray(0, count)])
      end = all.length
    }
    const used = this.frames(all, end)
    // Copied, since the buffer is everybody's.
    this.rest = used < end ? Buffer.from(all.subarray(used, end)) : undefined
    this.reading = false
    if (this.said.length === 0) return
    this.socket.write(this.said.length === 1 ? this.said[0]! : Buffer.concat(this.said))
    this.said = []
  }

  /** Gives how much of it was whole frames. */
  private frames(bytes: Buffer, end: number): number {
    let at = 0
    if (!this.upgraded) {
      const over = bytes.subarray(0, end).indexOf('\r\n\r\n')
      if (over < 0) return 0
      const status = bytes.toString('latin1', 0, 12)
      if (status !== 'HTTP/1.1 101') {
        this.socket.destroy(new Error(status))
        return end
      }
      this.upgraded = true
      at = over + 4
      if (!this.dial.socketio) this.ear.open()
    }
    while (end - at >= 2) {
      let head = 2
      let length = bytes[at + 1]! & 127
      if (length === 126) {
        if (end - at < 4) break
        head = 4
        length = bytes.readUInt16BE(at + 2)
      } else if (length === 127) {
        if (end - at < 10) break
        head = 10
        length = Number(bytes.readBigUInt64BE(at + 2))
      }
      if (end - at < head + length) break
      const from = at + head
      at = from + length
      this.heard(bytes[from - head]! & 15, bytes, from, at)
    }
    return at
  }

  private heard(op: number, bytes: Buffer, start: number, end: number): void {
    if (op === 9) return this.write(10, bytes.toString('utf8', start, end))
    if (op === 8) {
      if (end - start >= 2) this.code = bytes.readUInt16BE(start)
      return void this.socket.end()
    }
    if (op !== 1) return
    if (!this.dial.socketio) return this.ear.frame(bytes, start, end)
    // Engine.IO: 0 opens, 2 asks, 4 is a message; Socket.IO: 40 connects, 42 is an event.
    const [first, second] = [bytes[start]! - 48, (bytes[start + 1] ?? 0) - 48]
    if (first === 0) return this.write(1, '40')
    if (first === 2) return this.write(1, '3')
    if (first !== 4) return
    if (second === 0) this.ear.open()
    if (second === 2) this.ear.frame(bytes, start + prefix.length, end - 1)
  }
}
