/** The body of `npm start`, once the Node version is known to do. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../build/root.mjs'
import { upToDate } from '../build/stamp.mjs'
import { execute } from './commands.mjs'
import { installModules } from './modules.mjs'
import { portOf, preflight } from './preflight.mjs'
import { Refusal, run } from './refusal.mjs'

/** @param {string} what */
export const say = (what) => console.log(what)

/** Packages and `dist/`, made when missing or older than their sources. */
export const prepare = async () => {
  await installModules(say)
  if (await upToDate()) return
  say('Building …')
  const { code, output } = await execute(process.execPath, [join(root, 'scripts/build.mjs')])
  if (code !== 0) throw new Refusal(`${output}\nThe build failed.`)
}

/** In this very process, so that signals and exit codes are the engine's own. */
export const launch = () =>
  run(async () => {
    await preflight(process.env)
    await prepare()
    process.setSourceMapsEnabled(true)
    say('Starting …')
    await import(pathToFileURL(join(root, 'dist/engine/main.js')).href)
    const port = portOf(process.env.PORT)
    if (port !== 0 && (await answers(port)))
      say(`RedHelper is at ${process.env.PUBLIC_URL || `http://localhost:${port}`}/`)
  })

/** Waits until the engine is ready, for at most a minute. @param {number} port */
const answers = async (port) => {
  const host = process.env.HOST
  const address =
    !host || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`http://${address}:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return true
    await new Promise((wake) => setTimeout(wake, 200).unref())
  }
  return false
}
