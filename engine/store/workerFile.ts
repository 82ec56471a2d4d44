/**
 * Where a worker's code is: beside the running file when the engine is built. Run from its sources (tests),
 * it is bundled first.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** `name`: of `<name>.worker.ts`; `from`: `import.meta.url` of the file beside it. */
export const workerFile = async (name: string, from: string): Promise<URL> => {
  const built = new URL(`./${name}.worker.js`, from)
  return existsSync(fileURLToPath(built)) ? built : bundle(name, new URL(`./${name}.worker.ts`, from))
}

const bundle = async (name: string, source: URL): Promise<URL> => {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source)],
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  })
  const code = outputFiles[0]!.contents
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16)
  // Inside node_modules, so that the packages it needs are found from there.
  const [root] = fileURLToPath(import.meta.resolve('better-sqlite3')).split('node_modules')
  const path = join(root!, 'node_modules', '.cache', 'redhelper', `${name}-${hash}.worker.mjs`)
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.${process.pid}`, code)
    renameSync(`${path}.${process.pid}`, path)
  }
  return pathToFileURL(path)
}
