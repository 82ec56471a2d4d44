/** What the engine told of visitors (their cards), asked for when somebody looks, and the comments written there. */
import { limits, Transcript, uuidv7 } from '../../engine/protocol/client/index.ts'
import type { Done, History, VisitorFacts } from '../../engine/protocol/frames.ts'
import { type Line, linesOf } from './lines.ts'

export interface Known {
  readonly state: 'loading' | 'ready' | 'failed'
  /** What was told last, also while it is asked anew. */
  readonly facts: VisitorFacts | null
}

/** So many cards are remembered. */
const remembered = 50

export class Acquaintance {
  readonly #known = new Map<string, Known>()
  /** Asked again while the answer to an earlier question is on its way. */
  readonly #again = new Set<string>()
  readonly #ask: <R>(frame: object) => Promise<R>
  readonly #changed: () => void

  constructor(ask: <R>(frame: object) => Promise<R>, changed: () => void) {
    this.#ask = ask
    this.#changed = changed
  }

  /** Null when nobody asked yet. */
  of(visitor: string): Known | null {
    return this.#known.get(visitor) ?? null
  }

  /** Something else may be told of everybody than was. */
  forget(): void {
    this.#known.clear()
  }

  /** Nothing is to be known of him any more. */
  drop(visitor: string): void {
    this.#known.delete(visitor)
  }

  async learn(visitor: string): Promise<void> {
    const before = this.of(visitor)
    if (before?.state === 'loading') return void this.#again.add(visitor)
    this.#set(visitor, { state: 'loading', facts: before?.facts ?? null })
    try {
      const facts = await this.#ask<VisitorFacts>({ kind: 'visitor', visitor })
      this.#set(visitor, { state: 'ready', facts })
    } catch {
      this.#set(visitor, { state: 'failed', facts: before?.facts ?? null })
    }
    if (this.#again.delete(visitor)) await this.learn(visitor)
  }

  /** False when it was not stored. `comment`: its id, the same when it is tried again. */
  async comment(visitor: string, text: string, comment = uuidv7()): Promise<boolean> {
    return this.#write(visitor, { kind: 'comment', visitor, comment, text })
  }

  uncomment(visitor: string, comment: string): Promise<boolean> {
    return this.#write(visitor, { kind: 'uncomment', visitor, comment })
  }

  /**
   * What was said in one of this visitor's conversations; null when it cannot be read now. `seq`: of its last event;
   * null for the one that goes on.
   */
  async conversation(
    visitor: string,
    { id, seq }: { readonly id: string; readonly seq: number | null },
    me: string,
  ): Promise<ReadonlyArray<Line> | null> {
    const before = seq === null ? null : { conversation: id, seq: seq + 1 }
    try {
      const frame = { kind: 'history', visitor, before, limit: limits.historyPage }
      const { entries } = await this.#ask<History>(frame)
      const transcript = new Transcript({ side: 'operator' })
      transcript.apply({ entries: entries.filter((entry) => entry.conversation === id), more: false }, null)
      return linesOf({ items: transcript.items(), me, conversation: id, unreadAfter: null })
    } catch {
      return null
    }
  }

  async #write(visitor: string, frame: object): Promise<boolean> {
    try {
      await this.#ask<Done>(frame)
    } catch {
      return false
    }
    void this.learn(visitor)
    return true
  }

  #set(visitor: string, known: Known): void {
    this.#known.delete(visitor)
    this.#known.set(visitor, known)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= remembered) break
      this.#known.delete(oldest)
    }
    this.#changed()
  }
}
