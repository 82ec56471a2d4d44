/**
 * What an operator has begun to write, per dialogue. Kept under his id, so that a session that ends, a reload
 * or a closed window lose nothing, and the next person at this computer sees nothing of it. One key for each
 * draft: two consoles side by side do not overwrite each other's.
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

  #load(now: number): void {
    if (!this.#storage) return
    for (const key of Object.keys(this.#storage)) {
      if (!key.startsWith(this.#prefix)) continue
      const draft = read(this.#storage, key)
      if (draft && now - draft.at < oldest) this.#drafts.set(key.slice(this.#prefix.length), draft)
      else this.#storage.removeItem(key)
    }
  }
}

const read = (storage: Storage, key: string): Draft | null => {
  try {
    const draft = JSON.parse(storage.getItem(key) ?? 'null') as Partial<Draft> | null
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
