/** Texts of an operator's own invitations, to be sent again (H5): the newest first, kept in this browser under his id. */

const most = 8

export class SentTexts {
  readonly #key: string
  readonly #storage: Storage | undefined

  constructor(operator: string, storage: Storage | undefined) {
    this.#key = `redhelper:invitations:${operator}`
    this.#storage = storage
  }

  /** Read each time: another window of this browser may have sent one. */
  get all(): ReadonlyArray<string> {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]')
      return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, most) : []
    } catch {
      return []
    }
  }

  add(text: string): void {
    const texts = [text, ...this.all.filter((other) => other !== text)].slice(0, most)
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(texts))
    } catch {
      // Full or blocked: then it is written anew the next time.
    }
  }

  remove(text: string): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.all.filter((other) => other !== text)))
    } catch {
      // As above.
    }
  }
}
