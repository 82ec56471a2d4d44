/** `npm run dev`: builds and restarts on every change of a source. Registration is open. */
import './ground/this-node.mjs'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './build/root.mjs'
import { execute, followNpm } from './ground/commands.mjs'
import { onSignals, startEngine } from './ground/engine.mjs'
import { prepareModules, say } from './ground/launch.mjs'
import { preflight } from './ground/preflight.mjs'
import { run } from './ground/refusal.mjs'

const folders = ['engine', 'widget', 'console', 'cabinet', 'scripts/build']
/** Editors write a file in several steps: a change is over when it has been quiet for so many ms. */
const quiet = 100

await run(async () => {
  followNpm()
  await preflight(process.env)
  await prepareModules()

  /** @type {ReturnType<typeof startEngine> | null} */
  let engine = null
  onSignals(async () => engine?.stop())

  const rebuild = async () => {
    // In a process of its own, so that a change to the build itself counts too.
    const { code, output } = await execute(process.execPath, [join(root, 'scripts/build.mjs'), '--quick'])
    say(output.trimEnd())
    if (code !== 0) return // The last good build goes on running.
    await engine?.stop()
    engine = startEngine({ REGISTRATION: process.env.REGISTRATION || 'open' })
    await engine.ready
  }

  let building = Promise.resolve()
  /** @type {NodeJS.Timeout | undefined} */
  let waiting
  const changed = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      building = building.then(rebuild)
    }, quiet)
  }
  for (const folder of folders.filter((each) => existsSync(join(root, each)))) {
    watch(join(root, folder), { recursive: true }, (_, name) => {
      if (name !== null && !/\.test\.ts$|(^|[\\/])\./.test(name)) changed()
    })
  }
  await rebuild()
})
