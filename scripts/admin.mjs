/** `npm run admin`: accounts and licences from the command line, see `engine/cli.ts`. */
import './ground/this-node.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './build/root.mjs'
import { prepare } from './ground/launch.mjs'
import { run } from './ground/refusal.mjs'

await run(async () => {
  await prepare()
  await import(pathToFileURL(join(root, 'dist/engine/cli.js')).href)
})
