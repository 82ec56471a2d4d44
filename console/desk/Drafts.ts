/**
 * What an operator has begun to write, per dialogue. Kept under his id, so that a session that ends, a reload
 * or a closed window lose nothing, and the next person at this computer sees nothing of it. One key for each
 * draft: two consoles side by side do not overwrite each other's, and each hears what the other one wrote.
 */

const oldest = 14 * 86_400_000

interface Draft {
  readonly text: string
  readonly at: number
}

export class Drafts {
  #prefix: string
  #storage: Storage | undefined
  #drafts = new Map<string, Draft>()

  constructor(operator: string, storage: Storage | undefined, now: number = Date.now()) {
    this.#prefix = `redhelper:draft:${operator}:`
    this.#storage = storage
    this.#load(now)
  }

  of(conversation: string): string {
    return this.#drafts.get(conversation)?.text ?? ''
  }

  /** Each with its conversation. */
  get all(): ReadonlyArray<readonly [string, string]> {
    return [...this.#drafts].map(([conversation, { text }]) => [conversation, text])
  }

  set(conversation: string, text: string, now: number = Date.now()): void {
    const key = this.#prefix + conversation
    try {
      if (text === '') {
        this.#drafts.delete(conversation)
        this.#storage?.removeItem(key)
      } else {
        this.#drafts.set(conversation, { text, at: now })
        this.#storage?.setItem(key, JSON.stringify({ text, at: now }))
      }
    } catch {
      // Full or blocked: the draft lives as long as the page.
    }
  }

  /** What another window of this browser has changed. False when it was no draft of this operator. */
  heard({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>): boolean {
    if (!key?.startsWith(this.#prefix)) return false
    const draft = read(newValue)
    const conversation = key.slice(this.#prefix.length)
    if (draft) this.#drafts.set(conversation, draft)
    else this.#drafts.delete(conversation)
    return true
  }

  #load(now: number): void {
    if (!this.#storage) return
    for (const key of Object.keys(this.#storage)) {
      if (!key.startsWith(this.#prefix)) continue
      const draft = read(this.#storage.getItem(key))
      if (draft && now - draft.at < oldest) this.#drafts.set(key.slice(this.#prefix.length), draft)
      else this.#storage.removeItem(key)
    }
  }
}

const read = (kept: string | null): Draft | null => {
  try {
    const draft = JSON.parse(kept ?? 'null') as Partial<Draft> | null
    return typeof draft?.text === 'string' && typeof draft.at === 'number' ? (draft as Draft) : null
  } catch {
    return null
  }
}

/** `localStorage` and its sister throw when the browser blocks them. */
export const storageOf = (which: 'localStorage' | 'sessionStorage'): Storage | undefined => {
  try {
    return window[which]
  } catch {
    return undefined
  }
}
