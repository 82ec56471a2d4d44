/** Long work on the main thread, a few milliseconds at a time, with everybody else's turn in between. */
import { Effect } from 'effect'

/** Ms of one slice, as far as it can be foretold. */
const longest = 4
const first = 64
/** So many slices are between two of what is done between them. */
const every = 50
const most = 2_048

/** Everybody else's turn: sockets are read and written in it. */
export const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** `work` does so much of it as `size` says, and tells whether anything is left. */
export const inSlices = Effect.fnUntraced(function* <E, R>(
  work: (size: number) => Effect.Effect<boolean, E, R>,
  /** Now and then. */
  between: Effect.Effect<void> = Effect.void,
) {
  let size = first
  for (let n = 1; ; n++) {
    yield* turn
    if (n % every === 0) yield* between
    const begun = performance.now()
    if (!(yield* work(size))) return
    const took = performance.now() - begun
    if (took > longest) size = Math.max(1, size >> 1)
    else if (took < longest / 2) size = Math.min(most, size * 2)
  }
})
