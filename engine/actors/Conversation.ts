/**
 * One dialogue: its only writer. Decides by the pure rule, appends by its ledger, and speaks to both sides only after
 * the commit. A draft (somebody types, nothing is sent) lives here too, and leaves no trace.
 */
import { Effect } from 'effect'
import { canary } from '../domain/canary.ts'
import { type ConversationState, decide } from '../domain/conversation.ts'
import type { Invited, NamedDepartment, Side } from '../domain/events.ts'
import { endsAt } from '../domain/idle.ts'
import type { Drawn } from '../domain/routing.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { eventFrame, forVisitor, previewFrame } from '../protocol/encode.ts'
import type { Dialogue, Entry, Presence, Refusal, VisitorConversation } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import { Audience } from './Audience.ts'
import { answerAgain } from './answerAgain.ts'
import {
  type Answered,
  assign,
  draw,
  isPresent,
  operatorOverdue,
  reportLoad,
  serves,
  tellWaiting,
} from './assigning.ts'
import type { Answer, ConversationMessage, VisitorIdentity } from './ConversationMessage.ts'
import { type Keeper, Ledger } from './Ledger.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import { Marks } from './Marks.ts'
import { accountOf, againAfter, idOf, key, type Parts } from './Parts.ts'
import { Rate } from './Rate.ts'
import { keepRating } from './rating.ts'
import { type Asking, keepLead } from './requesting.ts'
import {
  answerTransfer,
  giveBack,
  type Transferable,
  takeOver,
  transfer,
  waitForReceiver,
} from './transferring.ts'
import { listenForAnswer, speakUp, type Unanswered } from './unanswered.ts'
import type { VisitorMessage } from './VisitorMessage.ts'

/** After a restart a visitor who was here has so long to come back before he counts as gone. */
const overdueAfter = 45_000
/** Ms after which a page that came too soon is written. */
const moveAgainAfter = 2_000
/** Who typed so many ms ago may still be at it. */
const typesFor = 60_000

class Conversation
  implements Behaviour<ConversationMessage>, Keeper, Answered, Asking, Transferable, Unanswered
{
  readonly ledger: Ledger
  private readonly sockets: Record<Side, Audience> = { visitor: new Audience(), operator: new Audience() }
  private readonly marks: Record<Side, Marks> = { visitor: new Marks(), operator: new Marks() }
  visitor: VisitorIdentity | null = null
  presence: Presence = { online: false, open: false, page: null }
  private preview = ''
  /** When somebody last typed. */
  private typedAt = 0
  /** Who sees it on his list: the assigned operator, or the one a draft was shown to. */
  private listed: string | null = null
  private moves: Rate | undefined
  readonly account: string
  readonly id: string

  constructor(
    readonly parts: Parts,
    readonly self: Self<ConversationMessage>,
  ) {
    this.account = accountOf(self.id)
    this.id = idOf(self.id)
    const known = parts.history.conversation(this.account, this.id)
    const stored = known !== null && parts.erasures.erased(known.visitor) ? null : known
    this.ledger = new Ledger(parts, self, this, stored)
    if (stored === null) return
    const visitor = parts.visitorRows.find(this.account, stored.visitor)
    if (visitor !== null) {
      const shown = parts.people.includes(this.account, 'monitoring')
      this.visitor = { ...visitor, place: shown ? parts.history.placeOf(this.account, visitor.id) : null }
    }
    this.presence = { online: false, open: false, page: stored.page }
    this.listed = stored.state === 'open' ? stored.operator : null
    if (stored.transfer !== null) waitForReceiver(this)
    const ban = stored.state === 'open' ? parts.bans.barring(this.account, stored.visitor, null) : null
    // The engine died between the ban and this.
    if (ban !== null) self.tell({ kind: 'ban', operator: ban.operator })
    if (stored.state === 'open' && stored.present)
      self.after('overdue', overdueAfter, { kind: 'visitorOverdue' })
  }

  receive(message: ConversationMessage): void | Effect.Effect<void> {
    switch (message.kind) {
      case 'visitorSends':
        return this.visitorSends(message)
      case 'accepted':
        return this.accepted(message)
      case 'operatorSends':
        return this.send('operator', message.operator, message)
      case 'attach':
        return this.attach(message)
      case 'detach':
        this.sockets.visitor.delete(message.socket)
        this.sockets.operator.delete(message.socket)
        return
      case 'mark':
        return this.mark(message.side, message.mark, message.upTo)
      case 'flushMarks':
        return this.flushMarks(message.side)
      case 'visitorTypes':
        return this.visitorTypes(message)
      case 'operatorTypes':
        if (message.typing) this.typedAt = this.self.now()
        return this.sockets.visitor.volatile(
          'typing',
          JSON.stringify({ kind: 'typing', typing: message.typing }),
        )
      case 'presence':
        this.visitor = message.visitor
        return this.showPresence(message.presence)
      case 'drawn':
        if (this.preview !== '') this.showDraftTo(message.operator)
        return
      case 'assign':
        return assign(this, message)
      case 'opened':
        return this.openFor(message)
      case 'taken':
        return takeOver(this, message)
      case 'close':
        return this.close(message.operator, message.answer)
      case 'ended':
        return this.end(message)
      case 'ban':
        return this.ban(message)
      case 'erased':
        return this.erased(message.row)
      case 'closeIfGone':
        return this.presence.online ? message.answer(true) : this.close(message.operator, message.answer)
      case 'transfer':
        return transfer(this, message)
      case 'answerTransfer':
        return answerTransfer(this, message)
      case 'transferOverdue':
        return giveBack(this, null)
      case 'unanswered':
        return speakUp(this)
      case 'leadLeft':
        return keepLead(this, message)
      case 'rated':
        return keepRating(this.ledger, message, this.self.now())
      case 'idle':
        return this.closeIfIdle()
      case 'operatorOverdue':
        return operatorOverdue(this)
      case 'visitorOverdue':
        if (!this.presence.online) this.visitorLeaves()
        return
      case 'visitorMoved':
        return this.moveVisitor()
      case 'broken':
        throw message.defect
    }
  }

  /** May rest when nobody is connected and history has it all. */
  idle(): boolean {
    return this.sockets.visitor.size === 0 && this.sockets.operator.size === 0 && this.ledger.projected
  }

  /** Whoever listened must not sit on a dead actor: they come back and resume. */
  stopped(): void {
    // A draft is nowhere but here.
    if (this.ledger.committed.state === 'draft') this.takeFrom(this.listed)
    this.closeSockets()
    this.parts.written.forget(this.self.id)
    this.parts.written.forget(key(this.account, this.ledger.committed.visitor))
  }

  private closeSockets(): void {
    this.sockets.visitor.close(closeCodes.failed)
    this.sockets.operator.close(closeCodes.failed)
  }

  get visitorId(): string {
    return this.visitor?.id ?? this.ledger.committed.visitor
  }

  /** Of the page that the visitor looks at. */
  get site(): Served | null {
    const { page } = this.presence
    return page === null ? null : this.parts.sites.at(this.account, page.url)
  }

  // ── messages ──────────────────────────────────────────────────────────────────────────────────────────
  private visitorSends(
    message: Extract<ConversationMessage, { kind: 'visitorSends' }>,
  ): void | Effect.Effect<void> {
    this.visitor = message.visitor
    this.presence = message.presence
    const { operator } = this.ledger.state
    // F1, F2: the first message fixes the operator; a later one only looks for another if he is not there, or was
    // taken off the site while the visitor was away.
    const keeps = operator !== null && (message.operator === operator || serves(this, operator))
    if (keeps && isPresent(this, operator)) return this.send('visitor', message.visitor.id, message)
    const department = this.ledger.state.state === 'draft' ? message.department : this.ledger.state.department
    return Effect.map(draw(this, message.visitor.id, department?.id ?? null), (drawn) => {
      if (!keeps || drawn.operator !== null) {
        const before = this.ledger.state
        this.send('visitor', message.visitor.id, message, drawn, department)
        // Nothing came of it, and the desk has counted it.
        if (this.ledger.state === before) reportLoad(this)
        return
      }
      this.send('visitor', message.visitor.id, message)
      tellWaiting(this, operator)
    })
  }

  /** Whoever invited has it; what nobody wrote (C10) comes from whoever gets the visitor. */
  private accepted(message: Extract<ConversationMessage, { kind: 'accepted' }>): void | Effect.Effect<void> {
    const { visitor, from, invited, department } = message
    // Somebody talks already, or this was accepted before, and the visitor's actor died before it could know.
    if (this.ledger.state.state !== 'draft') {
      const known = this.parts.history.messageOf(from, message.client)
      if (known === null) return message.answer('unknown')
      return answerAgain(this.parts, this.account, known, message.client, message.answer)
    }
    this.visitor = visitor
    this.presence = message.presence
    const { by } = invited
    if (by !== null && isPresent(this, by)) {
      return this.send('operator', by, message, { operator: by, reason: 'invited' }, department)
    }
    return Effect.map(draw(this, visitor.id, department?.id ?? null), (drawn) => {
      const before = this.ledger.state
      this.send('operator', by ?? drawn.operator ?? from, message, drawn, department)
      // Nothing came of it, and the desk has counted it.
      if (this.ledger.state === before) reportLoad(this)
    })
  }

  private send(
    author: Side,
    from: string,
    message: {
      readonly client: string
      readonly text: string
      readonly invited?: Invited | null
      readonly answer: Answer
      readonly address?: string | null
    },
    assign?: Drawn,
    department: NamedDepartment | null = null,
  ): void {
    const { client, text, answer, address = null } = message
    const known = this.parts.history.messageOf(from, client)
    if (known !== null) {
      // What was typed on its way here came late as well, after the message itself.
      if (author === 'visitor' && this.preview !== '' && text.includes(this.preview)) this.showPreview('')
      return answerAgain(this.parts, this.account, known, client, answer)
    }
    // H6: what was under way when its visitor was banned.
    if (author === 'visitor' && this.parts.bans.barring(this.account, from, address) !== null) {
      return answer('unknown')
    }
    // A draft that was lost: its visitor will bring it back, under whatever id.
    if (this.ledger.state.state === 'draft' && this.visitor === null) return answer('unknown')
    // An operator who speaks first in a draft has it.
    const first = author === 'operator' && this.ledger.state.state === 'draft'
    const drawn = assign ?? (first ? { operator: from, reason: null } : undefined)
    const decision = decide(this.ledger.state, {
      kind: 'SendMessage',
      author,
      from,
      client,
      text,
      visitor: this.visitor?.id ?? '',
      page: this.presence.page,
      invited: message.invited ?? null,
      department,
      ...(drawn === undefined ? {} : { assign: drawn.operator, reason: drawn.reason }),
    })
    // He begins another one then: not before this one has truly ended, else he would have two.
    if (decision === 'closed' && this.ledger.committed.state !== 'closed') {
      return this.ledger.settled(
        () => answer(decision),
        () => answer('notSent'),
      )
    }
    if (typeof decision === 'string') return answer(decision)
    if (author === 'visitor') {
      this.preview = ''
      this.sockets.operator.forget(`preview ${this.id}`)
    }
    this.ledger.append(
      decision,
      // The message is the last event of its decision.
      ({ seq, at }) => {
        if (this.account !== canary.account) this.parts.counted.messages[author]++
        answer({ conversation: this.id, seq, at, client })
      },
      () => {
        if (assign !== undefined) reportLoad(this)
        answer('notSent')
      },
    )
  }

  // ── what is on disk ───────────────────────────────────────────────────────────────────────────────────
  publish(entry: Entry, body: string | undefined): void {
    const frame = eventFrame(entry, body)
    const audience = this.sockets.operator.known + this.sockets.visitor.known
    const bytes = audience > 2 ? Buffer.from(frame) : frame
    this.sockets.operator.send(bytes)
    const his = forVisitor(entry)
    this.sockets.visitor.send(his === entry ? bytes : eventFrame(his))
  }

  /** What others have to hear once it is true on disk. */
  followUp(before: ConversationState): void {
    const now = this.ledger.committed
    if (now.transfer !== before.transfer) waitForReceiver(this)
    if (now.waitingSince !== before.waitingSince || now.told !== before.told) listenForAnswer(this)
    if (now.state === 'closed') {
      this.self.cancel('unanswered')
      this.list(null)
      // Nothing follows; his tabs are detached from the next one.
      this.sockets.visitor.clear()
      this.tellVisitor({ kind: 'conversationClosed', conversation: this.id })
    } else if (now.operator !== this.listed || before.state === 'draft') {
      this.list(now.operator)
    }
    if (now.state === 'open' && (before.state === 'draft' || now.operator !== before.operator)) {
      this.tellVisitor({ kind: 'answeredBy', conversation: this.id, operator: now.operator })
      if (now.operator === null) tellWaiting(this, null)
    }
    if (
      now.state !== before.state ||
      now.operator !== before.operator ||
      now.present !== before.present ||
      before.state === 'draft'
    ) {
      reportLoad(this)
    }
  }

  /** A socket that missed something comes back for it. */
  broken(defect: unknown): void {
    this.closeSockets()
    this.self.tell({ kind: 'broken', defect })
  }

  /** Puts it on this operator's list, and on nobody else's. */
  private list(operator: string | null): void {
    if (operator !== this.listed) this.takeFrom(this.listed)
    this.listed = operator
    if (operator === null) return
    const { account, id, visitorId: visitor } = this
    this.parts.operators.get(key(account, operator)).tell({ kind: 'given', conversation: id, visitor })
  }

  private takeFrom(operator: string | null): void {
    if (operator === null) return
    this.sockets.operator.send(JSON.stringify({ kind: 'removed', conversation: this.id }))
    this.sockets.operator.clear()
    this.parts.operators.find(key(this.account, operator))?.tell({ kind: 'taken', conversation: this.id })
  }

  private tellVisitor(message: VisitorMessage): void {
    if (this.visitor !== null) this.parts.visitors.find(key(this.account, this.visitor.id))?.tell(message)
  }

  // ── who listens ───────────────────────────────────────────────────────────────────────────────────────
  private attach(message: Extract<ConversationMessage, { kind: 'attach' }>): void {
    const { side, operator, socket, after } = message
    if (!socket.live) return
    // Given to another while this was on its way, or a draft that was lost.
    if (operator !== null && operator !== this.listed) {
      socket.send(JSON.stringify({ kind: 'removed', conversation: this.id }))
      this.parts.operators.find(key(this.account, operator))?.tell({ kind: 'taken', conversation: this.id })
      return
    }
    const missed = after === null ? null : this.ledger.recent.after(after)
    const reset = missed === null
    const found = missed ?? this.ledger.recent.snapshot()
    const entries = side === 'visitor' ? found.map(forVisitor) : found
    // What is closed is shown, and over.
    if (this.ledger.committed.state !== 'closed') this.sockets[side].add(socket)
    // A draft does not exist for its visitor; the first message is its first event.
    if (side === 'visitor' && this.ledger.committed.state === 'draft') return
    const conversation = side === 'visitor' ? this.forVisitor(entries) : this.forOperator()
    socket.send(JSON.stringify({ kind: 'conversation', conversation, entries, reset }))
  }

  private forVisitor(entries: ReadonlyArray<Entry>): VisitorConversation {
    const { id, seq, state, delivered, seen, operator } = this.ledger.committed
    const operators = this.parts.people.speakers(this.account, entries, operator)
    return { id, seq, state: state === 'closed' ? 'closed' : 'open', delivered, seen, operators }
  }

  private forOperator(): Dialogue {
    const { id, seq, state, delivered, seen, last, unseen, transfer } = this.ledger.committed
    const { presence, preview } = this
    const asked = transfer && { from: transfer.from, comment: transfer.comment }
    const visitor = this.visitor ?? { id: this.ledger.committed.visitor, number: 0, place: null }
    const unread = unseen.length
    return { id, seq, state, visitor, presence, preview, transfer: asked, delivered, seen, last, unread }
  }

  // ── marks: at most one event a second and side ────────────────────────────────────────────────────────
  private mark(side: Side, mark: 'delivered' | 'seen', upTo: number): void {
    const { seq, [mark]: reached } = this.ledger.committed
    const rest = this.marks[side].want(mark, upTo, { seq, reached: reached[side], now: this.self.now() })
    if (rest === 0) this.flushMarks(side)
    else if (rest !== null) this.flushMarksAfter(side, rest)
  }

  private flushMarksAfter(side: Side, millis: number): void {
    this.self.after(`marks ${side}`, millis, { kind: 'flushMarks', side })
  }

  private flushMarks(side: Side): void {
    const { delivered, seen } = this.marks[side].flush(this.self.now())
    // Clients say it once.
    const again = () => this.flushMarksAfter(side, this.marks[side].again())
    if (seen < delivered) this.ledger.note({ kind: 'MarkDelivered', side, upTo: delivered }, again)
    this.ledger.note({ kind: 'MarkSeen', side, upTo: seen }, again)
  }

  // ── what is true now, and not written ─────────────────────────────────────────────────────────────────
  private visitorTypes(message: Extract<ConversationMessage, { kind: 'visitorTypes' }>): void {
    this.visitor = message.visitor
    this.presence = message.presence
    if (message.text !== '') this.typedAt = this.self.now()
    this.showPreview(message.text)
    if (message.text !== '') this.showDraftTo(message.operator)
  }

  private showPreview(text: string): void {
    this.preview = text
    this.toOperator('preview', previewFrame(this.id, text))
  }

  private toOperator(name: string, frame: string): void {
    this.sockets.operator.volatile(`${name} ${this.id}`, frame)
  }

  private openFor(message: Extract<ConversationMessage, { kind: 'opened' }>): void {
    this.visitor = message.visitor
    this.presence = message.presence
    this.showDraftTo(message.operator)
    message.answer(this.listed === message.operator ? { conversation: this.id } : 'taken')
  }

  private showDraftTo(operator: string | null): void {
    if (this.ledger.state.state !== 'draft') return
    // Told again while no console of his has it: an operator's actor that died knows nothing of drafts.
    if (operator !== this.listed || this.sockets.operator.size === 0) this.list(operator)
  }

  private showPresence(presence: Presence): void {
    const before = this.presence
    this.presence = presence
    if (presence.online) this.self.cancel('overdue')
    if (this.ledger.state.state === 'draft') {
      if (!presence.online) return this.dropDraft()
    } else if (this.ledger.state.state === 'open') {
      if (!presence.online) this.visitorLeaves()
      else if (!this.ledger.state.present) this.ledger.note({ kind: 'VisitorReturns', page: presence.page })
      else this.moveVisitor()
      // Another page may be served by others.
      if (this.ledger.committed.operator === null && before.page?.url !== presence.page?.url)
        tellWaiting(this, null)
      // Back, and still without an answer.
      if (!before.online && presence.online) operatorOverdue(this)
      if (before.online !== presence.online) listenForAnswer(this)
    }
    if (!presence.online) this.preview = ''
    this.toOperator('presence', JSON.stringify({ kind: 'presence', conversation: this.id, presence }))
  }

  /** Two tabs that push each other aside must not fill the log; where the visitor came to is written in the end. */
  private moveVisitor(): void {
    const { page } = this.presence
    if (page === null) return
    const command = { kind: 'MoveVisitor', page } as const
    if (decide(this.ledger.state, command).length === 0) return
    this.moves ??= new Rate(this.parts.config.limits.pagesPerMinute, 60_000)
    if (this.moves.take(this.self.now())) return this.ledger.note(command)
    this.self.after('moved', moveAgainAfter, { kind: 'visitorMoved' })
  }

  private visitorLeaves(): void {
    this.ledger.note({ kind: 'VisitorLeaves' }, () => {
      this.self.after('overdue', againAfter, { kind: 'visitorOverdue' })
    })
  }

  // ── how it ends ───────────────────────────────────────────────────────────────────────────────────────
  /** Nothing was ever sent: it goes without a trace. */
  private dropDraft(): void {
    this.list(null)
    this.sockets.visitor.clear()
    this.self.stop()
  }

  /** Once more is as good as once. */
  private end({ visitor, answer }: Extract<ConversationMessage, { kind: 'ended' }>): void {
    if (this.ledger.committed.visitor !== visitor) return answer('unknown')
    this.close(null, answer, 'visitor')
  }

  private close(operator: string | null, answer: (result: true | Refusal) => void, reason?: 'visitor'): void {
    if (this.ledger.state.state === 'draft') {
      // Off the list until the visitor types on; he knows nothing of drafts.
      this.list(null)
      return answer(true)
    }
    const decision = decide(this.ledger.state, { kind: 'CloseConversation', operator, reason })
    if (typeof decision === 'string' || decision.length === 0) return answer(true)
    this.ledger.append(
      decision,
      () => answer(true),
      () => answer('notSent'),
    )
  }

  /** H6: operators read who banned the visitor; he himself is gone, and reads nothing. */
  private ban(message: Extract<ConversationMessage, { kind: 'ban' }>): void {
    if (this.ledger.state.state === 'draft') return this.dropDraft()
    this.sockets.visitor.clear()
    this.ledger.note({ kind: 'CloseConversation', operator: message.operator, reason: 'ban' }, () => {
      this.self.after('ban', againAfter, message)
    })
  }

  /** Off every list, without a word; nothing follows. */
  private erased(row: number): void {
    if (this.ledger.committed.state === 'draft') return this.dropDraft()
    this.list(null)
    this.sockets.visitor.clear()
    const { account, id } = this
    this.parts.desks
      .get(account)
      .tell({ kind: 'load', conversation: id, operator: null, holder: null, open: false })
    this.parts.written.ended(this.self.id, row)
    this.self.stop()
  }

  /** The desk asks by what history knows; here it is known what has happened since. */
  private closeIfIdle(): void {
    const at = endsAt(this.ledger.state, this.parts.board(this.account).rules.idleMinutes)
    const now = this.self.now()
    if (at === null || now < at || now - this.typedAt < typesFor) return
    this.ledger.note({ kind: 'CloseConversation', operator: null })
  }
}

export const conversationKind = (parts: Parts): Kind<ConversationMessage> => ({
  name: 'conversation',
  capacity: 1_000,
  idleAfter: '5 minutes',
  start: (id, self) => Effect.map(parts.written.projected(id), () => new Conversation(parts, self)),
})
