/** For tests of the whole engine: it runs on a folder of its own, and raw sockets talk to it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Context, Effect, Exit, Layer, Scope } from 'effect'
import { WebSocket } from 'undici'
import type { CanaryOptions } from './canary/Canary.ts'
import { Config, parse } from './config/Config.ts'
import { engineLayer } from './Engine.ts'
import { Edge } from './edge/Edge.ts'
import { protocolVersion } from './protocol/client/limits.ts'
import { uuidv7 } from './protocol/client/uuidv7.ts'

type Services = Layer.Success<ReturnType<typeof engineLayer>>

export interface Running {
  readonly port: number
  readonly origin: string
  /** The engine's services, to look inside. */
  readonly context: Context.Context<Services>
  readonly stop: () => Promise<void>
}

export const folder = (): string => mkdtempSync(join(tmpdir(), 'redhelper-engine-'))
export const remove = (path: string): void => rmSync(path, { recursive: true, force: true })

/** Starts an engine on this folder, which may hold a `published` folder already; what is not set is as in `npm run dev`, without a canary. */
export const start = async (
  dataDir: string,
  settings: Record<string, string> = {},
  canary: CanaryOptions = {},
): Promise<Running> => {
  const published = join(dataDir, 'published')
  mkdirSync(published, { recursive: true })
  const manifest = join(published, 'manifest.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{}')
  const env = {
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
    REGISTRATION: 'open',
    LIMIT_REGISTRATIONS_PER_HOUR: '1000',
    CANARY: 'off',
    ...settings,
  }
  const layer = engineLayer(published, canary).pipe(Layer.provide(Layer.effect(Config, parse(env))))
  const scope = await Effect.runPromise(Scope.make())
  const context = await Effect.runPromise(Layer.buildWithScope(layer, scope))
  const { port } = Context.get(context, Edge)
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    context,
    stop: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  }
}

/** Registers an account; gives the cookie of its administrator. */
export const register = async ({ origin }: Running, login: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${origin}/api/v1/registration`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: JSON.stringify({
      email: `${login}@example.com`,
      login,
      password: 'correct horse',
      language: 'ru',
      timeZone: 'Europe/Moscow',
    }),
  })
  if (response.status !== 201) throw new Error(`registration: ${response.status} ${await response.text()}`)
  const me = (await response.json()) as { operator: string; account: string }
  return { ...me, cookie: response.headers.getSetCookie()[0]!.split(';')[0]! }
}

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at as they came
export type Frame = any

/** One raw socket: sends what it is told, keeps what it hears. */
export class Line {
  readonly heard: Array<Frame> = []
  closeCode: number | null = null
  private wake = () => {}
  private ref = 0

  constructor(readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      this.heard.push(JSON.parse(String(data)))
      this.wake()
    })
    socket.addEventListener('close', ({ code }) => {
      this.closeCode = code
      this.wake()
    })
  }

  say(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** Sends a request, gives its `reply` or `error`. */
  async ask(frame: object): Promise<Frame> {
    const ref = ++this.ref
    this.say({ ref, ...frame })
    return this.until((heard) => (heard.kind === 'reply' || heard.kind === 'error') && heard.ref === ref)
  }

  /** The first frame heard, or still to come, that fits. */
  async until(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (let from = 0; ; ) {
      for (; from < this.heard.length; from++) if (fits(this.heard[from])) return this.heard[from]
      if (this.closeCode !== null) throw new Error(`closed with ${this.closeCode}`)
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  async closed(): Promise<number> {
    while (this.closeCode === null) await new Promise<void>((resolve) => (this.wake = resolve))
    return this.closeCode
  }

  /** Every entry heard, in the order of arrival: from snapshots, what was missed, and events. */
  get entries(): ReadonlyArray<Frame> {
    return this.heard.flatMap((frame) =>
      frame.kind === 'conversation' ? frame.entries : frame.kind === 'event' ? [frame] : [],
    )
  }

  /** Texts of the messages among them. */
  get texts(): ReadonlyArray<string> {
    return this.entries.filter(({ event }) => event.kind === 'MessageSent').map(({ event }) => event.text)
  }

  /** Waits for an entry. */
  async entry(fits: (event: Frame) => boolean): Promise<Frame> {
    const found = () => this.entries.find(({ event }) => fits(event))
    await this.until(() => found() !== undefined)
    return found()
  }

  close(): void {
    this.socket.close()
  }
}

/** A person's: robots are no visitors. */
export const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

export const connect = async (url: string, headers: Record<string, string> = {}): Promise<Line> => {
  const socket = new WebSocket(url, { headers: { 'user-agent': userAgent, ...headers } })
  const line = new Line(socket)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('cannot connect')))
  })
  return line
}

export const visitorHello = (account: string, more: object = {}) => ({
  kind: 'hello',
  version: protocolVersion,
  account,
  token: null,
  tab: uuidv7(),
  page: { url: 'https://shop.example/tea', title: 'Tea' },
  referrer: '',
  language: 'ru',
  visible: true,
  open: false,
  epoch: null,
  position: null,
  ...more,
})

/** A visitor's tab, welcomed. */
export const visit = async ({ port }: Running, account: string, more: object = {}) => {
  const line = await connect(`ws://127.0.0.1:${port}/ws/visitor`)
  const { result } = await line.ask(visitorHello(account, more))
  return { line, welcome: result as Frame }
}

/** An operator's console, welcomed. */
export const console = async ({ port, origin }: Running, cookie: string, more: object = {}) => {
  const line = await connect(`ws://127.0.0.1:${port}/ws/operator`, { cookie, origin })
  const { result } = await line.ask({
    kind: 'hello',
    version: protocolVersion,
    console: uuidv7(),
    status: 'online',
    epoch: null,
    positions: [],
    ...more,
  })
  return { line, welcome: result as Frame }
}
