/** One per account: knows who is present, draws who gets whom (F1), and tells those whom a change concerns. */
import { Effect } from 'effect'
import { draw } from '../domain/draw.ts'
import type { Status } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
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
  /** Pages may belong to other sites, and others may serve them. `before`: as it was. */
  | {
      readonly kind: 'sitesChanged'
      readonly before: ReadonlyArray<Served>
      readonly refuse?: () => void
    }
  /** A visitor is on this page. `operator`: whose client he is, if he has one (F2). */
  | {
      readonly kind: 'visitorArrived'
      readonly visitor: string
      readonly page: string
      readonly operator: string | null
      readonly refuse?: () => void
    }
  /** He came to a page of another site. */
  | {
      readonly kind: 'visitorMoved'
      readonly visitor: string
      readonly page: string
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
  /** Someone to answer now on this page: `prefer` if he may, else drawn; null when nobody may. */
  | {
      readonly kind: 'draw'
      readonly page: string | null
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
  | {
      readonly kind: 'waiting'
      readonly conversation: string
      readonly page: string | null
      readonly refuse?: () => void
    }

class Desk implements Behaviour<DeskMessage> {
  private readonly board: Board

  constructor(
    private readonly parts: Parts,
    private readonly account: string,
    private readonly self: Self<DeskMessage>,
  ) {
    this.board = parts.board(account)
    for (const conversation of parts.history.unassignedOf(account)) {
      const page = parts.history.conversation(account, conversation)?.page?.url ?? null
      this.board.waiting.set(conversation, page)
    }
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
      case 'sitesChanged':
        for (const visitor of this.board.visitors.keys()) {
          this.parts.visitors
            .find(key(this.account, visitor))
            ?.tell({ kind: 'sitesChanged', before: message.before })
        }
        return this.giveWaiting()
      case 'visitorArrived': {
        const { board } = this
        const site = this.siteAt(message.page)
        const mayHave = (operator: string | null | undefined) =>
          typeof operator === 'string' && board.serves(operator, site) ? operator : null
        const known = board.visitors.get(message.visitor)
        const own = mayHave(message.operator) ?? (known?.fixed ? known.operator : null)
        const operator = own ?? mayHave(known?.operator) ?? this.draw(null, site)
        board.visitors.set(message.visitor, { operator, fixed: own !== null, site: site?.id ?? null })
        return this.tellVisitor(message.visitor, operator)
      }
      case 'visitorMoved': {
        const given = this.board.visitors.get(message.visitor)
        if (given === undefined) return
        const site = this.siteAt(message.page)
        given.site = site?.id ?? null
        if (!given.fixed) given.operator = this.draw(given.operator, site)
        return this.tellVisitor(message.visitor, given.operator)
      }
      case 'visitorLeft':
        this.board.visitors.delete(message.visitor)
        return
      case 'fixed':
        if (this.board.visitors.has(message.visitor)) {
          Object.assign(this.board.visitors.get(message.visitor)!, {
            operator: message.operator,
            fixed: message.operator !== null,
          })
        }
        return
      case 'draw':
        return message.answer(this.draw(message.prefer, this.siteAt(message.page)))
      case 'load':
        return this.setLoad(message.conversation, message.operator)
      case 'waiting':
        this.board.waiting.set(message.conversation, message.page)
        return this.giveWaiting()
    }
  }

  /** The board outlives the actor, so the actor may go whenever the account is quiet. */
  idle(): boolean {
    return this.board.statuses.size === 0 && this.board.visitors.size === 0
  }

  private siteAt(page: string | null): Served | null {
    return page === null ? null : this.parts.sites.at(this.account, page)
  }

  private draw(prefer: string | null, site: Served | null): string | null {
    const { board } = this
    if (prefer !== null && board.serves(prefer, site)) return prefer
    const candidates = [...board.statuses.keys()].filter((operator) => board.serves(operator, site))
    return draw(candidates, (operator) => board.loads.get(operator) ?? 0, Math.random)
  }

  private setStatus(operator: string, status: Status): void {
    const { board } = this
    board.arrived(operator)
    if (board.status(operator) === status) return
    const wasOnline = this.onlineSites()
    if (status === 'offline') board.statuses.delete(operator)
    else board.statuses.set(operator, status)
    this.announce(operator)
    const isOnline = this.onlineSites()
    for (const [visitor, given] of board.visitors) {
      const site = given.site === null ? null : this.parts.sites.find(this.account, given.site)
      const open = isOnline.has(given.site) !== wasOnline.has(given.site)
      const lost = given.operator !== null && !board.available(given.operator)
      // F1: drawn again until the first message if that one stops being available.
      if (!given.fixed && (lost || (given.operator === null && board.serves(operator, site)))) {
        const next = this.draw(null, site)
        if (next === given.operator && !open) continue
        given.operator = next
        this.tellVisitor(visitor, next)
      } else if (open || given.operator === operator) {
        this.tellVisitor(visitor, given.operator)
      }
    }
    if (status === 'online') this.giveWaiting()
  }

  /** Sites where somebody is there to answer; null for pages of no site. */
  private onlineSites(): ReadonlySet<string | null> {
    const { board } = this
    const sites = [null, ...this.parts.sites.list(this.account)].filter((site) => board.onlineOn(site))
    return new Set(sites.map((site) => site?.id ?? null))
  }

  private giveWaiting(): void {
    for (const [conversation, page] of this.board.waiting) {
      const operator = this.draw(null, this.siteAt(page))
      if (operator === null) continue
      this.board.waiting.delete(conversation)
      // Counted at once, so that ten waiting clients do not all fall to one.
      this.setLoad(conversation, operator)
      this.parts.conversations.get(key(this.account, conversation)).tell({
        kind: 'assign',
        operator,
        instead: null,
        refuse: () => {
          this.setLoad(conversation, null)
          this.board.waiting.set(conversation, page)
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
