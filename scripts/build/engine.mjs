/** `dist/engine`: main.js, the command line, and one file per worker. Packages stay in `node_modules`. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { root } from './root.mjs'

/** @param {string} out @returns {Promise<string[]>} entries that are not there */
export const bundleEngine = async (out) => {
  const wanted = ['engine/main.ts', 'engine/cli.ts', ...workers()]
  const missing = wanted.filter((entry) => !existsSync(join(root, entry)))
  await build({
    absWorkingDir: root,
    entryPoints: wanted
      .filter((entry) => !missing.includes(entry))
      .map((entry) => ({ in: entry, out: basename(entry, '.ts') })),
    outdir: out,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  })
  return missing
}

const workers = () =>
  readdirSync(join(root, 'engine'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.worker.ts'))
    .map((path) => `engine/${path.replaceAll('\\', '/')}`)
