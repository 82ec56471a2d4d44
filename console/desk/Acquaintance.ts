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

  /** By the dialogue's id; null when nobody asked yet. */
  of(dialogue: string): Known | null {
    return this.#known.get(dialogue) ?? null
  }

  async learn(dialogue: string): Promise<void> {
    const before = this.of(dialogue)
    if (before?.state === 'loading') return void this.#again.add(dialogue)
    this.#set(dialogue, { state: 'loading', facts: before?.facts ?? null })
    try {
      const facts = await this.#ask<VisitorFacts>({ kind: 'visitor', conversation: dialogue })
      this.#set(dialogue, { state: 'ready', facts })
    } catch {
      this.#set(dialogue, { state: 'failed', facts: before?.facts ?? null })
    }
    if (this.#again.delete(dialogue)) await this.learn(dialogue)
  }

  /** False when it was not stored. `comment`: its id, the same when it is tried again. */
  async comment(dialogue: string, text: string, comment = uuidv7()): Promise<boolean> {
    return this.#write(dialogue, { kind: 'comment', conversation: dialogue, comment, text })
  }

  uncomment(dialogue: string, comment: string): Promise<boolean> {
    return this.#write(dialogue, { kind: 'uncomment', conversation: dialogue, comment })
  }

  /** What was said in another of this visitor's conversations; null when it cannot be read now. */
  async conversation(
    dialogue: string,
    { id, seq }: VisitorFacts['conversations'][number],
    me: string,
  ): Promise<ReadonlyArray<Line> | null> {
    const before = { conversation: id, seq: seq + 1 }
    try {
      const frame = { kind: 'history', conversation: dialogue, before, limit: limits.historyPage }
      const { entries } = await this.#ask<History>(frame)
      const transcript = new Transcript({ side: 'operator' })
      transcript.apply({ entries: entries.filter((entry) => entry.conversation === id), more: false }, null)
      return linesOf({ items: transcript.items(), me, conversation: id, unreadAfter: null })
    } catch {
      return null
    }
  }

  async #write(dialogue: string, frame: object): Promise<boolean> {
    try {
      await this.#ask<Done>(frame)
    } catch {
      return false
    }
    void this.learn(dialogue)
    return true
  }

  #set(dialogue: string, known: Known): void {
    this.#known.delete(dialogue)
    this.#known.set(dialogue, known)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= remembered) break
      this.#known.delete(oldest)
    }
    this.#changed()
  }
}
