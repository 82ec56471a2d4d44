/** The history is made anew while people talk: nobody waits for it, and it ends although they do not. */
import { readFileSync } from 'node:fs'
import { Context, Effect } from 'effect'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from './domain/id.ts'
import { console, folder, type Running, register, remove, start, visit } from './Engine.testing.ts'
import { Log } from './store/Log.ts'
import { Projection } from './store/Projection.ts'
import { entry, opened } from './store/testing.ts'

let dataDir: string
let engine: Running
beforeAll(async () => {
  dataDir = folder()
  // Nothing is said here about the disk: how long it takes to sync is not ours.
  const limits = { LIMIT_MESSAGES_PER_MINUTE: '1000000', LIMIT_FRAMES_PER_SECOND: '100000' }
  engine = await start(dataDir, { SYNCHRONOUS: 'NORMAL', ...limits })
})
afterAll(async () => {
  await engine.stop()
  remove(dataDir)
})

/** Ms in which this thread was ready to run and others had the processor; 0 where the system does not tell. */
const waited = (): number => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return 0
  }
}

/** Ms for which the event loop stood still, at the most. */
const longestStop = () => {
  let longest = 0
  let [at, others] = [performance.now(), waited()]
  const look = () => {
    const [now, then] = [performance.now(), waited()]
    longest = Math.max(longest, now - at - (then - others))
    at = now
    others = then
  }
  const timer = setInterval(look, 2)
  return () => {
    clearInterval(timer)
    look()
    return longest
  }
}

it('the event loop stands still for no more than 100 ms', async () => {
  const log = Context.get(engine.context, Log)
  const projection = Context.get(engine.context, Projection)
  const shop = await register(engine, 'shop')
  for (let n = 0; n < 1_000; n++) {
    const conversation = uuidv7(n)
    const visitor = uuidv7(n)
    const text = 'Есть ли у вас зелёный чай? '.repeat(4)
    const said = Array.from({ length: 59 }, (_, i) =>
      entry(i + 2, { kind: 'MessageSent', author: 'visitor', from: visitor, client: uuidv7(n), text }),
    )
    const [committed, failed] = [() => {}, () => {}]
    log.append({ account: 'a', stream: conversation, events: [opened(visitor), ...said], committed, failed })
    if (n % 10 === 0) await Effect.runPromise(log.settled)
  }
  while (projection.lag() > 0) await Effect.runPromise(Effect.exit(projection.caughtUp))

  const { line: desk } = await console(engine, shop.cookie)
  const guests = await Promise.all(Array.from({ length: 5 }, () => visit(engine, shop.account)))
  let rebuilding = true
  const talks = guests.map(async ({ line }) => {
    const texts: Array<string> = []
    while (rebuilding) {
      const text = `${texts.length}`
      expect((await line.ask({ kind: 'send', client: uuidv7(0), text })).kind).toBe('reply')
      texts.push(text)
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (texts.length % 20 === 0) await line.ask({ kind: 'history', before: null, limit: 100 })
    }
    return { line, texts }
  })
  const before = projection.reader()
  // What is ours happens every time; what others do to this machine need not.
  let longest = Number.POSITIVE_INFINITY
  for (let n = 0; n < 3 && longest >= 100; n++) {
    const stop = longestStop()
    await Effect.runPromise(projection.rebuild)
    longest = Math.min(longest, stop())
  }
  rebuilding = false
  expect(projection.reader()).not.toBe(before)
  for (const { line, texts } of await Promise.all(talks)) {
    expect(texts.length).toBeGreaterThan(20)
    await line.entry(({ text }) => text === texts.at(-1))
    expect(line.texts).toEqual(texts)
  }
  expect(desk.closeCode).toBeNull()

  expect(longest).toBeLessThan(100)
}, 60_000)
