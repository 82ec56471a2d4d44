/**
 * The cabinet has no socket: who is signed in, and what the account may use, is asked again now and then while the page is
 * looked at, and at the moment at which a licence ends.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { who } from './who.ts'

/** ms */
const every = 15_000
/** The engine needs a moment too. */
const afterEnd = 500
/** No timer runs for longer than 24 days; the next one goes on. */
const most = 20 * 86_400_000

export class LookAgain implements ReactiveController {
  #timer: ReturnType<typeof setInterval> | undefined
  #end: ReturnType<typeof setTimeout> | undefined
  #until: number | null = null

  constructor(host: ReactiveControllerHost) {
    host.addController(this)
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#look, every)
    document.addEventListener('visibilitychange', this.#look)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
    clearTimeout(this.#end)
    this.#until = null
    document.removeEventListener('visibilitychange', this.#look)
  }

  hostUpdated(): void {
    const until = who.me?.licence.until ?? null
    if (until === this.#until) return
    this.#until = until
    clearTimeout(this.#end)
    if (until === null) return
    const millis = Math.max(0, until - Date.now()) + afterEnd
    this.#end = setTimeout(() => void who.look(), Math.min(millis, most))
  }

  readonly #look = (): void => {
    if (!document.hidden) void who.look()
  }
}
