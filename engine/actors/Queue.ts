/** Of one account: conversations that need somebody, and what those who wait are told. A hand of the desk's. */
import { queueOf } from '../domain/queue.ts'
import type { Drawn } from '../domain/routing.ts'
import type { Choice, Served } from '../store/Sites.ts'
import { type Board, choiceOn, type Waiting } from './Board.ts'
import type { DeskMessage } from './DeskMessage.ts'
import type { Self } from './Mailbox.ts'
import { key, type Parts } from './Parts.ts'

interface Waiter {
  readonly visitor: string
  readonly site: Served | null
  readonly choice: Choice | null
}

export class Queue {
  private readonly board: Board
  /** A message to tell of it is on its way. */
  private telling = false

  constructor(
    private readonly parts: Parts,
    private readonly account: string,
    private readonly self: Self<DeskMessage>,
    private readonly draw: (site: Served | null, choice: Choice | null) => Drawn,
  ) {
    this.board = parts.board(account)
    for (const conversation of parts.history.unassignedOf(account)) this.restore(conversation)
    this.changed()
  }

  private restore(conversation: string): void {
    const stored = this.parts.history.conversation(this.account, conversation)
    if (stored === null) return
    const { visitor, page } = stored
    const { waiting, choices } = this.board
    const department = stored.department?.id ?? null
    if (department !== null) choices.set(visitor, department)
    const full = waiting.get(conversation)?.full ?? false
    waiting.set(conversation, { visitor, had: null, page: page?.url ?? null, department, full })
  }

  wait(message: Extract<DeskMessage, { readonly kind: 'waiting' }>): void {
    const { conversation, visitor, had, page, department } = message
    const { waiting } = this.board
    if (had !== null && this.board.goesOn(had)) return
    // Who waits already keeps his place.
    const full = waiting.get(conversation)?.full ?? false
    waiting.set(conversation, { visitor, had, page, department, full })
    this.give()
    this.changed()
  }

  /** Does this visitor wait, and has nobody? Whom he gets is said here. */
  holds(visitor: string): boolean {
    for (const each of this.board.waiting.values()) {
      if (each.visitor === visitor && each.had === null) return true
    }
    return false
  }

  /** All of them. */
  get withNobody(): ReadonlySet<string> {
    const found = new Set<string>()
    for (const { visitor, had } of this.board.waiting.values()) if (had === null) found.add(visitor)
    return found
  }

  /** It may have come to somebody by other ways, or be over. */
  heldBy(conversation: string, holder: string | null, open: boolean): void {
    const known = this.board.waiting.get(conversation)
    if (known === undefined) return
    if (!open || (holder !== null && holder !== known.had)) this.remove(conversation, known)
  }

  /** What waited because he was away is his again. */
  takenBack(operator: string): void {
    for (const [conversation, waiting] of this.board.waiting) {
      if (waiting.had === operator) this.remove(conversation, waiting)
    }
  }

  left(visitor: string): void {
    this.forgetChoice(visitor)
    this.changed()
  }

  private remove(conversation: string, { visitor }: Waiting): void {
    this.board.waiting.delete(conversation)
    this.forgetChoice(visitor)
    this.changed()
  }

  /** Of one who has left, unless he still waits for those whom he has chosen. */
  private forgetChoice(visitor: string): void {
    const { choices, visitors, waiting } = this.board
    if (!choices.has(visitor) || visitors.has(visitor)) return
    for (const each of waiting.values()) if (each.visitor === visitor) return
    choices.delete(visitor)
  }

  // ── giving ────────────────────────────────────────────────────────────────────────────────────────────
  /** To whoever has room. */
  give(): void {
    if (this.board.waiting.size === 0) return
    for (const [conversation, waiting] of this.inTurn) {
      const site = this.siteAt(waiting.page)
      const { operator, reason } = this.draw(site, choiceOn(site, waiting.department))
      if (operator === null) waiting.full ||= reason === 'full'
      else this.assign(conversation, waiting, operator, waiting.full ? 'queue' : reason)
    }
  }

  /** The oldest first; those who are there before those who have left. */
  private get inTurn(): ReadonlyArray<[string, Waiting]> {
    const { waiting, visitors } = this.board
    const all = [...waiting]
    const here = all.filter(([, { visitor }]) => visitors.has(visitor))
    return here.length === all.length ? all : [...here, ...all.filter(([, of]) => !visitors.has(of.visitor))]
  }

  private assign(conversation: string, waiting: Waiting, operator: string, reason: Drawn['reason']): void {
    this.remove(conversation, waiting)
    // Counted at once, so that ten waiting clients do not all fall to one.
    this.board.setLoad(conversation, operator)
    this.parts.conversations.get(key(this.account, conversation)).tell({
      kind: 'assign',
      operator,
      reason,
      instead: waiting.had,
      refuse: () => {
        this.board.setLoad(conversation, waiting.had)
        this.again(conversation, waiting)
      },
    })
  }

  /** At the head, where it stood. */
  private again(conversation: string, of: Waiting): void {
    const { waiting } = this.board
    const others = [...waiting]
    waiting.clear()
    for (const [id, each] of [[conversation, of] as const, ...others]) waiting.set(id, each)
    this.changed()
  }

  private siteAt(page: string | null): Served | null {
    return page === null ? null : this.parts.sites.at(this.account, page)
  }

  // ── telling ───────────────────────────────────────────────────────────────────────────────────────────
  /** Told once for all that changes together. */
  changed(): void {
    const { waiting, queue, waitingFor } = this.board
    if (this.telling || waiting.size + queue.size + waitingFor.size === 0) return
    this.telling = true
    this.self.tell({ kind: 'queue' })
  }

  /** How many are before each, and how many wait for each operator. */
  tell(): void {
    this.telling = false
    const waiters = this.waiters
    this.tellVisitors(waiters)
    for (const { id } of this.parts.people.list(this.account)) {
      this.tellOperator(id, waiters.filter((waiter) => mayAnswer(id, waiter)).length)
    }
  }

  /** Those who are there. */
  private get waiters(): ReadonlyArray<Waiter> {
    const { waiting, visitors } = this.board
    return [...waiting.values()]
      .filter(({ visitor }) => visitors.has(visitor))
      .map(({ visitor, page, department }) => {
        const site = this.siteAt(page)
        return { visitor, site, choice: choiceOn(site, department) }
      })
  }

  private tellVisitors(waiters: ReadonlyArray<Waiter>): void {
    const { board, parts, account } = this
    const before = board.queue
    const by = this.servers()
    board.queue = queueOf(waiters.map((waiter) => ({ visitor: waiter.visitor, by: by(waiter) })))
    for (const visitor of new Set([...before.keys(), ...board.queue.keys()])) {
      if (before.get(visitor) === board.queue.get(visitor)) continue
      parts.visitors.find(key(account, visitor))?.tell({ kind: 'queued' })
    }
  }

  /** Who is there to answer; the same set for the same site and department. */
  private servers(): (waiter: Waiter) => ReadonlySet<string> {
    const { board } = this
    const all = [...board.statuses.keys()]
    const known = new Map<string, ReadonlySet<string>>()
    return ({ site, choice }) => {
      const name = `${site?.id} ${choice?.id}`
      const found = known.get(name) ?? new Set(all.filter((one) => board.serves(one, site, choice)))
      known.set(name, found)
      return found
    }
  }

  private tellOperator(operator: string, count: number): void {
    const { waitingFor } = this.board
    if ((waitingFor.get(operator) ?? 0) === count) return
    if (count === 0) waitingFor.delete(operator)
    else waitingFor.set(operator, count)
    this.parts.operators.find(key(this.account, operator))?.tell({ kind: 'waiting' })
  }
}

/** Whatever his status: who is on break may want to know that people wait. */
const mayAnswer = (operator: string, { site, choice }: Waiter): boolean =>
  (site === null || site.serves(operator)) && (choice === null || choice.operators.has(operator))
