/**
 * One person on a site, over all tabs. Idle visitors are many: this actor is small, has no timer while nothing
 * happens, and no conversation until somebody types.
 */
import { randomUUID } from 'node:crypto'
import { Effect } from 'effect'
import { canary } from '../domain/canary.ts'
import type { Door } from '../domain/door.ts'
import type { NamedDepartment, Page } from '../domain/events.ts'
import { factsOf } from '../domain/facts.ts'
import { uuidv7 } from '../domain/id.ts'
import { ownOperator } from '../domain/routing.ts'
import { withoutMarks } from '../domain/source.ts'
import { writtenText } from '../domain/text.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { sentFrame } from '../protocol/encode.ts'
import type {
  Attendance,
  OfferedDepartments,
  Presence,
  VisitorFrame,
  VisitorHello,
} from '../protocol/frames.ts'
import type { Ban } from '../store/Bans.ts'
import { blank } from '../store/erasing/rewrite.ts'
import type { LogEvent } from '../store/Log.ts'
import type { Changed, Effective, Look } from '../store/Settings.ts'
import type { Served } from '../store/Sites.ts'
import { answerAgain } from './answerAgain.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import { doorFor } from './doorFor.ts'
import {
  type Accepted,
  awaitInvitation,
  endInvitation,
  type Invitee,
  invitationIs,
  invite,
  inviteByItself,
  recallInvitation,
  showInvitation,
  type Told,
} from './inviting.ts'
import type { Behaviour, Kind, Self } from './Mailbox.ts'
import type { Offer } from './Offer.ts'
import { offeredDepartments } from './offeredDepartments.ts'
import { accountOf, idOf, key, type Parts } from './Parts.ts'
import { Rate } from './Rate.ts'
import { readHistory } from './readHistory.ts'
import { isHis, takeRequest } from './requesting.ts'
import { refuse, reply, type Socket } from './Socket.ts'
import type { Tab } from './Tab.ts'
import { Visit } from './Visit.ts'
import type { OpenAnswer, SendFrame, VisitorMessage } from './VisitorMessage.ts'
import type { VisitorTable } from './VisitorTable.ts'

type HistoryFrame = Extract<VisitorFrame, { kind: 'history' }>
type RateFrame = Extract<VisitorFrame, { kind: 'rate' }>
type TranscriptFrame = Extract<VisitorFrame, { kind: 'transcript' }>
type PageFrame = Extract<VisitorFrame, { kind: 'page' }>

/** Between two pages of a site there is no socket for a moment. */
const awayFor = 15_000
const mostTabsKnown = 20
/** Ms after which a page that came too soon is told. */
const pageAgainAfter = 2_000

class Visitor implements Behaviour<VisitorMessage>, Invitee {
  number: number
  /** A list, since nearly everybody has one. */
  tabs: ReadonlyArray<Tab> = []
  visit: Visit | null = null
  page: Page | null = null
  operator: string | null = null
  private conversation: string | null
  /** Nothing of the conversation is stored yet. */
  private draft = false
  /** One conversation may begin: counted with its first message, however many follow before that is stored. */
  private admitted = false
  /** The last invitation of this visit. Written by `inviting.ts`. */
  invitation: Offer | null = null
  private notices: Rate | undefined
  private pages: Rate | undefined
  private messages: Rate | undefined
  private readings: Rate | undefined
  private conversations: Rate | undefined
  private requests: Rate | undefined

  constructor(
    readonly parts: Parts,
    readonly self: Self<VisitorMessage>,
  ) {
    this.number = parts.visitorRows.find(this.account, this.id)?.number ?? 0
    this.conversation = parts.history.openConversationOf(this.account, this.id)
    // A former incarnation died: unless a tab of it comes back, the others have to hear that he has gone.
    if (parts.board(this.account).visitors.has(this.id)) this.self.after('gone', awayFor, { kind: 'gone' })
  }

  get account(): string {
    return accountOf(this.self.id)
  }

  get id(): string {
    return idOf(this.self.id)
  }

  receive(message: VisitorMessage): void | Effect.Effect<void> {
    switch (message.kind) {
      case 'hello':
        return this.hello(message)
      case 'frame':
        return this.frame(message.socket, message.frame)
      case 'closed':
        return this.leave(message.socket)
      case 'sendAgain':
        if (message.from === this.conversation) this.forgetConversation()
        return this.send(message.socket, message.frame, true)
      case 'given':
        this.operator = message.operator
        if (this.draft) this.tell({ kind: 'drawn', operator: message.operator })
        this.showOperator()
        showInvitation(this)
        return awaitInvitation(this)
      case 'queued':
        return this.showOperator()
      case 'departments':
        return this.tabs.some((tab) => tab.open) ? this.showOperator() : undefined
      case 'answeredBy':
        if (message.conversation !== this.conversation) {
          if (this.conversation !== null && !this.draft) return
          this.adopt(message.conversation)
        }
        this.draft = false
        this.operator = message.operator
        this.showTalk()
        if (this.invitation !== null) this.invitation.told = true
        this.parts.desks
          .get(this.account)
          .tell({ kind: 'fixed', visitor: this.id, operator: message.operator })
        return this.showOperator()
      case 'conversationClosed':
        if (message.conversation !== this.conversation) return
        this.forgetConversation()
        this.showTalk()
        this.parts.desks.get(this.account).tell({ kind: 'freed', visitor: this.id })
        return
      case 'sitesChanged':
        return this.sitesChanged(message.before)
      case 'banned':
        return this.banned(message.ban)
      case 'erased':
        return this.erased(message.row)
      case 'whereabouts':
        return message.answer(this.tabs.at(-1)?.from ?? null)
      case 'gone':
        if (this.tabs.length > 0) return
        this.depart()
        this.showPresence()
        if (this.draft) this.forgetConversation()
        return
      case 'time':
        this.countTime()
        return message.answer({
          seconds: Math.round((this.visit?.shown ?? 0) / 1_000),
          watching: this.visit !== null && this.visit.watching > 0,
          now: this.self.now(),
        })
      case 'opened':
        return this.openFor(message.operator, message.answer)
      case 'taken':
        return this.takenBy(message)
      case 'invite':
        return invite(this, message)
      case 'inviteNow':
        return inviteByItself(this)
      case 'licenceChanged':
        // What operators are told of where he is may be more now, or less.
        this.showPresence()
        return awaitInvitation(this)
      case 'blocked':
        for (const { socket } of this.tabs) socket.close(closeCodes.unknownAccount)
        return
      case 'settingsChanged':
        return this.settingsChanged(message.changed)
      case 'acceptAgain':
        if (this.tabs.some((tab) => tab.open)) invitationIs(this, 'opened')
        return
      case 'comment':
      case 'uncomment':
        return this.write(message)
      case 'shutdown':
        this.countTime()
        this.endVisit()
        return message.done()
    }
  }

  idle(): boolean {
    return this.tabs.length === 0 && this.visit === null
  }

  stopped(): void {
    for (const { socket } of this.tabs) socket.close(closeCodes.failed)
    this.parts.written.forget(this.self.id)
  }

  // ── coming and going ──────────────────────────────────────────────────────────────────────────────────
  private hello(message: Extract<VisitorMessage, { kind: 'hello' }>): void | Effect.Effect<void> {
    const { socket, created } = message
    if (!socket.live) return
    // Who is erased comes back as somebody else.
    if (this.isErased) return socket.close(closeCodes.restart)
    // Banned while this was on its way.
    if (this.barred(message.from)) return socket.close(closeCodes.noSite)
    const arrived = this.visit === null
    const events = this.arrival(message)
    if (arrived && created === null) recallInvitation(this)
    // Two tabs with a token that nobody knew: the first has made its visitor.
    if (created === null || this.number > 0) {
      if (events.length > 0) this.log(events)
      return this.enter(message, arrived)
    }
    // Who is new is nobody before the commit: whatever comes next waits in the mailbox.
    return Effect.callback<void>((resume) => {
      this.parts.log.append({
        account: this.account,
        stream: this.id,
        events,
        also: this.parts.visitorRows.create(this.account, this.id, created.number, created.token),
        committed: () =>
          resume(
            Effect.sync(() => {
              this.number = created.number
              this.enter(message, arrived)
            }),
          ),
        failed: () => {
          socket.close(closeCodes.failed)
          this.self.stop()
          resume(Effect.void)
        },
      })
    })
  }

  /** What this hello adds to the visitor's history: a visit that begins, a page that was not in view before. */
  private arrival({
    frame,
    userAgent,
    from,
    created,
  }: Extract<VisitorMessage, { kind: 'hello' }>): Array<LogEvent> {
    const { tab, referrer, language, device } = frame
    const page = asShown(frame.page)
    const at = this.self.now()
    const events: Array<LogEvent> = []
    const begins = this.visit === null
    if (this.visit === null) {
      const place = this.parts.geo.placeOf(from)
      const facts = factsOf({ userAgent, device, referrer, url: frame.page.url, address: from, place })
      const before = created === null ? this.parts.history.visitorTotals(this.account, this.id) : null
      this.visit = new Visit(this.id, randomUUID(), at, facts, page, before)
      const body = { visit: this.visit.id, page, referrer, language, userAgent, facts }
      events.push({ seq: 0, at, kind: 'VisitStarted', body })
    }
    // A tab that only lost its connection views nothing anew.
    const still = this.tabs.find((known) => known.id === tab)?.page.url ?? this.visit.lostTabs?.get(tab)
    // The first page takes nothing from the rate: most visitors never see as many as need one.
    if (begins || (still !== page.url && this.mayView(at))) events.push(this.viewed(this.visit, page, at))
    return events
  }

  private viewed(visit: Visit, page: Page, at: number): LogEvent {
    this.table.set(visit, 'views', visit.views + 1)
    return { seq: 0, at, kind: 'PageViewed', body: { visit: visit.id, page } }
  }

  private enter(
    { socket, frame, from, admits, created, renewed = null }: Extract<VisitorMessage, { kind: 'hello' }>,
    arrived: boolean,
  ): void {
    // Or while he was made known.
    if (this.barred(from)) {
      socket.close(closeCodes.noSite)
      return this.self.after('gone', awayFor, { kind: 'gone' })
    }
    const { tab: id, visible, open } = frame
    const page = asShown(frame.page)
    this.self.cancel('gone')
    // The same tab twice: the old socket is dead and does not know it yet.
    for (const { socket: old, id: other } of this.tabs) {
      if (other !== id) continue
      this.removeTab(old)
      this.tell({ kind: 'detach', socket: old })
      // Should it live after all, it must not talk to nobody.
      old.close(closeCodes.badHello)
    }
    // Not by `...`, which makes room for 16 more.
    this.tabs = this.tabs.concat({ socket, id, from, admits, page, visible, open })
    this.page = page
    this.countTime()
    this.welcome(socket, frame, created?.token ?? renewed)
    if (arrived && this.visit !== null) this.arrive(this.visit)
    else this.tellMoved()
    this.showPresence()
    if (open) invitationIs(this, 'opened')
    showInvitation(this)
    if (!arrived) awaitInvitation(this)
  }

  private arrive(visit: Visit): void {
    const talks = this.conversation !== null && !this.draft
    visit.number = this.number
    visit.conversation = talks ? this.conversation : null
    const operator = this.ownOperator(talks)
    this.parts.desks.get(this.account).tell({ kind: 'visitorArrived', visit, operator, talks })
  }

  private welcome(socket: Socket, { ref, epoch, position, page }: VisitorHello, token: string | null): void {
    const { log, counted } = this.parts
    if (epoch !== null) counted.reconnects.visitor++
    const open = this.draft ? null : this.conversation
    reply(socket, ref, {
      visitor: this.id,
      number: this.number,
      token,
      epoch: log.epoch,
      now: this.self.now(),
      settings: this.look(page).widget,
      ...this.attendance(page),
      ...(this.parts.config.relay !== null && { mail: true }),
      conversation: open,
    })
    if (this.conversation === null) return
    const known = epoch === log.epoch && position?.conversation === open ? position : null
    this.attach(socket, this.draft ? 0 : (known?.seq ?? null))
  }

  private leave(socket: Socket): void {
    this.tell({ kind: 'detach', socket })
    const tab = this.tabOf(socket)
    if (tab === undefined) {
      // Of an incarnation that died: if its tabs do not come back, the others still have to hear of it.
      if (this.visit === null) this.self.after('gone', awayFor, { kind: 'gone' })
      return
    }
    this.removeTab(socket)
    if (this.visit !== null) {
      this.visit.lostTabs ??= new Map()
      if (this.visit.lostTabs.size < mostTabsKnown) this.visit.lostTabs.set(tab.id, tab.page.url)
    }
    this.countTime()
    if (this.tabs.length === 0) this.self.after('gone', awayFor, { kind: 'gone' })
    else this.showPresence()
  }

  private barred(from: string | null): boolean {
    if (this.parts.people.blocked(this.account)) return true
    return this.parts.bans.barring(this.account, this.id, from) !== null
  }

  /** H6: his tabs are closed for good, and what he had begun ends, unless he is elsewhere too. */
  private banned({ visitor, operator }: Ban): void {
    const before = this.tabs.length
    for (const { socket, from } of this.tabs) {
      if (!this.barred(from)) continue
      this.removeTab(socket)
      this.tell({ kind: 'detach', socket })
      socket.close(closeCodes.noSite)
    }
    this.countTime()
    if (this.tabs.length > 0) return this.showPresence()
    // Of who is between two pages nobody knows where he is; he is asked when he comes.
    if (before === 0 && visitor !== this.id) return
    this.self.cancel('gone')
    this.tell({ kind: 'ban', operator })
    this.forgetConversation()
    this.depart()
  }

  private get isErased(): boolean {
    return this.parts.erasures.erased(this.id)
  }

  /** Nothing is written of it: there was nobody. */
  private erased(row: number): void {
    this.tell({ kind: 'erased', row })
    this.parts.written.ended(this.self.id, row)
    for (const { socket } of this.tabs) socket.close(closeCodes.restart)
    this.tabs = []
    this.visit = null
    this.self.stop()
  }

  private tabOf(socket: Socket): Tab | undefined {
    return this.tabs.find((tab) => tab.socket === socket)
  }

  private removeTab(socket: Socket): void {
    this.tabs = this.tabs.filter((tab) => tab.socket !== socket)
  }

  /** Without a visit the actor was made anew meanwhile, and what was known of him is over as well. */
  private depart(): void {
    this.parts.desks.get(this.account).tell({ kind: 'visitorLeft', visitor: this.id, visit: this.visit })
    endInvitation(this)
    this.endVisit()
  }

  private endVisit(): void {
    const { visit } = this
    if (visit === null) return
    this.visit = null
    const body = { visit: visit.id, seconds: Math.round(visit.shown / 1_000), views: visit.views }
    this.log([{ seq: 0, at: this.self.now(), kind: 'VisitEnded', body }])
  }

  /** Time on the site is time in which some tab of it was in view. */
  countTime(): void {
    const { visit } = this
    if (visit === null) return
    const now = this.self.now()
    if (visit.watching > 0) this.table.set(visit, 'shown', visit.shown + Math.max(0, now - visit.watching))
    this.table.set(visit, 'watching', this.tabs.some((tab) => tab.visible) ? now : 0)
  }

  // ── frames ────────────────────────────────────────────────────────────────────────────────────────────
  private frame(
    socket: Socket,
    frame: Extract<VisitorMessage, { kind: 'frame' }>['frame'],
  ): void | Effect.Effect<void> {
    const tab = this.tabOf(socket)
    if (tab === undefined) return
    switch (frame.kind) {
      case 'send':
        return this.send(socket, frame)
      case 'typing':
        return this.mayShow() ? this.typing(frame.text) : undefined
      case 'page':
        return this.moveTo(socket, tab, frame)
      case 'visible':
        tab.visible = frame.visible
        if (frame.visible) this.page = tab.page
        this.countTime()
        this.tellMoved()
        showInvitation(this)
        awaitInvitation(this)
        return this.mayShow() ? this.showPresence() : undefined
      case 'open':
        tab.open = frame.open
        if (frame.open) invitationIs(this, 'opened')
        showInvitation(this)
        awaitInvitation(this)
        // Who was online when the page was opened may have gone since.
        if (frame.open && this.departments(tab.page) !== null) this.showOperator()
        return this.mayShow() ? this.showPresence() : undefined
      case 'choose':
        return this.mayShow() ? this.choose(tab, frame.department) : undefined
      case 'invitation':
        if (this.invitation?.of.invitation === frame.id) invitationIs(this, frame.did)
        return
      case 'delivered':
      case 'seen':
        if (frame.conversation === this.conversation) {
          this.tell({ kind: 'mark', side: 'visitor', mark: frame.kind, upTo: frame.seq })
        }
        return
      case 'request':
        return takeRequest(this, tab, frame)
      case 'rate':
        return this.rate(tab, frame)
      case 'history':
        return this.history(socket, frame)
      case 'transcript':
        return this.transcript(tab, frame)
    }
  }

  /** C7, C9. */
  mayRequest(tab: Tab): boolean {
    this.requests ??= new Rate(this.parts.config.limits.requestsPerHour, 3_600_000)
    return this.requests.take(this.self.now()) && tab.admits(tab.from, 'request')
  }

  /** C5: a dialogue of his, over or not. */
  private rate({ socket, page }: Tab, { ref, conversation, stars, comment }: RateFrame): void {
    const { parts, account, id } = this
    if (!this.settings(page).widget.rating) return refuse(socket, ref, 'closed')
    if (!this.mayShow()) return refuse(socket, ref, 'rate')
    if (!isHis(parts, account, id, conversation)) return refuse(socket, ref, 'unknown')
    parts.conversations.get(key(account, conversation)).tell({
      kind: 'rated',
      visitor: id,
      stars,
      comment: writtenText(comment),
      socket,
      answer: (result) =>
        result === true ? reply(socket, ref, { done: true }) : refuse(socket, ref, result),
      refuse: () => refuse(socket, ref, 'busy'),
    })
  }

  private send(socket: Socket, frame: SendFrame, again = false): void {
    const { ref, client, text } = frame
    const now = this.self.now()
    const { messagesPerMinute } = this.parts.config.limits
    const answer: Extract<ConversationMessage, { kind: 'visitorSends' }>['answer'] = (result) => {
      if (typeof result !== 'string') return socket.send(sentFrame(ref, result))
      if (result !== 'closed' || again) return refuse(socket, ref, result)
      this.self.tell({ kind: 'sendAgain', socket, frame, from, refuse: () => refuse(socket, ref, 'busy') })
    }
    // A draft that typing made is no conversation yet: its first message begins one.
    if (!this.talks) {
      const known = this.parts.history.messageOf(this.id, client)
      if (known !== null) return answerAgain(this.parts, this.account, known, client, answer)
      if (this.mustChoose()) return refuse(socket, ref, 'choose')
      if (!this.admitted && !this.mayBegin(socket, now)) return refuse(socket, ref, 'rate')
      this.admitted = true
    }
    this.messages ??= new Rate(messagesPerMinute, 60_000)
    if (!again && !this.messages.take(now)) return refuse(socket, ref, 'rate')
    this.begin()
    const from = this.conversation
    this.tell({
      kind: 'visitorSends',
      visitor: this.identity(),
      presence: this.presence(),
      department: this.department(),
      operator: this.operator,
      address: this.tabOf(socket)?.from ?? null,
      client,
      text,
      invited: this.invitation?.told === false ? this.invitation.before(now) : null,
      answer,
      refuse: () => refuse(socket, ref, 'busy'),
    })
  }

  private mayBegin(socket: Socket, now: number): boolean {
    // Limits are for strangers; the canary takes nothing from those who come from its address.
    if (this.account === canary.account) return true
    this.conversations ??= new Rate(this.parts.config.limits.newConversationsPerHour, 3_600_000)
    const tab = this.tabOf(socket)
    return this.conversations.take(now) && tab?.admits(tab.from, 'conversation') !== false
  }

  private typing(text: string): void {
    if (this.conversation === null) {
      // Nobody to show it to, or nothing to show.
      if (text === '' || this.operator === null) return
      this.begin()
    }
    this.tell({
      kind: 'visitorTypes',
      visitor: this.identity(),
      presence: this.presence(),
      operator: this.operator,
      text,
    })
  }

  private moveTo(socket: Socket, tab: Tab, frame: PageFrame): void {
    const page = asShown(frame.page)
    const now = this.self.now()
    // He has left the site, in the same tab.
    if (this.siteAt(page) === null) return socket.close(closeCodes.noSite)
    // A page whose address or title never rests must not fill the log; where it came to is told in the end.
    const later = `page ${tab.id}`
    if (!this.mayView(now)) return this.self.after(later, pageAgainAfter, { kind: 'frame', socket, frame })
    this.self.cancel(later)
    const elsewhere = page.url !== tab.page.url
    const before = this.look(tab.page)
    tab.page = page
    this.page = page
    if (elsewhere) {
      this.showSettings(tab, before)
      this.tellMoved()
    }
    if (elsewhere && this.visit !== null) this.log([this.viewed(this.visit, page, now)])
    this.showPresence()
  }

  private history(socket: Socket, { before, limit, ref }: HistoryFrame): void | Effect.Effect<void> {
    const { historyPerMinute } = this.parts.config.limits
    this.readings ??= new Rate(historyPerMinute, 60_000)
    if (!this.readings.take(this.self.now())) return refuse(socket, ref, 'rate')
    return readHistory(this.parts, this.account, this.id, before, limit, socket, ref, true)
  }

  private transcript(tab: Tab, { ref, conversation, email }: TranscriptFrame): Effect.Effect<void> {
    const { socket, from, page } = tab
    const { language } = this.settings(page).widget
    const wanted = { account: this.account, visitor: this.id, conversation, email, language, from }
    return Effect.map(this.parts.transcripts.send({ ...wanted, now: this.self.now() }), (refused) => {
      if (!socket.live) return
      if (refused === null) reply(socket, ref, { done: true })
      else refuse(socket, ref, refused)
    })
  }

  /** No person types or opens so fast; of a script the operator need not see everything. */
  private mayShow(): boolean {
    this.notices ??= new Rate(this.parts.config.limits.noticesPerSecond * 5, 5_000)
    return this.notices.take(this.self.now())
  }

  private mayView(now: number): boolean {
    this.pages ??= new Rate(this.parts.config.limits.pagesPerMinute, 60_000)
    return this.pages.take(now)
  }

  // ── the conversation ──────────────────────────────────────────────────────────────────────────────────
  /** A conversation to write to; a draft until the first message is stored. */
  private begin(): void {
    if (this.conversation !== null) return
    this.conversation = uuidv7(this.self.now())
    this.draft = true
    for (const { socket } of this.tabs) this.attach(socket, 0)
  }

  /** A conversation begins with the words of an invitation. */
  beginWith(accepted: Accepted): void {
    this.begin()
    this.admitted = true
    this.tell({
      kind: 'accepted',
      visitor: this.identity(),
      presence: this.presence(),
      department: this.department(),
      ...accepted,
    })
  }

  /** Begun by a former incarnation, which died before it could know. */
  private adopt(conversation: string): void {
    const presence = { ...this.presence(), online: false }
    this.tell({ kind: 'presence', visitor: this.identity(), presence })
    this.conversation = conversation
    for (const { socket } of this.tabs) this.attach(socket, null)
  }

  private forgetConversation(): void {
    this.conversation = null
    this.draft = this.admitted = false
  }

  private attach(socket: Socket, after: number | null): void {
    const failed = () => socket.close(closeCodes.failed)
    this.tell({ kind: 'attach', side: 'visitor', operator: null, socket, after, refuse: failed })
  }

  private tell(message: ConversationMessage): void {
    if (this.conversation === null) return
    this.parts.conversations.get(key(this.account, this.conversation)).tell(message)
  }

  private identity() {
    return { id: this.id, number: this.number, place: this.place() }
  }

  place() {
    if (!this.parts.people.includes(this.account, 'monitoring')) return null
    return this.visit === null ? this.parts.history.placeOf(this.account, this.id) : this.visit.facts.place
  }

  private presence(): Presence {
    return { online: this.visit !== null, open: this.tabs.some((tab) => tab.open), page: this.page }
  }

  private get table(): VisitorTable {
    return this.parts.board(this.account).table
  }

  private showPresence(): void {
    const { visit, table } = this
    const presence = this.presence()
    if (visit !== null && presence.page !== null) {
      table.set(visit, 'page', presence.page)
      table.set(visit, 'open', presence.open)
    }
    if (this.conversation === null) return
    this.tell({ kind: 'presence', visitor: this.identity(), presence })
  }

  /** Whether he talks, and with whom he does, as consoles see it. */
  private showTalk(): void {
    if (this.visit === null) return
    this.table.set(this.visit, 'conversation', this.draft ? null : this.conversation)
  }

  // ── written to by operators ───────────────────────────────────────────────────────────────────────────
  /** Whoever has his window open, or talks, can be written to by who has him, or whom nobody is before. */
  private openFor(operator: string, answer: OpenAnswer): void {
    if (this.conversation !== null && !this.draft && this.operator === operator) {
      return answer({ conversation: this.conversation })
    }
    if (this.operator !== null && this.operator !== operator) return answer('taken')
    if (this.operator === null) return this.takenBy({ operator, from: null, answer })
    if (this.visit === null || !this.visit.open) return answer('away')
    this.begin()
    this.tell({
      kind: 'opened',
      visitor: this.identity(),
      presence: this.presence(),
      operator,
      answer,
      refuse: () => answer('busy'),
    })
  }

  private takenBy({
    operator,
    from,
    answer,
  }: Omit<Extract<VisitorMessage, { kind: 'taken' }>, 'kind'>): void {
    const busy = () => answer('busy')
    if (this.conversation !== null && !this.draft) {
      return this.tell({ kind: 'taken', operator, from, answer, refuse: busy })
    }
    if (this.visit === null || !this.visit.open) return answer('away')
    const { account, self } = this
    this.parts.desks.get(account).tell({
      kind: 'take',
      visitor: this.id,
      operator,
      from,
      // The desk has told us by now who answers; then he is ours to open.
      answer: (taken) => {
        if (taken) self.tell({ kind: 'opened', operator, answer, refuse: busy })
        else answer('taken')
      },
      refuse: busy,
    })
  }

  /** F2: in the middle of a conversation there is no question whose client he is. */
  private ownOperator(talks: boolean): string | null {
    const { history, people } = this.parts
    if (talks) return history.conversation(this.account, this.conversation!)?.operator ?? null
    const last = history.lastOperatorOf(this.account, this.id)
    return ownOperator(last, this.self.now(), people.clientDays(this.account))
  }

  /** F3: who talks with an operator goes on, whatever his status; everybody else needs one who takes visitors. */
  private attendance(page: Page): Attendance {
    const { operator } = this
    const board = this.parts.board(this.account)
    const site = this.siteAt(page)
    const his = operator !== null && (this.talks || board.tookOver(this.id))
    const before = board.queue.get(this.id)
    const departments = this.departments(page)
    return {
      door: this.door(page),
      online: this.anybodyOn(site, departments) || (his && board.goesOn(operator)),
      lost: operator !== null && board.lost.has(operator),
      operator: operator === null ? null : this.parts.people.person(this.account, operator),
      ...(before !== undefined && { before }),
      ...(departments !== null && { departments }),
    }
  }

  /** C8. */
  private door(page: Page): Door {
    const { talks, operator } = this
    const board = this.parts.board(this.account)
    const site = this.siteAt(page)
    // In the middle of it nobody stands in for who is away; after a restart the desk may not know him yet.
    const own = talks ? (operator ?? this.ownOperator(true)) : board.tookOver(this.id) ? operator : null
    const mustChoose = !talks && board.mustChoose(this.id, site)
    const form = this.settings(page).widget.offline !== null
    return doorFor(board, { site, operator: own, mustChoose, form }, this.self.now())
  }

  /** Of those whom he has chosen, or can. */
  private anybodyOn(site: Served | null, departments: OfferedDepartments | null): boolean {
    if (departments?.must && departments.chosen === null) return departments.all.some(({ online }) => online)
    const board = this.parts.board(this.account)
    return board.onlineOn(site, this.talks && this.operator !== null ? null : board.chosen(this.id, site))
  }

  /** An open conversation, of which something is stored. */
  get talks(): boolean {
    return this.conversation !== null && !this.draft
  }

  // ── departments (E4) ──────────────────────────────────────────────────────────────────────────────────
  /** Null where there is nothing to choose, or no longer. */
  private departments(page: Page): OfferedDepartments | null {
    if (this.talks) return null
    return offeredDepartments(this.parts.board(this.account), this.siteAt(page), this.id)
  }

  /** What follows from the choice is said first: the next frame may be the message. */
  private choose({ page }: Tab, department: string | null): void | Effect.Effect<void> {
    const offered = this.departments(page)
    if (offered === null) return
    if (department !== null && !offered.all.some(({ id }) => id === department)) return
    // Of his tabs it is this one that counts.
    this.page = page
    this.tellMoved()
    return Effect.callback<void>((resume) => {
      const done = () => resume(Effect.void)
      const operator = this.ownOperator(false)
      this.parts.desks
        .get(this.account)
        .tell({ kind: 'choose', visitor: this.id, department, operator, done, refuse: done })
    })
  }

  private mustChoose(): boolean {
    return this.parts.board(this.account).mustChoose(this.id, this.site)
  }

  private department(): NamedDepartment | null {
    const choice = this.talks ? null : this.parts.board(this.account).chosen(this.id, this.site)
    return choice === null ? null : { id: choice.id, name: choice.name }
  }

  private showOperator(): void {
    for (const tab of this.tabs) {
      const { socket, page } = tab
      socket.volatile('operator', JSON.stringify({ kind: 'operator', ...this.attendance(page) }))
      // Without a form the button comes and goes with those who answer.
      if (this.settings(page).widget.offline === null) this.showSettings(tab, null)
    }
  }

  // ── the site ──────────────────────────────────────────────────────────────────────────────────────────
  /** Of the page he looks at. */
  get site(): Served | null {
    return this.page === null ? null : this.siteAt(this.page)
  }

  siteAt(page: Page): Served | null {
    return this.parts.sites.at(this.account, page.url)
  }

  private settings(page: Page): Effective {
    return this.parts.settings.of(this.account, this.siteAt(page)?.id ?? null)
  }

  /** C8: without a form there is no button either while nobody is there. */
  private look(page: Page): Look {
    const settings = this.settings(page)
    return settings.widget.offline === null && this.door(page) === 'none' ? settings.shut : settings
  }

  private showSettings({ socket, page }: Tab, before: Look | null): void {
    const look = this.look(page)
    if (look.widget !== before?.widget) socket.volatile('settings', look.frame)
  }

  /** C15: what the owner has saved shows at once, in tabs where it is different. */
  private settingsChanged({ looks, invitations }: Changed): void {
    if (looks.size > 0) {
      for (const tab of this.tabs) {
        if (looks.has(this.siteAt(tab.page)?.id ?? null)) this.showSettings(tab, null)
      }
      // There may be a form now, or none any more.
      this.showOperator()
    }
    if (invitations.has(this.site?.id ?? null)) awaitInvitation(this)
  }

  /** The desk gives a visitor to those who serve the page he looks at. */
  private tellMoved(): void {
    const given = this.parts.board(this.account).visitors.get(this.id)
    if (given === undefined || this.page === null || given.site === this.siteAt(this.page)?.id) return
    const moved = { kind: 'visitorMoved', visitor: this.id, page: this.page.url } as const
    this.parts.desks.get(this.account).tell(moved)
  }

  private sitesChanged(before: ReadonlyArray<Served>): void {
    for (const tab of this.tabs) {
      if (this.siteAt(tab.page) === null) tab.socket.close(closeCodes.noSite)
      else this.showSettings(tab, null)
    }
    const { site } = this
    // His tabs are closed: he leaves.
    if (this.page === null || site === null) return
    const { account, operator, conversation } = this
    const given = this.parts.board(account).visitors.get(this.id)
    const served = before.find(({ id }) => id === given?.site)
    // Only what this change took from him: a dialogue that came to a page of others by itself stays.
    if (operator !== null && served?.serves(operator) && !site.serves(operator)) {
      if (conversation !== null && !this.draft) {
        this.tell({ kind: 'assign', operator: null, reason: null, instead: operator })
      }
    }
    const moved = { kind: 'visitorMoved', visitor: this.id, page: this.page.url } as const
    this.parts.desks.get(account).tell(moved)
  }

  private write(message: Extract<VisitorMessage, { kind: 'comment' | 'uncomment' }>): void {
    const at = this.self.now()
    const { comment, answer } = message
    if (this.isErased) return answer(false)
    this.parts.log.append({
      account: this.account,
      stream: this.id,
      events:
        message.kind === 'comment'
          ? [
              {
                seq: 0,
                at,
                kind: 'VisitorCommented',
                body: { comment, operator: message.operator, text: message.text },
              },
            ]
          : [{ seq: 0, at, kind: 'VisitorCommentRemoved', body: { comment } }],
      ...(message.kind === 'uncomment' && {
        also: (db) => blank(db, [message.row]),
      }),
      committed: () => answer(true),
      failed: () => answer(false),
    })
  }

  log(events: ReadonlyArray<LogEvent>, told: Told = nobodyWaits): void {
    if (this.isErased) return told.failed()
    this.parts.log.append({ account: this.account, stream: this.id, events, ...told })
  }
}

const nobodyWaits: Told = { committed: () => {}, failed: () => {} }

/** What advertising wrote into the address is kept with the visit, and shown with no page. */
const asShown = (page: Page): Page => {
  const url = withoutMarks(page.url)
  return url === page.url ? page : { ...page, url }
}

export const visitorKind = (parts: Parts): Kind<VisitorMessage> => ({
  name: 'visitor',
  capacity: 200,
  idleAfter: '1 minute',
  start: (id, self) => Effect.map(parts.written.projected(id), () => new Visitor(parts, self)),
})
