/**
 * Who is present in one account: written by its `Desk` alone, read by whoever needs to know at once. It
 * outlives a failed desk, since nothing else remembers who is there.
 */
import { draw } from '../domain/draw.ts'
import type { Drawn } from '../domain/routing.ts'
import { type RoutingRules, routingRules } from '../domain/routingRules.ts'
import { goesOn, type Status, takesNew, takesTransfers } from '../domain/status.ts'
import type { Choice, Served } from '../store/Sites.ts'
import type { Visit } from './Visit.ts'
import { VisitorTable } from './VisitorTable.ts'

/** A conversation that needs somebody. `had`: whose it is until then. */
export interface Waiting {
  readonly visitor: string
  readonly had: string | null
  readonly page: string | null
  /** E4: that the visitor has chosen. */
  readonly department: string | null
  /** It has waited because those who are there had their hands full. */
  full: boolean
}

/** A department that is not there binds nobody: it was deleted, or the page is another's. */
export const choiceOn = (site: Served | null, department: string | null): Choice | null =>
  site?.choices.find(({ id }) => id === department) ?? null

const nobody: Drawn = { operator: null, reason: null }

export class Board {
  /** Operators who were present when the engine last ended, and as what; they are expected back in a moment. */
  private readonly expected: Map<string, Status>

  constructor(
    expected: Iterable<readonly [operator: string, status: Status]> = [],
    /** Ms since 1970 until when. */
    readonly expectedUntil = 0,
    /** As the owner has set them. */
    public rules: RoutingRules = routingRules,
    /** The visitor table has something to show. */
    wake: () => void = () => {},
  ) {
    this.expected = new Map(expected)
    this.table = new VisitorTable(this.visitors, wake)
  }

  /** Was there ever a desk to it? */
  hadDesk = false
  /** Operators who are not offline. */
  readonly statuses = new Map<string, Exclude<Status, 'offline'>>()
  /** Operators whose consoles have lost their connection, and who are waited for. */
  readonly lost = new Set<string>()
  /** Visitors who are there. */
  readonly visitors = new Map<string, Visit>()
  /** What consoles see of them. */
  readonly table: VisitorTable
  /** E4: departments that visitors have chosen and have not written to yet. */
  readonly choices = new Map<string, string>()
  /** Open conversations whose visitor is there, and who has them. */
  readonly conversations = new Map<string, string>()
  /** How many of those each operator has. */
  readonly loads = new Map<string, number>()
  /** Open conversations that wait for somebody to answer, oldest first. */
  readonly waiting = new Map<string, Waiting>()
  /** How many are before a visitor who waits for operators with their hands full. */
  queue: ReadonlyMap<string, number> = new Map()
  /** How many visitors who are there wait for an operator, as far as he could answer them. */
  readonly waitingFor = new Map<string, number>()

  status(operator: string): Status {
    return this.statuses.get(operator) ?? 'offline'
  }

  /** May this operator be given visitors? */
  available(operator: string): boolean {
    return takesNew(this.status(operator)) && !this.lost.has(operator)
  }

  /** May dialogues be transferred to him? */
  takesTransfers(operator: string): boolean {
    return takesTransfers(this.status(operator)) && !this.lost.has(operator)
  }

  /** F4: who of these gets what `giver` gives away; the first line before the second. */
  receiver(members: ReadonlyArray<string>, giver: string): string | null {
    const able = members.filter((one) => one !== giver && this.takesTransfers(one))
    const firstLine = able.filter((one) => this.available(one))
    return draw(firstLine.length > 0 ? firstLine : able, (one) => this.loads.get(one) ?? 0, Math.random)
  }

  /** Does he go on with the clients he has? */
  goesOn(operator: string): boolean {
    return goesOn(this.status(operator))
  }

  /**
   * F4: somebody took him over before a word was said, and is there. He may be on the second line, serve other pages and
   * other departments, and have as many as he may.
   */
  tookOver(visitor: string): boolean {
    const { operator, reason } = this.visitors.get(visitor) ?? nobody
    return reason === 'takenOver' && operator !== null && this.goesOn(operator)
  }

  /** His dialogues are not to be given away while he finds his way back after a restart. */
  expects(operator: string, now: number): boolean {
    return now < this.expectedUntil && this.expected.has(operator)
  }

  /** Has the engine just started, and is anybody not back yet? */
  expectsAny(now: number): boolean {
    return now < this.expectedUntil && this.expected.size > 0
  }

  /** As what he counts for the door (C8): a connection that was lost for a moment changes nothing, nor does a restart. */
  statusAt(operator: string, now: number): Status {
    return (
      this.statuses.get(operator) ?? (this.expects(operator, now) ? this.expected.get(operator)! : 'offline')
    )
  }

  /** Of all who serve this site's pages (C8), and (E4, where one must be chosen) are in one of these departments. */
  serving(site: Served | null, within: ReadonlyArray<Choice> | null, now: number): ReadonlyArray<Status> {
    const all = this.expectsAny(now)
      ? [...this.statuses.keys(), ...this.expected.keys()]
      : [...this.statuses.keys()]
    return all
      .filter((one) => site === null || site.serves(one))
      .filter((one) => within === null || within.some(({ operators }) => operators.has(one)))
      .map((one) => this.statusAt(one, now))
  }

  /** He is back, or has said what he wants. True: he was expected. */
  arrived(operator: string): boolean {
    return this.expected.delete(operator)
  }

  /** May this operator be given visitors of this site? Without one (it was deleted meanwhile) all may. */
  serves(operator: string, site: Served | null, choice: Choice | null = null): boolean {
    return (
      this.available(operator) &&
      (site === null || site.serves(operator)) &&
      (choice === null || choice.operators.has(operator))
    )
  }

  /** E4: what this visitor has chosen, as far as it is there on this site. */
  chosen(visitor: string, site: Served | null): Choice | null {
    const department = this.choices.get(visitor)
    if (department === undefined || this.rules.departmentChoice === 'none') return null
    return choiceOn(site, department)
  }

  /** E4: is he asked to choose before anything else? */
  mustChoose(visitor: string, site: Served | null): boolean {
    const { departmentChoice } = this.rules
    if (departmentChoice !== 'must' || site === null || site.choices.length === 0) return false
    if (this.tookOver(visitor)) return false
    return this.chosen(visitor, site) === null
  }

  /** May he have one more? Whose clients come back to him, and what colleagues give him, he has anyway. */
  hasRoom(operator: string): boolean {
    const { conversationLimit } = this.rules
    return conversationLimit === 0 || (this.loads.get(operator) ?? 0) < conversationLimit
  }

  /** Whose work a conversation is while its client is there. */
  setLoad(conversation: string, operator: string | null): void {
    const before = this.conversations.get(conversation) ?? null
    if (before === operator) return
    if (before !== null) this.loads.set(before, (this.loads.get(before) ?? 1) - 1)
    if (operator === null) this.conversations.delete(conversation)
    else {
      this.conversations.set(conversation, operator)
      this.loads.set(operator, (this.loads.get(operator) ?? 0) + 1)
    }
  }

  /** Is anybody there to answer a new visitor on the pages of this site? */
  onlineOn(site: Served | null, choice: Choice | null = null): boolean {
    for (const operator of this.statuses.keys()) if (this.serves(operator, site, choice)) return true
    return false
  }
}
