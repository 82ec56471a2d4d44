/** `npm test`: from a fresh clone, everything that is checked and tested. Ends with `N passed, N failed`. */
import './ground/this-node.mjs'

import('./ground/proof.mjs').then(({ prove }) => prove())
