/** Visitors and consoles of some accounts, and what they do. */
import { randomUUID } from 'node:crypto'
import { protocolVersion } from '../../../engine/protocol/client/limits.ts'
import { firefox } from '../../agent.ts'
import * as frames from './frames.ts'
import { Latency } from './Latency.ts'
import { Wire } from './Wire.ts'

export interface Place {
  readonly port: number
  readonly socketio: boolean
}

export interface Group {
  readonly login: string
  readonly cookie: string
  readonly consoles: number
  readonly visitors: number
}

export interface Talk {
  /** `page`: looks at another page; nothing answers that, and consoles that watch see it. Wants a `rate`. */
  readonly kind: 'message' | 'typing' | 'page'
  readonly seconds: number
  /** Messages a second over all visitors, at fixed moments; 0: each visitor's next one follows its ack. */
  readonly rate: number
  /** Without `rate`: unacknowledged messages of one visitor. */
  readonly window: number
  /** Does the console that is shown a message say so? */
  readonly seen: boolean
}

export interface Talked {
  readonly sent: number
  readonly acked: number
  /** Shown to consoles, each counted. */
  readonly shown: number
  readonly refused: number
  readonly seconds: number
  /** Of the way to the console, in ms from the moment it was due. */
  readonly p50: number | null
  readonly p99: number | null
  /** Of the visitor table, over all consoles. */
  readonly tableBytes: number
}

interface Visitor {
  readonly wire: Wire
  ref: number
}

/** Connections opened at once. */
const opening = 64
/** Milliseconds for everything that somebody has to answer. */
const patience = 30_000

export class Crowd {
  private readonly visitors: Array<Visitor> = []
  private readonly consoles: Array<Wire> = []
  /** Consoles that are shown each message. */
  private copies = 0
  private dialled = 0
  private answered = (_visitor: number): void => {}
  private shown = (_bytes: Buffer, _start: number, _end: number): void => {}
  private previewed = (_number: number): void => {}
  private refused = 0
  private tableBytes = 0
  /** In how many consoles' tables does this stand by now? */
  private sought = ''
  private found = new Set<Wire>()
  private lost = 0
  private closing = false
  private saysSeen = false
  /** When each message was due; from `first` on. */
  private due: Array<number> = []
  private next = 1

  constructor(private readonly place: Place) {}

  async consolesOf(groups: ReadonlyArray<Group>): Promise<void> {
    this.copies = groups[0]?.consoles ?? 0
    await this.inTurn(
      groups.flatMap((group) => Array.from({ length: group.consoles }, () => group)),
      (group, done) => this.console(group, done),
    )
  }

  async visitorsOf(groups: ReadonlyArray<Group>): Promise<void> {
    await this.inTurn(
      groups.flatMap((group) => Array.from({ length: group.visitors }, () => group)),
      (group, done) => this.visitor(group, done),
    )
  }

  /** The consoles open their visitor tables. */
  async watch(): Promise<void> {
    this.sought = '"complete":true'
    this.found.clear()
    for (const wire of this.consoles) wire.say('{"kind":"watch","ref":2,"watching":true}')
    await this.allFind('the whole table')
  }

  /** Until what is sought stands in the tables of all. */
  private async allFind(what: string): Promise<void> {
    const late = performance.now() + patience
    while (this.found.size < this.consoles.length) {
      if (performance.now() > late) throw new Error(`${what} did not come to every console`)
      await new Promise((done) => setTimeout(done, 5))
    }
  }

  async leave(): Promise<void> {
    this.closing = true
    for (const wire of [...this.consoles, ...this.visitors.map(({ wire }) => wire)]) wire.drop()
    this.consoles.length = this.visitors.length = 0
    await new Promise((done) => setTimeout(done, 200))
    this.closing = false
  }

  async talk({ kind, seconds, rate, window, seen }: Talk): Promise<Talked> {
    const { visitors } = this
    const latency = new Latency()
    const begun = performance.now()
    const until = begun + seconds * 1_000
    const first = this.next
    let [acked, shown] = [0, 0]
    this.due = []
    this.refused = this.lost = this.tableBytes = 0
    this.saysSeen = seen
    const owner = (number: number) => (number - first) % visitors.length
    const say = (index: number, due: number, number = this.next++) => {
      this.due[number - first] = due
      const visitor = visitors[index]!
      visitor.ref = (visitor.ref + 1) % 0xffffffff
      if (kind === 'page') return visitor.wire.say(frames.page(number))
      visitor.wire.say(
        kind === 'typing'
          ? `{"kind":"typing","text":"${number} ${frames.text}"}`
          : `{"kind":"send","ref":${visitor.ref},"client":"${frames.clientId(number)}","text":"${frames.text}"}`,
      )
    }
    const again = (index: number) => {
      const now = performance.now()
      if (rate === 0 && now < until) say(index, now)
    }
    const onTime = (number: number) => {
      const due = this.due[number - first]
      if (due !== undefined) latency.add(performance.now() - due)
    }
    // Previews are not acknowledged: the next one follows when the last was shown. Whose it is stands in it.
    const typedBy = new Map<number, number>()
    this.answered = (index) => {
      acked++
      again(index)
    }
    this.shown = (bytes, start, end) => {
      const number = frames.numberOf(bytes, start, end)
      if (number < 0) return
      shown++
      onTime(number)
    }
    this.previewed = (number) => {
      shown++
      onTime(number)
      const index = typedBy.get(number)
      if (index === undefined) return
      typedBy.delete(number)
      if (rate === 0 && performance.now() < until) type(index)
    }
    const type = (index: number) => {
      typedBy.set(this.next, index)
      say(index, performance.now())
    }

    if (rate === 0) {
      for (let w = 0; w < window; w++) {
        for (let index = 0; index < visitors.length; index++) {
          if (kind === 'typing') type(index)
          else say(index, performance.now())
        }
      }
      await this.untilTime(until)
    } else await this.onSchedule(begun, until, rate, (due) => say(owner(this.next), due))
    // A timer may ring a little early, and somebody speak once more.
    const sent = () => this.next - first
    if (kind === 'page') {
      this.sought = frames.pageUrl(this.next - 1)
      this.found.clear()
      await this.allFind('the last page')
      acked = sent()
      shown = acked * this.copies
    }
    const late = performance.now() + 10_000
    const waiting = () =>
      kind === 'typing' ? typedBy.size > 0 : acked + this.refused < sent() || shown < acked * this.copies
    while (waiting() && performance.now() < late) await new Promise((done) => setTimeout(done, 5))
    if (this.lost > 0) throw new Error(`${this.lost} sockets were closed`)
    return {
      sent: sent(),
      acked: kind === 'typing' ? shown : acked,
      shown,
      refused: this.refused,
      seconds: (performance.now() - begun) / 1_000,
      p50: latency.at(0.5),
      p99: latency.at(0.99),
      tableBytes: this.tableBytes,
    }
  }

  private untilTime(until: number): Promise<void> {
    return new Promise((done) => setTimeout(done, Math.max(0, until - performance.now())))
  }

  /** Open loop: what is due is said, whether or not the server keeps up. */
  private async onSchedule(begun: number, until: number, rate: number, say: (due: number) => void) {
    const gap = 1_000 / rate
    for (let due = begun; due < until; ) {
      const now = performance.now()
      for (; due <= now && due < until; due += gap) say(due)
      await new Promise((done) => setTimeout(done, 1))
    }
  }

  private async inTurn<A>(all: ReadonlyArray<A>, begin: (each: A, done: () => void) => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${done} of ${all.length} are welcome after ${patience} ms`)),
        patience + all.length * 5,
      )
      let [begun, done] = [0, 0]
      const more = () => {
        while (begun < all.length && begun - done < opening) begin(all[begun++]!, one)
      }
      const one = () => {
        if (++done === all.length) {
          clearTimeout(late)
          resolve()
        } else more()
      }
      if (all.length === 0) one()
      more()
    })
  }

  private dial(path: string, headers: Readonly<Record<string, string>>) {
    // 127.0.0.2 and on, ten thousand each.
    const from = `127.0.0.${2 + Math.floor(this.dialled++ / 10_000)}`
    return { ...this.place, from, path, headers }
  }

  private visitor({ login }: Group, done: () => void): void {
    let index = -1
    const wire: Wire = new Wire(this.dial('/ws/visitor', { 'user-agent': firefox }), {
      open: () => wire.say(visitorHello(login)),
      frame: (bytes, start) => {
        const kind = frames.kindOf(bytes, start)
        if (kind === 'error') this.refused++
        if (kind !== 'reply') return
        if (index >= 0) return this.answered(index)
        index = this.visitors.push({ wire, ref: 1 }) - 1
        done()
      },
      closed: () => this.gone(),
    })
  }

  private console({ login, cookie }: Group, done: () => void): void {
    let welcome = false
    const origin = `http://127.0.0.1:${this.place.port}`
    const wire: Wire = new Wire(this.dial('/ws/operator', { cookie, origin }), {
      open: () => wire.say(operatorHello(login)),
      frame: (bytes, start, end) => {
        switch (frames.kindOf(bytes, start)) {
          case 'event':
            return this.event(wire, bytes, start, end)
          case 'visitors':
            this.tableBytes += end - start
            if (bytes.subarray(start, end).includes(this.sought)) this.found.add(wire)
            return
          case 'preview':
            return this.previewed(frames.previewNumber(bytes, start))
          case 'reply':
            if (welcome) return
            welcome = true
            this.consoles.push(wire)
            done()
        }
      },
      closed: () => this.gone(),
    })
  }

  private event(wire: Wire, bytes: Buffer, start: number, end: number): void {
    this.shown(bytes, start, end)
    if (!this.saysSeen || frames.numberOf(bytes, start, end) < 0) return
    const [conversation, seq] = [frames.conversationOf(bytes, start), frames.seqOf(bytes, start)]
    wire.say(`{"kind":"seen","conversation":"${conversation}","seq":${seq}}`)
  }

  private gone(): void {
    if (!this.closing) this.lost++
  }
}

const visitorHello = (account: string): string =>
  JSON.stringify({
    kind: 'hello',
    ref: 1,
    version: protocolVersion,
    account,
    token: null,
    tab: randomUUID(),
    page: { url: 'https://shop.example/catalog/tea/green/longjing-2026', title: 'Лунцзин, первый сбор' },
    referrer: 'https://search.example/',
    language: 'ru-RU',
    visible: true,
    open: false,
    epoch: null,
    position: null,
  })

const operatorHello = (account: string): string =>
  JSON.stringify({
    kind: 'hello',
    ref: 1,
    version: protocolVersion,
    account,
    console: randomUUID(),
    status: 'online',
    epoch: null,
    positions: [],
  })
