/** The visitor sees «печатает» for `limits.typingFor` ms: it is said to him, renewed in time, and taken back. */
import { limits } from '../../engine/protocol/client/index.ts'

const renewEvery = limits.typingFor / 2

export class Typing {
  readonly #notify: (frame: object) => boolean
  /** 0: nothing is said. */
  #saidAt = 0

  /** @param notify false: there is no connection */
  constructor(notify: (frame: object) => boolean) {
    this.#notify = notify
  }

  goesOn(conversation: string): void {
    const now = Date.now()
    if (now - this.#saidAt < renewEvery) return
    if (this.#notify({ kind: 'typing', conversation, typing: true })) this.#saidAt = now
  }

  ends(conversation: string | null): void {
    if (this.#saidAt === 0 || conversation === null) return
    this.#saidAt = 0
    this.#notify({ kind: 'typing', conversation, typing: false })
  }

  /** It has ended by itself: by a message, or with the connection. */
  isOver(): void {
    this.#saidAt = 0
  }
}
