/**
 * One socket to the engine that comes back by itself: hello first, requests with replies, heartbeat, back-off.
 *
 * `lost` covers the waiting and the attempts after a loss (a UI would flicker otherwise); `connecting` is only
 * what stands between `start` and the first welcome or failure.
 */
import { Disconnected, Refused } from './failures.ts'
import { limits, mayReconnect } from './limits.ts'
import { pageTimers, type Timers } from './timers.ts'

/** `ended`: stopped, or closed with a code that does not come back by itself (42xx, given to `state`). */
export type ConnectionState = 'connecting' | 'online' | 'lost' | 'ended'

export interface ConnectionOptions {
  readonly url: string
  /** The hello frame without `ref`, asked for at every attempt. */
  readonly hello: () => object
  /** Called with the reply to hello; requests may be made from here on. `state('online')` follows. */
  readonly welcome: (welcome: any) => void
  /** Every frame after the welcome that is no reply, error or pong, in the engine's order. */
  readonly frame: (frame: any) => void
  readonly state: (state: ConnectionState, closeCode?: number) => void
  readonly timers?: Timers
  readonly socket?: (url: string) => WebSocket
  readonly random?: () => number
}

interface Waiting {
  readonly since: number
  readonly resolve: (result: any) => void
  readonly reject: (why: Error) => void
}

/** Milliseconds a connection must have stayed welcome before the next loss starts the back-off anew. */
const steadyAfter = 10_000
const firstDelay = 500
const longestDelay = 15_000
/** An attempt older than this when the network comes back was probably begun on the network that went. */
const staleAttempt = 3_000

// Monotonic: the wall clock may jump, and would then end or keep connections wrongly.
const now = (): number => performance.now()

export class Connection {
  state: ConnectionState = 'connecting'
  readonly #options: ConnectionOptions
  readonly #timers: Timers
  #socket: WebSocket | undefined
  /** The one timer: next attempt, end of an attempt, next heartbeat, or end of a heartbeat. */
  #timer: unknown
  #waiting = new Map<number, Waiting>()
  #running = false
  #tries = 0
  #ref = 0
  #since = 0
  #heard = 0
  #checking = false

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#timers = options.timers ?? pageTimers
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    this.#tries = 0
    this.#become('connecting')
    this.#open()
  }

  /** Closes for good, until `start`. */
  stop(): void {
    this.#running = false
    this.#drop()
    this.#become('ended')
  }

  /** The network or the tab came back: try now, or find out now whether the connection still lives. */
  nudge(): void {
    if (!this.#running) return
    if (this.state === 'online') this.#check()
    else if (!this.#socket || now() - this.#since > staleAttempt) {
      this.#drop()
      this.#open()
    }
  }

  /** Gives this socket up and resumes with a new one, by the usual back-off: for a gap in what it sent. */
  resume(): void {
    if (this.#socket) this.#lost()
  }

  /** Rejects with `Refused` or `Disconnected`. */
  request<R>(frame: object): Promise<R> {
    return new Promise((resolve, reject) => {
      if (this.state === 'online') this.#ask(frame, resolve, reject)
      else reject(new Disconnected())
    })
  }

  /** For what may be dropped: typing, pages, marks. False when there is no connection now. */
  notify(frame: object): boolean {
    if (this.state !== 'online') return false
    this.#send(frame)
    return true
  }

  #open(): void {
    this.#since = now()
    let socket: WebSocket
    try {
      socket = (this.#options.socket ?? ((url) => new WebSocket(url)))(this.#options.url)
    } catch {
      // A page's CSP may refuse the socket by throwing.
      this.#lost()
      return
    }
    this.#socket = socket
    // A socket that was given up may still speak; nobody listens.
    const whileOurs =
      <E>(run: (event: E) => void) =>
      (event: E): void => {
        if (this.#socket === socket) run(event)
      }
    socket.onopen = whileOurs(() => this.#hello())
    socket.onmessage = whileOurs((event: MessageEvent) => this.#receive(event.data))
    socket.onerror = () => {}
    socket.onclose = whileOurs((event: CloseEvent) => this.#lost(event.code))
    this.#later(() => this.#lost(), limits.heartbeatEvery)
  }

  #hello(): void {
    this.#ask(
      this.#options.hello(),
      (welcome) => {
        this.#since = now()
        this.state = 'online'
        this.#checking = false
        this.#beat()
        this.#options.welcome(welcome)
        if (this.state === 'online') this.#options.state('online')
      },
      () => {
        // Not when it is `drop` that rejects: then the loss is known already.
        if (this.#socket) this.#lost()
      },
    )
  }

  #ask(frame: object, resolve: Waiting['resolve'], reject: Waiting['reject']): void {
    const ref = (this.#ref = (this.#ref + 1) >>> 0)
    this.#waiting.set(ref, { since: now(), resolve, reject })
    this.#send({ ...frame, ref })
  }

  #send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  #receive(text: string): void {
    this.#heard = now()
    let frame: any
    try {
      frame = JSON.parse(text)
    } catch {
      return
    }
    const kind = frame?.kind
    if (kind === 'reply' || kind === 'error') {
      const waiting = this.#waiting.get(frame.ref)
      this.#waiting.delete(frame.ref)
      if (kind === 'reply') waiting?.resolve(frame.result)
      else waiting?.reject(new Refused(frame.code, !!frame.temporary))
    } else if (kind && kind !== 'pong' && this.state === 'online') this.#options.frame(frame)
  }

  #beat(): void {
    const quiet = now() - this.#heard
    // A reply that does not come means a broken connection too, however lively it is otherwise.
    const oldest = this.#waiting.values().next().value
    if (oldest && now() - oldest.since >= limits.heartbeatEvery) this.#lost()
    else if (quiet >= limits.heartbeatEvery) this.#check()
    else this.#later(() => this.#beat(), limits.heartbeatEvery - quiet)
  }

  #check(): void {
    if (this.#checking) return
    this.#checking = true
    const asked = now()
    this.#send({ kind: 'ping' })
    this.#later(() => {
      this.#checking = false
      if (this.#heard < asked) this.#lost()
      else this.#beat()
    }, limits.heartbeatWait)
  }

  #lost(code = 0): void {
    const steady = this.state === 'online' && now() - this.#since >= steadyAfter
    this.#drop()
    if (!mayReconnect(code)) {
      this.#running = false
      this.#become('ended', code)
      return
    }
    if (steady) this.#tries = 0
    // The range that asks for back-off gets it from the first try on.
    if (code >= 4100 && code < 4200) this.#tries ||= 1
    const delay = this.#tries && Math.min(longestDelay, firstDelay * 2 ** (this.#tries - 1))
    this.#tries++
    this.#later(() => this.#open(), delay * (0.5 + (this.#options.random ?? Math.random)() / 2))
    this.#become('lost', code)
  }

  #drop(): void {
    this.#timers.clear(this.#timer)
    const socket = this.#socket
    const waiting = this.#waiting
    this.#socket = undefined
    this.#waiting = new Map()
    socket?.close()
    for (const { reject } of waiting.values()) reject(new Disconnected())
  }

  #later(run: () => void, millis: number): void {
    this.#timers.clear(this.#timer)
    this.#timer = this.#timers.set(run, millis)
  }

  #become(state: ConnectionState, closeCode?: number): void {
    if (this.state === state && state !== 'connecting') return
    this.state = state
    this.#options.state(state, closeCode)
  }
}
