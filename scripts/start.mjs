/**
 * `npm start`: from a fresh clone to a running engine, with nothing but Node. Installs and builds what is missing,
 * then becomes the engine.
 */
import './ground/this-node.mjs'

import('./ground/launch.mjs').then(({ launch }) => launch())
