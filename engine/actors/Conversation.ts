/**
 * One dialogue: its only writer. Decides by the pure rule, appends to the log, and speaks to both sides only
 * after the commit. A draft (somebody types, nothing is sent) lives here too, and leaves no trace.
 */
import { Effect } from 'effect'
import { canary } from '../domain/canary.ts'
import {
  type ConversationCommand,
  type ConversationState,
  decide,
  empty,
  evolve,
} from '../domain/conversation.ts'
import type { ConversationEvent, Invited, NamedDepartment, Side } from '../domain/events.ts'
import { endsAt } from '../domain/idle.ts'
import type { Drawn } from '../domain/routing.ts'
import { nextSaying } from '../domain/settings/patience.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { eventFrame, forVisitor, messageBody, previewFrame } from '../protocol/encode.ts'
import type { Dialogue, Entry, Presence, Refusal, VisitorConversation } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import { Audience } from './Audience.ts'
import { answerAgain } from './answerAgain.ts'
import type { Answer, ConversationMessage, VisitorIdentity } from './ConversationMessage.ts'
import type { DeskMessage } from './Desk.ts'
import { doorFor } from './doorFor.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import { Marks } from './Marks.ts'
import { accountOf, againAfter, idOf, key, type Parts } from './Parts.ts'
import { Rate } from './Rate.ts'
import { Recent } from './Recent.ts'
import { requestLetter } from './requestLetter.ts'
import type { VisitorMessage } from './VisitorMessage.ts'

/** After a restart a visitor who was here has so long to come back before he counts as gone. */
const overdueAfter = 45_000
/** F4: a transfer that is not answered within so many ms comes back. */
export const transferWait = 120_000
/** Ms after which a page that came too soon is written. */
const moveAgainAfter = 2_000
/** Who typed so many ms ago may still be at it. */
const typesFor = 60_000
/** Ms after which is looked again whether anybody is there who would answer soon. */
const attendedAgainAfter = 15_000

class Conversation implements Behaviour<ConversationMessage> {
  /** What is on disk; `state` may be ahead of it by the group in flight. */
  private committed: ConversationState
  private state: ConversationState
  private readonly recent: Recent
  private readonly sockets: Record<Side, Audience> = { visitor: new Audience(), operator: new Audience() }
  private readonly marks: Record<Side, Marks> = { visitor: new Marks(), operator: new Marks() }
  private visitor: VisitorIdentity | null = null
  private presence: Presence = { online: false, open: false, page: null }
  private preview = ''
  /** When somebody last typed. */
  private typedAt = 0
  /** Who sees it on his list: the assigned operator, or the one a draft was shown to. */
  private listed: string | null = null
  private lastLogId = 0
  private moves: Rate | undefined
  private readonly account: string
  private readonly id: string

  constructor(
    private readonly parts: Parts,
    private readonly self: Self<ConversationMessage>,
  ) {
    this.account = accountOf(self.id)
    this.id = idOf(self.id)
    const known = parts.history.conversation(this.account, this.id)
    const stored = known !== null && parts.erasures.erased(known.visitor) ? null : known
    this.state = this.committed = stored ?? empty(this.id, this.account)
    this.recent = new Recent(parts, this.account, this.id, this.state.seq)
    if (stored === null) return
    const visitor = parts.visitorRows.find(this.account, stored.visitor)
    if (visitor !== null) {
      const shown = parts.people.includes(this.account, 'monitoring')
      this.visitor = { ...visitor, place: shown ? parts.history.placeOf(this.account, visitor.id) : null }
    }
    this.presence = { online: false, open: false, page: stored.page }
    this.listed = stored.state === 'open' ? stored.operator : null
    if (stored.transfer !== null) this.waitForReceiver()
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
        return this.toVisitor('typing', JSON.stringify({ kind: 'typing', typing: message.typing }))
      case 'presence':
        this.visitor = message.visitor
        return this.showPresence(message.presence)
      case 'drawn':
        if (this.preview !== '') this.showDraftTo(message.operator)
        return
      case 'assign':
        return this.assign(message)
      case 'opened':
        return this.openFor(message)
      case 'taken':
        return this.takenBy(message)
      case 'close':
        return this.close(message.operator, message.answer)
      case 'ban':
        return this.ban(message)
      case 'erased':
        return this.erased(message.row)
      case 'closeIfGone':
        return this.presence.online ? message.answer(true) : this.close(message.operator, message.answer)
      case 'transfer':
        return this.transfer(message)
      case 'answerTransfer':
        return this.answerTransfer(message)
      case 'transferOverdue':
        return this.giveBack(null)
      case 'unanswered':
        return this.speakUp()
      case 'leadLeft':
        return this.leaveLead(message)
      case 'rated':
        return this.rate(message)
      case 'idle':
        return this.closeIfIdle()
      case 'operatorOverdue':
        return this.operatorOverdue()
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
    return (
      this.sockets.visitor.size === 0 &&
      this.sockets.operator.size === 0 &&
      this.state.seq === this.committed.seq &&
      this.lastLogId <= this.parts.projection.position()
    )
  }

  /** Whoever listened must not sit on a dead actor: they come back and resume. */
  stopped(): void {
    // A draft is nowhere but here.
    if (this.committed.state === 'draft') this.takeFrom(this.listed)
    this.closeSockets()
    this.parts.written.forget(this.self.id)
    this.parts.written.forget(key(this.account, this.committed.visitor))
  }

  private closeSockets(): void {
    this.sockets.visitor.close(closeCodes.failed)
    this.sockets.operator.close(closeCodes.failed)
  }

  // ── messages ──────────────────────────────────────────────────────────────────────────────────────────
  private visitorSends(
    message: Extract<ConversationMessage, { kind: 'visitorSends' }>,
  ): void | Effect.Effect<void> {
    this.visitor = message.visitor
    this.presence = message.presence
    const { operator } = this.state
    // F1, F2: the first message fixes the operator; a later one only looks for another if he is not there, or was
    // taken off the site while the visitor was away.
    const keeps = operator !== null && (message.operator === operator || this.serves(operator))
    if (keeps && this.present(operator)) return this.send('visitor', message.visitor.id, message)
    const department = this.state.state === 'draft' ? message.department : this.state.department
    return Effect.map(this.draw(message.visitor.id, department?.id ?? null), (drawn) => {
      if (!keeps || drawn.operator !== null) {
        const before = this.state
        this.send('visitor', message.visitor.id, message, drawn, department)
        // Nothing came of it, and the desk has counted it.
        if (this.state === before) this.reportLoad()
        return
      }
      this.send('visitor', message.visitor.id, message)
      this.tellWaiting(operator)
    })
  }

  /** Whoever invited has it; what nobody wrote (C10) comes from whoever gets the visitor. */
  private accepted(message: Extract<ConversationMessage, { kind: 'accepted' }>): void | Effect.Effect<void> {
    const { visitor, from, invited, department } = message
    // Somebody talks already, or this was accepted before, and the visitor's actor died before it could know.
    if (this.state.state !== 'draft') {
      const known = this.parts.history.messageOf(from, message.client)
      if (known === null) return message.answer('unknown')
      return answerAgain(this.parts, this.account, known, message.client, message.answer)
    }
    this.visitor = visitor
    this.presence = message.presence
    const { by } = invited
    if (by !== null && this.present(by)) {
      return this.send('operator', by, message, { operator: by, reason: 'invited' }, department)
    }
    return Effect.map(this.draw(visitor.id, department?.id ?? null), (drawn) => {
      const before = this.state
      this.send('operator', by ?? drawn.operator ?? from, message, drawn, department)
      // Nothing came of it, and the desk has counted it.
      if (this.state === before) this.reportLoad()
    })
  }

  private serves(operator: string): boolean {
    const { site } = this
    return site === null || site.serves(operator)
  }

  /** Is he there, or on his way back after a restart? Who does not come back is looked for again then. */
  private present(operator: string): boolean {
    const board = this.parts.board(this.account)
    if (board.goesOn(operator)) return true
    const now = this.self.now()
    if (!board.expects(operator, now)) return false
    this.self.after('expected', board.expectedUntil - now, { kind: 'operatorOverdue' })
    return true
  }

  /** The visitor is there and waits, the operator is not: others may answer. */
  private operatorOverdue(): void {
    const { state, operator, transfer } = this.state
    if (operator !== null && transfer !== null && !this.present(operator)) return this.giveBack(null)
    if (state !== 'open' || operator === null || this.answered || !this.presence.online) return
    if (!this.present(operator)) this.tellWaiting(operator)
  }

  private get answered(): boolean {
    return this.state.last?.author === 'operator'
  }

  // ── nobody answers (C6, C7) ───────────────────────────────────────────────────────────────────────────
  private get site(): Served | null {
    const { page } = this.presence
    return page === null ? null : this.parts.sites.at(this.account, page.url)
  }

  private get nextSaying() {
    if (this.committed.state !== 'open' || !this.presence.online) return null
    const { patience } = this.parts.settings.of(this.account, this.site?.id ?? null)
    return nextSaying(patience, this.committed, this.self.now())
  }

  /** One timer, and only while somebody waits for an answer and could read what is said. */
  private listenForAnswer(): void {
    const next = this.committed.waitingSince === null ? null : this.nextSaying
    if (next === null) return this.self.cancel('unanswered')
    this.self.after('unanswered', next.in, { kind: 'unanswered' })
  }

  private speakUp(): void {
    const next = this.nextSaying
    if (next === null) return
    if (next.in > 0) return this.listenForAnswer()
    const again = (millis: number) => this.self.after('unanswered', millis, { kind: 'unanswered' })
    // Nobody will answer soon, and the form is there already.
    if (!this.attended) return again(attendedAgainAfter)
    const kind = next.says === 'wait' ? 'AskToWait' : 'AskForContacts'
    this.note({ kind, text: next.text }, () => again(againAfter))
  }

  private get attended(): boolean {
    const board = this.parts.board(this.account)
    const { operator } = this.committed
    const at = { site: this.site, operator, mustChoose: false, form: true }
    return doorFor(board, at, this.self.now()) === 'chat'
  }

  private leaveLead({ visitor, left, answer }: Extract<ConversationMessage, { kind: 'leadLeft' }>): void {
    const decision =
      this.committed.visitor === visitor ? decide(this.state, { kind: 'LeaveLead', ...left }) : []
    if (typeof decision === 'string' || decision.length === 0) return answer('unknown')
    this.append(
      decision,
      (_, logId) => answer(logId),
      () => answer('notSent'),
      requestLetter(
        this.parts,
        this.account,
        'lead',
        { id: this.state.visitor, number: this.visitor?.number ?? 0 },
        left,
        this.self.now(),
      ),
    )
  }

  /** C5. */
  private rate({
    visitor,
    stars,
    comment,
    socket,
    answer,
  }: Extract<ConversationMessage, { kind: 'rated' }>): void {
    if (this.committed.visitor !== visitor || this.state.messages.operator === 0) return answer('unknown')
    const over = this.state.state === 'closed'
    const decision = decide(this.state, { kind: 'RateConversation', stars, comment, at: this.self.now() })
    if (typeof decision === 'string') return answer(decision)
    if (decision.length === 0) return answer(true)
    this.append(
      decision,
      (entry) => {
        if (over) socket.send(eventFrame(entry))
        answer(true)
      },
      () => answer('notSent'),
    )
  }

  private draw(visitor: string, department: string | null): Effect.Effect<Drawn> {
    return Effect.callback((resume) => {
      this.parts.desks.get(this.account).tell({
        kind: 'draw',
        conversation: this.id,
        visitor,
        page: this.presence.page?.url ?? null,
        department,
        answer: (drawn) => resume(Effect.succeed(drawn)),
        refuse: () => resume(Effect.succeed({ operator: null, reason: null })),
      })
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
    if (this.state.state === 'draft' && this.visitor === null) return answer('unknown')
    // An operator who speaks first in a draft has it.
    const first = author === 'operator' && this.state.state === 'draft'
    const drawn = assign ?? (first ? { operator: from, reason: null } : undefined)
    const decision = decide(this.state, {
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
    if (typeof decision === 'string') return answer(decision)
    if (author === 'visitor') {
      this.preview = ''
      this.sockets.operator.forget(`preview ${this.id}`)
    }
    this.append(
      decision,
      // The message is the last event of its decision.
      ({ seq, at }) => {
        if (this.account !== canary.account) this.parts.counted.messages[author]++
        answer({ conversation: this.id, seq, at, client })
      },
      () => {
        if (assign !== undefined) this.reportLoad()
        answer('notSent')
      },
    )
  }

  // ── what is written ───────────────────────────────────────────────────────────────────────────────────
  private note(command: ConversationCommand, failed?: () => void): void {
    const decision = decide(this.state, command)
    if (typeof decision !== 'string' && decision.length > 0) this.append(decision, undefined, failed)
  }

  private assign(message: Extract<ConversationMessage, { kind: 'assign' }>): void {
    const { operator, reason, instead } = message
    // The desk counted it for him already.
    if (this.state.state !== 'open' || this.state.operator !== instead) return this.reportLoad()
    if (operator !== null && instead !== null && this.answered) return this.reportLoad()
    if (operator !== null && !this.parts.board(this.account).available(operator)) {
      this.reportLoad()
      return this.tellWaiting(instead)
    }
    this.note({ kind: 'AssignOperator', operator, reason }, () => {
      this.self.after('assign', againAfter, message)
    })
  }

  // ── transfer (F4) ─────────────────────────────────────────────────────────────────────────────────────
  /** Of two who act at once the first wins: the other no longer has what he gives away. */
  private transfer({ from, to, comment, answer }: Extract<ConversationMessage, { kind: 'transfer' }>): void {
    const board = this.parts.board(this.account)
    if (typeof to === 'string') {
      if (!board.takesTransfers(to)) return answer('away')
      return this.decideOn({ kind: 'Transfer', from, to, comment }, answer)
    }
    const receiver = board.receiver(to.operators, from)
    if (receiver === null) return answer('away')
    const department = { id: to.id, name: to.name }
    this.decideOn({ kind: 'Transfer', from, to: receiver, comment, department }, answer)
  }

  private answerTransfer(message: Extract<ConversationMessage, { kind: 'answerTransfer' }>): void {
    const { operator, accept, answer } = message
    if (accept) this.decideOn({ kind: 'AcceptTransfer', operator }, answer)
    else this.giveBack(operator, answer)
  }

  /** To whom it came from, or to whoever is there. */
  private giveBack(operator: string | null, answer?: (result: true | Refusal) => void): void {
    const from = this.state.transfer?.from ?? null
    const to = from !== null && this.parts.board(this.account).goesOn(from) ? from : null
    // Nobody hears of it when it could not be written.
    const retry = (result: true | Refusal) => {
      if (result === 'notSent') this.self.after('transfer', againAfter, { kind: 'transferOverdue' })
    }
    this.decideOn({ kind: 'ReturnTransfer', operator, to }, answer ?? retry)
  }

  private takenBy({ operator, from, answer }: Extract<ConversationMessage, { kind: 'taken' }>): void {
    const opened = { conversation: this.id }
    if (this.state.operator === operator) return answer(opened)
    this.decideOn({ kind: 'TakeOver', operator, from }, (result) => {
      answer(result === true ? opened : result === 'unknown' ? 'taken' : result)
    })
  }

  private waitForReceiver(): void {
    const { transfer } = this.committed
    if (transfer === null) return this.self.cancel('transfer')
    const rest = Math.max(0, transfer.at + transferWait - this.self.now())
    this.self.after('transfer', rest, { kind: 'transferOverdue' })
  }

  private decideOn(command: ConversationCommand, answer: (result: true | Refusal) => void): void {
    const decision = decide(this.state, command)
    if (typeof decision === 'string' || decision.length === 0) return answer('unknown')
    this.append(
      decision,
      () => answer(true),
      () => answer('notSent'),
    )
  }

  private append(
    events: ReadonlyArray<ConversationEvent>,
    committed?: (last: Entry, logId: number) => void,
    failed?: () => void,
    /** Written in the same transaction. */
    also?: () => void,
  ): void {
    // What is on its way when its visitor is erased.
    if (this.parts.erasures.erased(this.visitor?.id ?? this.state.visitor)) return failed?.()
    // Time never runs backwards inside a conversation, whatever the clock does.
    const at = Math.max(this.self.now(), this.state.lastAt)
    const first = this.state.seq + 1
    const entries = events.map((event, i) => ({ conversation: this.id, seq: first + i, at, event }))
    // What is long is made into JSON once, for the log and for the sockets.
    const bodies = events.map((event) => (event.kind === 'MessageSent' ? messageBody(event) : undefined))
    const after = entries.reduce(evolve, this.state)
    this.state = after
    // The visitor's actor, too, is built from history: whether he has an open conversation.
    const { written } = this.parts
    const built = [this.self.id]
    if (events.some(({ kind }) => kind === 'ConversationOpened' || kind === 'ConversationClosed')) {
      built.push(key(this.account, this.state.visitor))
    }
    for (const actor of built) written.begun(actor)
    this.parts.log.append({
      account: this.account,
      stream: this.id,
      ...(also && { also }),
      events: entries.map(({ seq, event }, i) => ({
        seq,
        at,
        kind: event.kind,
        body: event,
        encoded: bodies[i],
      })),
      committed: (logId) => {
        const before = this.committed
        // Groups commit in order, and what follows a failed one in its stream fails too.
        this.committed = after
        this.lastLogId = logId
        for (const actor of built) written.ended(actor, logId)
        this.recent.push(entries, logId)
        this.surely(() => committed?.(entries.at(-1)!, logId))
        for (const [i, entry] of entries.entries()) this.surely(() => this.publish(entry, bodies[i]))
        this.surely(() => this.followUp(before))
      },
      failed: () => {
        this.state = this.committed
        for (const actor of built) written.ended(actor, this.lastLogId)
        failed?.()
      },
    })
  }

  /** What is on disk is told to everybody else, whoever fails; a socket that missed something comes back for it. */
  private surely(tell: () => void): void {
    try {
      tell()
    } catch (defect) {
      this.closeSockets()
      this.self.tell({ kind: 'broken', defect })
    }
  }

  private publish(entry: Entry, body: string | undefined): void {
    const frame = eventFrame(entry, body)
    const audience = this.sockets.operator.known + this.sockets.visitor.known
    const bytes = audience > 2 ? Buffer.from(frame) : frame
    this.sockets.operator.send(bytes)
    const his = forVisitor(entry)
    this.sockets.visitor.send(his === entry ? bytes : eventFrame(his))
  }

  /** What others have to hear once it is true on disk. */
  private followUp(before: ConversationState): void {
    const now = this.committed
    if (now.transfer !== before.transfer) this.waitForReceiver()
    if (now.waitingSince !== before.waitingSince || now.told !== before.told) this.listenForAnswer()
    if (now.state === 'closed') {
      this.self.cancel('unanswered')
      this.takeFrom(this.listed)
      this.listed = null
      // Nothing follows; his tabs are detached from the next one.
      this.sockets.visitor.clear()
      this.tellVisitor({ kind: 'conversationClosed', conversation: this.id })
    } else if (now.operator !== this.listed || before.state === 'draft') {
      this.list(now.operator)
    }
    if (now.state === 'open' && (before.state === 'draft' || now.operator !== before.operator)) {
      this.tellVisitor({ kind: 'answeredBy', conversation: this.id, operator: now.operator })
      if (now.operator === null) this.tellWaiting(null)
    }
    if (
      now.state !== before.state ||
      now.operator !== before.operator ||
      now.present !== before.present ||
      before.state === 'draft'
    ) {
      this.reportLoad()
    }
  }

  /** F1 counts the open conversations whose client is there. */
  private reportLoad(): void {
    const { state, operator, present } = this.committed
    // By the log: after a restart those who were there are still expected.
    const counts = state === 'open' && operator !== null && present
    this.tellDesk({
      kind: 'load',
      conversation: this.id,
      operator: counts ? operator : null,
      holder: operator,
      open: state === 'open',
    })
  }

  /** Puts it on this operator's list, and on nobody else's. */
  private list(operator: string | null): void {
    if (operator !== this.listed) this.takeFrom(this.listed)
    this.listed = operator
    if (operator === null) return
    const visitor = this.visitor?.id ?? this.committed.visitor
    this.parts.operators.get(key(this.account, operator)).tell({
      kind: 'given',
      conversation: this.id,
      visitor,
    })
  }

  private takeFrom(operator: string | null): void {
    if (operator === null) return
    this.sockets.operator.send(JSON.stringify({ kind: 'removed', conversation: this.id }))
    this.sockets.operator.clear()
    this.parts.operators.find(key(this.account, operator))?.tell({ kind: 'taken', conversation: this.id })
  }

  private tellDesk(message: DeskMessage): void {
    this.parts.desks.get(this.account).tell(message)
  }

  private tellWaiting(had: string | null): void {
    const visitor = this.visitor?.id ?? this.committed.visitor
    const page = this.presence.page?.url ?? null
    const department = this.committed.department?.id ?? null
    this.tellDesk({ kind: 'waiting', conversation: this.id, visitor, had, page, department })
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
    const missed = after === null ? null : this.recent.after(after)
    const reset = missed === null
    const found = missed ?? this.recent.snapshot()
    const entries = side === 'visitor' ? found.map(forVisitor) : found
    // What is closed is shown, and over.
    if (this.committed.state !== 'closed') this.sockets[side].add(socket)
    // A draft does not exist for its visitor; the first message is its first event.
    if (side === 'visitor' && this.committed.state === 'draft') return
    const conversation = side === 'visitor' ? this.forVisitor(entries) : this.forOperator()
    socket.send(JSON.stringify({ kind: 'conversation', conversation, entries, reset }))
  }

  private forVisitor(entries: ReadonlyArray<Entry>): VisitorConversation {
    const { id, seq, state, delivered, seen, operator } = this.committed
    const operators = this.parts.people.speakers(this.account, entries, operator)
    return { id, seq, state: state === 'closed' ? 'closed' : 'open', delivered, seen, operators }
  }

  private forOperator(): Dialogue {
    const { id, seq, state, delivered, seen, last, unseen } = this.committed
    const { presence, preview } = this
    const { transfer } = this.committed
    const asked = transfer && { from: transfer.from, comment: transfer.comment }
    const visitor = this.visitor ?? { id: this.committed.visitor, number: 0, place: null }
    const unread = unseen.length
    return { id, seq, state, visitor, presence, preview, transfer: asked, delivered, seen, last, unread }
  }

  // ── marks: at most one event a second and side ────────────────────────────────────────────────────────
  private mark(side: Side, mark: 'delivered' | 'seen', upTo: number): void {
    const { seq, [mark]: reached } = this.committed
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
    if (seen < delivered) this.note({ kind: 'MarkDelivered', side, upTo: delivered }, again)
    this.note({ kind: 'MarkSeen', side, upTo: seen }, again)
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

  private openFor(message: Extract<ConversationMessage, { kind: 'opened' }>): void {
    this.visitor = message.visitor
    this.presence = message.presence
    this.showDraftTo(message.operator)
    message.answer(this.listed === message.operator ? { conversation: this.id } : 'taken')
  }

  private showDraftTo(operator: string | null): void {
    if (this.state.state !== 'draft') return
    // Told again while no console of his has it: an operator's actor that died knows nothing of drafts.
    if (operator !== this.listed || this.sockets.operator.size === 0) this.list(operator)
  }

  private showPresence(presence: Presence): void {
    const before = this.presence
    this.presence = presence
    if (presence.online) this.self.cancel('overdue')
    if (this.state.state === 'draft') {
      if (!presence.online) return this.dropDraft()
    } else if (this.state.state === 'open') {
      if (!presence.online) this.visitorLeaves()
      else if (!this.state.present) this.note({ kind: 'VisitorReturns', page: presence.page })
      else this.moveVisitor()
      // Another page may be served by others.
      if (this.committed.operator === null && before.page?.url !== presence.page?.url) this.tellWaiting(null)
      // Back, and still without an answer.
      if (!before.online && presence.online) this.operatorOverdue()
      if (before.online !== presence.online) this.listenForAnswer()
    }
    if (!presence.online) this.preview = ''
    this.toOperator('presence', JSON.stringify({ kind: 'presence', conversation: this.id, presence }))
  }

  /** Two tabs that push each other aside must not fill the log; where the visitor came to is written in the end. */
  private moveVisitor(): void {
    const { page } = this.presence
    if (page === null) return
    const command = { kind: 'MoveVisitor', page } as const
    if (decide(this.state, command).length === 0) return
    this.moves ??= new Rate(this.parts.config.limits.pagesPerMinute, 60_000)
    if (this.moves.take(this.self.now())) return this.note(command)
    this.self.after('moved', moveAgainAfter, { kind: 'visitorMoved' })
  }

  private visitorLeaves(): void {
    this.note({ kind: 'VisitorLeaves' }, () => {
      this.self.after('overdue', againAfter, { kind: 'visitorOverdue' })
    })
  }

  /** Nothing was ever sent: it goes without a trace. */
  private dropDraft(): void {
    this.takeFrom(this.listed)
    this.listed = null
    this.sockets.visitor.clear()
    this.self.stop()
  }

  private close(operator: string | null, answer: (result: true | Refusal) => void): void {
    if (this.state.state === 'draft') {
      // Off the list until the visitor types on; he knows nothing of drafts.
      this.takeFrom(this.listed)
      this.listed = null
      return answer(true)
    }
    const decision = decide(this.state, { kind: 'CloseConversation', operator })
    if (typeof decision === 'string' || decision.length === 0) return answer(true)
    this.append(
      decision,
      () => answer(true),
      () => answer('notSent'),
    )
  }

  /** H6: operators read who banned the visitor; he himself is gone, and reads nothing. */
  private ban(message: Extract<ConversationMessage, { kind: 'ban' }>): void {
    if (this.state.state === 'draft') return this.dropDraft()
    this.sockets.visitor.clear()
    this.note({ kind: 'CloseConversation', operator: message.operator, reason: 'ban' }, () => {
      this.self.after('ban', againAfter, message)
    })
  }

  /** Off every list, without a word; nothing follows. */
  private erased(row: number): void {
    if (this.committed.state === 'draft') return this.dropDraft()
    this.takeFrom(this.listed)
    this.listed = null
    this.sockets.visitor.clear()
    this.tellDesk({ kind: 'load', conversation: this.id, operator: null, holder: null, open: false })
    this.parts.written.ended(this.self.id, row)
    this.self.stop()
  }

  /** The desk asks by what history knows; here it is known what has happened since. */
  private closeIfIdle(): void {
    const at = endsAt(this.state, this.parts.board(this.account).rules.idleMinutes)
    const now = this.self.now()
    if (at === null || now < at || now - this.typedAt < typesFor) return
    this.note({ kind: 'CloseConversation', operator: null })
  }

  private toOperator(name: string, frame: string): void {
    this.sockets.operator.volatile(`${name} ${this.id}`, frame)
  }

  private toVisitor(name: string, frame: string): void {
    this.sockets.visitor.volatile(name, frame)
  }
}

export const conversationKind = (parts: Parts): Kind<ConversationMessage> => ({
  name: 'conversation',
  capacity: 1_000,
  idleAfter: '5 minutes',
  start: (id, self) => Effect.map(parts.written.projected(id), () => new Conversation(parts, self)),
})
