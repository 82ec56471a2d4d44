/** One operator's login over all his consoles: status, list of dialogues, and the way from his sockets to them. */
import { Effect } from 'effect'
import type { Status } from '../domain/status.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import type { Colleague, OperatorFrame, OperatorHello, Refusal, ToOperator } from '../protocol/frames.ts'
import { ActiveSeconds } from './ActiveSeconds.ts'
import { answerAgain } from './answerAgain.ts'
import { ban, reachOf } from './banning.ts'
import type { DeskMessage } from './DeskMessage.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import type { Cause, OperatorMessage } from './OperatorMessage.ts'
import { accountOf, againAfter, idOf, key, type Parts } from './Parts.ts'
import { Rate } from './Rate.ts'
import { readHistory } from './readHistory.ts'
import { answerTo, refuse, reply, type Socket } from './Socket.ts'
import { sightOf } from './sight.ts'
import { departmentsOf, licenceOf, unprocessedFor, waitingFor } from './surroundings.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import { answerAboutVisitor, type VisitorQuestion } from './visitorFacts.ts'

type Sent<K extends OperatorFrame['kind']> = Extract<OperatorFrame, { kind: K }>

/** How long a console may be away (reload, restart of the engine) before its operator counts as offline. */
export const awayFor = 60_000
/** And how long before visitors are told that he is waited for: a reload is nobody's business. */
const lostAfter = 5_000

class Operator implements Behaviour<OperatorMessage> {
  private readonly sockets = new Set<Socket>()
  /** On his list, and whose they are. */
  private readonly dialogues: Map<string, string>
  private readonly addresses = new WeakMap<Socket, string>()
  private readonly active: ActiveSeconds
  private readonly messages: Rate
  private readonly account: string
  private readonly id: string
  private status: Status
  /** What was decided last; ahead of `status` until it is on disk. */
  private decided: Status

  constructor(
    private readonly parts: Parts,
    private readonly self: Self<OperatorMessage>,
  ) {
    this.account = accountOf(self.id)
    this.id = idOf(self.id)
    this.status = this.decided = parts.board(this.account).status(this.id)
    this.dialogues = new Map(parts.history.openConversationsOf(this.account, this.id))
    this.active = new ActiveSeconds(this.account, this.id, parts.log)
    this.messages = new Rate(parts.config.limits.operatorMessagesPerMinute, 60_000)
    if (this.status !== 'offline') this.waitForConsole()
  }

  receive(message: OperatorMessage): void | Effect.Effect<void> {
    switch (message.kind) {
      case 'hello':
        this.addresses.set(message.socket, message.from)
        return this.hello(message.socket, message.frame)
      case 'frame':
        return this.frame(message.socket, message.frame)
      case 'closed':
        this.sockets.delete(message.socket)
        this.tellDesk({ kind: 'unwatch', socket: message.socket })
        for (const id of this.dialogues.keys()) {
          const dialogue = this.parts.conversations.find(key(this.account, id))
          dialogue?.tell({ kind: 'detach', socket: message.socket })
        }
        if (this.sockets.size === 0) this.waitForConsole()
        return
      case 'given':
        if (this.dialogues.has(message.conversation)) return
        if (this.parts.people.find(this.account, this.id) === null) return this.passOn(message.conversation)
        this.dialogues.set(message.conversation, message.visitor)
        for (const socket of this.sockets) this.attach(socket, message.conversation, null)
        return
      case 'taken':
        this.dialogues.delete(message.conversation)
        return
      case 'erased':
        return this.erased(message.visitor)
      case 'waiting':
        return this.show({ kind: 'waiting', count: waitingFor(this.parts, this.account, this.id) })
      case 'departments':
        return this.show({ kind: 'departments', departments: departmentsOf(this.parts, this.account) })
      case 'colleague':
        return this.colleague(message.operator, message.status)
      case 'licence':
        return this.show({ kind: 'licence', ...licenceOf(this.parts, this.account) })
      case 'requests':
        return this.show({ kind: 'requests', count: unprocessedFor(this.parts, this.account, this.id) })
      case 'alarm':
        return this.show({ kind: 'alarm', dead: this.parts.alarm.dead })
      case 'deleted':
        this.active.flush(Number.POSITIVE_INFINITY)
        for (const id of this.dialogues.keys()) this.passOn(id)
        return this.setStatus('offline', 'deleted')
      case 'lost':
        if (this.sockets.size === 0) this.tellDesk({ kind: 'lost', operator: this.id, lost: true })
        return
      case 'gone':
        if (this.sockets.size === 0) this.setStatus('offline', 'disconnected')
        return
      case 'again':
        // Unless consoles came or went meanwhile.
        if (this.sockets.size > 0 === (message.cause === 'connected')) {
          this.setStatus(message.status, message.cause)
        }
        return
      case 'minute': {
        const rest = this.active.flush(this.self.now())
        if (rest > 0) this.self.after('minute', rest, { kind: 'minute' })
        return
      }
      case 'shutdown':
        this.active.flush(Number.POSITIVE_INFINITY)
        this.setStatus('offline', 'shutdown')
        return message.done()
    }
  }

  idle(): boolean {
    return this.sockets.size === 0 && this.status === 'offline' && this.decided === 'offline'
  }

  /** The consoles must not sit on a dead actor: they come back and resume. */
  stopped(): void {
    for (const socket of this.sockets) socket.close(closeCodes.failed)
  }

  private waitForConsole(): void {
    this.self.after('lost', lostAfter, { kind: 'lost' })
    this.self.after('gone', awayFor, { kind: 'gone' })
  }

  private tellDesk(message: DeskMessage): void {
    this.parts.desks.get(this.account).tell(message)
  }

  // ── connecting ────────────────────────────────────────────────────────────────────────────────────────
  private hello(socket: Socket, hello: OperatorHello): void {
    const me = this.parts.people.find(this.account, this.id)
    if (me === null) return socket.close(closeCodes.signedOut)
    if (!socket.live) return
    this.self.cancel('lost')
    this.self.cancel('gone')
    if (this.sockets.size === 0) this.tellDesk({ kind: 'lost', operator: this.id, lost: false })
    const first = this.sockets.size === 0 && this.decided === 'offline'
    this.sockets.add(socket)
    if (hello.epoch !== null) this.parts.counted.reconnects.operator++
    const board = this.parts.board(this.account)
    const operators: Array<Colleague> = this.parts.people
      .list(this.account)
      .map(({ id, name, photo }) => ({ id, name, photo, status: board.status(id) }))
    const { id, name, photo, login, administrator } = me
    reply(socket, hello.ref, {
      epoch: this.parts.log.epoch,
      now: this.self.now(),
      me: { id, name, photo, login, administrator, status: this.status, account: me.account },
      operators,
      departments: departmentsOf(this.parts, this.account),
      conversations: [...this.dialogues.keys()],
      dead: this.parts.alarm.dead,
      ...licenceOf(this.parts, this.account),
      waiting: waitingFor(this.parts, this.account, this.id),
      requests: unprocessedFor(this.parts, this.account, this.id),
    })
    if (hello.onScreen !== undefined && this.parts.erasures.erased(hello.onScreen)) {
      socket.send(JSON.stringify({ kind: 'erased', visitor: hello.onScreen }))
    }
    const positions = new Map(
      hello.epoch === this.parts.log.epoch ? hello.positions.map((p) => [p.conversation, p.seq]) : [],
    )
    for (const dialogue of this.dialogues.keys())
      this.attach(socket, dialogue, positions.get(dialogue) ?? null)
    this.tellDesk({ kind: 'watch', socket, operator: this.id, table: false })
    if (first && hello.status !== 'offline') this.setStatus(hello.status, 'connected')
  }

  private attach(socket: Socket, conversation: string, after: number | null): void {
    this.parts.conversations.get(key(this.account, conversation)).tell({
      kind: 'attach',
      side: 'operator',
      operator: this.id,
      socket,
      after,
      refuse: () => socket.close(closeCodes.failed),
    })
  }

  // ── frames ────────────────────────────────────────────────────────────────────────────────────────────
  private frame(
    socket: Socket,
    frame: Extract<OperatorMessage, { kind: 'frame' }>['frame'],
  ): void | Effect.Effect<void> {
    if (!this.sockets.has(socket)) return socket.close(closeCodes.badHello)
    switch (frame.kind) {
      case 'send':
        return this.send(socket, frame)
      case 'typing':
        this.touch(frame.conversation)
        this.conversation(frame.conversation)?.tell({ kind: 'operatorTypes', typing: frame.typing })
        return
      case 'delivered':
      case 'seen':
        this.conversation(frame.conversation)?.tell({
          kind: 'mark',
          side: 'operator',
          mark: frame.kind,
          upTo: frame.seq,
        })
        return
      case 'history':
        return this.history(socket, frame)
      case 'visitor':
      case 'comment':
      case 'uncomment':
        return this.aboutVisitor(socket, frame)
      case 'open':
      case 'take':
        return this.open(socket, frame)
      case 'watch':
        this.tellDesk({ kind: 'watch', socket, operator: this.id, table: frame.watching })
        return reply(socket, frame.ref, { done: true })
      case 'status':
        return this.setStatus(frame.status, 'chosen', (done) =>
          done ? reply(socket, frame.ref, { done: true }) : refuse(socket, frame.ref, 'notSent'),
        )
      case 'transfer':
      case 'answerTransfer':
        return this.transfer(socket, frame)
      case 'reach':
      case 'ban':
        return this.ban(socket, frame)
      case 'erase':
        return this.erase(socket, frame)
      case 'invite':
        return this.invite(socket, frame)
      case 'close':
        return this.close(socket, frame)
      case 'closeGone':
        return this.closeGone(socket, frame)
    }
  }

  private send(socket: Socket, { ref, conversation, client, text }: Sent<'send'>): void {
    // For a while: his console keeps it and sends it again.
    if (!this.messages.take(this.self.now())) return refuse(socket, ref, 'rate')
    const answer = answerTo(socket, ref)
    const dialogue = this.conversation(conversation)
    if (dialogue === undefined) {
      // Taken off the list meanwhile; a message that is stored already still gets its ack.
      const known = this.parts.history.messageOf(this.id, client)
      if (known === null) return answer('unknown')
      return answerAgain(this.parts, this.account, known, client, answer)
    }
    this.touch(conversation)
    dialogue.tell({
      kind: 'operatorSends',
      operator: this.id,
      client,
      text,
      answer,
      refuse: () => answer('busy'),
    })
  }

  private history(
    socket: Socket,
    { ref, visitor, before, limit }: Sent<'history'>,
  ): void | Effect.Effect<void> {
    if (!this.knows(visitor)) return refuse(socket, ref, 'unknown')
    return readHistory(this.parts, this.account, visitor, before, limit, socket, ref)
  }

  private aboutVisitor(socket: Socket, frame: VisitorQuestion): void | Effect.Effect<void> {
    const { ref, visitor } = frame
    if (!this.knows(visitor)) return refuse(socket, ref, 'unknown')
    return answerAboutVisitor(this.parts, this.account, this.id, visitor, frame, socket)
  }

  /** Whose dialogue is on this list, and who is on a site that he may see; or left a request there; of no other anything is told, or done. */
  private knows(visitor: string): boolean {
    for (const other of this.dialogues.values()) if (other === visitor) return true
    const { table } = this.parts.board(this.account)
    const sight = sightOf(this.parts, this.account, this.id)
    if (table.sees(sight, visitor)) return true
    // Whose request he may read.
    const { sites } = sight
    return this.parts.requests
      .sitesOf(this.account, visitor)
      .some((site) => sites === null || (site !== null && sites.has(site)))
  }

  private open(socket: Socket, frame: Sent<'open'> | Sent<'take'>): void {
    const { ref, visitor } = frame
    const answer = answerTo(socket, ref)
    if (!this.knows(visitor)) return answer('unknown')
    if (this.status === 'offline') return answer('offline')
    const common = { operator: this.id, answer, refuse: () => answer('busy') }
    const message: VisitorMessage =
      frame.kind === 'open' ? { kind: 'opened', ...common } : { kind: 'taken', from: frame.from, ...common }
    this.parts.visitors.get(key(this.account, visitor)).tell(message)
  }

  private transfer(socket: Socket, frame: Sent<'transfer'> | Sent<'answerTransfer'>): void {
    const { ref, conversation } = frame
    const dialogue = this.conversation(conversation)
    if (dialogue === undefined) return refuse(socket, ref, 'unknown')
    this.touch(conversation)
    const answer = answerTo(socket, ref)
    const refused = () => answer('busy')
    if (frame.kind === 'transfer') {
      const { operator, department, comment } = frame
      if ((operator === undefined) === (department === undefined)) return answer('invalid')
      // Of this account: the board knows no other operators.
      const to = operator ?? this.parts.departments.find(this.account, department!)
      if (to === null) return answer('unknown')
      dialogue.tell({ kind: 'transfer', from: this.id, to, comment: comment.trim(), answer, refuse: refused })
    } else {
      const { accept } = frame
      dialogue.tell({ kind: 'answerTransfer', operator: this.id, accept, answer, refuse: refused })
    }
  }

  /** H5. */
  private invite(socket: Socket, { ref, visitor, text }: Sent<'invite'>): void {
    const answer = answerTo(socket, ref)
    if (!this.parts.people.includes(this.account, 'invitations')) return answer('locked')
    if (!this.knows(visitor)) return answer('unknown')
    if (this.status === 'offline') return answer('offline')
    const actor = this.parts.visitors.find(key(this.account, visitor))
    if (actor === undefined) return answer('gone')
    actor.tell({ kind: 'invite', operator: this.id, text, answer, refuse: () => answer('busy') })
  }

  private close(socket: Socket, { ref, conversation }: Sent<'close'>): void {
    const dialogue = this.conversation(conversation)
    if (dialogue === undefined) return refuse(socket, ref, 'unknown')
    this.touch(conversation)
    dialogue.tell({
      kind: 'close',
      operator: this.id,
      answer: answerTo(socket, ref),
      refuse: () => refuse(socket, ref, 'busy'),
    })
  }

  private closeGone(socket: Socket, { ref }: Sent<'closeGone'>): void {
    const dialogues = [...this.dialogues.keys()]
    let open = dialogues.length
    let all: true | Refusal = true
    const finish = answerTo(socket, ref)
    const answer = (result: true | Refusal) => {
      if (result !== true) all = result
      if (--open === 0) finish(all)
    }
    if (open === 0) return finish(all)
    for (const id of dialogues) {
      this.conversation(id)?.tell({
        kind: 'closeIfGone',
        operator: this.id,
        answer,
        refuse: () => answer('busy'),
      })
    }
  }

  private ban(socket: Socket, frame: Sent<'reach'> | Sent<'ban'>): void | Effect.Effect<void> {
    const { parts, account } = this
    if (!this.knows(frame.visitor)) return refuse(socket, frame.ref, 'unknown')
    if (frame.kind === 'ban') return ban(parts, account, this.id, frame, socket)
    return reachOf(parts, account, frame, socket, this.addresses.get(socket) ?? '')
  }

  /** The administrator's alone, and of whomever of the account: who asks for it may have left long ago. */
  private erase(socket: Socket, { ref, visitor }: Sent<'erase'>): void | Effect.Effect<void> {
    const { people, visitorRows, erasures } = this.parts
    if (people.find(this.account, this.id)?.administrator !== true) return refuse(socket, ref, 'forbidden')
    if (visitorRows.find(this.account, visitor) === null) return refuse(socket, ref, 'unknown')
    return Effect.match(erasures.eraseVisitor(this.account, visitor, this.id), {
      onFailure: () => refuse(socket, ref, 'notSent'),
      onSuccess: () => reply(socket, ref, { done: true }),
    })
  }

  private erased(visitor: string): void {
    for (const [id, other] of this.dialogues) if (other === visitor) this.dialogues.delete(id)
    for (const socket of this.sockets) socket.send(JSON.stringify({ kind: 'erased', visitor }))
  }

  /** To whoever is there, since this operator is no more. */
  private passOn(conversation: string): void {
    this.parts.conversations
      .get(key(this.account, conversation))
      .tell({ kind: 'assign', operator: null, reason: null, instead: this.id })
  }

  /** Only what is on this operator's own list can be reached. */
  private conversation(id: string) {
    return this.dialogues.has(id) ? this.parts.conversations.get(key(this.account, id)) : undefined
  }

  private touch(conversation: string): void {
    if (!this.dialogues.has(conversation)) return
    const rest = this.active.touch(conversation, this.self.now())
    if (rest > 0) this.self.after('minute', rest, { kind: 'minute' })
  }

  // ── status ────────────────────────────────────────────────────────────────────────────────────────────
  private setStatus(status: Status, cause: Cause, done: (committed: boolean) => void = () => {}): void {
    this.self.cancel('again')
    if (status === this.decided && status === this.status) return done(true)
    // Decided already and on its way: only waits for that.
    const events =
      status === this.decided
        ? []
        : [{ seq: 0, at: this.self.now(), kind: 'StatusChanged', body: { status, cause } }]
    this.decided = status
    this.parts.log.append({
      account: this.account,
      stream: this.id,
      events,
      committed: () => {
        if (status !== this.status) {
          this.status = status
          this.tellDesk({ kind: 'status', operator: this.id, status })
          // The engine's end is not his: he is expected back.
          if (status === 'offline' && cause !== 'shutdown') this.leaveDialogues()
        }
        done(true)
      },
      failed: () => {
        this.decided = this.status
        // Who chose it hears so; of the others nobody would know.
        if (cause !== 'chosen') this.self.after('again', againAfter, { kind: 'again', status, cause })
        done(false)
      },
    })
  }

  /** Whoever waits for his answer is offered to others. */
  private leaveDialogues(): void {
    for (const id of this.dialogues.keys()) {
      this.parts.conversations.get(key(this.account, id)).tell({ kind: 'operatorOverdue' })
    }
  }

  private colleague(id: string, status: Status): void {
    const person = this.parts.people.find(this.account, id)
    this.show(
      person === null
        ? { kind: 'operatorGone', id }
        : { kind: 'operator', operator: { id, name: person.name, photo: person.photo, status } },
      `operator ${id}`,
    )
  }

  /** Of what is told the newest alone counts. */
  private show(frame: ToOperator, name: string = frame.kind): void {
    const text = JSON.stringify(frame)
    for (const socket of this.sockets) socket.volatile(name, text)
  }
}

export const operatorKind = (parts: Parts): Kind<OperatorMessage> => ({
  name: 'operator',
  capacity: 10_000,
  idleAfter: '5 minutes',
  // His list is read from history, and other actors wrote it.
  start: (_id, self) => Effect.map(Effect.orDie(parts.projection.caughtUp), () => new Operator(parts, self)),
})
