/** Minifies the style sheets and templates inside scripts, which esbuild takes for texts. */
import { readFile } from 'node:fs/promises'
import { transform } from 'esbuild'

/** As a template of Lit's, or as a text that says of itself what it is. */
const sheet = /(\bcss|\/\* css \*\/ )`([^`]*)`/g

/** What is put in at run time, as a word that a style sheet may have at its place. @param {string} source */
const terse = async (source) => {
  /** @type {string[]} */
  const filled = []
  const words = source.replace(/\$\{[^}]*\}/g, (gap) => `gap${filled.push(gap) - 1}gap`)
  const { code } = await transform(words, { loader: 'css', minify: true })
  return code.trim().replace(/gap(\d+)gap/g, (_, at) => filled[Number(at)] ?? '')
}

/**
 * Indentation means nothing outside of templates, and in those of Lit as much as a line's end.
 * @param {string} script
 */
export const withTerseStyles = async (script) => {
  const sheets = await Promise.all([...script.matchAll(sheet)].map(([, , source = '']) => terse(source)))
  return script.replace(/\n[ \t]+/g, '\n').replace(sheet, (_, tag) => `${tag}\`${sheets.shift()}\``)
}

/** For scripts that other people's pages carry. @returns {import('esbuild').Plugin} */
export const terseStyles = () => ({
  name: 'terse styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]widget[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: await withTerseStyles(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
})
