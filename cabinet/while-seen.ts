/** Does something at once, then again and again while the page is looked at, and when somebody comes back to it. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export class WhileSeen implements ReactiveController {
  readonly #every: number
  readonly #act: () => Promise<void>
  #timer: ReturnType<typeof setInterval> | undefined
  #acting = false

  constructor(host: ReactiveControllerHost, every: number, act: () => Promise<void>) {
    this.#every = every
    this.#act = act
    host.addController(this)
  }

  hostConnected(): void {
    void this.#once()
    this.#timer = setInterval(this.#again, this.#every)
    document.addEventListener('visibilitychange', this.#again)
  }

  hostDisconnected(): void {
    clearInterval(this.#timer)
    document.removeEventListener('visibilitychange', this.#again)
  }

  readonly #again = (): void => {
    if (!document.hidden) void this.#once()
  }

  // An answer may take its time, up to the next signing in: nothing piles up behind it.
  async #once(): Promise<void> {
    if (this.#acting) return
    this.#acting = true
    try {
      await this.#act()
    } finally {
      this.#acting = false
    }
  }
}
