/**
 * Calls the operator to the window: the title and the icon blink while something is unread and nobody looks;
 * a new message rings and, in a hidden window, shows a notification.
 */
import type { Timers } from '../../engine/protocol/client/timers.ts'
import { titleOf } from '../desk/attention.ts'
import { ringBell } from './bell.ts'
import { showFavicon } from './favicon.ts'
import { type Notice, showNotice } from './notices.ts'

interface Wanted {
  /** What the title says while it is lit: somebody wrote, or somebody begins to type (H7). */
  readonly words: () => { readonly unread: string; readonly typing: string }
  readonly sound: () => boolean
  readonly notifications: () => boolean
}

const product = 'RedHelper'
const blinkEvery = 1_000

export class Attention {
  readonly #timers: Timers
  readonly #wanted: Wanted
  #unread = 0
  #flashing = false
  #lit = false
  #timer: unknown

  constructor(timers: Timers, wanted: Wanted) {
    this.#timers = timers
    this.#wanted = wanted
  }

  /** `looking`: the window is visible and has the focus, so nothing needs to blink. */
  show(unread: number, flashing: boolean, looking: boolean): void {
    this.#unread = unread
    this.#flashing = flashing
    const blinks = !looking && (unread > 0 || flashing)
    if (blinks && this.#timer === undefined) this.#blink()
    if (!blinks) {
      this.#timers.clear(this.#timer)
      this.#timer = undefined
      this.#lit = false
    }
    this.#draw()
  }

  ring(notice: Notice): void {
    if (this.#wanted.sound()) ringBell()
    if (this.#wanted.notifications() && document.visibilityState === 'hidden') showNotice(notice)
  }

  stop(): void {
    this.#timers.clear(this.#timer)
    this.#timer = undefined
    document.title = product
    showFavicon(0, false)
  }

  #blink(): void {
    this.#lit = !this.#lit
    this.#timer = this.#timers.set(() => this.#blink(), blinkEvery)
    this.#draw()
  }

  #draw(): void {
    const words = this.#wanted.words()
    const calls = this.#unread > 0 ? words.unread : this.#flashing ? words.typing : null
    const title = titleOf(this.#unread, calls, product, this.#lit)
    if (document.title !== title) document.title = title
    showFavicon(this.#unread, this.#lit)
  }
}
