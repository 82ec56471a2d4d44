/** `npm run check`: types, lint, import direction and cycles, licences and bundle budgets, without the tests. */
import './ground/this-node.mjs'
import { prepare } from './ground/launch.mjs'
import { run } from './ground/refusal.mjs'

await run(async () => {
  await prepare()
  const { runChecks } = await import('./checks/all.mjs')
  const { failed } = await runChecks()
  if (failed > 0) process.exitCode = 1
})
