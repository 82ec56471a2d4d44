/** Bans over real sockets: who is kept out at the door, from where, and until when. */
import { Context } from 'effect'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Actors } from './actors/Actors.ts'
import { canary } from './domain/canary.ts'
import {
  connect,
  console,
  folder,
  type Running,
  register,
  remove,
  start,
  visitorHello,
} from './Engine.testing.ts'
import { closeCodes } from './protocol/client/limits.ts'
import { uuidv7 } from './protocol/client/uuidv7.ts'
import { Log } from './store/Log.ts'

let dataDir: string
let engine: Running
beforeAll(async () => {
  dataDir = folder()
  engine = await start(dataDir, { TRUSTED_PROXIES: '1', CANARY: 'on' }, { every: '200 millis' })
})
afterAll(async () => {
  await engine.stop()
  remove(dataDir)
})

/** A visitor's tab, through a proxy that says from where; welcomed, or closed. */
const from = async (address: string, account: string, token: string | null = null) => {
  const line = await connect(`ws://127.0.0.1:${engine.port}/ws/visitor`, { 'x-forwarded-for': address })
  const answer = await line.ask(visitorHello(account, { token })).catch(() => null)
  return { line, welcome: answer?.result ?? null }
}
const api = async (cookie: string, method: string, path: string, body?: object) => {
  const response = await fetch(`${engine.origin}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: engine.origin, cookie },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: response.status === 204 ? null : await response.json() }
}

it('in the middle of a dialogue: closed with the word of a page without a chat, and kept out until it is lifted', async () => {
  const shop = await register(engine, 'shop')
  const desk = await console(engine, shop.cookie)
  const guest = await from('203.0.113.7', 'shop')
  const { token, visitor } = guest.welcome
  await guest.line.ask({ kind: 'send', client: uuidv7(), text: 'Hello' })
  await desk.line.until(({ kind }) => kind === 'conversation')

  const banned = await desk.line.ask({ kind: 'ban', visitor, scope: 'visitor', until: null, reason: '' })
  expect(banned).toMatchObject({ result: { done: true } })
  expect(await guest.line.closed()).toBe(closeCodes.noSite)
  const closed = await desk.line.entry(({ kind }) => kind === 'ConversationClosed')
  expect(closed.event).toMatchObject({ operator: shop.operator, reason: 'ban' })
  await desk.line.until(({ kind }) => kind === 'removed')
  // Not in one word more or less than anybody at a page without a chat.
  const again = await from('203.0.113.7', 'shop', token)
  expect([again.line.closeCode, again.line.heard]).toEqual([closeCodes.noSite, []])
  const elsewhere = await from('198.51.100.1', 'shop', token)
  expect(elsewhere.line.closeCode).toBe(closeCodes.noSite)
  const neighbour = await from('203.0.113.7', 'shop')
  expect(neighbour.welcome).not.toBe(null)

  const { body } = await api(shop.cookie, 'GET', '/bans')
  expect(body).toMatchObject([{ visitor: 1, address: null, over: false }])
  expect((await api(shop.cookie, 'DELETE', `/bans/${body[0].id}`)).status).toBe(204)
  const back = await from('203.0.113.7', 'shop', token)
  expect(back.welcome).toMatchObject({ visitor, conversation: null })
  for (const { line } of [desk, neighbour, back]) line.close()
})

it('by address: who is there goes, who comes from there is no visitor, and the next account does not know it', async () => {
  const tea = await register(engine, 'tea')
  await register(engine, 'coffee')
  const here = await from('2001:db8::1', 'tea')
  const there = await from('2001:db8:0:1::1', 'tea')
  const wanted = { whom: '2001:DB8::/64', reason: 'Спам', until: null }
  expect((await api(tea.cookie, 'POST', '/bans', wanted)).status).toBe(201)
  expect(await here.line.closed()).toBe(closeCodes.noSite)
  expect(there.line.closeCode).toBe(null)
  const late = await from('2001:db8::ffff', 'tea')
  expect(late.line.closeCode).toBe(closeCodes.noSite)
  // Numbers are not used up by those who are kept out.
  const next = await from('2001:db8:0:2::1', 'tea')
  expect(next.welcome.number).toBe(3)
  expect((await from('2001:db8::1', 'coffee')).welcome).not.toBe(null)
})

it('an engine that is banned from its own address still hears itself', async () => {
  const own = await register(engine, 'own')
  const wanted = { whom: '127.0.0.1', reason: '', until: null }
  expect((await api(own.cookie, 'POST', '/bans', wanted)).body).toEqual({ _tag: 'OwnAddress' })
  expect((await api(own.cookie, 'POST', '/bans', { ...wanted, sure: true })).status).toBe(201)
  const { db } = Context.get(engine.context, Log)
  const talked = db.prepare("SELECT count(*) FROM log WHERE account = ? AND kind = 'MessageSent'").pluck()
  const before = talked.get(canary.account) as number
  // Two talks, each of a question and an answer: one may have begun before the ban.
  await expect.poll(() => talked.get(canary.account), { timeout: 10_000 }).toBeGreaterThan(before + 3)
  expect(Context.get(engine.context, Actors).alarm).toMatchObject({ dead: false, failures: 0 })
})
