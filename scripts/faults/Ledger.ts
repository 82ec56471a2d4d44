/**
 * What happened, as the clients know it: who wrote what, what was acknowledged, what each was shown, and every
 * fault noticed on the way. A message is known by its number, which stands in its text.
 */
import type { Sent } from '../../engine/protocol/frames.ts'

export type FaultKind =
  | 'lost' // acknowledged, and not in the log
  | 'doubled' // in the log, or before somebody's eyes, more than once
  | 'reordered' // somebody was shown another order than the log's, or a gap
  | 'leaked' // somebody was shown what is not his
  | 'lingering' // a typing preview of a message that is finished
  | 'denied' // said to be not sent, and sent all the same
  | 'stuck' // did not come to rest when all was well again
  | 'history' // history.db is not what the log says
  | 'engine' // the engine, its health or its files are not as they should be
  | 'kept' // erased, and still there, or shown to somebody who came later
  | 'client' // the clients' code threw, or did not do what it promises

export interface Fault {
  readonly kind: FaultKind
  readonly what: string
}

export interface Written {
  readonly account: number
  readonly visitor: number
  /** Null: the visitor wrote it. */
  readonly operator: number | null
  /** Whose outbox it was put into, the order of writing hangs on it. */
  readonly tab: number
  /** The id of its visitor, as its author knew it; a browser whose visitor was erased comes back under another. */
  to?: string
}

const tags = /\[a(\d+) (?:o(\d+) )?v(\d+) #(\d+)\]/g

export interface Tag {
  readonly account: number
  readonly visitor: number
  readonly number: number
}

export const tagsIn = (text: string): ReadonlyArray<Tag> =>
  [...text.matchAll(tags)].map(([, account, , visitor, number]) => ({
    account: Number(account),
    visitor: Number(visitor),
    number: Number(number),
  }))

export const numberIn = (text: string): number | null => tagsIn(text)[0]?.number ?? null

export class Ledger {
  readonly written: Array<Written> = []
  readonly acknowledged = new Map<
    number,
    { readonly at: Pick<Sent, 'conversation' | 'seq'>; epoch: string }
  >()
  /** Given up by their authors after they were told that it cannot be sent. */
  readonly givenUp = new Set<number>()
  /** Refused at least once, so their author sent them again later than others. */
  readonly refused = new Set<number>()
  readonly counts: Record<string, number> = {}
  readonly faults: Array<Fault> = []
  /** By epoch and conversation: what stood at each `seq`, whoever was shown it. */
  readonly shown = new Map<string, Map<string, Map<number, string>>>()
  readonly #clients = new Map<string, { readonly number: number; readonly by: Set<string> }>()
  /** Whose each conversation is, as those show who were shown it: account, and visitor where known. */
  readonly #whose = new Map<string, { readonly account: number; visitor: number | null }>()
  #told = new Set<string>()
  /** By the id of a visitor: since when his erasure is acknowledged. */
  readonly erased = new Map<string, number>()
  /** Accounts, by index, that were closed and whose time is over. */
  readonly closed = new Set<number>()
  /** By a visitor's index: who he was when he was welcomed for the first time. */
  readonly #first = new Map<number, string>()
  #restoredAt: number | null = null
  /** Who has been welcomed since then. */
  readonly #back = new Set<string>()

  /** The text of a new message of these people. */
  write(written: Written, words: string): string {
    const { account, visitor, operator } = written
    const number = this.written.push(written) - 1
    return `[a${account} ${operator === null ? '' : `o${operator} `}v${visitor} #${number}] ${words}`
  }

  sends(client: string, text: string, by: string): void {
    const number = numberIn(text)
    if (number === null) return
    const known = this.#clients.get(client)
    if (known === undefined) return void this.#clients.set(client, { number, by: new Set([by]) })
    this.count('resent')
    if (known.by.size === 1 && !known.by.has(by)) this.count('sent from a second tab')
    known.by.add(by)
  }

  acknowledge({ client, conversation, seq }: Sent, epoch: string): void {
    const number = this.#clients.get(client)?.number
    if (number === undefined) return
    const known = this.acknowledged.get(number)
    if (known?.epoch === epoch && (known.at.seq !== seq || known.at.conversation !== conversation)) {
      this.fault('doubled', `message ${number} was acknowledged as two`)
    }
    this.acknowledged.set(number, { at: { conversation, seq }, epoch })
  }

  refuses(client: string, code: string): void {
    this.count(`refused: ${code}`)
    const number = this.#clients.get(client)?.number
    if (number !== undefined) this.refused.add(number)
  }

  erases(visitor: string): void {
    this.count('erasures acknowledged')
    if (!this.erased.has(visitor)) this.erased.set(visitor, performance.now())
  }

  /** A visitor's browser is told who he is. */
  identifies(index: number, visitor: string): void {
    if (!this.#first.has(index)) this.#first.set(index, visitor)
  }

  /** Whose message this is: what was written before the first welcome belongs to whoever was welcomed then. */
  visitorOf(number: number): string {
    const written = this.written[number]
    return written?.to || (this.#first.get(written?.visitor ?? -1) ?? '')
  }

  /** Was it to be gone at that moment? */
  erasedBy(number: number, moment: number): boolean {
    return (this.erased.get(this.visitorOf(number)) ?? Number.POSITIVE_INFINITY) < moment
  }

  /** One conversation is one account's and one visitor's. */
  mayBeShown(conversation: string, account: number, visitor: number | null): boolean {
    const whose = this.#whose.get(conversation)
    if (whose === undefined) {
      this.#whose.set(conversation, { account, visitor })
      return true
    }
    whose.visitor ??= visitor
    return whose.account === account && (visitor === null || whose.visitor === visitor)
  }

  /** Two people, or one twice, must never be shown two things in one place. */
  show(epoch: string, conversation: string, seq: number, what: string): void {
    let places = this.shown.get(epoch)
    if (places === undefined) this.shown.set(epoch, (places = new Map()))
    let place = places.get(conversation)
    if (place === undefined) places.set(conversation, (place = new Map()))
    const before = place.get(seq)
    if (before === undefined) place.set(seq, what)
    else if (before !== what)
      this.fault('reordered', `${conversation} ${seq} was '${before}', then '${what}'`)
  }

  /** An older copy is in the place of the data; `age`: ms since it was made. */
  restores(age: number): void {
    this.count('restores')
    this.most('oldest copy restored, s', age / 1_000)
    this.#restoredAt = performance.now()
    this.#back.clear()
  }

  /** A long time here means that this machine is too slow for so many people. */
  welcomes(who: string): void {
    this.count('hellos')
    if (this.#restoredAt === null || this.#back.has(who)) return
    this.#back.add(who)
    this.most('slowest back after a restore, s', (performance.now() - this.#restoredAt) / 1_000)
  }

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by
  }

  most(what: string, value: number): void {
    this.counts[what] = Math.max(this.counts[what] ?? 0, Math.round(value))
  }

  /** The same one is told once. */
  fault(kind: FaultKind, what: string): void {
    const key = `${kind} ${what}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    // A long run says at once what it has found; a broken engine says it a thousand times.
    if (this.faults.push({ kind, what }) <= 40) console.log(`  ${kind}: ${what}`)
  }
}
