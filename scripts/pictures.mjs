/** `npm run pictures`: renews the pictures of README and docs, `docs/pictures/`, from the demo. */
import './ground/this-node.mjs'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './build/root.mjs'
import { startEngine } from './ground/engine.mjs'
import { prepare } from './ground/launch.mjs'
import { Refusal, run } from './ground/refusal.mjs'
import { load } from './ground/source.mjs'

await run(async () => {
  await prepare()
  const dataDir = mkdtempSync(join(tmpdir(), 'redhelper-pictures-'))
  const engine = startEngine({
    DATA_DIR: dataDir,
    REGISTRATION: 'open',
    INSTANCE_OWNER: 'demo',
    HOST: '127.0.0.1',
    PORT: '0',
    TRUSTED_PROXIES: '1',
    LIMIT_SOCKETS_PER_MINUTE: '100000',
    LIMIT_NEW_VISITORS_PER_MINUTE: '100000',
  })
  try {
    const port = await engine.ready
    if (port === null) throw new Refusal('The engine did not start; what it said is above.')
    const { fill } = await load('scripts/demo/demo.ts')
    const { take } = await load('scripts/demo/pictures.ts')
    const folder = join(root, 'docs/pictures')
    mkdirSync(folder, { recursive: true })
    await fill(`http://127.0.0.1:${port}`, dataDir)
    await take(`http://127.0.0.1:${port}`, folder)
  } finally {
    await engine.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  process.exit()
})
