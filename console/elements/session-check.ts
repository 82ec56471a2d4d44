/** A socket that is refused at the door closes without a reason: after a while it is asked whether the session still lives. */
import { shell } from '../app/Shell.ts'
import type { Desk } from '../desk/Desk.ts'
import { api } from '../ui/api.ts'

/** After this long without a connection. */
const after = 8_000

export class SessionCheck {
  readonly #desk: Pick<Desk, 'link'>
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Connected when last looked. */
  #linked = true

  constructor(desk: Pick<Desk, 'link'>) {
    this.#desk = desk
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  look(): void {
    const { link } = this.#desk
    if (link === 'online') {
      if (!this.#linked) shell.look()
      this.#linked = true
      clearTimeout(this.#timer)
      this.#timer = undefined
    } else if (link !== 'ended' && this.#timer === undefined) {
      this.#linked = false
      this.#timer = setTimeout(() => this.#ask(), after)
    }
  }

  #ask(): void {
    this.#timer = undefined
    if (this.#desk.link === 'online') return
    api.me().then(
      () => this.look(),
      () => this.look(),
    )
  }
}
