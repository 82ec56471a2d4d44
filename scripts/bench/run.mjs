/**
 * Bundles the programs of this folder (`<name>.ts` in lower case) and the engine, and runs one of them:
 * `node scripts/bench/run.mjs mailbox [arguments]`.
 */
import '../ground/this-node.mjs'
import { spawn } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepare } from '../ground/launch.mjs'
import { run } from '../ground/refusal.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))
const programs = readdirSync(folder)
  .filter((file) => /^[a-z-]+\.ts$/.test(file))
  .map((file) => file.slice(0, -3))
const [name = '', ...rest] = process.argv.slice(2)
if (!programs.includes(name)) {
  console.error(`usage: node scripts/bench/run.mjs ${programs.join('|')} [arguments]`)
  process.exit(1)
}
await run(prepare)
// Not before the packages are there.
const { build } = await import('esbuild')
const { bundleEngine } = await import('../build/engine.mjs')

const root = fileURLToPath(new URL('../..', import.meta.url))
// Below node_modules, so that the packages left out of the bundles are found from there.
const cache = `${root}/node_modules/.cache/bench`
// Beside the engine, whose workers are found from where its code is.
const out = `${cache}/engine`
await build({
  entryPoints: programs.map((program) => ({ in: `${folder}${program}.ts`, out: program })),
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  tsconfig: `${root}/tsconfig.json`,
  logLevel: 'warning',
})
await bundleEngine(out)
rmSync(`${cache}/public`, { recursive: true, force: true })
cpSync(`${root}/dist/public`, `${cache}/public`, { recursive: true })
const child = spawn(process.execPath, ['--expose-gc', `${out}/${name}.mjs`, ...rest], { stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
