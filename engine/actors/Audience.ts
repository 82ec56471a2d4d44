/** The sockets of one side of a conversation: the same bytes to each. */
import type { Socket } from './Socket.ts'

/** From so many sockets on the edge's own fan-out costs less than a loop over them. */
const many = 16
let topics = 0

export class Audience {
  private readonly sockets = new Set<Socket>()
  /** Present since they were many. */
  private topic: string | undefined = undefined

  /** Those still connected; one that closed and could not say so is forgotten here. */
  get size(): number {
    for (const socket of this.sockets) if (!socket.live) this.sockets.delete(socket)
    return this.sockets.size
  }

  /** Some of them may have closed. */
  get known(): number {
    return this.sockets.size
  }

  add(socket: Socket): void {
    this.sockets.add(socket)
    if (this.topic !== undefined) socket.join(this.topic)
    else if (this.sockets.size >= many) {
      this.topic = String(++topics)
      for (const each of this.sockets) each.join(this.topic)
    }
  }

  delete(socket: Socket): void {
    if (this.sockets.delete(socket) && this.topic !== undefined) socket.leave(this.topic)
  }

  clear(): void {
    for (const socket of this.sockets) this.delete(socket)
    this.topic = undefined
  }

  send(frame: string | Uint8Array): void {
    for (const socket of this.sockets) {
      if (this.topic === undefined) socket.send(frame)
      else if (socket.live) return socket.sendToAll(this.topic, frame)
    }
  }

  volatile(key: string, frame: string): void {
    for (const socket of this.sockets) socket.volatile(key, frame)
  }

  forget(key: string): void {
    for (const socket of this.sockets) socket.forget(key)
  }

  close(code: number): void {
    for (const socket of this.sockets) socket.close(code)
    this.clear()
  }
}
