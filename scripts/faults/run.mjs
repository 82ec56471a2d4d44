/** `npm run faults`: builds what is missing, bundles the run, and runs it. `--engine FILE` skips the build. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { execute } from '../ground/commands.mjs'
import { prepare } from '../ground/launch.mjs'

const rest = process.argv.slice(2)
if (!rest.includes('--engine')) await prepare()
const root = fileURLToPath(new URL('../..', import.meta.url))
// Below node_modules, so that the packages left out of the bundle are found from there.
const outfile = `${root}/node_modules/.cache/faults/faults.mjs`
await build({
  entryPoints: [fileURLToPath(new URL('faults.ts', import.meta.url))],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  tsconfig: `${root}/tsconfig.json`,
  sourcemap: 'inline',
  logLevel: 'warning',
})
// A long run may take hours; whoever wants less ends it.
const { code } = await execute(process.execPath, ['--enable-source-maps', outfile, ...rest], {
  show: true,
  seconds: 24 * 3600,
})
process.exit(code)
