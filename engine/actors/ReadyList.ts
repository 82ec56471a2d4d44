/**
 * The actors that have something to do in this event-loop turn. All directories under one scheduler (in
 * production: the whole process) share one list and one `setImmediate`, which makes a wake as cheap as a push.
 *
 * It is armed through Effect's scheduler rather than by `setImmediate` itself, so that `TestClock` knows of
 * the work its timers caused and waits for it.
 */
import type { Scheduler } from 'effect'

export interface Ready {
  wake(): void
}

/** Milliseconds of one turn that actors may have when many are ready at once: an operator came, say, and all his visitors hear so. */
const share = 10
/** Actors between two looks at the clock. */
const some = 8

export class ReadyList {
  private list: Array<Ready> = []
  private spare: Array<Ready> = []
  private armed = false
  private readonly dispatcher: Scheduler.SchedulerDispatcher

  constructor(scheduler: Scheduler.Scheduler) {
    this.dispatcher = scheduler.makeDispatcher()
  }

  push(actor: Ready): void {
    this.list.push(actor)
    if (this.armed) return
    this.armed = true
    this.dispatcher.scheduleTask(this.flush, 0)
  }

  /** Who becomes ready meanwhile is served in the next turn, after the sockets had theirs. */
  private readonly flush = (): void => {
    const turn = this.list
    this.list = this.spare
    this.armed = false
    let end = 0
    for (let i = 0; i < turn.length; i++) {
      // The clock is asked seldom, and never when few are ready.
      if (i % some === some - 1) {
        const now = performance.now()
        if (end === 0) end = now + share
        else if (now > end) {
          this.putOff(turn, i)
          break
        }
      }
      turn[i]!.wake()
    }
    turn.length = 0
    this.spare = turn
  }

  /** Those from `first` on have the next turn, before who came meanwhile. */
  private putOff(turn: ReadonlyArray<Ready>, first: number): void {
    const came = this.list
    this.list = []
    for (let i = first; i < turn.length; i++) this.push(turn[i]!)
    for (const actor of came) this.list.push(actor)
  }
}

const lists = new WeakMap<Scheduler.Scheduler, ReadyList>()

export const readyListOf = (scheduler: Scheduler.Scheduler): ReadyList => {
  let list = lists.get(scheduler)
  if (list === undefined) lists.set(scheduler, (list = new ReadyList(scheduler)))
  return list
}
