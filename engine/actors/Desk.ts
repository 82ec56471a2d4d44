/** One per account: knows who is present, draws who gets whom (F1), and tells those whom a change concerns. */
import { Effect } from 'effect'
import { draw } from '../domain/draw.ts'
import type { Drawn } from '../domain/routing.ts'
import type { Status } from '../domain/status.ts'
import type { Ban } from '../store/Bans.ts'
import type { Choice, Served } from '../store/Sites.ts'
import { type Board, choiceOn } from './Board.ts'
import type { DeskMessage } from './DeskMessage.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import { Online } from './Online.ts'
import { againAfter, key, type Parts } from './Parts.ts'
import { Queue } from './Queue.ts'
import { Sweep } from './Sweep.ts'
import { sightOf } from './sight.ts'
import type { Visit } from './Visit.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import { showEvery } from './VisitorTable.ts'

type Message<K extends DeskMessage['kind']> = Extract<DeskMessage, { readonly kind: K }>

const nobody: Drawn = { operator: null, reason: null }
const full: Drawn = { operator: null, reason: 'full' }

class Desk implements Behaviour<DeskMessage> {
  private readonly board: Board
  private readonly queue: Queue
  private readonly sweep: Sweep

  constructor(
    private readonly parts: Parts,
    private readonly account: string,
    private readonly self: Self<DeskMessage>,
  ) {
    this.board = parts.board(account)
    this.board.hadDesk = true
    if (this.board.table.watched) this.showTable(true)
    this.board.rules = parts.people.routing(account)
    this.queue = new Queue(parts, account, self, (site, choice) => this.draw(site, choice))
    this.sweep = new Sweep(parts, account, self)
    self.tell({ kind: 'sweep' })
    const now = self.now()
    if (this.board.expectsAny(now)) {
      self.after('expected', this.board.expectedUntil - now, { kind: 'expectedNoMore' })
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
      case 'lost':
        return this.setLost(message.operator, message.lost)
      case 'operatorChanged':
        if (this.parts.people.find(this.account, message.operator) === null) this.gone(message.operator)
        else this.tellVisitorsOf(message.operator)
        this.resight()
        return this.announce(message.operator)
      case 'sitesChanged':
        this.tellVisitors({ kind: 'sitesChanged', before: message.before })
        this.resight()
        this.queue.changed()
        return this.queue.give()
      case 'banned':
        return this.banned(message.ban)
      case 'erased':
        return this.erased(message)
      case 'visitorArrived':
        return this.arrived(message)
      case 'visitorMoved': {
        const given = this.board.visitors.get(message.visitor)
        if (given === undefined) return
        const site = this.siteAt(message.page)
        this.board.table.set(given, 'site', site?.id ?? null)
        this.drawAgain(message.visitor, given, site)
        return this.tellVisitor(message.visitor)
      }
      case 'choose':
        return this.choose(message)
      case 'visitorLeft':
        this.left(message)
        return this.queue.left(message.visitor)
      case 'fixed':
        return this.fix(message)
      case 'freed':
        return this.freed(message.visitor)
      case 'draw':
        return this.answerDraw(message)
      case 'take':
        return message.answer(this.take(message))
      case 'watch': {
        const { socket, operator, table } = message
        return this.board.table.watch(socket, operator, sightOf(this.parts, this.account, operator), table)
      }
      case 'unwatch':
        return this.board.table.unwatch(message.socket)
      case 'showTable':
        return this.showTable(message.now)
      case 'load':
        return this.load(message)
      case 'queue':
        return this.queue.tell()
      case 'rulesChanged':
        return this.rulesChanged()
      case 'licenceChanged':
        this.tellVisitors({ kind: 'licenceChanged' })
        return this.resight()
      case 'blocked':
        return this.tellVisitors({ kind: 'blocked' })
      case 'expectedNoMore':
        for (const visitor of this.board.visitors.keys()) this.tellVisitor(visitor)
        return
      case 'sweep':
        return this.sweep.run()
      case 'waiting':
        return this.queue.wait(message)
    }
  }

  /** The board outlives the actor, so the actor may go whenever the account is quiet. */
  idle(): boolean {
    const { statuses, visitors, table } = this.board
    return statuses.size === 0 && visitors.size === 0 && !table.watched
  }

  private siteAt(page: string | null): Served | null {
    return page === null ? null : this.parts.sites.at(this.account, page)
  }

  private mayHave(operator: string | null, site: Served | null, choice: Choice | null): operator is string {
    return operator !== null && this.board.serves(operator, site, choice)
  }

  /** For a visitor who has not written: as he has chosen, and nobody while he has to. */
  private drawNew(visitor: string, site: Served | null): Drawn {
    const { board } = this
    return board.mustChoose(visitor, site) ? nobody : this.draw(site, board.chosen(visitor, site))
  }

  /** F1: until the first message, when who was drawn is no longer to be had. */
  private drawAgain(visitor: string, given: Visit, site: Served | null): void {
    const { board } = this
    if (given.fixed || board.tookOver(visitor) || this.queue.holds(visitor)) return
    const stays = this.mayHave(given.operator, site, board.chosen(visitor, site))
    if (!stays || board.mustChoose(visitor, site)) this.give(given, this.drawNew(visitor, site))
  }

  private draw(site: Served | null, choice: Choice | null): Drawn {
    const { board } = this
    const candidates = [...board.statuses.keys()].filter((operator) => board.serves(operator, site, choice))
    const free = candidates.filter((operator) => board.hasRoom(operator))
    const operator = draw(free, (one) => board.loads.get(one) ?? 0, Math.random)
    if (operator === null) return candidates.length === 0 ? nobody : full
    return { operator, reason: candidates.length === 1 ? 'onlyOne' : 'leastLoaded' }
  }

  private drawFor(visitor: string, site: Served | null, choice: Choice | null): Drawn {
    const given = this.board.visitors.get(visitor)
    if (given !== undefined && this.board.tookOver(visitor)) return given
    if (given === undefined || !this.mayHave(given.operator, site, choice)) return this.draw(site, choice)
    // Whose client he is already, and comes back to.
    if (given.fixed) return { operator: given.operator, reason: 'sticky' }
    if (given.reason === 'sticky' || this.board.hasRoom(given.operator)) return given
    return this.draw(site, choice)
  }

  /** Counted at once: of two who write at the same time only one gets the last place. */
  private answerDraw({ conversation, visitor, page, department, answer }: Message<'draw'>): void {
    const site = this.siteAt(page)
    const drawn = this.drawFor(visitor, site, choiceOn(site, department))
    if (drawn.operator !== null) this.board.setLoad(conversation, drawn.operator)
    answer(drawn)
  }

  private give(visit: Visit, { operator, reason }: Drawn, fixed = visit.fixed): void {
    this.board.table.set(visit, 'operator', operator)
    visit.reason = reason
    visit.fixed = fixed
  }

  private fix({ visitor, operator }: Message<'fixed'>): void {
    const given = this.board.visitors.get(visitor)
    if (given === undefined) return
    const had = given.operator
    this.give(given, { operator, reason: null }, operator !== null)
    // What he was told of the other may have reached him after the word of his conversation.
    if (had !== operator) this.tellVisitor(visitor)
  }

  private arrived({ visit, operator: own, talks }: Message<'visitorArrived'>): void {
    const { board } = this
    const { visitor } = visit
    const site = this.siteAt(visit.page.url)
    // As whom he was there when his actor died.
    const known = board.visitors.get(visitor)
    visit.site = site?.id ?? null
    const choice = board.chosen(visitor, site)
    // In the middle of it he goes on with him, if he serves this page, or came to it without leaving.
    const goesOn =
      own !== null &&
      talks &&
      board.goesOn(own) &&
      (site === null || site.serves(own) || known?.operator === own)
    if (goesOn) this.give(visit, { operator: own, reason: null }, true)
    else if (known !== undefined && board.tookOver(visitor)) this.give(visit, known)
    else if (talks ? own === null : board.mustChoose(visitor, site)) this.give(visit, nobody, false)
    else if (this.mayHave(own, site, choice)) this.give(visit, { operator: own, reason: 'sticky' }, talks)
    else if (known !== undefined && (known.fixed || this.mayHave(known.operator, site, choice))) {
      this.give(visit, known, known.fixed)
    } else this.give(visit, this.draw(site, choice), false)
    board.visitors.set(visitor, visit)
    board.table.arrived(visit, known)
    this.tellVisitor(visitor)
    this.queue.changed()
  }

  private left({ visitor, visit }: Message<'visitorLeft'>): void {
    const { board } = this
    const known = board.visitors.get(visitor)
    // Back already, by another actor of his.
    if (known === undefined || (visit !== null && visit !== known)) return
    board.visitors.delete(visitor)
    board.table.departed(known, this.self.now())
    this.hideBanned()
  }

  private take({ visitor, operator, from }: Message<'take'>): boolean {
    const given = this.board.visitors.get(visitor)
    if (given === undefined || given.operator !== from) return false
    this.give(given, { operator, reason: 'takenOver' }, false)
    this.tellVisitor(visitor)
    return true
  }

  /** What operators may see has changed, perhaps. */
  private resight(): void {
    this.board.table.resight((operator) => sightOf(this.parts, this.account, operator))
  }

  private showTable(now = false): void {
    const again = now ? this.board.table.show(this.self.now()) : showEvery
    if (again > 0) this.self.after('table', again, { kind: 'showTable', now: true })
  }

  /** Among those who left there are none who were banned. */
  private hideBanned(): void {
    const { bans } = this.parts
    this.board.table.forget(
      ({ visitor, facts }) => bans.barring(this.account, visitor, facts.address) !== null,
    )
  }

  /** H6. The visitor it names may be gone, and his dialogue open; of others only those matter who are here. */
  private banned(ban: Ban): void {
    const { parts, account, self } = this
    const refuse = () => self.after(`ban ${ban.id}`, againAfter, { kind: 'banned', ban })
    if (ban.visitor !== null) {
      parts.visitors.get(key(account, ban.visitor)).tell({ kind: 'banned', ban, refuse })
    }
    this.hideBanned()
    if (ban.address === null) return
    for (const visitor of this.board.visitors.keys()) {
      if (visitor === ban.visitor) continue
      parts.visitors.find(key(account, visitor))?.tell({ kind: 'banned', ban, refuse })
    }
  }

  private erased(message: Message<'erased'>): void {
    const { parts, account, board } = this
    const { visitor, conversation, row } = message
    const told = {
      kind: 'erased',
      row,
      refuse: () => this.self.after(`erased ${visitor}`, againAfter, message),
    } as const
    parts.visitors.find(key(account, visitor))?.tell(told)
    if (conversation !== null) parts.conversations.find(key(account, conversation))?.tell(told)
    const visit = board.visitors.get(visitor)
    board.visitors.delete(visitor)
    board.choices.delete(visitor)
    if (visit !== undefined) board.table.departed(visit, this.self.now())
    board.table.forget((gone) => gone.visitor === visitor)
    this.queue.left(visitor)
  }

  private freed(visitor: string): void {
    const given = this.board.visitors.get(visitor)
    if (given === undefined) return
    this.give(given, { operator: given.operator, reason: 'sticky' }, false)
    this.board.choices.delete(visitor)
    const had = given.operator
    this.drawAgain(visitor, given, this.siteOf(given))
    if (given.operator !== had || this.board.rules.departmentChoice !== 'none') this.tellVisitor(visitor)
  }

  /** E4. His own operator first, as without a choice. */
  private choose({ visitor, department, operator: own, done }: Message<'choose'>): void {
    const { board } = this
    const given = board.visitors.get(visitor)
    if (given !== undefined && !given.fixed) {
      if (department === null) board.choices.delete(visitor)
      else board.choices.set(visitor, department)
      const site = this.siteOf(given)
      const his = this.mayHave(own, site, board.chosen(visitor, site)) && !board.mustChoose(visitor, site)
      this.give(given, his ? { operator: own, reason: 'sticky' } : this.drawNew(visitor, site))
      this.tellVisitor(visitor)
    }
    done()
  }

  private siteOf({ site }: Visit): Served | null {
    return site === null ? null : this.parts.sites.find(this.account, site)
  }

  private setStatus(operator: string, status: Status): void {
    const { board } = this
    const before = this.online()
    if (!board.arrived(operator) && board.status(operator) === status) return
    if (status === 'offline') {
      board.statuses.delete(operator)
      board.lost.delete(operator)
    } else board.statuses.set(operator, status)
    this.announce(operator)
    this.available(operator, before)
  }

  private setLost(operator: string, lost: boolean): void {
    const { board } = this
    if (board.lost.has(operator) === lost || (lost && !board.statuses.has(operator))) return
    const before = this.online()
    if (lost) board.lost.add(operator)
    else board.lost.delete(operator)
    this.available(operator, before)
  }

  /** Whether this operator is to be had has changed, and with him perhaps on which sites anybody is. */
  private available(operator: string, was: Online): void {
    const { board } = this
    const is = this.online()
    this.queue.changed()
    const waiting = this.queue.withNobody
    for (const [visitor, given] of board.visitors) {
      const had = given.operator
      if (this.goesOnWith(given, operator)) this.give(given, { operator, reason: null }, true)
      // F1: drawn again until the first message if that one stops being available. Who has written waits his turn.
      if (!given.fixed && !waiting.has(visitor) && this.mayChange(visitor, given, operator)) {
        this.give(given, this.drawNew(visitor, this.siteOf(given)))
      }
      const other = is.differsOn(given.site, was)
      if (other || had === operator || given.operator !== had) this.tellVisitor(visitor)
      else if (!given.fixed && is.departmentsDifferOn(given.site, was)) {
        this.parts.visitors.find(key(this.account, visitor))?.tell({ kind: 'departments' })
      }
    }
    if (board.goesOn(operator)) this.queue.takenBack(operator)
    if (board.available(operator)) this.queue.give()
  }

  /** He came back while the operator of his dialogue was away, who is back as well. */
  private goesOnWith({ fixed, conversation, site }: Visit, operator: string): boolean {
    if (fixed || conversation === null || this.board.conversations.get(conversation) !== operator)
      return false
    return (
      this.board.goesOn(operator) &&
      (site === null || this.parts.sites.find(this.account, site)?.serves(operator) === true)
    )
  }

  /** Whom he was given is gone, or he has nobody and could have this operator. */
  private mayChange(visitor: string, given: Visit, operator: string): boolean {
    const { board } = this
    if (given.operator !== null) return !board.available(given.operator) && !board.tookOver(visitor)
    const site = this.siteOf(given)
    return board.serves(operator, site, board.chosen(visitor, site))
  }

  private online(): Online {
    return new Online(this.board, this.parts.sites.list(this.account), this.self.now())
  }

  private load({ conversation, operator, holder, open }: Message<'load'>): void {
    if (open) this.sweep.open()
    this.queue.heldBy(conversation, holder, open)
    const before = this.board.conversations.get(conversation) ?? null
    this.board.setLoad(conversation, operator)
    if (before !== null && before !== operator) this.queue.give()
  }

  private rulesChanged(): void {
    const { board } = this
    const { departmentChoice } = board.rules
    board.rules = this.parts.people.routing(this.account)
    this.resight()
    if (board.rules.departmentChoice !== departmentChoice) this.askAnew()
    this.sweep.run()
    this.queue.give()
    this.queue.changed()
  }

  /** Visitors choose departments from now on, or no longer. */
  private askAnew(): void {
    for (const [visitor, given] of this.board.visitors) {
      this.drawAgain(visitor, given, this.siteOf(given))
      this.tellVisitor(visitor)
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

  /** Colleagues' consoles learn of a change. */
  private announce(operator: string): void {
    const status = this.board.status(operator)
    for (const colleague of this.parts.people.list(this.account)) {
      this.parts.operators
        .find(key(this.account, colleague.id))
        ?.tell({ kind: 'colleague', operator, status })
    }
  }

  private tellVisitors(message: VisitorMessage): void {
    for (const visitor of this.board.visitors.keys()) {
      this.parts.visitors.find(key(this.account, visitor))?.tell(message)
    }
  }

  private tellVisitorsOf(operator: string): void {
    for (const [visitor, given] of this.board.visitors) {
      if (given.operator === operator) this.tellVisitor(visitor)
    }
  }

  private tellVisitor(visitor: string): void {
    const operator = this.board.visitors.get(visitor)?.operator ?? null
    this.parts.visitors.find(key(this.account, visitor))?.tell({ kind: 'given', operator })
  }
}

export const deskKind = (parts: Parts): Kind<DeskMessage> => ({
  name: 'desk',
  capacity: 100_000,
  idleAfter: '10 minutes',
  start: (account, self) => {
    // Who waits is read from history, and conversations have written meanwhile. If it lags, the desk is there all the same.
    const ready = parts.board(account).hadDesk ? Effect.ignore(parts.projection.caughtUp) : Effect.void
    return Effect.map(ready, () => new Desk(parts, account, self))
  },
})
