/**
 * What both kinds of socket have in common: frames of the right size and rate, a `hello` first and in time,
 * one actor behind each.
 */
import type {
  HttpRequest,
  HttpResponse,
  us_socket_context_t,
  WebSocket,
  WebSocketBehavior,
} from 'uWebSockets.js'
import type { Rate } from '../actors/Rate.ts'
import { refuse, type Socket } from '../actors/Socket.ts'
import { closeCodes, limits, protocolVersion } from '../protocol/client/limits.ts'
import type { Decoded } from '../protocol/decode.ts'
import type { Doorkeeper } from './Doorkeeper.ts'
import type { Hub } from './Hub.ts'
import { Outlet } from './Outlet.ts'
import type { Forwarded, Peer } from './Peer.ts'

/** Ms for the first frame to come. */
const helloWithin = 10_000
const pong = '{"kind":"pong"}'
const decoder = new TextDecoder()

/** A large frame counts as many: reading one of 64 KB may take as long as a hundred messages. */
const weight = (bytes: ArrayBuffer): number => 1 + Math.floor(bytes.byteLength / 4_096)

/** Typed user data of a uWS socket. */
export interface Connected<H> {
  /** Undefined until opened. */
  outlet: Outlet<Connected<H>> | undefined
  /** Whose socket the doorkeeper counts: an address, or a signed-in operator. */
  readonly who: string
  /** The sign-in behind it; a visitor's socket has none. */
  readonly session?: string
  readonly rate: Rate
  openedAt: number
  /** The actor's side, once `hello` was accepted. */
  heard: H | undefined
}

interface Hello {
  readonly kind: 'hello'
  readonly version: number
}

export interface Speaker<F> {
  /** Passes a frame on to the actor. */
  frame(frame: F): void
  closed(): void
}

/** From one socket to its actor. Idle sockets are many, so this is an object and not two functions. */
export class Line<F extends object> implements Speaker<F> {
  constructor(
    private readonly actor: Hears<F>,
    private readonly socket: Socket,
  ) {}

  frame(frame: F): void {
    const { socket } = this
    const busy = () => ('ref' in frame ? refuse(socket, frame.ref as number, 'busy') : undefined)
    this.actor.tell({ kind: 'frame', socket, frame, refuse: busy })
  }

  closed(): void {
    this.actor.tell({ kind: 'closed', socket: this.socket })
  }
}

interface Hears<F> {
  tell(
    message:
      | { readonly kind: 'frame'; readonly socket: Socket; readonly frame: F; readonly refuse: () => void }
      | { readonly kind: 'closed'; readonly socket: Socket },
  ): boolean
}

export interface SocketRules<F extends { readonly kind: string }, U extends Connected<Speaker<RestOf<F>>>> {
  readonly decode: (text: string) => Decoded<F>
  readonly now: () => number
  /** Bytes waiting in a socket before it is closed as too slow. */
  readonly outboxBytes: number
  readonly hub: Hub
  readonly defect: (error: unknown) => void
  /** Undefined: it was refused, and the socket closed. */
  readonly hello: (
    hello: Extract<F, Hello>,
    outlet: Outlet<Connected<Speaker<RestOf<F>>>>,
    data: U,
  ) => Speaker<RestOf<F>> | undefined
  readonly alive?: (data: U) => void
}

export type RestOf<F> = Exclude<F, { readonly kind: 'hello' | 'ping' }>

export class Sockets<F extends { readonly kind: string }, U extends Connected<Speaker<RestOf<F>>>> {
  readonly open = new Set<U>()
  private readonly silent = new Set<U>()

  constructor(private readonly rules: SocketRules<F, U>) {}

  opened(ws: WebSocket<U>): void {
    const data = ws.getUserData()
    data.outlet = new Outlet(ws as never, data.session ?? '', this.rules.hub, this.rules.outboxBytes)
    data.openedAt = this.rules.now()
    this.open.add(data)
    this.silent.add(data)
  }

  message(ws: WebSocket<U>, bytes: ArrayBuffer, binary: boolean): void {
    const data = ws.getUserData()
    // What a handler throws ends the process.
    try {
      this.read(data, data.outlet!, bytes, binary)
    } catch (error) {
      this.rules.defect(error)
      data.outlet!.close(closeCodes.failed)
    }
  }

  private read(data: U, outlet: NonNullable<U['outlet']>, bytes: ArrayBuffer, binary: boolean): void {
    if (!outlet.live) return
    if (!data.rate.take(this.rules.now(), weight(bytes))) return outlet.close(closeCodes.rate)
    if (binary || bytes.byteLength > limits.frameBytes) return outlet.close(closeCodes.badFrame)
    const decoded = this.rules.decode(decoder.decode(bytes))
    if ('problem' in decoded) {
      // A request that can be answered is answered; noise is not worth a connection.
      if (decoded.ref === null) return outlet.close(closeCodes.badFrame)
      return refuse(outlet, decoded.ref, 'invalid')
    }
    const { frame } = decoded
    if (frame.kind === 'ping') {
      this.rules.alive?.(data)
      return outlet.send(pong)
    }
    if (frame.kind === 'hello') return this.hello(frame as never, data)
    if (data.heard === undefined) return outlet.close(closeCodes.badHello)
    data.heard.frame(frame as never)
  }

  private hello(hello: Extract<F, Hello>, data: U): void {
    const outlet = data.outlet!
    if (data.heard !== undefined) return outlet.close(closeCodes.badHello)
    if (hello.version !== protocolVersion) return outlet.close(closeCodes.upgrade)
    this.silent.delete(data)
    data.heard = this.rules.hello(hello, outlet, data)
  }

  closed(ws: WebSocket<U>): void {
    const data = ws.getUserData()
    data.outlet?.closed()
    this.open.delete(data)
    this.silent.delete(data)
    data.heard?.closed()
  }

  drained(ws: WebSocket<U>): void {
    ws.getUserData().outlet?.drained()
  }

  dropped(ws: WebSocket<U>): void {
    ws.getUserData().outlet?.dropped()
  }

  /** What uWS is to call, beside `upgrade`. */
  behaviour(doorkeeper: Doorkeeper): Omit<WebSocketBehavior<U>, 'upgrade'> {
    return {
      open: (ws) => {
        doorkeeper.opened(ws.getUserData().who)
        this.opened(ws)
      },
      message: (ws, bytes, binary) => this.message(ws, bytes, binary),
      drain: (ws) => this.drained(ws),
      dropped: (ws) => this.dropped(ws),
      close: (ws) => {
        doorkeeper.closed(ws.getUserData().who)
        this.closed(ws)
      },
    }
  }

  /** Closes those who connected and say nothing. */
  sweep(now: number): void {
    for (const data of this.silent) {
      if (now - data.openedAt < helloWithin) return
      data.outlet?.close(closeCodes.badHello)
    }
  }

  closeAll(code: number): void {
    for (const data of this.open) data.outlet?.close(code)
  }
}

/** What both doors share. */
export interface Door {
  readonly doorkeeper: Doorkeeper
  readonly peerOf: (from: Forwarded) => Peer
  readonly options: {
    readonly compression: number
    readonly maxPayloadLength: number
    readonly maxBackpressure: number
    readonly idleTimeout: number
    readonly sendPingsAutomatically: boolean
  }
  readonly hub: Hub
  readonly now: () => number
  /** Something threw that should not. */
  readonly defect: (error: unknown) => void
}

/** Accepts the socket, unless there are too many of the same. */
export const upgrade = <D extends { readonly who: string }>(
  res: HttpResponse,
  req: HttpRequest,
  context: us_socket_context_t,
  data: D,
  { doorkeeper, now }: Door,
): void => {
  if (!doorkeeper.admits(data.who, now())) {
    return void res.cork(() => res.writeStatus('429 Too Many Requests').end())
  }
  res.upgrade(
    data,
    req.getHeader('sec-websocket-key'),
    req.getHeader('sec-websocket-protocol'),
    req.getHeader('sec-websocket-extensions'),
    context,
  )
}
