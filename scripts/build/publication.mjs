/**
 * `dist/public` and its `manifest.json`: every address that the engine answers from memory, with `.br` and
 * `.gz` beside each file that compresses.
 */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, extname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** @typedef {{ file: string, type: string, immutable: boolean, cors: boolean, framed?: boolean }} Published */

const types = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
})
const compressible = new Set([
  '.css',
  '.html',
  '.ico',
  '.js',
  '.json',
  '.svg',
  '.txt',
  '.wav',
  '.webmanifest',
])

export class Publication {
  /** @type {Record<string, Published>} by address */
  #manifest = {}

  /** @param {string} folder where the files go */
  constructor(folder) {
    this.folder = folder
  }

  /**
   * @param {string} address
   * @param {Uint8Array} bytes
   * @param {{ immutable?: boolean, cors?: boolean, framed?: boolean, file?: string }} [options] immutable: the address
   *   changes with the content; cors: other origins may read it (the widget's scripts run on the sites); framed: a
   *   page that our own pages show in a frame
   */
  async add(
    address,
    bytes,
    { immutable = false, cors = false, framed = false, file = address.slice(1) } = {},
  ) {
    const type = types[extname(file)]
    if (type === undefined) throw new Error(`${file}: no content type is known for this kind of file`)
    const path = join(this.folder, file)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    this.#manifest[address] = { file, type, immutable, cors, ...(framed && { framed }) }
  }

  /** One page under several addresses. @param {string[]} addresses @param {string} file @param {Uint8Array} bytes */
  async addPage(addresses, file, bytes) {
    for (const address of addresses) await this.add(address, bytes, { file })
  }

  /**
   * The files of a folder as they are; `index.html` stands for the folder.
   * @param {string} prefix @param {string} folder @param {{ framed?: boolean }} [options]
   */
  async addFolder(prefix, folder, { framed = false } = {}) {
    for (const path of plainFiles(folder)) {
      const bytes = await readFile(join(folder, path))
      await this.add(prefix + path.replace(/(^|\/)index\.html$/, '$1'), bytes, {
        file: (prefix + path).slice(1),
        framed,
      })
    }
  }

  /** Compresses and writes the manifest. @param {{ quick: boolean }} mode */
  async finish({ quick }) {
    const files = [...new Set(Object.values(this.#manifest).map(({ file }) => file))]
    await Promise.all(
      files
        .filter((file) => compressible.has(extname(file)))
        .map(async (file) => {
          const path = join(this.folder, file)
          const bytes = await readFile(path)
          const [br, gz] = await Promise.all([brotli(bytes, quick), gzipped(bytes, { level: quick ? 5 : 9 })])
          await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
        }),
    )
    const sorted = Object.fromEntries(Object.entries(this.#manifest).sort(([a], [b]) => (a < b ? -1 : 1)))
    await writeFile(join(this.folder, 'manifest.json'), `${JSON.stringify(sorted, null, 2)}\n`)
  }
}

const gzipped = promisify(gzip)
const compressed = promisify(brotliCompress)
/** @param {Buffer} bytes @param {boolean} quick */
const brotli = (bytes, quick) =>
  compressed(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quick ? 4 : 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })

/** Files in a folder and below it that are no sources, as paths with `/`. @param {string} folder */
const plainFiles = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && extname(entry.name) !== '.ts' && !entry.name.startsWith('.'))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .sort()
    : []
