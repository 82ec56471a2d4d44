/** The little of a browser that the widget's and the console's own code touches when nothing is painted. */

/** `localStorage`, of one browser. */
export class Storage {
  readonly #items = new Map<string, string>()

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value)
  }
  removeItem(key: string): void {
    this.#items.delete(key)
  }
}

/** Operators' consoles keep under their operator's id, so all of them may share one. */
export const storage = new Storage()

export const furnish = (): void => {
  const there = globalThis as Record<string, unknown>
  there.window = { localStorage: storage }
  there.document = { hidden: false, hasFocus: () => true }
  if (!('navigator' in globalThis)) there.navigator = {}
}

/** What an outbox keeps, as its code wrote it. */
export interface Kept {
  readonly client: string
  readonly text: string
  readonly state: 'sending' | 'notSent'
  readonly code?: string
  readonly done?: number
}

/** Messages that wait, or were refused, of one outbox. */
export class Waiting {
  #text: string | null = null
  #found: ReadonlyArray<Kept> = []

  /** Asked at every step of a long run, and mostly nothing has changed. */
  of(text: string | null): ReadonlyArray<Kept> {
    if (text !== this.#text) {
      this.#text = text
      // The widget's stands behind the id of its visitor.
      this.#found = (JSON.parse(text?.slice(text.indexOf('[')) ?? '[]') as Array<Kept>).filter(
        ({ done }) => !done,
      )
    }
    return this.#found
  }
}
