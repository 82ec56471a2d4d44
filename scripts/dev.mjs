/** `npm run dev`: builds and restarts on every change of a source. Registration is open. */
import './ground/this-node.mjs'
import { join } from 'node:path'
import { root } from './build/root.mjs'
import { execute, followNpm } from './ground/commands.mjs'
import { onSignals, startEngine } from './ground/engine.mjs'
import { prepareModules, say } from './ground/launch.mjs'
import { preflight } from './ground/preflight.mjs'
import { run } from './ground/refusal.mjs'
import { watchTrees } from './ground/watch.mjs'

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

  let building = rebuild()
  /** @type {NodeJS.Timeout | undefined} */
  let waiting
  let again = false
  const changed = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      if (again) return // The build that waits for this one sees it all.
      again = true
      building = building.then(() => {
        again = false
        return rebuild()
      })
    }, quiet)
  }
  const places = folders.map((folder) => join(root, folder))
  watchTrees(places, (path) => {
    if (!/\.test\.ts$|[\\/]\.[^\\/]*$/.test(path)) changed()
  })
  await building
})
