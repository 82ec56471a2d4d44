/**
 * One person on a site, over all tabs. Idle visitors are many: this actor is small, has no timer while nothing
 * happens, and no conversation until somebody types.
 */
import { Effect } from 'effect'
import type { Page } from '../domain/events.ts'
import type { Place } from '../domain/facts.ts'
import { uuidv7 } from '../domain/id.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import type { Presence, VisitorFrame, VisitorHello } from '../protocol/frames.ts'
import type { Ban } from '../store/Bans.ts'
import type { LogEvent } from '../store/Log.ts'
import type { Changed, Effective } from '../store/Settings.ts'
import type { Served } from '../store/Sites.ts'
import {
  type Attended,
  attendance,
  chosenDepartment,
  departmentsOn,
  lookOf,
  ownOperatorOf,
  showOperator,
  showSettings,
} from './attending.ts'
import type { ConversationMessage, VisitorIdentity } from './ConversationMessage.ts'
import { keepComment } from './commenting.ts'
import type { DeskMessage } from './DeskMessage.ts'
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
import { openFor, type Reached, takeOver } from './opening.ts'
import { accountOf, idOf, key, type Parts } from './Parts.ts'
import { takeRating } from './rating.ts'
import { readHistory } from './readHistory.ts'
import { isHis, takeRequest } from './requesting.ts'
import { answerTo, refuse, reply, type Socket } from './Socket.ts'
import type { Tab } from './Tab.ts'
import type { Visit } from './Visit.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import { VisitorRates } from './VisitorRates.ts'
import type { VisitorTable } from './VisitorTable.ts'
import { arrival, asShown, countTime, endVisit, viewed } from './visiting.ts'
import { send, showTyping, type Writer } from './writing.ts'

type HistoryFrame = Extract<VisitorFrame, { kind: 'history' }>
type EndFrame = Extract<VisitorFrame, { kind: 'end' }>
type TranscriptFrame = Extract<VisitorFrame, { kind: 'transcript' }>
type PageFrame = Extract<VisitorFrame, { kind: 'page' }>

/** Between two pages of a site there is no socket for a moment. */
const awayFor = 15_000
const mostTabsKnown = 20
/** Ms after which a page that came too soon is told. */
const pageAgainAfter = 2_000

class Visitor implements Behaviour<VisitorMessage>, Attended, Invitee, Reached, Writer {
  number: number
  /** A list, since nearly everybody has one. */
  tabs: ReadonlyArray<Tab> = []
  /** Begins and ends in `visiting.ts`. */
  visit: Visit | null = null
  page: Page | null = null
  operator: string | null = null
  conversation: string | null
  /** Nothing of the conversation is stored yet. */
  private draft = false
  /** One conversation may begin: counted with its first message, however many follow before that is stored. */
  admitted = false
  /** The last invitation of this visit. Written by `inviting.ts`. */
  invitation: Offer | null = null
  private ratesMade: VisitorRates | undefined

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
        return send(this, message.socket, message.frame, true)
      case 'given':
        this.operator = message.operator
        if (this.draft) this.tell({ kind: 'drawn', operator: message.operator })
        showOperator(this)
        showInvitation(this)
        return awaitInvitation(this)
      case 'queued':
        return showOperator(this)
      case 'departments':
        return this.tabs.some((tab) => tab.open) ? showOperator(this) : undefined
      case 'answeredBy':
        return this.answeredBy(message.conversation, message.operator)
      case 'conversationClosed':
        if (message.conversation !== this.conversation) return
        this.forgetConversation()
        this.showTalk()
        this.tellDesk({ kind: 'freed', visitor: this.id })
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
        countTime(this)
        return message.answer({
          seconds: Math.round((this.visit?.shown ?? 0) / 1_000),
          watching: this.visit !== null && this.visit.watching > 0,
          now: this.self.now(),
        })
      case 'opened':
        return openFor(this, message.operator, message.answer)
      case 'taken':
        return takeOver(this, message)
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
        return keepComment(this, message)
      case 'shutdown':
        countTime(this)
        endVisit(this)
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
    const events = arrival(this, message)
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
    countTime(this)
    this.welcome(socket, frame, created?.token ?? renewed)
    if (arrived && this.visit !== null) this.arrive(this.visit)
    else this.tellMoved()
    this.showPresence()
    if (open) invitationIs(this, 'opened')
    showInvitation(this)
    if (!arrived) awaitInvitation(this)
  }

  private arrive(visit: Visit): void {
    const { talks } = this
    visit.number = this.number
    visit.conversation = talks ? this.conversation : null
    const operator = ownOperatorOf(this)
    this.tellDesk({ kind: 'visitorArrived', visit, operator, talks })
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
      settings: lookOf(this, page).widget,
      ...attendance(this, page),
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
    countTime(this)
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
    countTime(this)
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

  tabOf(socket: Socket): Tab | undefined {
    return this.tabs.find((tab) => tab.socket === socket)
  }

  private removeTab(socket: Socket): void {
    this.tabs = this.tabs.filter((tab) => tab.socket !== socket)
  }

  /** Without a visit the actor was made anew meanwhile, and what was known of him is over as well. */
  private depart(): void {
    this.tellDesk({ kind: 'visitorLeft', visitor: this.id, visit: this.visit })
    endInvitation(this)
    endVisit(this)
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
        return send(this, socket, frame)
      case 'typing':
        return this.mayShow() ? showTyping(this, frame.text) : undefined
      case 'page':
        return this.moveTo(socket, tab, frame)
      case 'visible':
        tab.visible = frame.visible
        if (frame.visible) this.page = tab.page
        countTime(this)
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
        if (frame.open && departmentsOn(this, tab.page) !== null) showOperator(this)
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
        return takeRating(this, tab, frame)
      case 'end':
        return this.end(tab, frame)
      case 'history':
        return this.history(socket, frame)
      case 'transcript':
        return this.transcript(tab, frame)
    }
  }

  get rates(): VisitorRates {
    this.ratesMade ??= new VisitorRates(this.parts.config.limits)
    return this.ratesMade
  }

  /** Of what was never his there is nothing to end. */
  private end({ socket }: Tab, { ref, conversation }: EndFrame): void {
    if (!this.mayShow()) return refuse(socket, ref, 'rate')
    if (!isHis(this.parts, this.account, this.id, conversation)) return refuse(socket, ref, 'unknown')
    this.parts.conversations.get(key(this.account, conversation)).tell({
      kind: 'ended',
      visitor: this.id,
      answer: answerTo(socket, ref),
      refuse: () => refuse(socket, ref, 'busy'),
    })
  }

  private mayShow(): boolean {
    return this.rates.show(this.self.now())
  }

  private moveTo(socket: Socket, tab: Tab, frame: PageFrame): void {
    const page = asShown(frame.page)
    const now = this.self.now()
    // He has left the site, in the same tab.
    if (this.siteAt(page) === null) return socket.close(closeCodes.noSite)
    // A page whose address or title never rests must not fill the log; where it came to is told in the end.
    const later = `page ${tab.id}`
    if (!this.rates.view(now)) return this.self.after(later, pageAgainAfter, { kind: 'frame', socket, frame })
    this.self.cancel(later)
    const elsewhere = page.url !== tab.page.url
    const before = lookOf(this, tab.page)
    tab.page = page
    this.page = page
    if (elsewhere) {
      showSettings(this, tab, before)
      this.tellMoved()
    }
    if (elsewhere && this.visit !== null) this.log([viewed(this, this.visit, page, now)])
    this.showPresence()
  }

  /** E4. What follows from the choice is said first: the next frame may be the message. */
  private choose({ page }: Tab, department: string | null): void | Effect.Effect<void> {
    const offered = departmentsOn(this, page)
    if (offered === null) return
    if (department !== null && !offered.all.some(({ id }) => id === department)) return
    // Of his tabs it is this one that counts.
    this.page = page
    this.tellMoved()
    return Effect.callback<void>((resume) => {
      const done = () => resume(Effect.void)
      const operator = ownOperatorOf(this)
      this.tellDesk({ kind: 'choose', visitor: this.id, department, operator, done, refuse: done })
    })
  }

  private history(socket: Socket, { before, limit, ref }: HistoryFrame): void | Effect.Effect<void> {
    if (!this.rates.read(this.self.now())) return refuse(socket, ref, 'rate')
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

  // ── the conversation ──────────────────────────────────────────────────────────────────────────────────
  /** In an open conversation, of which something is stored. */
  get talks(): boolean {
    return this.conversation !== null && !this.draft
  }

  /** A conversation to write to; a draft until the first message is stored. */
  begin(): void {
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
      department: chosenDepartment(this),
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

  private answeredBy(conversation: string, operator: string | null): void {
    if (conversation !== this.conversation) {
      if (this.talks) return
      this.adopt(conversation)
    }
    this.draft = false
    this.operator = operator
    this.showTalk()
    if (this.invitation !== null) this.invitation.told = true
    this.tellDesk({ kind: 'fixed', visitor: this.id, operator })
    showOperator(this)
  }

  private forgetConversation(): void {
    this.conversation = null
    this.draft = this.admitted = false
  }

  private attach(socket: Socket, after: number | null): void {
    const failed = () => socket.close(closeCodes.failed)
    this.tell({ kind: 'attach', side: 'visitor', operator: null, socket, after, refuse: failed })
  }

  tell(message: ConversationMessage): void {
    if (this.conversation === null) return
    this.parts.conversations.get(key(this.account, this.conversation)).tell(message)
  }

  private tellDesk(message: DeskMessage): void {
    this.parts.desks.get(this.account).tell(message)
  }

  identity(): VisitorIdentity {
    return { id: this.id, number: this.number, place: this.place() }
  }

  place(): Place | null {
    if (!this.parts.people.includes(this.account, 'monitoring')) return null
    return this.visit === null ? this.parts.history.placeOf(this.account, this.id) : this.visit.facts.place
  }

  presence(): Presence {
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

  // ── the site ──────────────────────────────────────────────────────────────────────────────────────────
  /** Of the page he looks at. */
  get site(): Served | null {
    return this.page === null ? null : this.siteAt(this.page)
  }

  siteAt(page: Page): Served | null {
    return this.parts.sites.at(this.account, page.url)
  }

  settings(page: Page): Effective {
    return this.parts.settings.of(this.account, this.siteAt(page)?.id ?? null)
  }

  /** C15: what the owner has saved shows at once, in tabs where it is different. */
  private settingsChanged({ looks, invitations }: Changed): void {
    if (looks.size > 0) {
      for (const tab of this.tabs) {
        if (looks.has(this.siteAt(tab.page)?.id ?? null)) showSettings(this, tab, null)
      }
      // There may be a form now, or none any more.
      showOperator(this)
    }
    if (invitations.has(this.site?.id ?? null)) awaitInvitation(this)
  }

  /** The desk gives a visitor to those who serve the page he looks at. */
  private tellMoved(): void {
    const given = this.parts.board(this.account).visitors.get(this.id)
    if (given === undefined || this.page === null || given.site === this.siteAt(this.page)?.id) return
    this.tellDesk({ kind: 'visitorMoved', visitor: this.id, page: this.page.url })
  }

  private sitesChanged(before: ReadonlyArray<Served>): void {
    for (const tab of this.tabs) {
      if (this.siteAt(tab.page) === null) tab.socket.close(closeCodes.noSite)
      else showSettings(this, tab, null)
    }
    const { site } = this
    // His tabs are closed: he leaves.
    if (this.page === null || site === null) return
    const { operator } = this
    const given = this.parts.board(this.account).visitors.get(this.id)
    const served = before.find(({ id }) => id === given?.site)
    // Only what this change took from him: a dialogue that came to a page of others by itself stays.
    if (this.talks && operator !== null && served?.serves(operator) && !site.serves(operator)) {
      this.tell({ kind: 'assign', operator: null, reason: null, instead: operator })
    }
    this.tellDesk({ kind: 'visitorMoved', visitor: this.id, page: this.page.url })
  }

  log(events: ReadonlyArray<LogEvent>, told: Told = nobodyWaits): void {
    if (this.isErased) return told.failed()
    this.parts.log.append({ account: this.account, stream: this.id, events, ...told })
  }
}

const nobodyWaits: Told = { committed: () => {}, failed: () => {} }

export const visitorKind = (parts: Parts): Kind<VisitorMessage> => ({
  name: 'visitor',
  capacity: 200,
  idleAfter: '1 minute',
  start: (id, self) => Effect.map(parts.written.projected(id), () => new Visitor(parts, self)),
})
