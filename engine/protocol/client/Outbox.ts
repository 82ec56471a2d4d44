/**
 * What a person wrote and the engine has not acknowledged yet. Kept across page changes, sent again after each
 * welcome, never twice to the eye: the client's id makes resending harmless.
 *
 * One message of a conversation is on its way at a time. Sending several at once would put them in disorder
 * whenever the engine refuses the first for a while and takes the second; a person does not notice the round
 * trip.
 *
 * Tabs share one `Keep`. Every record has a turn that grows with each change; saving merges by client id and the
 * later turn wins, and what is finished stays behind for ten minutes, so that a tab with an older view neither
 * loses another's message nor brings a finished one back.
 */
import { isBlank } from '../../domain/conversation.ts'
import type { Refusal, Sent } from '../frames.ts'
import { Refused } from './failures.ts'
import { limits } from './limits.ts'
import { pageTimers, type Timers } from './timers.ts'
import { uuidv7 } from './uuidv7.ts'

/** Where pending messages survive a reload; both may throw (blocked or full storage). */
export interface Keep {
  load(): string | null
  save(text: string): void
}

export interface Pending {
  readonly client: string
  readonly conversation: string | null
  readonly text: string
  /** When it was written, by this device's clock. */
  readonly at: number
  readonly state: 'sending' | 'notSent'
  readonly code?: Refusal
}

interface Kept extends Omit<Pending, 'state'> {
  /** `sent`: acknowledged; `gone`: the person gave it up. */
  readonly state: Pending['state'] | 'sent' | 'gone'
  readonly turn: number
  /** Since when `sent` or `gone`, and under which epoch. */
  readonly done?: number
  readonly epoch?: string | null
}

export interface OutboxOptions {
  readonly keep: Keep
  /** Usually `connection.request({ kind: 'send', … })`. */
  readonly send: (pending: Pending) => Promise<Sent>
  /** `pending` is another list now. */
  readonly changed: () => void
  readonly now?: () => number
  readonly timers?: Timers
}

/** Own acknowledged messages this young are sent again when the log's epoch changed. */
const bringBack = 10 * 60_000
const firstDelay = 500
const longestDelay = 15_000

export class Outbox {
  /** In the order of writing. */
  pending: ReadonlyArray<Pending> = []
  readonly #options: OutboxOptions
  #all = new Map<string, Kept>()
  /** Per conversation the client id on its way, or waiting for another try. */
  #flying = new Map<string | null, string>()
  /** Of the engine we are connected to; null: offline. */
  #epoch: string | null = null
  /** Grows with each connection: what an earlier one still has to say no longer steers the sending. */
  #link = 0
  #tries = 0

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#merge()
    this.#list()
  }

  /**
   * Takes a message and sends it as soon as may be. Too long: it stands as `notSent` at once, and retrying does
   * nothing. Blank: it is only answered with `empty`, and not kept.
   */
  add(text: string, conversation: string | null): Pending {
    const fresh = { client: uuidv7(), conversation, text, at: this.#next(), turn: 0 }
    if (isBlank(text)) return { ...fresh, state: 'notSent', code: 'empty' }
    const kept: Kept & Pending =
      text.length > limits.messageLength
        ? { ...fresh, state: 'notSent', code: 'tooLong' }
        : { ...fresh, state: 'sending' }
    this.#all.set(kept.client, kept)
    this.#save()
    return kept
  }

  /** The person sends a refused message again: it goes to the end. */
  retry(client: string): void {
    const kept = this.#all.get(client)
    if (kept?.state === 'notSent' && kept.text.length <= limits.messageLength) {
      this.#change(client, { state: 'sending', at: this.#next() })
    }
  }

  discard(client: string): void {
    this.#finish(client, 'gone')
  }

  /** Its event arrived, so it is stored, whatever became of the reply. */
  settled(client: string): void {
    this.#finish(client, 'sent')
  }

  /** After each welcome. */
  online(epoch: string): void {
    this.offline()
    this.#epoch = epoch
    this.#tries = 0
    this.#merge()
    for (const kept of this.#all.values()) {
      if (kept.state === 'sent' && kept.epoch !== epoch) this.#put(kept, { state: 'sending' })
    }
    this.#save()
  }

  offline(): void {
    this.#epoch = null
    this.#link++
    this.#flying.clear()
  }

  #finish(client: string, state: 'sent' | 'gone'): void {
    const kept = this.#all.get(client)
    if (kept?.state === 'sending' || kept?.state === 'notSent') {
      this.#change(client, { state, done: this.#now(), epoch: this.#epoch })
    }
  }

  #change(client: string, change: Partial<Kept>): void {
    const kept = this.#all.get(client)
    if (kept) this.#put(kept, change)
    this.#save()
  }

  #put({ code: _, ...kept }: Kept, change: Partial<Kept>): void {
    this.#all.set(kept.client, { ...kept, ...change, turn: kept.turn + 1 })
  }

  #merge(): void {
    let found: unknown
    try {
      found = JSON.parse(this.#options.keep.load() ?? '')
    } catch {}
    for (const kept of Array.isArray(found) ? found : []) {
      if (!isKept(kept)) continue
      const own = this.#all.get(kept.client)
      if (!own || kept.turn > own.turn || (kept.turn === own.turn && kept.done))
        this.#all.set(kept.client, kept)
    }
  }

  #save(): void {
    this.#merge()
    for (const { client, done } of this.#all.values()) {
      if (done && this.#now() - done > bringBack) this.#all.delete(client)
    }
    try {
      this.#options.keep.save(JSON.stringify([...this.#all.values()]))
    } catch {}
    this.#list()
    this.#options.changed()
    this.#pump()
  }

  #list(): void {
    this.pending = [...this.#all.values()].filter(isPending).sort((a, b) => a.at - b.at)
  }

  #pump(): void {
    if (this.#epoch === null) return
    for (const pending of this.pending) {
      if (pending.state === 'sending' && !this.#flying.has(pending.conversation)) this.#fly(pending)
    }
  }

  async #fly(pending: Pending): Promise<void> {
    const { client, conversation } = pending
    const link = this.#link
    const landed = () => {
      if (link !== this.#link) return
      this.#flying.delete(conversation)
      this.#pump()
    }
    this.#flying.set(conversation, client)
    try {
      await this.#options.send(pending)
      this.#tries = 0
      this.#finish(client, 'sent')
      landed()
    } catch (why) {
      // Anything else is a lost connection: the next welcome sends it again.
      if (!(why instanceof Refused)) return
      if (why.temporary && why.code !== 'notSent') {
        const delay = Math.min(longestDelay, firstDelay * 2 ** this.#tries++)
        ;(this.#options.timers ?? pageTimers).set(landed, delay)
      } else {
        if (this.#all.get(client)?.state === 'sending')
          this.#change(client, { state: 'notSent', code: why.code })
        landed()
      }
    }
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }

  /** Strictly after every waiting message, whatever the clock does: the order of writing hangs on it. */
  #next(): number {
    return Math.max(this.#now(), ...this.pending.map(({ at }) => at + 1))
  }
}

const isPending = (kept: Kept): kept is Kept & Pending => kept.state === 'sending' || kept.state === 'notSent'

/** The site's own storage may hold anything; a frame with wrong types would end the connection for good. */
const isKept = (kept: any): kept is Kept =>
  /^[\da-f-]{36}$/.test(kept?.client) &&
  (kept.conversation === null || /^[\da-f-]{36}$/.test(kept.conversation)) &&
  typeof kept.text === 'string' &&
  kept.text.length > 0 &&
  (kept.state === 'notSent' || kept.text.length <= limits.messageLength) &&
  kept.at > 0 &&
  kept.turn >= 0 &&
  /^(sending|notSent|sent|gone)$/.test(kept.state)
