/** Before the stories: what they run is built from the sources as they are. */
import { upToDate } from '../build/stamp.mjs'
import { build } from '../build.mjs'

export const setup = async (): Promise<void> => {
  if (!(await upToDate({ quick: true }))) await build({ quick: false })
}
