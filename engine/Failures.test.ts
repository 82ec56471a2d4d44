/** What people see when the disk is full: refusals that tell the truth, and nothing lost or doubled afterwards. */

import { inspect } from 'node:util'
import { Context, Effect } from 'effect'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Actors } from './actors/Actors.ts'
import {
  connect,
  console,
  type Frame,
  folder,
  type Running,
  register,
  remove,
  start,
  visit,
  visitorHello,
} from './Engine.testing.ts'
import { closeCodes, mayReconnect } from './protocol/client/limits.ts'
import { uuidv7 } from './protocol/client/uuidv7.ts'
import { Accounts } from './store/Accounts.ts'
import { History } from './store/History.ts'
import { Log } from './store/Log.ts'
import { Projection } from './store/Projection.ts'

let dataDir: string
let engine: Running
let owner: Awaited<ReturnType<typeof register>>
let log: Log['Service']
beforeAll(async () => {
  dataDir = folder()
  engine = await start(dataDir)
  owner = await register(engine, 'shop')
  log = Context.get(engine.context, Log)
})
afterAll(async () => {
  await engine.stop()
  remove(dataDir)
})

const append = (text: string) =>
  new Promise<boolean>((resolve) =>
    log.append({
      account: '',
      stream: 'engine',
      events: [{ seq: 0, at: Date.now(), kind: 'LivenessMarked', body: { text } }],
      committed: () => resolve(true),
      failed: () => resolve(false),
    }),
  )

/** SQLite's own SQLITE_FULL: no page more, and what is left of the last ones is filled. */
const fill = async () => {
  log.db.pragma(`max_page_count = ${log.db.pragma('page_count', { simple: true })}`)
  for (let size = 4_000; size >= 1; size = Math.floor(size / 2)) while (await append('x'.repeat(size)));
}
const empty = () => log.db.pragma('max_page_count = 1000000')

const accountId = () => Context.get(engine.context, Accounts).findByLogin(owner.account)!.id
const online = () => Context.get(engine.context, Actors).board(accountId()).onlineOn(null)

const patience = { timeout: 15_000, interval: 5 }

const answer = async (path: string) => {
  const response = await fetch(engine.origin + path)
  return { status: response.status, text: await response.text() }
}

describe('a projection that hangs', () => {
  it('shows in /healthz with the reason, stops no talk, and is over when it is replaced', async () => {
    const projection = Context.get(engine.context, Projection)
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    await guest.ask({ kind: 'send', client: uuidv7(), text: 'До' })
    await desk.entry((event) => event.text === 'До')
    await Effect.runPromise(projection.hang(600))
    const sent = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Пока' })
    await desk.entry((event) => event.text === 'Пока')
    const red = await vi.waitUntil(async () => {
      const health = await answer('/healthz')
      return health.status === 503 && health
    }, patience)
    expect(JSON.parse(red.text)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/hangs|hung/),
      history: { running: false },
    })
    expect(await answer('/livez')).toMatchObject({ status: 200 })
    await vi.waitUntil(async () => (await answer('/healthz')).status === 200, patience)
    await Effect.runPromise(projection.caughtUp)
    const history = Context.get(engine.context, History)
    expect(history.conversation(accountId(), sent.result.conversation)?.seq).toBeGreaterThanOrEqual(
      sent.result.seq,
    )
    guest.close()
    desk.close()
  })
})

describe('a full disk', () => {
  it('loses nothing, doubles nothing, and is over when there is room', async () => {
    const { line: desk } = await console(engine, owner.cookie)
    const { line: guest } = await visit(engine, owner.account)
    const first = await guest.ask({ kind: 'send', client: uuidv7(), text: 'Раз' })
    const { conversation, seq } = first.result
    await desk.entry((event) => event.text === 'Раз')
    const before = desk.entries.at(-1).seq

    await fill()
    const message = { kind: 'send', client: uuidv7(), text: 'Два' }
    expect(await guest.ask(message)).toMatchObject({ kind: 'error', code: 'notSent', temporary: true })
    // Not sent is not sent, however often: the id is free for the next try.
    expect(await guest.ask(message)).toMatchObject({ kind: 'error', code: 'notSent' })
    const answered = await desk.ask({ kind: 'send', conversation, client: uuidv7(), text: 'Да' })
    expect(answered).toMatchObject({ kind: 'error', code: 'notSent' })
    expect(await desk.ask({ kind: 'close', conversation })).toMatchObject({ code: 'notSent' })
    desk.say({ kind: 'seen', conversation, seq })

    const status = await desk.ask({ kind: 'status', status: 'offline' })
    expect(status).toMatchObject({ kind: 'error', code: 'notSent' })
    expect(online()).toBe(true)

    const newcomer = await connect(`ws://127.0.0.1:${engine.port}/ws/visitor`)
    newcomer.say({ ref: 1, ...visitorHello(owner.account) })
    const code = await newcomer.closed()
    expect([code, mayReconnect(code)]).toEqual([closeCodes.failed, true])
    expect(newcomer.heard).toEqual([])

    // Twice, since the engine itself asks whether it is over.
    for (const wait of [0, 1_100]) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      const health = await answer('/healthz')
      expect(health.status).toBe(503)
      expect(JSON.parse(health.text)).toMatchObject({
        ok: false,
        log: { writable: false },
        reason: expect.stringMatching(/full/),
      })
      expect(await answer('/livez')).toMatchObject({ status: 200 })
    }

    empty()
    const sent = await guest.ask(message)
    // No seq was used up; the mark, which could not be written, may have come before.
    expect(sent.result.seq).toBeLessThanOrEqual(before + 2)
    expect((await guest.ask(message)).result).toEqual(sent.result)
    await desk.entry((event) => event.text === 'Два')
    await guest.until((frame) => frame.event?.kind === 'Seen')
    expect(guest.texts).toEqual(['Раз', 'Два'])
    const seqs = guest.entries.map((entry) => entry.seq)
    expect(seqs).toEqual(seqs.map((_, i) => i + 1))
    expect(await answer('/healthz')).toMatchObject({ status: 200 })
    expect((await desk.ask({ kind: 'status', status: 'offline' })).result).toEqual({ done: true })
    const late = await visit(engine, owner.account)
    expect(late.welcome.token).not.toBeNull()
  })
})

describe('an engine that stops in the middle of it', () => {
  it('keeps what it acknowledged, and takes the rest again, once', async () => {
    const path = folder()
    let running = await start(path)
    const shop = await register(running, 'stopped')
    const { line: desk } = await console(running, shop.cookie)
    const { line: guest, welcome } = await visit(running, shop.account)
    const messages = Array.from({ length: 40 }, (_, i) => ({ kind: 'send', client: uuidv7(), text: `${i}` }))
    for (const [ref, message] of messages.entries()) guest.say({ ref: 1_000 + ref, ...message })
    await desk.entry((event) => event.text === '0')
    await running.stop()
    await guest.closed()
    const acks = new Map<string, Frame>(
      guest.heard.filter(({ ref }) => ref >= 1_000).map(({ result }) => [result?.client, result]),
    )

    running = await start(path)
    const back = await visit(running, shop.account, { token: welcome.token })
    for (const message of messages) {
      const { result } = await back.line.ask(message)
      const before = acks.get(message.client)
      if (before !== undefined) expect(result).toEqual(before)
      acks.set(message.client, result)
    }
    const { result } = await back.line.ask({ kind: 'history', before: null, limit: 100 })
    const texts = result.entries
      .filter(({ event }: Frame) => event.kind === 'MessageSent')
      .map(({ event }: Frame) => event.text)
    expect(texts).toEqual(messages.map(({ text }) => text))
    await running.stop()
    remove(path)
  })
})

describe('the log lines', () => {
  it('hold no message, token, cookie or password, whatever goes wrong', async () => {
    const secret = 'Тайна-4711'
    const lines: Array<string> = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi
        .spyOn(globalThis.console, level)
        .mockImplementation((...all) => void lines.push(inspect(all, { depth: 9 }))),
    )
    const { line: desk } = await console(engine, owner.cookie)
    await desk.ask({ kind: 'status', status: 'online' })
    const { line: guest, welcome } = await visit(engine, owner.account, {
      page: { url: `https://shop.example/?${secret}`, title: secret },
    })
    guest.say({ kind: 'typing', text: secret })
    const sent = await guest.ask({ kind: 'send', client: uuidv7(), text: secret })
    await desk.entry((event) => event.text === secret)
    await desk.ask({ kind: 'send', conversation: sent.result.conversation, client: uuidv7(), text: secret })
    await guest.ask({ kind: 'send', client: secret, text: secret })
    await fill()
    await guest.ask({ kind: 'send', client: uuidv7(), text: secret })
    empty()
    await fetch(`${engine.origin}/api/v1/session?${secret}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: engine.origin, cookie: owner.cookie },
      body: JSON.stringify({ login: owner.account, password: secret }),
    })
    // Actors that die of a message.
    const { visitors, conversations } = Context.get(engine.context, Actors)
    const before = visitors.restarts + conversations.restarts
    const text = {
      get length(): number {
        throw new Error('a defect')
      },
    } as never
    for (const actor of visitors.all()) {
      actor.tell({ kind: 'frame', socket: {} as never, frame: { kind: 'typing', text: secret } })
      actor.tell({
        kind: 'hello',
        socket: { live: true },
        frame: { token: secret, page: { title: secret } },
      } as never)
    }
    for (const actor of conversations.all()) {
      actor.tell({ kind: 'operatorSends', operator: secret, client: secret, text, answer: null as never })
      actor.tell({ kind: 'broken', defect: new Error('a defect') })
    }
    while (visitors.restarts + conversations.restarts === before) await new Promise((r) => setTimeout(r, 10))
    guest.say(`{"kind":"send","text":"${secret}`)
    expect(await guest.closed()).toBeGreaterThan(0)
    for (const spy of spies) spy.mockRestore()
    const all = lines.join('\n')
    expect(all).toContain('The log cannot be written')
    expect(all).toContain('actor died')
    for (const hidden of [secret, welcome.token, owner.cookie.split('=')[1]!, 'correct horse']) {
      expect(all).not.toContain(hidden)
    }
  })
})
