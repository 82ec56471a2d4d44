/** One per account: knows who is present, draws who gets whom (F1), and tells those whom a change concerns. */
import { Effect } from 'effect'
import { draw } from '../domain/draw.ts'
import type { Status } from '../protocol/frames.ts'
import type { Board } from './Board.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import { againAfter, key, type Parts } from './Parts.ts'

export type DeskMessage =
  | {
      readonly kind: 'status'
      readonly operator: string
      readonly status: Status
      readonly refuse?: () => void
    }
  /** Renamed, new photo, added or deleted. */
  | { readonly kind: 'operatorChanged'; readonly operator: string; readonly refuse?: () => void }
  /** A visitor is on the site. `operator`: whose client he is, if he has one (F2). */
  | {
      readonly kind: 'visitorArrived'
      readonly visitor: string
      readonly operator: string | null
      readonly refuse?: () => void
    }
  | { readonly kind: 'visitorLeft'; readonly visitor: string; readonly refuse?: () => void }
  /** The first message fixes who answers. */
  | {
      readonly kind: 'fixed'
      readonly visitor: string
      readonly operator: string | null
      readonly refuse?: () => void
    }
  /** Someone to answer now: `prefer` if available, else drawn; null when nobody is. */
  | {
      readonly kind: 'draw'
      readonly prefer: string | null
      readonly answer: (operator: string | null) => void
      readonly refuse: () => void
    }
  | {
      readonly kind: 'load'
      readonly conversation: string
      readonly operator: string | null
      readonly refuse?: () => void
    }
  | { readonly kind: 'waiting'; readonly conversation: string; readonly refuse?: () => void }

class Desk implements Behaviour<DeskMessage> {
  private readonly board: Board

  constructor(
    private readonly parts: Parts,
    private readonly account: string,
    private readonly self: Self<DeskMessage>,
  ) {
    this.board = parts.board(account)
    for (const conversation of parts.history.unassignedOf(account)) this.board.waiting.add(conversation)
    // The engine may have died between a deletion and what follows from it.
    for (const operator of parts.history.answeringIn(account)) {
      if (parts.people.find(account, operator) === null) this.gone(operator)
    }
  }

  receive(message: DeskMessage): void {
    switch (message.kind) {
      case 'status':
        return this.setStatus(message.operator, message.status)
      case 'operatorChanged':
        if (this.parts.people.find(this.account, message.operator) === null) this.gone(message.operator)
        else this.tellVisitorsOf(message.operator)
        return this.announce(message.operator)
      case 'visitorArrived': {
        const { board } = this
        const own = message.operator !== null && board.available(message.operator) ? message.operator : null
        const known = board.visitors.get(message.visitor)
        const operator = own ?? known?.operator ?? this.draw(null)
        board.visitors.set(message.visitor, { operator, fixed: own !== null || known?.fixed === true })
        return this.tellVisitor(message.visitor, operator)
      }
      case 'visitorLeft':
        this.board.visitors.delete(message.visitor)
        return
      case 'fixed':
        if (this.board.visitors.has(message.visitor)) {
          this.board.visitors.set(message.visitor, {
            operator: message.operator,
            fixed: message.operator !== null,
          })
        }
        return
      case 'draw':
        return message.answer(this.draw(message.prefer))
      case 'load':
        return this.setLoad(message.conversation, message.operator)
      case 'waiting':
        this.board.waiting.add(message.conversation)
        return this.giveWaiting()
    }
  }

  /** The board outlives the actor, so the actor may go whenever the account is quiet. */
  idle(): boolean {
    return this.board.statuses.size === 0 && this.board.visitors.size === 0
  }

  private draw(prefer: string | null): string | null {
    const { board } = this
    if (prefer !== null && board.available(prefer)) return prefer
    const candidates = [...board.statuses.keys()].filter((operator) => board.available(operator))
    return draw(candidates, (operator) => board.loads.get(operator) ?? 0, Math.random)
  }

  private setStatus(operator: string, status: Status): void {
    const { board } = this
    board.arrived(operator)
    if (board.status(operator) === status) return
    const wasOnline = board.online
    if (status === 'offline') board.statuses.delete(operator)
    else board.statuses.set(operator, status)
    this.announce(operator)
    const open = board.online !== wasOnline
    for (const [visitor, given] of board.visitors) {
      const lost = given.operator !== null && !board.available(given.operator)
      // F1: drawn again until the first message if that one stops being available.
      if (!given.fixed && (lost || given.operator === null)) {
        const next = this.draw(null)
        if (next === given.operator && !open) continue
        given.operator = next
        this.tellVisitor(visitor, next)
      } else if (open || given.operator === operator) {
        this.tellVisitor(visitor, given.operator)
      }
    }
    if (status === 'online') this.giveWaiting()
  }

  private giveWaiting(): void {
    for (const conversation of this.board.waiting) {
      const operator = this.draw(null)
      if (operator === null) return
      this.board.waiting.delete(conversation)
      // Counted at once, so that ten waiting clients do not all fall to one.
      this.setLoad(conversation, operator)
      this.parts.conversations.get(key(this.account, conversation)).tell({
        kind: 'assign',
        operator,
        instead: null,
        refuse: () => {
          this.setLoad(conversation, null)
          this.board.waiting.add(conversation)
        },
      })
    }
  }

  /** Deleted: nobody is given to him any more, and whom he has goes to the others. */
  private gone(operator: string): void {
    this.setStatus(operator, 'offline')
    const again = () => {
      this.self.after(`gone ${operator}`, againAfter, { kind: 'operatorChanged', operator })
    }
    this.parts.operators.get(key(this.account, operator)).tell({ kind: 'deleted', refuse: again })
  }

  private setLoad(conversation: string, operator: string | null): void {
    const { conversations, loads } = this.board
    const before = conversations.get(conversation) ?? null
    if (before === operator) return
    if (before !== null) loads.set(before, (loads.get(before) ?? 1) - 1)
    if (operator === null) conversations.delete(conversation)
    else {
      conversations.set(conversation, operator)
      loads.set(operator, (loads.get(operator) ?? 0) + 1)
    }
  }

  /** Colleagues' consoles learn of a change. */
  private announce(operator: string): void {
    const status = this.board.status(operator)
    for (const colleague of this.parts.people.list(this.account)) {
      this.parts.operators
        .find(key(this.account, colleague.id))
        ?.tell({ kind: 'colleague', operator, status })
    }
  }

  private tellVisitorsOf(operator: string): void {
    for (const [visitor, given] of this.board.visitors) {
      if (given.operator === operator) this.tellVisitor(visitor, operator)
    }
  }

  private tellVisitor(visitor: string, operator: string | null): void {
    this.parts.visitors.find(key(this.account, visitor))?.tell({ kind: 'given', operator })
  }
}

export const deskKind = (parts: Parts): Kind<DeskMessage> => ({
  name: 'desk',
  capacity: 100_000,
  idleAfter: '10 minutes',
  start: (account, self) => Effect.sync(() => new Desk(parts, account, self)),
})
