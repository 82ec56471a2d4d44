/** `npm run account`: makes an account from the command line, see `engine/cli.ts`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './build/root.mjs'
import { nodeProblem } from './ground/node-version.mjs'

const problem = nodeProblem(process.versions.node)
if (problem === null) {
  const { prepare } = await import('./ground/launch.mjs')
  const { run } = await import('./ground/refusal.mjs')
  await run(async () => {
    await prepare()
    process.argv.splice(2, 0, 'account')
    await import(pathToFileURL(join(root, 'dist/engine/cli.js')).href)
  })
} else {
  console.error(problem)
  process.exit(1)
}
