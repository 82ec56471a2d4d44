/** `npm test`: from a fresh clone, everything that is checked and tested. Ends with `N passed, N failed`. */
import { nodeProblem } from './ground/node-version.mjs'

const problem = nodeProblem(process.versions.node)
if (problem === null) import('./ground/proof.mjs').then(({ prove }) => prove())
else {
  console.error(problem)
  process.exit(1)
}
