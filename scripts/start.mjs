/**
 * `npm start`: from a fresh clone to a running engine, with nothing but Node. Installs and builds what is missing,
 * then becomes the engine.
 */
import { nodeProblem } from './ground/node-version.mjs'

const problem = nodeProblem(process.versions.node)
if (problem === null) import('./ground/launch.mjs').then(({ launch }) => launch())
else {
  console.error(problem)
  process.exit(1)
}
