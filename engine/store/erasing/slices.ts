/** Long work on the main thread, a few milliseconds at a time, with everybody else's turn in between. */
import { Effect } from 'effect'

/** Ms of one slice, as far as it can be foretold. */
const longest = 4
const first = 64
const most = 16_384

/** Everybody else's turn: sockets are read and written in it. */
export const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** `work` does so much of it as `size` says, and tells whether anything is left. */
export const inSlices = Effect.fnUntraced(function* <E, R>(
  work: (size: number) => Effect.Effect<boolean, E, R>,
) {
  let size = first
  for (;;) {
    yield* turn
    const begun = performance.now()
    if (!(yield* work(size))) return
    const took = performance.now() - begun
    if (took > longest) size = Math.max(1, size >> 1)
    else if (took < longest / 2) size = Math.min(most, size * 2)
  }
})
