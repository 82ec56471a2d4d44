/** What people see when the disk is full: refusals that tell the truth, and nothing lost or doubled afterwards. */
import { Context } from 'effect'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Actors } from './actors/Actors.ts'
import {
  connect,
  console,
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
import { Log } from './store/Log.ts'

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

const online = () => {
  const { id } = Context.get(engine.context, Accounts).findByLogin(owner.account)!
  return Context.get(engine.context, Actors).board(id).online
}

const answer = async (path: string) => {
  const response = await fetch(engine.origin + path)
  return { status: response.status, text: await response.text() }
}

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
