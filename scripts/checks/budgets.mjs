/** How heavy a page may become by the widget: bytes of brotli. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'

const KB = 1024
const budgets = {
  loader: 4 * KB,
  chat: 22 * KB,
  invitation: 3 * KB,
  commands: 2 * KB,
  offers: 2 * KB,
  forms: 6 * KB,
  departments: 1.5 * KB,
  'protocol client': 2.5 * KB,
}

/** @typedef {keyof typeof budgets} Part */

/**
 * @param {Partial<Record<Part, number>>} sizes bytes; a part without a size was not built
 * @returns {string[]} one line for each that is over or missing
 */
export const overBudget = (sizes) =>
  Object.entries(budgets).flatMap(([part, budget]) => {
    const size = sizes[/** @type {Part} */ (part)]
    if (size === undefined) return [`${part}: was not built`]
    return size <= budget ? [] : [`${part}: ${size} bytes of brotli, and the budget is ${budget}`]
  })

/** Sizes of what a full build made. @param {string} root @returns {Promise<Partial<Record<Part, number>>>} */
export const measure = async (root) => {
  const service = join(root, 'dist/public/service')
  const files = existsSync(service) ? readdirSync(service) : []
  /** @param {RegExp} pattern */
  const sizeOf = (pattern) => {
    const name = files.find((file) => pattern.test(file))
    return name === undefined ? undefined : statSync(join(service, name)).size
  }
  const sizes = {
    loader: sizeOf(/^main\.js\.br$/),
    chat: sizeOf(/^chat-\w+\.js\.br$/),
    invitation: sizeOf(/^invitation\.js\.br$/),
    commands: sizeOf(/^commands\.js\.br$/),
    offers: sizeOf(/^offers\.js\.br$/),
    departments: sizeOf(/^departments\.js\.br$/),
    forms: sizeOf(/^forms\.js\.br$/),
    'protocol client': await protocolClient(root),
  }
  return Object.fromEntries(Object.entries(sizes).filter(([, size]) => size !== undefined))
}

/** What keeps a connection and its messages: part of other bundles, so it is bundled alone to be weighed. @param {string} root */
const protocolClient = async (root) => {
  const folder = join(root, 'engine/protocol/client')
  if (!existsSync(folder)) return undefined
  const { outputFiles } = await build({
    stdin: {
      contents: "export { Connection, Outbox, closeCodes, limits, mayReconnect } from './index.ts'",
      resolveDir: folder,
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })
  return brotliCompressSync(outputFiles[0]?.contents ?? '').length
}
