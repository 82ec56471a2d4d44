import type { WebSocket } from 'uWebSockets.js'
import { describe, expect, it } from 'vitest'
import { Rate } from '../actors/Rate.ts'
import { closeCodes, limits, protocolVersion } from '../protocol/client/limits.ts'
import { Hub } from './Hub.ts'
import { type Connected, Sockets, type Speaker } from './sockets.ts'

type Frame =
  | { readonly kind: 'hello'; readonly version: number; readonly ref: number }
  | { readonly kind: 'ping' }
  | { readonly kind: 'say'; readonly text: string }
type Heard = { readonly kind: 'say'; readonly text: string }
type Data = Connected<Speaker<Heard>>

const bytes = (frame: unknown) => new TextEncoder().encode(JSON.stringify(frame)).buffer as ArrayBuffer
const hello = bytes({ kind: 'hello', ref: 1, version: protocolVersion })

/** The door, a clock, and one connection through it; in the place of uWS what it would do. */
const connection = () => {
  const clock = { now: 1_000_000 }
  const heard: Array<string> = []
  const sent: Array<string> = []
  const codes: Array<number> = []
  const defects: Array<string> = []
  const sockets = new Sockets<Frame, Data>({
    decode: (text: string) => {
      const frame = JSON.parse(text)
      return frame.kind === 'bad' ? { problem: 'bad', ref: frame.ref ?? null } : { frame }
    },
    now: () => clock.now,
    hub: new Hub({ publish: () => true }),
    defect: (error: Error) => defects.push(error.message),
    hello: () => ({
      frame: ({ text }: Heard) => {
        if (text === 'defect') throw new Error('thrown')
        heard.push(text)
      },
      closed: () => heard.push('closed'),
    }),
  } as never)
  const data = { who: '1.2.3.4', session: '', rate: new Rate(20, 10_000), openedAt: 0 } as Data
  const ws = {
    getUserData: () => data,
    getBufferedAmount: () => 0,
    cork: (write: () => void) => write(),
    send: (text: string) => {
      sent.push(text)
      return 1
    },
    end: (code: number) => void codes.push(code),
  } as unknown as WebSocket<Data>
  sockets.opened(ws)
  const say = (frame: unknown) => sockets.message(ws, bytes(frame), false)
  return {
    defects,
    sockets,
    ws,
    clock,
    heard,
    sent,
    codes,
    say,
    greet: () => sockets.message(ws, hello, false),
  }
}

/** What is said in one turn goes out at its end. */
const sentOut = () => Promise.resolve()

describe('the first frame', () => {
  it('has ten seconds', () => {
    const { sockets, clock, codes } = connection()
    clock.now += 9_999
    sockets.sweep(clock.now)
    expect(codes).toEqual([])
    clock.now += 1
    sockets.sweep(clock.now)
    sockets.sweep(clock.now)
    expect(codes).toEqual([closeCodes.badHello])
  })

  it('once it came in time, silence is allowed', () => {
    const { sockets, clock, codes, greet } = connection()
    greet()
    clock.now += 3_600_000
    sockets.sweep(clock.now)
    expect(codes).toEqual([])
  })

  it('a ping is none', async () => {
    const { sockets, clock, codes, say, sent } = connection()
    say({ kind: 'ping' })
    await sentOut()
    expect(sent).toEqual(['{"kind":"pong"}'])
    clock.now += 10_000
    sockets.sweep(clock.now)
    expect(codes).toEqual([closeCodes.badHello])
  })

  it.each([
    ['comes twice', [{ kind: 'hello', version: protocolVersion }], closeCodes.badHello],
    ['is of another version', [{ kind: 'hello', version: 0 }], closeCodes.upgrade],
  ])('that %s closes', (_name, frames, code) => {
    const { codes, greet, say } = connection()
    if (code === closeCodes.badHello) greet()
    for (const frame of frames) say(frame)
    expect(codes).toEqual([code])
  })
})

describe('frames', () => {
  it('go to the actor in their order, and its end is told once', () => {
    const { sockets, ws, heard, greet, say } = connection()
    greet()
    say({ kind: 'say', text: 'a' })
    say({ kind: 'say', text: 'b' })
    sockets.closed(ws)
    expect(heard).toEqual(['a', 'b', 'closed'])
    expect(sockets.open.size).toBe(0)
  })

  it('that make something throw close the socket, and nothing more', () => {
    const { codes, defects, heard, greet, say } = connection()
    greet()
    say({ kind: 'say', text: 'defect' })
    say({ kind: 'say', text: 'late' })
    expect([codes, defects, heard]).toEqual([[closeCodes.failed], ['thrown'], []])
  })

  it('too many close the socket, and what comes after is not read', () => {
    const { codes, heard, greet, say } = connection()
    greet()
    for (let i = 0; i < 100; i++) say({ kind: 'say', text: 'a' })
    expect(codes).toEqual([closeCodes.rate])
    expect(heard).toHaveLength(19)
  })

  it('large ones count as many', () => {
    const { codes, heard, greet, say } = connection()
    greet()
    for (let i = 0; i < 3; i++) say({ kind: 'say', text: 'a'.repeat(30_000) })
    expect([codes, heard.length]).toEqual([[closeCodes.rate], 2])
  })

  it('a steady stream within the rate never does', () => {
    const { codes, clock, heard, greet, say } = connection()
    greet()
    for (let i = 0; i < 200; i++) {
      clock.now += 500
      say({ kind: 'say', text: 'a' })
    }
    expect([codes, heard.length]).toEqual([[], 200])
  })

  it('that cannot be read are answered when they have a ref', async () => {
    const { codes, sent, greet, say } = connection()
    greet()
    say({ kind: 'bad', ref: 7 })
    await sentOut()
    expect(JSON.parse(sent.at(-1)!)).toMatchObject({ kind: 'error', ref: 7, code: 'invalid' })
    expect(codes).toEqual([])
    say({ kind: 'bad' })
    expect(codes).toEqual([closeCodes.badFrame])
  })

  it.each([
    ['of exactly 64 KB', limits.frameBytes, false, []],
    ['of more', limits.frameBytes + 1, false, [closeCodes.badFrame]],
    ['in binary', 10, true, [closeCodes.badFrame]],
  ])('%s', (_name, size, binary, expected) => {
    const { sockets, ws, codes, greet } = connection()
    greet()
    const text = JSON.stringify({ kind: 'say', text: '' }).padEnd(size, ' ')
    sockets.message(ws, new TextEncoder().encode(text).buffer as ArrayBuffer, binary)
    expect(codes).toEqual(expected)
  })
})
