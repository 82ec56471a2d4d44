/**
 * Whose letter is next: somebody waits for the urgent ones, so they go first; then accounts take turns, and none has more
 * than its share at once. So a thousand letters of one account, or a recipient that takes a minute to answer, delay
 * nobody else. Pure, and only a view: what is true of a letter stands in the outbox.
 */

export interface Due {
  readonly id: string
  readonly account: string
  readonly urgent: boolean
}

/** So many letters of one account are under way at once. */
export const shareOfOne = 2
/** So many of one account, and of each kind, are read from the outbox at once. */
export const readAtOnce = 20

export class Turns {
  #due: Array<Due> = []
  /** Accounts of which the outbox may hold more than was read. */
  #cut = new Set<string>()
  #turn = 0
  /** In which turn each account was last. */
  #last = new Map<string, number>()
  readonly #underWay = new Map<string, Due>()

  get underWay(): number {
    return this.#underWay.size
  }

  /** What the outbox says, in its order: of each account `readAtOnce`, or all that it has. */
  refill(due: ReadonlyArray<Due>): void {
    const counted = new Map<string, number>()
    for (const { account } of due) counted.set(account, (counted.get(account) ?? 0) + 1)
    this.#due = [...due]
    this.#cut = new Set([...counted].flatMap(([account, n]) => (n < readAtOnce ? [] : [account])))
    this.#last = new Map([...this.#last].filter(([account]) => counted.has(account)))
  }

  /** One that has just come. What an account has more than is at hand is read later, in its order. */
  add(due: Due): void {
    const { account, urgent } = due
    if (!urgent && this.#due.filter((other) => other.account === account).length >= readAtOnce) {
      this.#cut.add(account)
    }
    if (urgent || !this.#cut.has(account)) this.#due.push(due)
  }

  /** One that somebody wants sent now: before the others of its account, and not before those of others. */
  addFirst(due: Due): void {
    this.#due = [due, ...this.#due.filter(({ id }) => id !== due.id)]
  }

  /** Is one of an account at hand no more, of which there may be others? */
  get short(): boolean {
    const here = new Set(this.#due.map(({ account }) => account))
    return [...this.#cut].some((account) => !here.has(account))
  }

  /** The next one, from here on under way; `width`: how many may be at once. One place is kept for urgent ones. */
  take(width: number): Due | null {
    const free = width - this.#underWay.size
    if (free <= 0) return null
    const ordinary = free > 1 || width === 1
    let best: Due | null = null
    for (const due of this.#due) {
      if (this.#underWay.has(due.id) || !(due.urgent || (ordinary && this.#hasShare(due.account)))) continue
      if (best === null || this.#before(due, best)) best = due
    }
    if (best === null) return null
    const { id, account } = best
    this.#due = this.#due.filter((due) => due.id !== id)
    this.#underWay.set(id, best)
    this.#last.set(account, ++this.#turn)
    return best
  }

  done(id: string): void {
    this.#underWay.delete(id)
  }

  #hasShare(account: string): boolean {
    let theirs = 0
    for (const due of this.#underWay.values()) if (due.account === account && !due.urgent) theirs++
    return theirs < shareOfOne
  }

  #before(a: Due, b: Due): boolean {
    if (a.urgent !== b.urgent) return a.urgent
    return (this.#last.get(a.account) ?? 0) < (this.#last.get(b.account) ?? 0)
  }
}
