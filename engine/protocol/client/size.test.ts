import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const bytesOf = async (contents: string): Promise<number> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return brotliCompressSync(outputFiles[0]!.contents).length
}

// Also shows that nothing of the engine comes along: Effect's Schema alone would be twenty times as much.
test('what keeps a connection and its messages is at most 2.5 KB', async () => {
  const core = `
    export { Connection } from './Connection.ts'
    export { Outbox } from './Outbox.ts'
    export { closeCodes, limits, mayReconnect } from './limits.ts'`
  expect(await bytesOf(core)).toBeLessThanOrEqual(2_560)
})

test('everything is at most 3.8 KB', async () => {
  expect(await bytesOf("export * from './index.ts'")).toBeLessThanOrEqual(3_891)
})
