import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Connection, type ConnectionState } from './Connection.ts'
import { Disconnected, Refused } from './failures.ts'
import { closeCodes } from './limits.ts'

/** A socket moved by hand. */
class HandSocket {
  onopen: (() => void) | undefined
  onmessage: ((event: { data: unknown }) => void) | undefined
  onclose: ((event: { code: number }) => void) | undefined
  readonly sent: Array<{ kind: string; ref: number }> = []
  closed = false
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.closed = true
  }
  get last() {
    return this.sent.at(-1)!
  }
  says(frame: unknown) {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  welcome() {
    this.onopen?.()
    this.says({ kind: 'reply', ref: this.last.ref, result: { epoch: 'e1' } })
  }
}

const started = (more: { random?: () => number; url?: () => never } = {}) => {
  const sockets: Array<HandSocket> = []
  const states: Array<[ConnectionState, number | undefined]> = []
  const frames: Array<unknown> = []
  const welcomes: Array<unknown> = []
  const connection = new Connection({
    url: 'ws://shop.test/ws/visitor',
    hello: () => ({ kind: 'hello', version: 1 }),
    welcome: (w) => welcomes.push(w),
    frame: (f) => frames.push(f),
    state: (state, code) => states.push([state, code]),
    random: more.random ?? (() => 1),
    socket: () => {
      more.url?.()
      const socket = new HandSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })
  connection.start()
  return {
    connection,
    sockets,
    states,
    frames,
    welcomes,
    get socket() {
      return sockets.at(-1)!
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Milliseconds until the next socket is made. */
const untilNext = (c: { sockets: Array<unknown> }): number => {
  const before = c.sockets.length
  for (let waited = 0; waited <= 60_000; waited += 50) {
    if (c.sockets.length > before) return waited
    vi.advanceTimersByTime(50)
  }
  throw new Error('no further attempt within a minute')
}

describe('hello', () => {
  test('goes first, and nothing is online before the welcome', async () => {
    const c = started()
    expect(c.connection.notify({ kind: 'typing', text: 'a' })).toBe(false)
    c.socket.onopen?.()
    expect(c.socket.sent).toEqual([{ kind: 'hello', version: 1, ref: expect.any(Number) }])
    expect(c.connection.notify({ kind: 'typing', text: 'a' })).toBe(false)
    await expect(c.connection.request({ kind: 'history' })).rejects.toBeInstanceOf(Disconnected)
    c.socket.says({ kind: 'reply', ref: c.socket.last.ref, result: { epoch: 'e1' } })
    expect(c.welcomes).toEqual([{ epoch: 'e1' }])
    expect(c.states).toEqual([
      ['connecting', undefined],
      ['online', undefined],
    ])
    expect(c.connection.notify({ kind: 'typing', text: 'a' })).toBe(true)
  })

  test('an attempt without a welcome is given up', () => {
    const c = started()
    vi.advanceTimersByTime(12_000)
    expect(c.sockets[0]!.closed).toBe(true)
    vi.advanceTimersByTime(1)
    expect(c.sockets).toHaveLength(2)
  })

  test('refused: tries again with back-off', () => {
    const c = started()
    c.socket.onopen?.()
    c.socket.says({ kind: 'error', ref: c.socket.last.ref, code: 'busy', temporary: true })
    expect(c.connection.state).toBe('lost')
    untilNext(c)
    c.socket.onopen?.()
    c.socket.says({ kind: 'error', ref: c.socket.last.ref, code: 'busy', temporary: true })
    expect(untilNext(c)).toBeGreaterThanOrEqual(500)
  })
})

describe('requests', () => {
  test('are answered by ref, in any order', async () => {
    const c = started()
    c.socket.welcome()
    const first = c.connection.request({ kind: 'send' })
    const firstRef = c.socket.last.ref
    const second = c.connection.request({ kind: 'history' })
    c.socket.says({ kind: 'error', ref: c.socket.last.ref, code: 'unknown', temporary: false })
    c.socket.says({ kind: 'reply', ref: firstRef, result: { seq: 7 } })
    expect(await first).toEqual({ seq: 7 })
    const why = await second.catch((e: unknown) => e)
    expect(why).toBeInstanceOf(Refused)
    expect(why).toMatchObject({ code: 'unknown', temporary: false })
  })

  test('outstanding at the loss reject; a reply that comes late or to nothing is dropped', async () => {
    const c = started()
    const old = c.socket
    old.welcome()
    const request = c.connection.request({ kind: 'send' })
    const { ref } = old.last
    old.onclose?.({ code: 1006 })
    await expect(request).rejects.toBeInstanceOf(Disconnected)
    vi.advanceTimersByTime(1)
    c.socket.welcome()
    const again = c.connection.request({ kind: 'send' })
    old.says({ kind: 'reply', ref: c.socket.last.ref, result: 'stale socket' })
    c.socket.says({ kind: 'reply', ref, result: 'stale ref' })
    c.socket.says({ kind: 'reply', ref: c.socket.last.ref, result: 'right' })
    expect(await again).toBe('right')
  })

  test('that are never answered break the connection, however lively it is', async () => {
    const c = started()
    c.socket.welcome()
    const request = c.connection.request({ kind: 'send' }).catch((e: unknown) => e)
    for (let i = 0; i < 30; i++) {
      vi.advanceTimersByTime(1_000)
      c.sockets[0]!.says({ kind: 'typing', typing: true })
    }
    expect(c.sockets.length).toBeGreaterThan(1)
    expect(await request).toBeInstanceOf(Disconnected)
  })
})

test('frames come in order; what is no JSON, no object or of a given-up socket is ignored', () => {
  const c = started()
  c.socket.welcome()
  for (const data of ['', '{', 'null', '7', '"x"', '[]', '{}', new ArrayBuffer(2)]) {
    c.socket.onmessage?.({ data })
  }
  c.socket.says({ kind: 'error', ref: null, code: 'rate', temporary: true })
  c.socket.says({ kind: 'pong' })
  c.socket.says({ kind: 'event', seq: 1 })
  c.socket.says({ kind: 'typing' })
  expect(c.frames).toEqual([{ kind: 'event', seq: 1 }, { kind: 'typing' }])
  c.connection.resume()
  c.sockets[0]!.says({ kind: 'event', seq: 2 })
  expect(c.frames).toHaveLength(2)
})

describe('coming back', () => {
  test('at once, then ever later up to 15 s', () => {
    const c = started()
    const waits: Array<number> = []
    for (let i = 0; i < 9; i++) {
      c.socket.onclose?.({ code: 1006 })
      waits.push(untilNext(c))
    }
    expect(waits[0]).toBeLessThanOrEqual(50)
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits.at(-1)).toBe(15_000)
    expect(c.states.map(([state]) => state)).toEqual(['connecting', 'lost'])
  })

  test('a loss during hello counts once', () => {
    const c = started()
    c.socket.onopen?.()
    c.socket.onclose?.({ code: 1006 })
    expect(untilNext(c)).toBeLessThanOrEqual(50)
    c.socket.onopen?.()
    c.socket.onclose?.({ code: 1006 })
    expect(untilNext(c)).toBe(500)
  })

  test('with jitter', () => {
    const wait = (random: () => number) => {
      const c = started({ random })
      for (let i = 0; i < 5; i++) {
        c.socket.onclose?.({ code: 1006 })
        if (i < 4) untilNext(c)
      }
      return untilNext(c)
    }
    expect(wait(() => 0)).toBe(2_000)
    expect(wait(() => 1)).toBe(4_000)
  })

  test('no hot loop with an engine that welcomes and closes', () => {
    const c = started()
    const until = performance.now() + 60_000
    while (performance.now() < until) {
      c.socket.welcome()
      c.socket.onclose?.({ code: closeCodes.restart })
      untilNext(c)
    }
    expect(c.sockets.length).toBeLessThan(12)
  })

  test('a connection that stayed welcome starts the back-off anew', () => {
    const c = started()
    for (let i = 0; i < 5; i++) {
      c.socket.onclose?.({ code: 1006 })
      untilNext(c)
    }
    c.socket.welcome()
    vi.advanceTimersByTime(11_000)
    c.socket.onclose?.({ code: 1006 })
    expect(untilNext(c)).toBeLessThanOrEqual(50)
  })

  test.each([
    [closeCodes.restart, 0],
    [1006, 0],
    [closeCodes.slow, 500],
    [closeCodes.rate, 500],
  ])('close code %i waits %i ms', (code, wait) => {
    const c = started()
    c.socket.welcome()
    c.socket.onclose?.({ code })
    const waited = untilNext(c)
    expect(waited).toBeGreaterThanOrEqual(wait)
    expect(waited).toBeLessThanOrEqual(wait + 50)
  })

  test.each([closeCodes.signedOut, closeCodes.badFrame, closeCodes.unknownAccount, closeCodes.upgrade])(
    'not by itself after %i, but by start',
    (code) => {
      const c = started()
      c.socket.welcome()
      c.socket.onclose?.({ code })
      expect(c.states.at(-1)).toEqual(['ended', code])
      c.connection.nudge()
      vi.advanceTimersByTime(120_000)
      expect(c.sockets).toHaveLength(1)
      c.connection.start()
      expect(c.sockets).toHaveLength(2)
    },
  )

  test('not after stop, which closes', async () => {
    const c = started()
    c.socket.welcome()
    const request = c.connection.request({ kind: 'send' })
    c.connection.stop()
    await expect(request).rejects.toBeInstanceOf(Disconnected)
    expect(c.socket.closed).toBe(true)
    vi.advanceTimersByTime(120_000)
    expect(c.sockets).toHaveLength(1)
    expect(c.states.at(-1)).toEqual(['ended', undefined])
  })

  test('stop within the news of the loss is obeyed', () => {
    const sockets: Array<HandSocket> = []
    const connection: Connection = new Connection({
      url: 'ws://shop.test',
      hello: () => ({ kind: 'hello' }),
      welcome: () => {},
      frame: () => {},
      state: (state) => state === 'lost' && connection.stop(),
      socket: () => {
        const socket = new HandSocket()
        sockets.push(socket)
        return socket as unknown as WebSocket
      },
    })
    connection.start()
    sockets[0]!.onclose?.({ code: 1006 })
    vi.advanceTimersByTime(60_000)
    expect(sockets).toHaveLength(1)
  })

  test('stop within the welcome is obeyed', () => {
    const states: Array<ConnectionState> = []
    const socket = new HandSocket()
    const connection: Connection = new Connection({
      url: 'ws://shop.test',
      hello: () => ({ kind: 'hello' }),
      welcome: () => connection.stop(),
      frame: () => {},
      state: (state) => states.push(state),
      socket: () => socket as unknown as WebSocket,
    })
    connection.start()
    socket.welcome()
    expect(states).toEqual(['connecting', 'ended'])
  })

  test('also when the page refuses the socket by throwing', () => {
    let refusals = 0
    const c = started({
      url: () => {
        refusals++
        throw new Error('refused by CSP')
      },
    })
    vi.advanceTimersByTime(60_000)
    expect(c.connection.state).toBe('lost')
    expect(refusals).toBeGreaterThan(3)
    expect(refusals).toBeLessThan(12)
  })
})

describe('nudge', () => {
  test('tries at once while waiting, once', () => {
    const c = started()
    for (let i = 0; i < 6; i++) {
      c.socket.onclose?.({ code: 1006 })
      if (i < 5) untilNext(c)
    }
    const before = c.sockets.length
    c.connection.nudge()
    c.connection.nudge()
    expect(c.sockets).toHaveLength(before + 1)
  })

  test('replaces an attempt that hangs', () => {
    const c = started()
    vi.advanceTimersByTime(4_000)
    c.connection.nudge()
    expect(c.sockets).toHaveLength(2)
    expect(c.sockets[0]!.closed).toBe(true)
  })

  test('finds a connection dead that died in silence', () => {
    const c = started()
    c.socket.welcome()
    vi.advanceTimersByTime(1_000)
    c.connection.nudge()
    c.connection.nudge()
    expect(c.socket.sent.filter(({ kind }) => kind === 'ping')).toHaveLength(1)
    vi.advanceTimersByTime(6_000)
    expect(c.connection.state).toBe('lost')
  })
})

describe('heartbeat', () => {
  test.each([0, 1_000, 5_999, 11_000])(
    'a connection dead for 20 s is noticed (%i ms after the last word)',
    (ms) => {
      const c = started()
      c.socket.welcome()
      vi.advanceTimersByTime(ms)
      c.socket.says({ kind: 'typing' })
      vi.advanceTimersByTime(20_000)
      expect(c.connection.state).not.toBe('online')
    },
  )

  test('an idle connection stays, with a ping now and then; a busy one needs none', () => {
    const c = started()
    c.socket.welcome()
    let answered = c.socket.sent.length
    for (let i = 0; i < 120; i++) {
      vi.advanceTimersByTime(1_000)
      for (; answered < c.socket.sent.length; answered++) c.socket.says({ kind: 'pong' })
    }
    expect(c.sockets).toHaveLength(1)
    const pings = c.socket.sent.length
    expect(pings).toBeGreaterThan(5)
    expect(pings).toBeLessThan(13)
    for (let i = 0; i < 60; i++) {
      c.socket.says({ kind: 'typing' })
      vi.advanceTimersByTime(1_000)
    }
    expect(c.socket.sent).toHaveLength(pings)
    expect(c.connection.state).toBe('online')
  })
})
