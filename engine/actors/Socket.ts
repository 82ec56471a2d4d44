/** One connected socket as the actors see it: no uWebSockets.js type, no bytes read here. */
import type { ErrorFrame, Opened, Refusal, Reply, Sent } from '../protocol/frames.ts'

export interface Socket {
  /** The session (sign-in) behind an operator's socket; empty for a visitor's. */
  readonly session: string
  /** Sends a durable frame. A socket that cannot take it is closed with 'come back', never skipped. */
  send(frame: string | Uint8Array): void
  /** Sends a frame whose newest value is all that counts; while the socket is backed up, the newest per `key` waits. */
  volatile(key: string, frame: string): void
  /** The value that waits under `key`, if any, is no longer true. */
  forget(key: string): void
  /** From now on this socket hears what is sent to all who joined the topic, until it leaves or closes. */
  join(topic: string): void
  leave(topic: string): void
  /** `send` to every socket that joined the topic; this one is among them. */
  sendToAll(topic: string, frame: string | Uint8Array): void
  close(code: number): void
  /** Has it not taken yet what it was sent? */
  readonly behind: boolean
  /** False once closed, from either end. */
  readonly live: boolean
}

export const reply = (socket: Socket, ref: number, result: Reply): void => {
  socket.send(JSON.stringify({ kind: 'reply', ref, result }))
}

const temporary: ReadonlySet<Refusal> = new Set(['busy', 'rate', 'notSent'])

export const refuse = (socket: Socket, ref: number | null, code: Refusal): void => {
  const frame: ErrorFrame = { kind: 'error', ref, code, temporary: temporary.has(code) }
  socket.send(JSON.stringify(frame))
}

/** For whoever waits to hear that it is done, or what came of it, or why not. */
export const answerTo =
  (socket: Socket, ref: number) =>
  (result: true | Opened | Sent | Refusal): void => {
    if (typeof result === 'string') refuse(socket, ref, result)
    else reply(socket, ref, result === true ? { done: true } : result)
  }
