/**
 * Messages that are in the log, or about to be, and not yet in the history: so that the same message sent
 * twice is found at once, however far the projection is behind.
 */
export interface MessagePlace {
  readonly conversation: string
  readonly seq: number
  readonly at: number
  /** False while its group has not been committed: not to be acknowledged yet. */
  readonly committed: boolean
}

interface Held {
  readonly key: string
  readonly place: { conversation: string; seq: number; at: number; committed: boolean }
}

export interface TailEntry {
  readonly committed: (id: number) => void
  readonly failed: () => void
}

export class Tail {
  private readonly places = new Map<string, Held['place']>()
  /** In the order of the log, so that what was projected is at the front. */
  private waiting: Array<{ readonly id: number; readonly held: Held }> = []
  private first = 0

  get size(): number {
    return this.places.size
  }

  find(author: string, client: string): MessagePlace | undefined {
    return this.places.get(keyOf(author, client))
  }

  /** A message is being appended. Undefined when it is here already: the first one stays. */
  add(author: string, client: string, conversation: string, seq: number, at: number): TailEntry | undefined {
    const key = keyOf(author, client)
    if (this.places.has(key)) return undefined
    const held: Held = { key, place: { conversation, seq, at, committed: false } }
    this.places.set(key, held.place)
    return {
      committed: (id) => {
        held.place.committed = true
        this.waiting.push({ id, held })
      },
      failed: () => void this.places.delete(key),
    }
  }

  /** Everything up to this id of the log is in the history now. */
  projected(id: number): void {
    const { waiting } = this
    while (this.first < waiting.length && waiting[this.first]!.id <= id) {
      this.places.delete(waiting[this.first]!.held.key)
      this.first++
    }
    // Cut off seldom: shifting an array of a hundred thousand for every message would be the bottleneck.
    if (this.first > 1024 && this.first * 2 > waiting.length) {
      this.waiting = waiting.slice(this.first)
      this.first = 0
    } else if (this.first === waiting.length) {
      this.waiting = []
      this.first = 0
    }
  }
}

const keyOf = (author: string, client: string): string => `${author}\n${client}`
