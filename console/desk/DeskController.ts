import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Desk } from './Desk.ts'

/** Renders its element again whenever the desk changes. */
export class DeskController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #desk: () => Desk
  #stop: (() => void) | undefined

  constructor(host: ReactiveControllerHost, desk: () => Desk) {
    this.#host = host
    this.#desk = desk
    host.addController(this)
  }

  hostConnected(): void {
    this.#stop = this.#desk().watch(() => this.#host.requestUpdate())
  }

  hostDisconnected(): void {
    this.#stop?.()
  }
}
