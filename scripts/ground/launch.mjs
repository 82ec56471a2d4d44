/** The body of `npm start`, once the Node version is known to do. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../build/root.mjs'
import { upToDate } from '../build/stamp.mjs'
import { execute, followNpm } from './commands.mjs'
import { installModules } from './modules.mjs'
import { preflight } from './preflight.mjs'
import { Refusal, run } from './refusal.mjs'

/** @param {string} what */
export const say = (what) => console.log(what)

export const prepareModules = () => installModules(say)

/** Packages and `dist/`, made when missing or older than their sources. */
export const prepare = async () => {
  await prepareModules()
  if (await upToDate()) return
  say('Building …')
  const { code, output } = await execute(process.execPath, [join(root, 'scripts/build.mjs')])
  if (code !== 0) throw new Refusal(`${output}\nThe build failed.`)
}

/** In this very process, so that signals and exit codes are the engine's own. */
export const launch = () =>
  run(async () => {
    followNpm()
    await preflight(process.env)
    await prepare()
    process.setSourceMapsEnabled(true)
    say('Starting …')
    await import(pathToFileURL(join(root, 'dist/engine/main.js')).href)
  })
