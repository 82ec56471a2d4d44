/** The TypeScript sources, and what each imports. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'

/** @typedef {{ from: string, to: string, typeOnly: boolean }} Import paths relative to the checkout, with `/` */

const folders = ['engine', 'widget', 'console', 'cabinet', 'scripts']

/** Every source that is not a test. @param {string} root @returns {string[]} */
export const sources = (root) =>
  folders.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter(
          (entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name),
        )
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    } catch {
      return []
    }
  })

// Statements begin at a line's start, as the formatter leaves them; `import()` stands anywhere.
const statement = /^(import|export)\s+(type\s+)?(?:[^'"`;]*?\bfrom\s*)?(['"])([^'"\n]+)\3/gm
const dynamic = /\bimport\(\s*(['"])([^'"\n]+)\1\s*\)/g

/**
 * Imports of files of ours in a source text; packages are left out.
 * @param {string} from @param {string} text @returns {Import[]}
 */
export const importsIn = (from, text) => {
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const found = [
    ...[...code.matchAll(statement)].map(([, , type, , target]) => ({
      target,
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(dynamic)].map(([, , target]) => ({ target, typeOnly: false })),
  ]
  return found.flatMap(({ target, typeOnly }) =>
    target?.startsWith('.') ? [{ from, to: posix.join(posix.dirname(from), target), typeOnly }] : [],
  )
}

/** @param {string} root */
export const imports = (root) =>
  sources(root).flatMap((from) => importsIn(from, readFileSync(join(root, from), 'utf8')))
