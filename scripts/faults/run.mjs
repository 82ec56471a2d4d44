/** `npm run faults`: builds what is missing, bundles the run, and runs it. `--engine FILE` skips the build. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { root } from '../build/root.mjs'
import { execute } from '../ground/commands.mjs'
import { prepare } from '../ground/launch.mjs'

const rest = process.argv.slice(2)
if (!rest.includes('--engine')) {
  await prepare()
  rest.push('--engine', join(root, 'dist/engine/main.js'))
}
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
