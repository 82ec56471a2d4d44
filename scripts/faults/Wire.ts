/**
 * The network between clients and engine: a TCP proxy whose every link can be cut, stalled, or made to lose what
 * the engine says.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * flow: as it should be. swallow: what the engine says is lost, what the client says arrives. dead: nothing
 * arrives any more, and nobody is told. stalled: nothing moves for now, in neither direction. slow: the client
 * does not read.
 */
export type Flow = 'flow' | 'swallow' | 'dead' | 'stalled' | 'slow'

interface Pair {
  /** The client's number of this connection. */
  readonly socket: number
  readonly client: Socket
  readonly engine: Socket
  flow: Flow
  deadSince: number | null
}

/** One client's way to the engine, over all its connections. */
export class Link {
  readonly pairs = new Set<Pair>()
  readonly #wire: Wire
  readonly #name: number

  constructor(wire: Wire, name: number) {
    this.#wire = wire
    this.#name = name
  }

  url(path: string): string {
    return `ws://127.0.0.1:${this.#wire.port}${path}?link=${this.#name}`
  }

  /** For the connections that there are now; later ones flow. */
  set(flow: Flow): void {
    for (const pair of this.pairs) {
      // What is dead stays so.
      if (pair.flow === 'dead') continue
      pair.flow = flow
      if (flow === 'dead') pair.deadSince = performance.now()
      const [up, down] = [flow !== 'stalled', flow !== 'stalled' && flow !== 'slow']
      up ? pair.client.resume() : pair.client.pause()
      down ? pair.engine.resume() : pair.engine.pause()
    }
  }

  get flows(): boolean {
    return [...this.pairs].every(({ flow }) => flow === 'flow')
  }

  /** Does the client sit on a dead line, and has not noticed yet? */
  get dead(): boolean {
    return [...this.pairs].some(({ deadSince }) => deadSince !== null)
  }

  /** The client gives this connection up; for how many milliseconds it was dead, null if it was not. */
  givenUp(socket: number): number | null {
    const pair = [...this.pairs].find((pair) => pair.socket === socket)
    if (!pair?.deadSince) return null
    const dead = performance.now() - pair.deadSince
    pair.deadSince = null
    return dead
  }

  cut(): void {
    for (const { client, engine } of this.pairs) {
      client.resetAndDestroy()
      engine.resetAndDestroy()
    }
  }
}

export class Wire {
  readonly #server: Server
  readonly #links = new Map<number, Link>()
  #next = 0

  constructor(engine: () => number) {
    this.#server = createServer((client) => {
      client.on('error', () => {})
      // The request line says whose connection this is.
      client.once('data', (first: Buffer) => {
        const [, name, socket] = /[?&]link=(\d+)&socket=(\d+)/.exec(first.toString('latin1', 0, 200)) ?? []
        const link = this.#links.get(Number(name))
        if (link === undefined) return client.destroy()
        join(link, Number(socket), client, first, engine())
      })
    })
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done))
  }

  async close(): Promise<void> {
    for (const link of this.#links.values()) link.cut()
    await new Promise((done) => this.#server.close(done))
  }

  link(): Link {
    const link = new Link(this, ++this.#next)
    this.#links.set(this.#next, link)
    return link
  }
}

const join = (link: Link, socket: number, client: Socket, first: Buffer, port: number): void => {
  const engine = connect({ port, host: '127.0.0.1' })
  const pair: Pair = { socket, client, engine, flow: 'flow', deadSince: null }
  link.pairs.add(pair)
  client.setNoDelay(true)
  engine.setNoDelay(true)
  engine.write(first)
  client.on('data', (bytes) => {
    if (pair.flow !== 'dead') engine.write(bytes)
  })
  engine.on('data', (bytes) => {
    if (pair.flow === 'dead' || pair.flow === 'swallow') return
    // A client that is slow is the engine's trouble, not the proxy's memory's.
    if (!client.write(bytes) && pair.flow === 'flow') {
      engine.pause()
      client.once('drain', () => pair.flow === 'flow' && engine.resume())
    }
  })
  const end = (from: Socket, to: Socket) => () => {
    // Of a dead line nobody hears, not even that it ended.
    if (pair.flow === 'dead' && from === engine) return
    link.pairs.delete(pair)
    to.destroy()
    from.destroy()
  }
  engine.on('error', () => {})
  engine.on('close', end(engine, client))
  client.on('close', end(client, engine))
}
