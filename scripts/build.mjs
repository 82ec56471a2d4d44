/**
 * Builds the engine and everything that browsers get into `dist/`: `node scripts/build.mjs [--quick]`.
 * `--quick` (development) skips minifying and slow compression. The new `dist/` takes the old one's place only
 * when it is complete, so an interrupted or failed build leaves the last good one.
 */
import './ground/this-node.mjs'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Publication } from './build/publication.mjs'
import { root } from './build/root.mjs'
import { sourceStamp, stampFile } from './build/stamp.mjs'
import { installed, installModules } from './ground/modules.mjs'
import { run } from './ground/refusal.mjs'

/**
 * Another build may put its own there meanwhile; the last one wins.
 * @param {string} made @param {string} place
 */
const replace = async (made, place, tries = 5) => {
  const old = `${made}-old`
  await rename(place, old).catch(() => {})
  await rm(old, { recursive: true, force: true })
  await rename(made, place).catch((error) => {
    if (tries === 1) throw error
    return replace(made, place, tries - 1)
  })
}

/** What builds left that were ended before they were done. */
const clear = async () => {
  for (const name of await readdir(root)) {
    const pid = Number(name.match(/^\.dist-(\d+)/)?.[1])
    if (pid > 0 && !isAlive(pid)) await rm(join(root, name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}

/** @param {{ quick?: boolean }} [options] */
export const build = async ({ quick = false } = {}) => {
  // Not before the packages are there.
  const { bundleApps, bundleWidget } = await import('./build/browsers.mjs')
  const { bundleEngine } = await import('./build/engine.mjs')
  const out = join(root, `.dist-${process.pid}`)
  try {
    await clear()
    await rm(out, { recursive: true, force: true })
    await mkdir(join(out, 'public'), { recursive: true })
    const stamp = await sourceStamp({ quick })
    const publication = new Publication(join(out, 'public'))
    const bundles = [
      bundleEngine(join(out, 'engine')),
      bundleWidget(publication, { quick }),
      bundleApps(publication, { quick }),
    ]
    // When one fails, the others write on for a while into what is about to be removed.
    await Promise.allSettled(bundles)
    const made = await Promise.all(bundles)
    await publication.finish({ quick })
    await writeFile(join(out, stampFile), stamp)
    await replace(out, join(root, 'dist'))
    return { missing: made.flat() }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(async () => {
    if (!installed()) await installModules(console.log)
  })
  const started = performance.now()
  const { missing } = await build({ quick: process.argv.includes('--quick') }).catch((error) => {
    // esbuild has printed its errors with their places already.
    console.error(Array.isArray(error.errors) ? error.message.split('\n')[0] : error)
    process.exit(1)
  })
  for (const entry of missing) console.warn(`  ${entry} is not there, left out`)
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
