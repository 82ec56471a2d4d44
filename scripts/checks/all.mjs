/** Everything that is checked without running the product. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../build/root.mjs'
import { execute } from '../ground/commands.mjs'
import { measure, overBudget } from './budgets.mjs'
import { cycles, wrongWays } from './layers.mjs'
import { unfree } from './licences.mjs'
import { imports } from './sources.mjs'

/** @typedef {{ name: string, problems: () => Promise<string[]> }} Check `problems`: lines to show; none is a pass */

/** @param {string} file @param {string[]} args @returns {Promise<string[]>} */
const tool = async (file, args) => {
  const { code, output } = await execute(process.execPath, [join(root, 'node_modules', file), ...args])
  return code === 0 ? [] : [output.trim()]
}

/** @type {Check[]} */
export const checks = [
  { name: 'types', problems: () => tool('typescript/bin/tsc', ['-p', root]) },
  {
    name: 'lint and format',
    problems: () =>
      tool('@biomejs/biome/bin/biome', [
        'ci',
        '--diagnostic-level=error',
        '--max-diagnostics=50',
        '--colors=off',
        root,
      ]),
  },
  { name: 'import direction', problems: async () => wrongWays(imports(root)) },
  {
    name: 'import cycles',
    problems: async () => {
      const found = imports(root)
      const lost = found
        .filter(({ to }) => !existsSync(join(root, to)))
        .map(({ from, to }) => `${from} → ${to}: no file`)
      return [...lost, ...cycles(found)]
    },
  },
  { name: 'licences', problems: async () => unfree(root) },
  { name: 'budgets', problems: async () => overBudget(await measure(root)) },
]

/**
 * Runs them one after the other and prints what is wrong.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export const runChecks = async () => {
  let failed = 0
  for (const { name, problems } of checks) {
    const found = await problems()
    console.log(`${found.length === 0 ? '✓' : '✗'} ${name}`)
    for (const line of found) console.log(line.replace(/^/gm, '    '))
    if (found.length > 0) failed += 1
  }
  return { passed: checks.length - failed, failed }
}
