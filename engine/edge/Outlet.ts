/**
 * One uWebSockets.js socket as the actors' `Socket`. Sending to a closed uWS socket throws and would end the
 * process, so every call goes through `live`.
 *
 * What is sent in one turn goes to the kernel at its end, in one piece: a system call costs as much as all the
 * rest of a message, and a commit has an ack and an event for one tab, or ten events for one console.
 */
import type { WebSocket } from 'uWebSockets.js'
import type { Socket } from '../actors/Socket.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import type { Hub } from './Hub.ts'

const sent = { buffered: 0, dropped: 2 } as const
/** Characters or bytes that are not kept until the end of the turn; uWS gathers 16 KB. */
const enough = 12_000

/** Ms for a slow reader to take what is buffered, so that it hears the word 'come back' behind it. */
const patience = 10_000

export class Outlet<D> implements Socket {
  live = true
  /** Of this turn. */
  private said: Array<string | Uint8Array> | undefined
  private length = 0
  private waiting: Map<string, string> | undefined
  /** Joined. */
  private topics = 0
  /** Present while it is closed for being slow and has not taken yet what is buffered. */
  private late: NodeJS.Timeout | undefined

  constructor(
    private readonly ws: WebSocket<D>,
    readonly session: string,
    private readonly hub: Hub,
    /** Bytes waiting in the socket above which it is closed: below uWS's own limit, so that the close frame fits in. */
    private readonly most = Number.POSITIVE_INFINITY,
  ) {}

  send(frame: string | Uint8Array): void {
    if (!this.live) return
    if (this.topics > 0) this.hub.flush()
    if (this.said === undefined) {
      this.said = [frame]
      this.length = 0
      this.hub.talks(this)
    } else this.said.push(frame)
    this.length += frame.length
    if (this.length > enough) this.flush()
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

  get behind(): boolean {
    return this.live && this.ws.getBufferedAmount() > 0
  }

  forget(key: string): void {
    this.waiting?.delete(key)
  }

  join(topic: string): void {
    if (!this.live) return
    this.hub.flush()
    if (this.ws.subscribe(topic)) this.topics++
  }

  leave(topic: string): void {
    if (!this.live || this.topics === 0) return
    this.hub.flush()
    if (this.ws.unsubscribe(topic)) this.topics--
  }

  sendToAll(topic: string, frame: string | Uint8Array): void {
    this.hub.sendToAll(topic, frame)
  }

  /** What was said goes to the socket, in order. */
  flush(): void {
    const { said, ws } = this
    if (said === undefined) return
    this.said = undefined
    if (!this.live) return
    if (said.length === 1) return this.write(said[0]!)
    ws.cork(() => {
      for (const frame of said) this.write(frame)
    })
  }

  private write(frame: string | Uint8Array): void {
    if (!this.live) return
    const { ws } = this
    const result = ws.send(frame, false)
    if (result === sent.dropped || (result === sent.buffered && ws.getBufferedAmount() > this.most)) {
      this.close(closeCodes.slow)
    }
  }

  /** The socket took what was buffered: what waited, in its newest form, may go, as far as there is room. */
  drained(): void {
    if (this.late !== undefined) {
      if (this.ws.getBufferedAmount() === 0) this.endSlow()
      return
    }
    this.flush()
    for (const [key, frame] of this.waiting ?? []) {
      if (!this.live || this.ws.getBufferedAmount() > 0) return
      this.waiting!.delete(key)
      this.write(frame)
    }
  }

  close(code: number): void {
    if (!this.live) return
    if (this.topics > 0) this.hub.flush()
    this.flush()
    // Too slow for what was still to be said.
    if (!this.live) return
    this.live = false
    // uWS drops a close frame that cannot go at once, and what is buffered with it.
    if (code === closeCodes.slow && this.ws.getBufferedAmount() > 0) {
      // Nothing may follow what it missed.
      for (const topic of this.ws.getTopics()) this.ws.unsubscribe(topic)
      this.late = setTimeout(() => this.endSlow(), patience)
    } else this.ws.end(code)
  }

  /** uWS had no room for a frame that was sent to all. */
  dropped(): void {
    this.close(closeCodes.slow)
  }

  private endSlow(): void {
    clearTimeout(this.late)
    this.late = undefined
    this.ws.end(closeCodes.slow)
  }

  /** uWS says it is closed; from here on it must not be touched. */
  closed(): void {
    this.live = false
    this.said = this.waiting = undefined
    clearTimeout(this.late)
    this.late = undefined
  }
}
