/**
 * Imported by every command before anything else: a Node that RedHelper does not run on is refused in one
 * sentence, before packages are installed for it.
 */
import { nodeProblem } from './node-version.mjs'

const problem = nodeProblem(process.versions.node)
if (problem !== null) {
  console.error(problem)
  process.exit(1)
}
