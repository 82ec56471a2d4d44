/**
 * One socket to the engine that comes back by itself: hello first, requests with replies, heartbeat, back-off.
 *
 * `lost` covers the waiting and the attempts after a loss (a UI would flicker otherwise); `connecting` is only
 * what stands between `start` and the first welcome or failure.
 *
 * Here and in its neighbours, state lives in the constructor's scope: such names minify to one letter, fields
 * do not, and this code is loaded on other people's pages.
 */
import { Disconnected, Refused } from './failures.ts'
import { heartbeatEvery, heartbeatWait, mayReconnect } from './limits.ts'
import { pageTimers, type Timers } from './timers.ts'

/** `ended`: stopped, or closed with a code that does not come back by itself (42xx, given to `state`). */
export type ConnectionState = 'connecting' | 'online' | 'lost' | 'ended'

export interface ConnectionOptions {
  readonly url: string
  /** The hello frame without `ref`, asked for at every attempt. */
  readonly hello: () => object
  /** Called with the reply to hello; requests may be made from here on. `state('online')` follows. */
  // biome-ignore lint/suspicious/noExplicitAny: the engine's frames are trusted; the caller names their type.
  readonly welcome: (welcome: any) => void
  /** Every frame after the welcome that is no reply, error or pong, in the engine's order. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly frame: (frame: any) => void
  readonly state: (state: ConnectionState, closeCode?: number) => void
  readonly timers?: Timers
  readonly socket?: (url: string) => WebSocket
  readonly random?: () => number
}

interface Waiting {
  readonly since: number
  // biome-ignore lint/suspicious/noExplicitAny: as above.
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
  readonly start: () => void
  /** Closes for good, until `start`. */
  readonly stop: () => void
  /** The network or the tab came back: try now, or find out now whether the connection still lives. */
  readonly nudge: () => void
  /** Gives this socket up and resumes with a new one, by the usual back-off: for a gap in what it sent. */
  readonly resume: () => void
  /** Adds `ref`. Rejects with `Refused` or `Disconnected`. */
  readonly request: <R>(frame: object) => Promise<R>
  /** For what may be dropped: typing, pages, marks. False when there is no connection now. */
  readonly notify: (frame: object) => boolean

  constructor({
    url,
    hello,
    welcome,
    frame: take,
    state: tell,
    timers = pageTimers,
    socket: connect = (url) => new WebSocket(url),
    random = Math.random,
  }: ConnectionOptions) {
    let socket: WebSocket | undefined
    /** The one timer: next attempt, end of an attempt, next heartbeat, or end of a heartbeat. */
    let timer: unknown
    let waiting = new Map<number, Waiting>()
    let running = false
    let tries = 0
    let ref = 0
    /** When this attempt began, or was welcomed. */
    let since = 0
    let heard = 0
    let checking = false

    const become = (state: ConnectionState, closeCode?: number) => {
      const news = this.state !== state || state === 'connecting'
      this.state = state
      if (news) tell(state, closeCode)
    }

    const later = (run: () => void, millis: number) => {
      timers.clear(timer)
      timer = timers.set(run, millis)
    }

    const send = (frame: object) => socket?.send(JSON.stringify(frame))

    const ask = (frame: object, resolve: Waiting['resolve'], reject: Waiting['reject']) => {
      ref = (ref + 1) >>> 0
      waiting.set(ref, { since: now(), resolve, reject })
      send({ ...frame, ref })
    }

    const drop = () => {
      timers.clear(timer)
      const given = socket
      const unanswered = waiting
      socket = undefined
      waiting = new Map()
      given?.close()
      for (const { reject } of unanswered.values()) reject(new Disconnected())
    }

    const lost = (code = 0) => {
      if (this.state === 'online' && now() - since >= steadyAfter) tries = 0
      drop()
      if (mayReconnect(code)) {
        // The range that asks for back-off gets it from the first try on.
        if (code >= 4100 && code < 4200) tries ||= 1
        const delay = tries && Math.min(longestDelay, firstDelay * 2 ** (tries - 1))
        tries++
        later(open, delay * (0.5 + random() / 2))
        become('lost', code)
      } else {
        running = false
        become('ended', code)
      }
    }

    const beat = () => {
      const quiet = now() - heard
      // A reply that does not come means a broken connection too, however lively it is otherwise.
      const oldest = waiting.values().next().value
      if (oldest && now() - oldest.since >= heartbeatEvery) lost()
      else if (quiet >= heartbeatEvery) check()
      else later(beat, heartbeatEvery - quiet)
    }

    const check = () => {
      if (checking) return
      checking = true
      const asked = now()
      send({ kind: 'ping' })
      later(() => {
        checking = false
        if (heard < asked) lost()
        else beat()
      }, heartbeatWait)
    }

    const greet = () =>
      ask(
        hello(),
        (reply) => {
          since = now()
          this.state = 'online'
          checking = false
          beat()
          welcome(reply)
          // Unless the welcome was answered with `stop`.
          if (this.state === 'online') tell('online')
        },
        // When it is `drop` that rejects, the loss is known already.
        () => socket && lost(),
      )

    const receive = (text: string) => {
      heard = now()
      // biome-ignore lint/suspicious/noExplicitAny: as above.
      let frame: any
      try {
        frame = JSON.parse(text)
      } catch {}
      const kind = frame?.kind
      if (kind === 'reply' || kind === 'error') {
        const asked = waiting.get(frame.ref)
        waiting.delete(frame.ref)
        if (kind === 'reply') asked?.resolve(frame.result)
        else asked?.reject(new Refused(frame.code, frame.temporary))
      } else if (kind && kind !== 'pong' && this.state === 'online') take(frame)
    }

    const open = () => {
      since = now()
      try {
        const made = connect(url)
        // A socket that was given up may still speak; nobody listens.
        const whileOurs =
          <E>(run: (event: E) => void) =>
          (event: E) => {
            if (socket === made) run(event)
          }
        socket = made
        made.onopen = whileOurs(greet)
        made.onmessage = whileOurs((event: MessageEvent) => receive(event.data))
        made.onerror = () => {}
        made.onclose = whileOurs((event: CloseEvent) => lost(event.code))
        later(lost, heartbeatEvery)
      } catch {
        // A page's CSP may refuse the socket by throwing.
        lost()
      }
    }

    this.start = () => {
      if (running) return
      running = true
      tries = 0
      become('connecting')
      open()
    }
    this.stop = () => {
      running = false
      drop()
      become('ended')
    }
    this.nudge = () => {
      if (!running) return
      if (this.state === 'online') check()
      else if (!socket || now() - since > staleAttempt) {
        drop()
        open()
      }
    }
    this.resume = () => {
      if (socket) lost()
    }
    this.request = (frame) =>
      new Promise((resolve, reject) => {
        if (this.state === 'online') ask(frame, resolve, reject)
        else reject(new Disconnected())
      })
    this.notify = (frame) => {
      if (this.state !== 'online') return false
      send(frame)
      return true
    }
  }
}
