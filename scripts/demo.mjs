/**
 * `npm run demo`: the product alive, on data of its own (`data-demo`, or DATA_DIR): an example account with
 * operators and some history, and visitors who stay until Ctrl+C. With `-- --visitors 300` about so many more come and
 * go, so that the visitor table is alive.
 */
import './ground/this-node.mjs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './build/root.mjs'
import { followNpm } from './ground/commands.mjs'
import { onSignals, startEngine } from './ground/engine.mjs'
import { prepare, say } from './ground/launch.mjs'
import { preflight } from './ground/preflight.mjs'
import { Refusal, run } from './ground/refusal.mjs'
import { load } from './ground/source.mjs'

/** All come from this machine. */
const generous = {
  LIMIT_SOCKETS_PER_ADDRESS: '20000',
  LIMIT_SOCKETS_PER_MINUTE: '100000',
  LIMIT_NEW_VISITORS_PER_MINUTE: '100000',
  LIMIT_NEW_CONVERSATIONS_PER_MINUTE: '10000',
}

/** How many passers-by. */
const wanted = () => {
  const usage = 'Usage: npm run demo [-- --visitors <number, at most 10000>]'
  try {
    const { values } = parseArgs({ options: { visitors: { type: 'string', default: '0' } } })
    const number = Number(values.visitors)
    if (Number.isInteger(number) && number >= 0 && number <= 10_000) return number
  } catch {}
  throw new Refusal(usage)
}

await run(async () => {
  followNpm()
  const visitors = wanted()
  const settings = {
    DATA_DIR: process.env.DATA_DIR || 'data-demo',
    REGISTRATION: 'open',
    // The example account looks after the whole instance too.
    INSTANCE_OWNER: process.env.INSTANCE_OWNER || 'demo',
  }
  await preflight({ ...process.env, ...settings })
  await prepare()
  const engine = startEngine({
    LIMIT_MESSAGES_PER_MINUTE: '600',
    TRUSTED_PROXIES: '1',
    ...generous,
    ...settings,
  })
  onSignals(engine.stop)
  const port = await engine.ready
  if (port === null) throw new Refusal('The engine did not start; what it said is above.')

  const { fill, people, walkIn } = await load('scripts/demo/demo.ts')
  const origin = `http://127.0.0.1:${port}`
  say('Filling the example account …')
  await fill(origin, resolve(root, settings.DATA_DIR))
  if (visitors > 0) await walkIn(origin, visitors)

  say(`
  Console     http://localhost:${port}/console/
  Test page   http://localhost:${port}/test/?c=${people[0].login}
  Cabinet     http://localhost:${port}/cabinet/

  ${people.map((/** @type {any} */ { login, password, name }) => `${login.padEnd(10)}${password.padEnd(12)}${name}`).join('\n  ')}

  Ctrl+C ends it.`)
  // Its visitors would try to come back for ever.
  process.exit(await engine.ended)
})
