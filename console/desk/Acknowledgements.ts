/** What the engine is told of each dialogue: how far it came here, and how far a person had it before him. */
import type { Listed } from './DeskState.ts'

type Kind = 'delivered' | 'seen'

export class Acknowledgements {
  /** What this connection has already told, so that nothing is said twice. */
  readonly #told: Readonly<Record<Kind, Map<string, number>>> = { delivered: new Map(), seen: new Map() }
  /** Up to where a person had each dialogue before him in this window; without a connection it is told later. */
  readonly #seenHere = new Map<string, number>()
  readonly #notify: (frame: object) => boolean

  /** @param notify false: there is no connection */
  constructor(notify: (frame: object) => boolean) {
    this.#notify = notify
  }

  /** `before`: has a person the end of it before him? @returns up to where he had it, now or earlier */
  acknowledge(d: Listed, upTo: number, before: boolean): number {
    this.#tell('delivered', d, upTo)
    if (before) this.#seenHere.set(d.id, upTo)
    const seen = this.#seenHere.get(d.id) ?? 0
    this.#tell('seen', d, seen)
    return seen
  }

  #tell(kind: Kind, d: Listed, seq: number): void {
    const told = this.#told[kind]
    if (seq <= Math.max(d[kind].operator, told.get(d.id) ?? 0)) return
    if (this.#notify({ kind, conversation: d.id, seq })) told.set(d.id, seq)
  }

  /** A connection that was told nothing yet. */
  online(): void {
    this.#told.delivered.clear()
    this.#told.seen.clear()
  }

  /** Another log counts anew. */
  beginAnew(): void {
    this.#seenHere.clear()
  }

  forget(id: string): void {
    this.#seenHere.delete(id)
  }
}
