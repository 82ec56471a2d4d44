/** The sockets of one side of a conversation: the same bytes to each. */
import type { Socket } from './Socket.ts'

export class Audience {
  private readonly sockets = new Set<Socket>()

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
  }

  delete(socket: Socket): void {
    this.sockets.delete(socket)
  }

  clear(): void {
    this.sockets.clear()
  }

  send(frame: string | Uint8Array): void {
    for (const socket of this.sockets) socket.send(frame)
  }

  volatile(key: string, frame: string): void {
    for (const socket of this.sockets) socket.volatile(key, frame)
  }

  forget(key: string): void {
    for (const socket of this.sockets) socket.forget(key)
  }

  close(code: number): void {
    for (const socket of this.sockets) socket.close(code)
    this.sockets.clear()
  }
}
