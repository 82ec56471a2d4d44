/**
 * `npm run demo`: the product alive, on data of its own (`data-demo`, or DATA_DIR): an example account with
 * operators and some history, and visitors who come and go until Ctrl+C.
 */
import './ground/this-node.mjs'
import { resolve } from 'node:path'
import { root } from './build/root.mjs'
import { followNpm } from './ground/commands.mjs'
import { onSignals, startEngine } from './ground/engine.mjs'
import { prepare, say } from './ground/launch.mjs'
import { preflight } from './ground/preflight.mjs'
import { Refusal, run } from './ground/refusal.mjs'
import { load } from './ground/source.mjs'

await run(async () => {
  followNpm()
  const settings = { DATA_DIR: process.env.DATA_DIR || 'data-demo', REGISTRATION: 'open' }
  await preflight({ ...process.env, ...settings })
  await prepare()
  const engine = startEngine({ LIMIT_MESSAGES_PER_MINUTE: '600', TRUSTED_PROXIES: '1', ...settings })
  onSignals(engine.stop)
  const port = await engine.ready
  if (port === null) throw new Refusal('The engine did not start; what it said is above.')

  const { fill, people } = await load('scripts/demo/demo.ts')
  const origin = `http://127.0.0.1:${port}`
  say('Filling the example account …')
  await fill(origin, resolve(root, settings.DATA_DIR))

  say(`
  Console     http://localhost:${port}/console/
  Test page   http://localhost:${port}/test/?c=${people[0].login}
  Cabinet     http://localhost:${port}/cabinet/

  ${people.map((/** @type {any} */ { login, password, name }) => `${login.padEnd(10)}${password.padEnd(12)}${name}`).join('\n  ')}

  Ctrl+C ends it.`)
  // Its visitors would try to come back for ever.
  process.exit(await engine.ended)
})
