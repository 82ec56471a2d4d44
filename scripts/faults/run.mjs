/** `npm run faults`: builds what is missing, bundles the run, and runs it. `--engine FILE` skips the build. */
import '../ground/this-node.mjs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../build/root.mjs'
import { execute } from '../ground/commands.mjs'
import { prepare } from '../ground/launch.mjs'
import { run } from '../ground/refusal.mjs'

const rest = process.argv.slice(2)
if (!rest.includes('--engine')) {
  await run(prepare)
  rest.push('--engine', join(root, 'dist/engine/main.js'))
}
// Not before the packages are there.
const { build } = await import('esbuild')
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
