/**
 * `npm run demo`: the product alive, on data of its own (`data-demo`, or DATA_DIR): an example account with
 * operators and some history, and visitors who come and go until Ctrl+C.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './build/root.mjs'
import { onSignals, startEngine } from './ground/engine.mjs'
import { prepare, say } from './ground/launch.mjs'
import { preflight } from './ground/preflight.mjs'
import { Refusal, run } from './ground/refusal.mjs'

await run(async () => {
  const settings = { DATA_DIR: process.env.DATA_DIR || 'data-demo', REGISTRATION: 'open' }
  await preflight({ ...process.env, ...settings })
  await prepare()
  const engine = startEngine({ LIMIT_MESSAGES_PER_MINUTE: '600', ...settings })
  onSignals(engine.stop)
  const port = await engine.ready
  if (port === null) throw new Refusal('The engine did not start; what it said is above.')

  const { build } = await import('esbuild')
  const outfile = join(root, 'dist/demo.js')
  await build({
    entryPoints: [join(root, 'scripts/demo/demo.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  })
  const { fill, people } = await import(pathToFileURL(outfile).href)
  const origin = `http://127.0.0.1:${port}`
  say('Filling the example account …')
  await fill(origin)

  say(`
  Console     http://localhost:${port}/console/
  Test page   http://localhost:${port}/test/?c=${people[0].login}
  Cabinet     http://localhost:${port}/cabinet/

  ${people.map((/** @type {any} */ { login, password, name }) => `${login.padEnd(10)}${password.padEnd(12)}${name}`).join('\n  ')}

  Ctrl+C ends it.`)
  process.exitCode = await engine.ended
})
