/** What the last build was made from, so that `npm start` knows whether it must build again. Built-ins only. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Beside the bundles in `dist/`. */
export const stampFile = 'sources'

const folders = ['engine', 'widget', 'console', 'cabinet', 'scripts/build']
const files = ['scripts/build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json']

/** @param {string} folder relative to the checkout @returns {Promise<string[]>} */
const below = async (folder) => {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => [])
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return below(path)
      return /\.test\.tsx?$|^\./.test(entry.name) ? [] : [path]
    }),
  )
  return found.flat()
}

/**
 * A hash over names and contents of every source of the build, and its mode.
 * @param {{ quick: boolean }} mode
 */
export const sourceStamp = async ({ quick }) => {
  const paths = [...(await Promise.all(folders.map(below))).flat(), ...files].sort()
  const hash = createHash('sha256').update(quick ? 'quick' : 'full')
  for (const path of paths) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)).catch(() => ''))
  }
  return hash.digest('hex')
}

/** Is `dist/` made from the sources as they are now? A full build also serves where a quick one would do. */
export const upToDate = async ({ quick = false } = {}) => {
  const built = await readFile(join(root, 'dist', stampFile), 'utf8').catch(() => '')
  if (built === '') return false
  return (
    built === (await sourceStamp({ quick: false })) ||
    (quick && built === (await sourceStamp({ quick: true })))
  )
}
