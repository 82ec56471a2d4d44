/**
 * Where a worker's code is: beside the running file when the engine is built. Run from its sources (tests),
 * it is bundled first.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `name`: of `<name>.worker.ts`; `from`: `import.meta.url` of the file beside it. */
export const workerFile = async (name: string, from: string): Promise<URL> => {
  const built = new URL(`./${name}.worker.js`, from)
  if (existsSync(fileURLToPath(built))) return built
  const { build } = await import('esbuild')
  // Inside node_modules, so that the packages it needs are found from there.
  const root = fileURLToPath(import.meta.resolve('better-sqlite3')).split('node_modules')[0]
  const outfile = `${root}node_modules/.cache/redhelper/${name}-${process.pid}.worker.mjs`
  await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.worker.ts`, from))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  return new URL(`file://${outfile}`)
}
