/** Bundles `scripts/bench/<name>.ts` and runs it: `node scripts/bench/run.mjs mailbox [arguments]`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const [name, ...rest] = process.argv.slice(2)
if (name === undefined || !/^[a-z-]+$/.test(name)) {
  console.error(
    'usage: node scripts/bench/run.mjs <name> [arguments], as in: node scripts/bench/run.mjs mailbox',
  )
  process.exit(1)
}
const root = fileURLToPath(new URL('../..', import.meta.url))
// Below node_modules, so that the packages left out of the bundle are found from there.
const outfile = `${root}/node_modules/.cache/bench/${name}.mjs`
await build({
  entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  tsconfig: `${root}/tsconfig.json`,
  logLevel: 'warning',
})
const { status } = spawnSync(process.execPath, ['--expose-gc', outfile, ...rest], { stdio: 'inherit' })
process.exit(status ?? 1)
