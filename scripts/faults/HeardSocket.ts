/**
 * A client's socket with an ear on it: every frame, either way, is checked against what the protocol promises.
 * After `hello` exactly what was missed or an honest snapshot, then events without a gap; nothing of anybody else.
 */
import { WebSocket } from 'undici'
import { firefox } from '../agent.ts'
import { asOwner, type Clock } from './clock.ts'
import { type Ledger, numberIn, tagsIn } from './Ledger.ts'
import type { Link } from './Wire.ts'

export interface Listener {
  readonly name: string
  readonly account: number
  /** Null: an operator, who may see all visitors of his account. */
  readonly visitor: number | null
  readonly clock: Clock
  readonly ledger: Ledger
  readonly link: Link
  readonly headers?: Record<string, string>
}

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at as they came
type Frame = any

/** Milliseconds after which a preview that should not be there is a fault. */
export const lingers = 3_000
/** Milliseconds within which a client has to notice that its line is dead. */
const notices = 20_000

let sockets = 0

/** As much of the browser's WebSocket as `Connection` uses. */
export class HeardSocket {
  onopen: ((event: unknown) => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  readonly #socket: WebSocket
  readonly #number = ++sockets
  readonly #listener: Listener
  /** Up to where each conversation has come on this socket. */
  readonly #seqs = new Map<string, number>()
  readonly #positions = new Map<string, number>()
  /** Requests without an answer yet, by `ref`: the client's id of a message, or ''. */
  readonly #asked = new Map<number, string>()
  /** Messages whose event came on this socket. */
  readonly #said = new Set<number>()
  /** Previews of messages that are there already, by conversation. */
  readonly #late = new Map<string, { readonly number: number; readonly since: number }>()
  #helloEpoch: string | null = null
  #epoch = ''
  #helloAt = 0

  constructor(url: string, listener: Listener) {
    this.#listener = listener
    const headers = { 'user-agent': firefox, ...listener.headers }
    this.#socket = new WebSocket(`${url}&socket=${this.#number}`, { headers })
    const told =
      <E>(run: (event: E) => void) =>
      (event: E) =>
        asOwner(listener.clock, () => run(event))
    this.#socket.addEventListener(
      'open',
      told((event) => this.onopen?.(event)),
    )
    this.#socket.addEventListener(
      'error',
      told((event) => this.onerror?.(event)),
    )
    this.#socket.addEventListener(
      'close',
      told(({ code }) => {
        listener.ledger.count(`closed with ${code}`)
        this.onclose?.({ code })
      }),
    )
    this.#socket.addEventListener(
      'message',
      told(({ data }) => {
        const text = String(data)
        this.#hear(text)
        this.onmessage?.({ data: text })
      }),
    )
  }

  send(text: string): void {
    const frame: Frame = JSON.parse(text)
    if (frame.ref !== undefined) this.#asked.set(frame.ref, frame.kind === 'send' ? frame.client : '')
    if (frame.kind === 'send') this.#listener.ledger.sends(frame.client, frame.text, this.#listener.name)
    if (frame.kind === 'hello') {
      this.#helloAt = performance.now()
      this.#helloEpoch = frame.epoch
      for (const { conversation, seq } of frame.positions ?? (frame.position ? [frame.position] : [])) {
        this.#positions.set(conversation, seq)
      }
    }
    this.#socket.send(text)
  }

  close(): void {
    const { ledger, link, name } = this.#listener
    const dead = link.givenUp(this.#number)
    if (dead !== null) {
      ledger.most('slowest to notice a dead line, ms', dead)
      if (dead > notices)
        ledger.fault('client', `${name} noticed after ${Math.round(dead)} ms that its line was dead`)
    }
    this.#socket.close()
  }

  #hear(text: string): void {
    const { ledger, account, visitor, name } = this.#listener
    for (const tag of tagsIn(text)) {
      if (tag.account !== account || (visitor !== null && tag.visitor !== visitor)) {
        ledger.fault('leaked', `${name} was shown message ${tag.number} of a${tag.account} v${tag.visitor}`)
      }
      if (ledger.erasedBy(tag.number, this.#helloAt)) {
        ledger.fault('kept', `${name} said hello after the erasure, and was shown message ${tag.number}`)
      }
    }
    const frame: Frame = JSON.parse(text)
    switch (frame.kind) {
      case 'reply':
        return this.#reply(frame)
      case 'error': {
        const client = this.#asked.get(frame.ref)
        this.#asked.delete(frame.ref)
        return client ? ledger.refuses(client, frame.code) : ledger.count(`refused: ${frame.code}`)
      }
      case 'conversation':
        return this.#conversation(frame)
      case 'event':
        return this.#event(frame)
      case 'removed':
        return void this.#seqs.delete(frame.conversation)
      case 'preview':
        return this.#preview(frame)
    }
  }

  /** A late one (from a line that was stalled) may come after its message, and must go at once. */
  #preview({ conversation, text }: Frame): void {
    const { ledger, name } = this.#listener
    const late = this.#late.get(conversation)
    if (late !== undefined && performance.now() - late.since > lingers) {
      ledger.fault(
        'lingering',
        `${name} was shown a preview of message ${late.number} long after the message`,
      )
    }
    this.#late.delete(conversation)
    const number = numberIn(text)
    if (number === null || !this.#said.has(number)) return
    ledger.count('previews that came late')
    this.#late.set(conversation, { number, since: performance.now() })
  }

  #reply({ ref, result }: Frame): void {
    const { ledger } = this.#listener
    const asked = this.#asked.get(ref)
    this.#asked.delete(ref)
    if (asked === undefined) ledger.fault('client', `${this.#listener.name} got a reply to nothing`)
    if (result.epoch !== undefined) {
      this.#epoch = result.epoch
      ledger.welcomes(this.#listener.name.split(',')[0]!)
      ledger.most('slowest hello, ms', performance.now() - this.#helloAt)
    } else if (result.client !== undefined) {
      ledger.acknowledge(result, this.#epoch)
    } else if (result.entries !== undefined) {
      for (const entry of result.entries) this.#shown(entry)
    }
  }

  #conversation({ conversation, entries, reset }: Frame): void {
    const { id, seq } = conversation
    const { ledger, name } = this.#listener
    ledger.count(reset ? 'snapshots' : 'resumed')
    const known = this.#helloEpoch === this.#epoch ? (this.#positions.get(id) ?? 0) : 0
    let at = reset ? (entries[0]?.seq ?? seq + 1) - 1 : known
    if (!reset && known > seq) ledger.fault('reordered', `${name} resumed ${id} from ${known}, beyond ${seq}`)
    for (const entry of entries) {
      if (entry.seq !== ++at)
        ledger.fault('reordered', `${name} got ${entry.seq} of ${id} in the place of ${at}`)
      this.#shown(entry)
    }
    if (at !== seq) ledger.fault('reordered', `${name} got ${id} up to ${at}, which is at ${seq}`)
    this.#seqs.set(id, seq)
    this.#positions.delete(id)
  }

  #event(entry: Frame): void {
    const { conversation, seq } = entry
    const { ledger, name } = this.#listener
    const before = this.#seqs.get(conversation) ?? 0
    if (seq !== before + 1) ledger.fault('reordered', `${name} got ${seq} of ${conversation} after ${before}`)
    this.#seqs.set(conversation, seq)
    this.#shown(entry)
  }

  #shown({ conversation, seq, event }: Frame): void {
    const number = event.kind === 'MessageSent' ? numberIn(event.text) : null
    if (number !== null) this.#said.add(number)
    const { ledger, name, account, visitor } = this.#listener
    if (!ledger.mayBeShown(conversation, account, visitor)) {
      ledger.fault('leaked', `${name} was shown ${event.kind} of ${conversation}, which is somebody else's`)
    }
    ledger.show(this.#epoch, conversation, seq, number === null ? event.kind : `#${number}`)
  }
}
