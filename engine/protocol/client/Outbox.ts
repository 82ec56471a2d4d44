/**
 * What a person wrote and the engine has not acknowledged yet. Kept across page changes, sent again after each
 * welcome, never twice to the eye: the client's id makes resending harmless.
 *
 * One message of a conversation is on its way at a time. Sending several at once would put them in disorder
 * whenever the engine refuses the first for a while and takes the second; a person does not notice the round
 * trip.
 *
 * Tabs share one `Keep`. Every record has a turn that grows with each change; saving merges by client id and the
 * later turn wins, and what is finished stays behind until ten minutes later, so that a tab with an older view neither
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
  /** Why it was not sent. */
  readonly code?: Refusal | undefined
}

interface Kept extends Pending {
  readonly turn: number
  /** Since when it is acknowledged or given up. */
  readonly done?: number | undefined
  /** Of the log that acknowledged it; empty when the person gave it up. */
  readonly epoch?: string
}

export interface OutboxOptions {
  readonly keep: Keep
  /** Usually `connection.request({ kind: 'send', … })`. */
  readonly send: (pending: Pending) => Promise<Sent>
  /** `pending` is another list now. */
  readonly changed: () => void
  /** Ms since 1970 by the engine's clock, once it is known; not to jump while the page lives. */
  readonly now?: () => number
  readonly timers?: Timers
}

/** Ms for which what is acknowledged is kept, to be sent again to a log with another epoch. */
const bringBack = 10 * 60_000
const firstDelay = 500
const longestDelay = 15_000

export class Outbox {
  /** In the order of writing. */
  pending: ReadonlyArray<Pending> = []
  /**
   * Takes a message and sends it as soon as may be. Too long: it stands as `notSent` at once, for this page
   * only, and retrying does nothing. Blank: it is only answered so (`empty`), there being nothing to lose.
   */
  readonly add: (text: string, conversation: string | null) => Pending
  /** The person sends a refused message again: it goes to the end. */
  readonly retry: (client: string) => void
  readonly discard: (client: string) => void
  /** Its event arrived, so it is stored, whatever became of the reply. */
  readonly settled: (client: string) => void
  /** After each welcome. */
  readonly online: (epoch: string) => void
  readonly offline: () => void
  /** The person came back to this page: what he wrote in another one, and left there, goes from here. */
  readonly look: () => void

  constructor({ keep, send, changed, now = Date.now, timers = pageTimers }: OutboxOptions) {
    const all = new Map<string, Kept>()
    /** Conversations with a message on its way, or waiting for another try; a new set with each connection. */
    let flying = new Set<string | null>()
    let connected = false
    /** Of the log of the engine that we last spoke to. */
    let epoch = ''
    let tries = 0
    /** As we wrote it: while it stands there, no other tab has written. */
    let saved: string | undefined

    const set = (kept: Kept, outcome: Partial<Kept>) =>
      all.set(kept.client, { ...kept, code: undefined, ...outcome, turn: kept.turn + 1 })

    const merge = () => {
      try {
        const text = keep.load()!
        for (const kept of text === saved ? [] : JSON.parse(text).filter(isKept)) {
          const own = all.get(kept.client)
          if (!own || kept.turn > own.turn || (kept.turn === own.turn && kept.done))
            all.set(kept.client, kept)
        }
      } catch {}
      // Only with the engine's clock: the device's may be days wrong, and would forget too early.
      if (connected)
        for (const kept of all.values()) {
          // Acknowledged by a log that is no more: however long ago, since nobody has asked since. Maybe in another tab
          // and just now, a late word of the old engine.
          if (kept.epoch && kept.epoch !== epoch) set(kept, { state: 'sending', done: undefined, epoch: '' })
          // What is not done is never too old: not a number.
          else if (now() - kept.done! > bringBack) all.delete(kept.client)
        }
    }

    const list = () => {
      this.pending = [...all.values()].filter(({ done }) => !done).sort((a, b) => a.at - b.at)
    }

    const save = () => {
      merge()
      list()
      try {
        keep.save((saved = JSON.stringify([...all.values()].filter(isKept))))
      } catch {}
      changed()
      if (connected) for (const one of this.pending) if (one.state === 'sending') fly(one)
    }

    const finish = (client: string, epoch: string) => {
      const kept = all.get(client)
      if (!kept || kept.done) return false
      set(kept, { done: now(), epoch })
      save()
      return true
    }

    const fly = (one: Pending) => {
      const { client, conversation } = one
      const link = flying
      const under = epoch
      if (link.has(conversation)) return
      link.add(conversation)
      const free = () => {
        link.delete(conversation)
        save()
      }
      send(one).then(
        () => {
          tries = 0
          link.delete(conversation)
          // Else its event was here before, and the next still has to go.
          if (!finish(client, under)) save()
        },
        (why) => {
          // Anything else is a lost connection: the next welcome sends it again.
          if (!(why instanceof Refused)) return
          const { code, temporary } = why
          if (temporary && code !== 'notSent') {
            timers.set(free, Math.min(longestDelay, firstDelay * 2 ** tries++))
            return
          }
          const kept = all.get(client)
          if (kept && !kept.done) set(kept, { state: 'notSent', code })
          free()
        },
      )
    }

    /** Strictly after every message there is, whatever the clock does: the order of writing hangs on it. */
    const next = () => Math.max(now(), ...[...all.values()].map(({ at }) => at + 1))

    this.add = (text, conversation) => {
      const code = isBlank(text) ? 'empty' : text.length > limits.messageLength ? 'tooLong' : undefined
      const state = code ? 'notSent' : 'sending'
      const kept: Kept = { client: uuidv7(), conversation, text, at: next(), state, code, turn: 0 }
      if (code !== 'empty') {
        all.set(kept.client, kept)
        save()
      }
      return kept
    }
    this.retry = (client) => {
      const kept = all.get(client)
      if (kept?.state !== 'notSent' || kept.code === 'tooLong' || kept.done) return
      set(kept, { state: 'sending', at: next() })
      save()
    }
    this.discard = (client) => finish(client, '')
    this.settled = (client) => finish(client, epoch)
    this.online = (current) => {
      this.offline()
      connected = true
      epoch = current
      tries = 0
      save()
    }
    this.offline = () => {
      connected = false
      flying = new Set()
    }
    this.look = save
    merge()
    list()
  }
}

const id = /^[\da-f-]{36}$/

/** The site's own storage may hold anything; a frame with wrong types would end the connection for good. */
const isKept = (kept: Partial<Kept> | null): kept is Kept => {
  const { client = '', conversation, text, at = 0, turn = -1 } = kept ?? {}
  return (
    id.test(client) &&
    id.test(conversation ?? client) &&
    typeof text === 'string' &&
    text !== '' &&
    text.length <= limits.messageLength &&
    at > 0 &&
    turn >= 0
  )
}
