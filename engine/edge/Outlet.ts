/**
 * One uWebSockets.js socket as the actors' `Socket`. Sending to a closed uWS socket throws and would end the
 * process, so every call goes through `live`.
 */
import type { WebSocket } from 'uWebSockets.js'
import type { Socket } from '../actors/Socket.ts'
import { closeCodes } from '../protocol/client/limits.ts'

const sent = { buffered: 0, dropped: 2 } as const

export class Outlet<D> implements Socket {
  live = true
  private waiting: Map<string, string> | undefined

  constructor(
    private readonly ws: WebSocket<D>,
    readonly session: string,
  ) {}

  send(frame: string | Uint8Array): void {
    if (this.live && this.ws.send(frame, false) === sent.dropped) this.close(closeCodes.slow)
  }

  volatile(key: string, frame: string): void {
    if (!this.live) return
    if (this.ws.getBufferedAmount() === 0) {
      this.waiting?.delete(key)
      return this.send(frame)
    }
    this.waiting ??= new Map()
    this.waiting.set(key, frame)
  }

  forget(key: string): void {
    this.waiting?.delete(key)
  }

  /** The socket took what was buffered: what waited, in its newest form, may go, as far as there is room. */
  drained(): void {
    for (const [key, frame] of this.waiting ?? []) {
      if (!this.live || this.ws.getBufferedAmount() > 0) return
      this.waiting!.delete(key)
      this.send(frame)
    }
  }

  close(code: number): void {
    if (!this.live) return
    this.live = false
    this.ws.end(code)
  }

  /** uWS says it is closed; from here on it must not be touched. */
  closed(): void {
    this.live = false
    this.waiting = undefined
  }
}
