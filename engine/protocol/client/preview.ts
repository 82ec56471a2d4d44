import { limits } from './limits.ts'
import { cutStart } from './text.ts'
import { pageTimers, type Timers } from './timers.ts'

/**
 * Sends what stands in the composer at most once in `every` milliseconds; the last value always goes out, and a
 * cleared composer at once. Longer drafts are cut at their beginning.
 */
export const preview = (
  send: (text: string) => void,
  every: number = limits.previewEvery,
  timers: Timers = pageTimers,
): ((text: string) => void) => {
  let waiting: string | undefined
  let timer: unknown
  const go = (text: string) => {
    waiting = undefined
    timers.clear(timer)
    timer = timers.set(() => {
      timer = undefined
      if (waiting !== undefined) go(waiting)
    }, every)
    send(cutStart(text, limits.previewLength))
  }
  return (text) => {
    if (text && timer !== undefined) waiting = text
    else go(text)
  }
}
