/** TypeScript that a command runs: bundled, since Node does not read it. */
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../build/root.mjs'

/** Imports a source. @param {string} path relative to the checkout @returns {Promise<any>} */
export const load = async (path) => {
  const { build } = await import('esbuild')
  // Below node_modules, so that the packages left out of the bundle are found from there.
  const outfile = join(root, 'node_modules/.cache/redhelper', `${basename(path, '.ts')}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  })
  return import(pathToFileURL(outfile).href)
}
