/** The canary over the sockets of a real engine: it gets through however the engine is set up, leaves no trace, and rings. */

import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket, connect as tcp } from 'node:net'
import { Context, Effect, Exit, Layer, Scope } from 'effect'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Actors } from '../actors/Actors.ts'
import { Config, parse } from '../config/Config.ts'
import { canary } from '../domain/canary.ts'
import {
  connect,
  console,
  folder,
  type Running,
  register,
  remove,
  start,
  visitorHello,
} from '../Engine.testing.ts'
import { Edge } from '../edge/Edge.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { Projection } from '../store/Projection.ts'
import { Canary } from './Canary.ts'

const quick = { every: '50 millis', within: '5 seconds' } as const
const patience = { timeout: 30_000, interval: 50 }
const alarmOf = ({ context }: Running) => Context.get(context, Actors).alarm
const count = ({ context }: Running, sql: string) =>
  Context.get(context, Log).db.prepare(sql).pluck().get() as number
const talks = (engine: Running) =>
  count(
    engine,
    `SELECT count(*) FROM log WHERE account = '${canary.account}' AND kind = 'ConversationClosed'`,
  )

const running = async (settings: Record<string, string>, use: (engine: Running) => Promise<void>) => {
  const dataDir = folder()
  const engine = await start(dataDir, { CANARY: 'on', ...settings }, quick)
  try {
    await use(engine)
  } finally {
    await engine.stop()
    remove(dataDir)
  }
}

describe('it gets through', () => {
  it.each([
    ['on every address', { HOST: '0.0.0.0' }],
    ['on every IPv6 address', { HOST: '::' }],
    ['behind a proxy that ends TLS', { PUBLIC_URL: 'https://chat.example.com', TRUSTED_PROXIES: '1' }],
    ['behind a proxy by its address', { TRUSTED_PROXIES: '127.0.0.0/8', REGISTRATION: 'closed' }],
    [
      'more often than a visitor may',
      { LIMIT_NEW_CONVERSATIONS_PER_HOUR: '1', LIMIT_NEW_VISITORS_PER_MINUTE: '1' },
    ],
  ])('%s', (_, settings) =>
    running(settings, async (engine) => {
      await vi.waitFor(() => expect(talks(engine)).toBeGreaterThan(2), patience)
      expect(alarmOf(engine)).toMatchObject({ dead: false, failures: 0 })
      expect(alarmOf(engine).seconds).toBeGreaterThan(0)
    }),
  )
  it('not when it is switched off', () =>
    running({ CANARY: 'off' }, async (engine) => {
      await new Promise((later) => setTimeout(later, 300))
      expect(count(engine, 'SELECT count(*) FROM accounts')).toBe(0)
    }))
})

describe('it leaves no trace', () => {
  let dataDir: string
  let engine: Running
  beforeAll(async () => {
    dataDir = folder()
    engine = await start(dataDir, { CANARY: 'on', REGISTRATION: 'first' }, quick)
    await vi.waitFor(() => expect(talks(engine)).toBeGreaterThan(2), patience)
  })
  afterAll(async () => {
    await engine.stop()
    remove(dataDir)
  })

  it('and is not the first account', async () => {
    const instance = await fetch(`${engine.origin}/api/v1/instance`)
    expect(await instance.json()).toMatchObject({ registration: true })
    await register(engine, 'shop')
    await expect(register(engine, 'other')).rejects.toThrow('403')
  })
  it('in history and counters', async () => {
    const projection = Context.get(engine.context, Projection)
    await Effect.runPromise(projection.caughtUp)
    const history = projection.reader()
    for (const table of [
      'conversations',
      'entries',
      'visitors',
      'page_views',
      'intervals',
      'active',
      'counters',
    ]) {
      expect(history.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0)
    }
    expect(projection.failures()).toBe(0)
  })
  it('in the metrics but its own', async () => {
    const text = await (await fetch(`${engine.origin}/metrics`)).text()
    expect(text).toContain('redhelper_messages_total{side="visitor"} 0\n')
    expect(text).toContain('redhelper_reconnects_total{side="operator"} 0\n')
    expect(text).toMatch(/^redhelper_canary_round_trip_seconds 0\.\d+$/m)
    expect(text).toContain('redhelper_canary_failures_total 0\n')
  })
  it('and nobody comes in by its names', async () => {
    expect(Context.get(engine.context, Operators).credentials(canary.login)).toBeNull()
    const response = await fetch(`${engine.origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: engine.origin },
      body: JSON.stringify({ login: canary.login, password: canary.password }),
    })
    expect(response.status).toBe(401)
    for (const token of [null, 'x'.repeat(32)]) {
      const line = await connect(`ws://127.0.0.1:${engine.port}/ws/visitor`)
      line.say({ ref: 1, ...visitorHello(canary.login, { token }) })
      expect(await line.closed()).toBe(closeCodes.unknownAccount)
    }
  })
  it('of open conversations or waiting visitors', async () => {
    const board = Context.get(engine.context, Actors).board(canary.account)
    await vi.waitFor(() => expect([board.waiting.size, board.conversations.size]).toEqual([0, 0]), patience)
    expect(board.visitors.size).toBe(1)
  })
})

/** Stands before the engine's port, and passes everything on until it is told to swallow it. */
class Wire {
  swallows = true
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  constructor(to: number) {
    this.server = createServer((from) => {
      this.sockets.add(from.on('error', () => {}))
      if (this.swallows) return
      const through = tcp(to, '127.0.0.1').on('error', () => {})
      this.sockets.add(through)
      from.pipe(through).pipe(from)
    })
  }

  listen(): Promise<number> {
    return new Promise((listening) =>
      this.server.listen(0, '127.0.0.1', () => listening((this.server.address() as AddressInfo).port)),
    )
  }

  close(): void {
    this.server.close()
    for (const socket of this.sockets) socket.destroy()
  }
}

it('rings while its messages are swallowed: health, consoles that are there and that come', async () => {
  const dataDir = folder()
  const engine = await start(dataDir)
  const wire = new Wire(engine.port)
  const port = await wire.listen()
  const layer = Canary.layer({ every: '50 millis', within: '1 second' }).pipe(
    Layer.provide(Layer.succeed(Edge, { port })),
    Layer.provide(Layer.succeedContext(engine.context)),
    Layer.provide(Layer.effect(Config, parse({ HOST: '127.0.0.1' }))),
  )
  const scope = await Effect.runPromise(Scope.make())
  const health = async () => {
    const response = await fetch(`${engine.origin}/healthz`)
    return { status: response.status, ...((await response.json()) as { ok: boolean; reason: string | null }) }
  }
  try {
    const owner = await register(engine, 'shop')
    const { line, welcome } = await console(engine, owner.cookie)
    expect(welcome.dead).toBe(false)
    expect(await health()).toMatchObject({ status: 200, ok: true, reason: null })

    await Effect.runPromise(Layer.buildWithScope(layer, scope))
    await line.until((frame) => frame.kind === 'alarm' && frame.dead)
    const sick = await health()
    expect(sick).toMatchObject({ status: 503, ok: false, delivery: { ok: false } })
    expect(sick.reason).toMatch(/^Messages do not arrive: .*welcome on the operator socket/)
    expect((await fetch(`${engine.origin}/livez`)).status).toBe(200)
    expect((await console(engine, owner.cookie)).welcome.dead).toBe(true)

    wire.swallows = false
    await line.until((frame) => frame.kind === 'alarm' && !frame.dead)
    expect(await health()).toMatchObject({ status: 200, ok: true, reason: null })
    expect((await console(engine, owner.cookie)).welcome.dead).toBe(false)
  } finally {
    await Effect.runPromise(Scope.close(scope, Exit.void))
    wire.close()
    await engine.stop()
    remove(dataDir)
  }
}, 60_000)
