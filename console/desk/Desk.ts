/**
 * The operator's window as one object: the connection, what came over it, what waits to be sent. Elements read
 * it and call it; `watch` tells them of changes.
 */
import type { Me } from '../../engine/api/me.ts'
import {
  Connection,
  type ConnectionState,
  limits,
  Outbox,
  type Pending,
  protocolVersion,
  Refused,
  type Timers,
  Transcript,
  uuidv7,
} from '../../engine/protocol/client/index.ts'
import type {
  BanReach,
  ConversationFrame,
  Dialogue,
  Done,
  EventFrame,
  Opened,
  OperatorFrame,
  OperatorWelcome,
  Refusal,
  Sent,
  Status,
} from '../../engine/protocol/frames.ts'
import { Visitors } from '../visitors/Visitors.ts'
import { Acknowledgements } from './Acknowledgements.ts'
import { Acquaintance } from './Acquaintance.ts'
import { arrange, neighbour, nextWaiting } from './arrange.ts'
import { ringingIn, wasHanded } from './arrivals.ts'
import { rings } from './attention.ts'
import { type DeskState, emptyDesk, type Listed, type Scene } from './DeskState.ts'
import { Drafts, storageOf } from './Drafts.ts'
import { type Line, linesOf } from './lines.ts'
import { waits } from './mood.ts'
import { look, type News, read, receive, select, welcome } from './receive.ts'
import { SentTexts } from './SentTexts.ts'
import { Transcripts } from './Transcripts.ts'
import { Typing } from './Typing.ts'
import { Watchers } from './Watchers.ts'

export interface DeskOptions {
  readonly operator: Pick<Me, 'operator'>
  readonly url: string
  /** The status to begin with when no other console of this operator is open. */
  readonly status: Status
  /** Is the window visible and focused? */
  readonly looking: () => boolean
  /** A visitor wrote, and nobody was looking. */
  readonly rang: (dialogue: Listed, text: string, client: string) => void
  /** A colleague took a dialogue over that was ours. */
  readonly lost?: (dialogue: Listed, operator: string) => void
  /** The connection ended for good, with this close code. */
  readonly ended: (code: number) => void
  readonly timers?: Timers
  readonly socket?: (url: string) => WebSocket
}

/** Whom beside the visitor, until when, and why. */
export type WantedBan = Pick<Extract<OperatorFrame, { kind: 'ban' }>, 'scope' | 'until' | 'reason'>

/** F4: to whom a dialogue goes. */
export type Receiver = { readonly operator: string } | { readonly department: string }

/** Words that have no dialogue any more, and how to be rid of them. */
export interface Orphan {
  readonly text: string
  readonly drop: () => void
}

export class Desk {
  state: DeskState = emptyDesk
  link: ConnectionState = 'connecting'
  /** The status that was asked for and is not confirmed yet. */
  statusWanted: Status | null = null
  readonly drafts: Drafts
  /** Own texts of invitations that were sent. */
  readonly inviteTexts: SentTexts
  readonly acquaintance: Acquaintance
  readonly visitors: Visitors
  readonly transcripts: Transcripts
  /** Ids of whom nothing is left. */
  readonly erased = new Set<string>()
  readonly #options: DeskOptions
  readonly #connection: Connection
  readonly #outbox: Outbox
  readonly #console = uuidv7()
  readonly #acknowledgements: Acknowledgements
  readonly #typing: Typing
  readonly #watchers: Watchers
  #held = false
  #order: ReadonlyArray<string> = []
  /** The dialogues that `#order` was made of. */
  #ordered: DeskState['dialogues'] | undefined
  /** A dialogue that is to come on screen as soon as it has come. */
  #coming: string | null = null
  /** Is the newest message on screen? */
  #following = true
  #unreadAfter: number | null = null
  /** The lines of the dialogue on screen, until something of it changes. */
  #drawn: { readonly id: string; readonly lines: ReadonlyArray<Line> } | null = null

  constructor(options: DeskOptions) {
    this.#options = options
    const storage = storageOf('localStorage')
    this.#watchers = new Watchers(options.timers)
    const key = `redhelper:outbox:${options.operator.operator}`
    this.drafts = new Drafts(options.operator.operator, storage)
    this.inviteTexts = new SentTexts(options.operator.operator, storage)
    this.#outbox = new Outbox({
      keep: {
        load: () => storage?.getItem(key) ?? null,
        save: (text) => storage?.setItem(key, text),
      },
      send: (pending) => this.#send(pending),
      changed: () => this.#redraw(),
      now: () => this.now,
      ...(options.timers ? { timers: options.timers } : {}),
    })
    this.#connection = new Connection({
      url: options.url,
      hello: () => this.#hello(),
      welcome: (w: OperatorWelcome) => this.#welcome(w),
      frame: (frame: News) => this.#frame(frame),
      state: (state, code) => this.#linked(state, code),
      ...(options.timers ? { timers: options.timers } : {}),
      ...(options.socket ? { socket: options.socket } : {}),
    })
    const ask = <R>(frame: object) => this.#connection.request<R>(frame)
    const notify = (frame: object) => this.#connection.notify(frame)
    const changed = () => this.#changed()
    this.acquaintance = new Acquaintance(ask, changed)
    this.visitors = new Visitors({
      me: this.#me,
      ask,
      counted: changed,
      ...(options.timers ? { timers: options.timers } : {}),
    })
    this.transcripts = new Transcripts({
      ask,
      linked: () => this.link === 'online',
      visitorOf: (id) => this.state.dialogues.get(id)?.visitor.id,
      settled: (client) => this.#outbox.settled(client),
      gap: () => this.#connection.resume(),
      changed,
      said: () => this.#redraw(),
    })
    this.#acknowledgements = new Acknowledgements(notify)
    this.#typing = new Typing(notify)
  }

  start(): void {
    this.#connection.start()
  }

  stop(): void {
    this.#connection.stop()
    this.#outbox.offline()
  }

  /** The network or the window came back. */
  nudge(): void {
    this.#connection.nudge()
    this.#outbox.look()
  }

  watch(changed: () => void): () => void {
    return this.#watchers.add(changed)
  }

  // ── reading ───────────────────────────────────────────────────────────────────────────────────────────
  get selected(): Listed | null {
    return (this.state.selected && this.state.dialogues.get(this.state.selected)) || null
  }

  /** Ids of the list from top to bottom. */
  get order(): ReadonlyArray<string> {
    if (this.#ordered !== this.state.dialogues) {
      this.#ordered = this.state.dialogues
      this.#order = arrange(this.#order, this.state.dialogues, this.#held)
    }
    return this.#order
  }

  /** Engine's clock, ms. */
  get now(): number {
    return performance.now() + this.state.skew
  }

  lines(id: string): ReadonlyArray<Line> {
    if (this.#drawn?.id !== id) this.#drawn = { id, lines: this.#draw(id) }
    return this.#drawn.lines
  }

  #draw(id: string): ReadonlyArray<Line> {
    const transcript = this.transcripts.find(id)
    const pending = this.#outbox.pending.filter((p) => p.conversation === id)
    return linesOf({
      items: (transcript ?? new Transcript({ side: 'operator' })).items(pending),
      me: this.#me,
      conversation: id,
      unreadAfter: this.#unreadAfter,
    })
  }

  /** Dialogues with messages that were not sent. */
  get stuck(): ReadonlySet<string> {
    return new Set(this.#outbox.pending.flatMap((p) => (p.state === 'notSent' && p.conversation) || []))
  }

  /** The newest answer to each dialogue that the engine has not acknowledged yet: without a connection, the last word. */
  get underway(): ReadonlyMap<string, string> {
    return new Map(
      this.#outbox.pending.flatMap(({ state, conversation, text }) =>
        state === 'sending' && conversation ? [[conversation, text]] : [],
      ),
    )
  }

  /** Does the client wait for a word that nobody has written yet? An answer on its way is one. */
  waits(d: Listed): boolean {
    return waits(d) && !this.underway.has(d.id)
  }

  /** What was refused or only begun, and whose dialogue is no longer on the list: nowhere else to show it. */
  get orphans(): ReadonlyArray<Orphan> {
    if (this.link !== 'online' || this.state.awaited.size > 0) return []
    const off = (conversation: string | null) => conversation && !this.state.dialogues.has(conversation)
    const refused = this.#outbox.pending.filter((p) => p.state === 'notSent' && off(p.conversation))
    return [
      ...refused.map(({ text, client }) => ({ text, drop: () => this.discard(client) })),
      ...this.drafts.all
        .filter(([conversation]) => off(conversation))
        .map(([conversation, text]) => ({ text, drop: () => this.#dropDraft(conversation) })),
    ]
  }

  #dropDraft(conversation: string): void {
    this.drafts.set(conversation, '')
    this.#changed()
  }

  // ── what the operator does ────────────────────────────────────────────────────────────────────────────
  select(id: string | null): void {
    this.#coming = null
    if (id === this.state.selected) return
    this.#typing.ends(this.state.selected)
    if (this.state.selected !== null) this.transcripts.rest(this.state.selected)
    this.#drawn = null
    const d = id === null ? undefined : this.state.dialogues.get(id)
    this.#unreadAfter = d && d.unread > 0 ? d.seen.operator : null
    // What is new may reach beyond the screen: then nothing is at its end until the operator has gone there.
    this.#following = this.#unreadAfter === null
    this.#become(select(this.state, id))
    this.looked()
    if (d && this.transcripts.isShort(d.id)) void this.transcripts.older(d.id)
  }

  step(by: 1 | -1): void {
    const to = neighbour(this.order, this.state.selected, by)
    if (to) this.select(to)
  }

  /** To who has waited longest for an answer. False when nobody waits. */
  nextWaiting(): boolean {
    const to = nextWaiting(this.state.dialogues, this.state.selected, this.underway)
    if (to) this.select(to)
    return to !== null
  }

  /** While the pointer or the keyboard is in the list, rows keep their places. */
  hold(held: boolean): void {
    // What came so far takes its place by the rule that held until now.
    void this.order
    this.#held = held
    this.#ordered = undefined
    this.#changed()
  }

  /** Is the end of the dialogue on screen? Only then its messages count as seen. */
  follow(following: boolean): void {
    if (this.#following === following) return
    this.#following = following
    if (following) this.looked()
  }

  /** The window came to the front, or something else made the dialogue visible. */
  looked(): void {
    const watched = this.#watched()
    if (watched === null) return
    this.#become(look(this.state, watched))
    this.#acknowledge(watched)
  }

  send(text: string): void {
    const id = this.state.selected
    if (id === null) return
    this.#unreadAfter = null
    this.#typing.isOver()
    this.drafts.set(id, '')
    this.#outbox.add(text, id)
    this.#redraw()
  }

  retry(client: string): void {
    this.#outbox.retry(client)
  }

  discard(client: string): void {
    this.#outbox.discard(client)
  }

  /** What stands in the composer of the dialogue on screen. */
  write(id: string, text: string): void {
    this.drafts.set(id, text)
    if (text.trim() === '') this.#typing.ends(this.state.selected)
    else this.#typing.goesOn(id)
  }

  /** Another window of this browser wrote into what is kept: a draft that is sent there is none here. */
  stored(event: StorageEvent): void {
    if (this.drafts.heard(event)) this.#changed()
  }

  async setStatus(status: Status): Promise<boolean> {
    this.statusWanted = status
    this.#changed()
    try {
      await this.#connection.request<Done>({ kind: 'status', status })
      const { me } = this.state
      if (me) this.state = { ...this.state, me: { ...me, status } }
      return true
    } catch {
      return false
    } finally {
      this.statusWanted = null
      this.#changed()
    }
  }

  /** H5. `text` null: the standard one. Null when it is on its way, else why it is not. */
  async invite(visitor: string, text: string | null): Promise<Refusal | 'lost' | null> {
    const refused = await this.#request({ kind: 'invite', visitor, text })
    if (refused === null && text !== null) this.inviteTexts.add(text)
    return refused
  }

  /** F4. Null when it is done, else why it is not. */
  transfer(id: string, to: Receiver, comment: string): Promise<Refusal | 'lost' | null> {
    return this.#request({ kind: 'transfer', conversation: id, ...to, comment })
  }

  answerTransfer(id: string, accept: boolean): Promise<Refusal | 'lost' | null> {
    return this.#request({ kind: 'answerTransfer', conversation: id, accept })
  }

  /** H4: to write to a visitor whose window is open. Null when his dialogue comes on screen, else why not. */
  open(visitor: string): Promise<Refusal | 'lost' | null> {
    return this.#enter({ kind: 'open', visitor })
  }

  /** F4: takes a visitor over. `from`: who had him when it was decided. */
  take(visitor: string, from: string | null): Promise<Refusal | 'lost' | null> {
    return this.#enter({ kind: 'take', visitor, from })
  }

  async #enter(frame: object): Promise<Refusal | 'lost' | null> {
    try {
      const { conversation } = await this.#connection.request<Opened>(frame)
      if (this.state.dialogues.get(conversation)?.off === false) this.select(conversation)
      else this.#coming = conversation
      return null
    } catch (why) {
      return why instanceof Refused ? why.code : 'lost'
    }
  }

  /** H6: what a ban would reach beyond the visitor himself; null when nobody can say now. */
  async reach(visitor: string): Promise<BanReach | null> {
    try {
      return await this.#connection.request<BanReach>({ kind: 'reach', visitor })
    } catch {
      return null
    }
  }

  /** H6. Null when it is done, else why it is not. */
  ban(visitor: string, wanted: WantedBan): Promise<Refusal | 'lost' | null> {
    return this.#request({ kind: 'ban', visitor, ...wanted })
  }

  /** Everything of a visitor, for ever. Null when it is done, else why it is not. */
  erase(visitor: string): Promise<Refusal | 'lost' | null> {
    return this.#request({ kind: 'erase', visitor })
  }

  async #request(frame: object): Promise<Refusal | 'lost' | null> {
    try {
      await this.#connection.request<Done>(frame)
      return null
    } catch (why) {
      return why instanceof Refused ? why.code : 'lost'
    }
  }

  /** Ends a dialogue; the next one on the list comes on screen. False when the engine did not take it. */
  async close(id: string): Promise<boolean> {
    await this.#answered(id)
    if (!this.state.dialogues.get(id)?.off) {
      if (!(await this.#end({ kind: 'close', conversation: id }))) return false
    }
    this.drafts.set(id, '')
    if (this.state.selected === id) {
      const at = this.order.indexOf(id)
      this.select(this.order[at + 1] ?? this.order[at - 1] ?? null)
    }
    this.#forget()
    return true
  }

  /** What was written before the dialogue ends goes before its end; without a connection nothing is waited for. */
  async #answered(id: string): Promise<void> {
    const onItsWay = () => this.link === 'online' && this.underway.has(id)
    if (!onItsWay()) return
    await new Promise<void>((resolve) => {
      const stop = this.watch(() => {
        if (onItsWay()) return
        stop()
        resolve()
      })
    })
  }

  /** H7: ends every dialogue whose visitor is gone. */
  closeGone(): Promise<boolean> {
    return this.#end({ kind: 'closeGone' })
  }

  async #end(frame: object): Promise<boolean> {
    const why = await this.#request(frame)
    // It has ended already: what was wanted is so.
    return why === null || why === 'closed' || why === 'unknown'
  }

  // ── the connection ────────────────────────────────────────────────────────────────────────────────────
  async #send(pending: Pending): Promise<Sent> {
    const { client, conversation, text } = pending
    const sent = await this.#connection.request<Sent>({ kind: 'send', conversation, client, text })
    const transcript = this.transcripts.find(sent.conversation)
    const held = transcript?.conversations.find(({ id }) => id === conversation)
    // One that is acknowledged again may lie before all that is held, and would stand there before a hole.
    if (!transcript || !held || sent.conversation !== conversation || sent.seq <= held.seq) return sent
    if (this.state.dialogues.get(conversation)?.off && sent.seq > held.seq + 1) {
      // Somebody else has the dialogue by now, so what lies between will not come by itself.
      void this.transcripts.readAnew(conversation)
    } else {
      // The event comes right behind; without this the message would be off the screen in between, and the
      // client would wait for an answer again.
      const event = { kind: 'MessageSent', author: 'operator', from: this.#me, client, text } as const
      const entry = { conversation, seq: sent.seq, at: sent.at, event }
      transcript.apply({ entries: [entry], more: transcript.more })
      if (this.state.dialogues.get(conversation)?.seq === sent.seq - 1) {
        this.state = receive(this.state, { kind: 'event', ...entry }, this.#scene)
      }
      this.#redraw()
    }
    return sent
  }

  get #me(): string {
    return this.#options.operator.operator
  }

  #hello(): object {
    const positions = this.transcripts.positions(this.state.dialogues.keys())
    return {
      kind: 'hello',
      version: protocolVersion,
      console: this.#console,
      // What was chosen last, also when the engine has been restarted meanwhile.
      status: this.state.me?.status ?? this.#options.status,
      epoch: this.state.epoch,
      positions: positions.slice(0, limits.positions),
      ...(this.selected && { onScreen: this.selected.visitor.id }),
    }
  }

  #welcome(w: OperatorWelcome): void {
    this.#acknowledgements.online()
    this.#typing.isOver()
    if (w.epoch !== this.state.epoch) {
      this.#acknowledgements.beginAnew()
      this.transcripts.beginAnew(w.conversations)
    }
    this.link = 'online'
    this.#drawn = null
    this.#become(welcome(this.state, w, performance.now(), this.stuck))
    this.#outbox.online(w.epoch)
    this.visitors.online()
    this.transcripts.online()
    for (const id of this.state.dialogues.keys()) this.#acknowledge(id)
  }

  #linked(state: ConnectionState, code = 0): void {
    this.link = state
    if (state !== 'online') {
      this.#outbox.offline()
      this.visitors.offline()
      this.#become({ ...this.state, dialogues: withoutPreviews(this.state.dialogues) })
    }
    this.#changed()
    if (state === 'ended' && code !== 0) this.#options.ended(code)
  }

  #frame(frame: News): void {
    if (frame.kind === 'visitors' || frame.kind === 'present') return this.visitors.receive(frame)
    const before = this.state
    const scene = this.#scene
    if (frame.kind === 'licence') this.acquaintance.forget()
    if (frame.kind === 'erased') this.#erased(frame.visitor)
    if (frame.kind === 'conversation' || frame.kind === 'event') this.#drawn = null
    if (frame.kind === 'conversation') this.transcripts.of(frame.conversation.id).apply(frame)
    if (frame.kind === 'event' && before.dialogues.has(frame.conversation)) {
      this.transcripts.of(frame.conversation).apply(frame)
    }
    this.#soon(receive(before, frame, scene))
    if (frame.kind === 'conversation') {
      if (frame.conversation.id === this.#coming) this.select(frame.conversation.id)
      this.#arrived(before, frame, this.#watched())
    }
    if (frame.kind === 'event') this.#happened(before, frame, scene.watched)
    else if (frame.kind === 'removed') this.#forget()
  }

  /** What this window and this browser keep of him. */
  #erased(visitor: string): void {
    this.erased.add(visitor)
    this.acquaintance.drop(visitor)
    this.#drawn = null
    for (const d of this.state.dialogues.values()) {
      if (d.visitor.id !== visitor) continue
      this.#forgetSaid(d.id)
      this.drafts.set(d.id, '')
      for (const { client, conversation } of this.#outbox.pending) {
        if (conversation === d.id) this.#outbox.discard(client)
      }
    }
  }

  #arrived(before: DeskState, frame: ConversationFrame<Dialogue>, watched: string | null): void {
    const { id } = frame.conversation
    if (frame.reset) this.transcripts.reset(id)
    if (id === this.state.selected && this.#following) this.#fill(id)
    this.#acknowledge(id)
    const ringing = ringingIn(frame, before, this.state, watched)
    if (ringing) this.#ring(ringing)
    else if (!before.awaited.has(id) && before.dialogues.get(id)?.off !== false) this.#handed(id)
  }

  #happened(before: DeskState, frame: EventFrame, watched: string | null): void {
    const { conversation } = frame
    if (conversation === this.state.selected && this.#unreadAfter === null && rings(before, frame, watched)) {
      this.#unreadAfter = frame.seq - 1
      this.#drawn = null
    }
    this.#acknowledge(conversation)
    if (rings(before, frame, watched)) this.#ring(frame)
    this.#takenOver(before, frame)
  }

  #takenOver(before: DeskState, { conversation, event }: EventFrame): void {
    const d = before.dialogues.get(conversation)
    if (event.kind !== 'OperatorAssigned' || event.reason !== 'takenOver' || !d) return
    if (event.operator !== null && event.operator !== this.#me) this.#options.lost?.(d, event.operator)
  }

  #handed(id: string): void {
    const d = this.state.dialogues.get(id)
    if (d === undefined || !wasHanded(d, this.transcripts)) return
    this.#options.rang(d, d.transfer?.comment || (d.last?.text ?? ''), `handed ${id} ${d.seq}`)
  }

  #ring(frame: EventFrame): void {
    const d = this.state.dialogues.get(frame.conversation)
    if (d && frame.event.kind === 'MessageSent') this.#options.rang(d, frame.event.text, frame.event.client)
  }

  /** Tells the engine what arrived here, and what a person has in front of him. */
  #acknowledge(id: string): void {
    const d = this.state.dialogues.get(id)
    if (!d || d.off) return
    const before = this.#watched() === id && this.#following
    const seen = this.#acknowledgements.acknowledge(d, this.transcripts.newestAsked(id), before)
    const state = read(this.state, id, seen)
    if (state !== this.state) this.#soon(state)
  }

  get #scene(): Scene {
    return { now: this.now, watched: this.#watched() }
  }

  #watched(): string | null {
    return this.#options.looking() ? this.state.selected : null
  }

  #fill(id: string): void {
    const { transcripts } = this
    if (transcripts.isShort(id) && transcripts.earlier(id) === 'more') void transcripts.older(id)
  }

  #forget(): void {
    for (const id of this.transcripts.ids) if (!this.state.dialogues.has(id)) this.#forgetSaid(id)
  }

  #forgetSaid(id: string): void {
    this.transcripts.forget(id)
    this.#acknowledgements.forget(id)
  }

  /** Something of what is said has changed. */
  #redraw(): void {
    this.#drawn = null
    this.#changed()
  }

  #become(state: DeskState): void {
    this.state = state
    this.#changed()
  }

  /** As `#become`, for what comes from the engine: at once when it was quiet, else with the next picture. */
  #soon(state: DeskState): void {
    this.state = state
    this.#watchers.tellSoon()
  }

  #changed(): void {
    this.#watchers.tell()
  }
}

/** Nobody knows what is being typed while there is no connection. */
const withoutPreviews = (dialogues: DeskState['dialogues']): DeskState['dialogues'] =>
  new Map([...dialogues].map(([id, d]) => [id, d.preview ? { ...d, preview: '', flashing: false } : d]))
