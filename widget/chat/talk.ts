import type { ConnectionState } from '../../engine/protocol/client/Connection.ts'
import { Refused } from '../../engine/protocol/client/failures.ts'
import { limits } from '../../engine/protocol/client/limits.ts'
import { Outbox } from '../../engine/protocol/client/Outbox.ts'
import { preview } from '../../engine/protocol/client/preview.ts'
import { type Item, Transcript } from '../../engine/protocol/client/Transcript.ts'
import type {
  Attendance,
  EventFrame,
  OfferedDepartments,
  Person,
  Position,
  ToVisitor,
  VisitorHistory,
  VisitorWelcome,
} from '../../engine/protocol/frames.ts'
import type { Host } from '../host.ts'
import { Sound } from './sound.ts'
import { unreadOf } from './unread.ts'

export type EarlierState = 'none' | 'more' | 'loading' | 'failed'

/** The visitor's side of the talk: what was said, what is on its way, who is there. Elements only show it. */
export class Talk {
  readonly sound: Sound
  state: ConnectionState = 'connecting'
  closeCode: number | undefined
  operator: Person | null = null
  /** C8: what is behind the button. */
  door: Attendance['door'] = 'chat'
  /** Is anybody there to answer? */
  online = false
  /** The operator's connection has dropped. */
  lost = false
  /** All operators have their hands full, and so many are before us; null: we do not wait. */
  before: number | null = null
  /** E4: what may be chosen before the first message. */
  departments: OfferedDepartments | null = null
  typing = false
  earlier: EarlierState = 'more'
  /** The newest message of the operator that came live, for screen readers: each is said once. */
  said: { readonly key: string; readonly text: string; readonly name: string } | null = null
  private readonly host: Host
  private readonly changed: () => void
  private readonly transcript: Transcript
  private outbox: Outbox
  /** Whose messages the outbox holds; empty until the first welcome. */
  private visitor: string
  private readonly people = new Map<string, Person>()
  private readonly previews: (text: string) => void
  private typingTimer: ReturnType<typeof setTimeout> | undefined
  /** Engine's clock minus the page's own (the device's may jump), ms. */
  private ahead = Date.now() - performance.now()
  private current: string | null = null
  private epoch: string | null = null
  /** The newest page was asked for and has not come: without it what follows would stand before a hole. */
  private owed = false
  /** The department that was chosen here: an engine that was restarted knows nothing of it. */
  private wanted: string | null = null
  /** Is the window open and the tab looked at? */
  private watched = false
  /** Marks sent on this connection, of the current conversation. */
  private told = { delivered: 0, seen: 0 }
  private seen: Position | null
  private unread = -1

  constructor(host: Host, changed: () => void) {
    this.host = host
    this.changed = changed
    this.sound = new Sound(host.keep)
    this.seen = parsed(host.keep.get('seen'))
    this.transcript = new Transcript({
      side: 'visitor',
      settled: (client) => this.outbox.settled(client),
      gap: () => host.connection.resume(),
    })
    this.visitor = whose(host.keep.get('outbox'))
    this.outbox = this.makeOutbox()
    this.previews = preview((text) => host.connection.notify({ kind: 'typing', text }))
  }

  /** Kept behind the id of its visitor, so that what another has left here is not sent as ours. */
  private makeOutbox(): Outbox {
    const { keep } = this.host
    const made: Outbox = new Outbox({
      keep: {
        load: () => {
          const text = keep.get('outbox')
          const visitor = whose(text)
          return visitor && visitor !== this.visitor ? null : text!.slice(visitor.length)
        },
        // One that was given up may still hear what became of its messages.
        save: (text) => {
          if (this.outbox === made) keep.set('outbox', this.visitor + text)
        },
      },
      send: ({ client, text }) => this.ask({ kind: 'send', client, text }),
      changed: () => this.queued(),
      now: () => performance.now() + this.ahead,
    })
    return made
  }

  get items(): ReadonlyArray<Item> {
    return this.transcript.items(this.outbox.pending)
  }

  personOf(operator: string): Person | null {
    return this.people.get(operator) ?? (this.operator?.id === operator ? this.operator : null)
  }

  position(): Position | null {
    return this.transcript.position()
  }

  welcome(welcome: VisitorWelcome): void {
    this.ahead = welcome.now - performance.now()
    if (this.visitor !== welcome.visitor) this.become(welcome.visitor)
    // Where there was nothing to read there may be something by now.
    if (this.epoch !== welcome.epoch || !this.transcript.before) this.transcript.clear()
    this.epoch = welcome.epoch
    // Whom the engine has just made has nothing behind him.
    if (welcome.token) this.transcript.more = false
    // The engine resumes only an open conversation: what ended while we were away is read from history.
    const held = this.transcript.position()
    this.owed = !!held && (this.owed || held.conversation !== welcome.conversation)
    if (this.owed) this.read(null)
    this.meet(welcome)
    const { departments, wanted } = this
    if (wanted && departments?.chosen === null && departments.all.some(({ id }) => id === wanted)) {
      this.choose(wanted)
    }
    this.current = welcome.conversation
    this.told = { delivered: 0, seen: 0 }
    this.outbox.online(welcome.epoch)
    // The open conversation's own frame follows; without one, earlier talks are read when the window opens.
    this.earlier = this.transcript.more ? 'more' : 'none'
    this.changed()
  }

  /** Somebody else than before: who we were has been erased, and nothing of him comes from here. */
  private become(visitor: string): void {
    const before = this.visitor
    this.visitor = visitor
    if (!before) return
    this.outbox.offline()
    this.outbox = this.makeOutbox()
    this.transcript.clear()
    this.transcript.more = false
    this.said = this.seen = null
    this.host.keep.set('seen', null)
    this.host.keep.set('draft', null, 'sessionStorage')
  }

  became(state: ConnectionState, closeCode?: number): void {
    this.state = state
    this.closeCode = closeCode
    if (state !== 'online') {
      this.outbox.offline()
      this.typing = false
      if (this.earlier === 'loading') this.earlier = 'more'
    } else if (this.watched) this.first()
    this.changed()
  }

  frame(frame: ToVisitor): void {
    switch (frame.kind) {
      case 'operator':
        this.meet(frame)
        break
      case 'typing':
        this.types(frame.typing)
        break
      case 'conversation':
        for (const person of frame.conversation.operators) this.people.set(person.id, person)
        this.current = frame.conversation.state === 'open' ? frame.conversation.id : null
        this.transcript.apply(frame)
        this.earlier = this.transcript.more ? 'more' : 'none'
        break
      case 'event':
        if (this.transcript.apply(frame)) this.happened(frame)
        break
    }
    this.report()
    this.changed()
  }

  send(text: string): void {
    this.previews('')
    // Always the same queue: the engine knows the visitor's conversation, and messages keep their order.
    this.outbox.add(text, null)
  }
  choose(department: string | null): void {
    this.wanted = department
    if (this.departments) this.departments = { ...this.departments, chosen: department }
    this.host.connection.notify({ kind: 'choose', department })
    this.changed()
  }
  retry(client: string): void {
    this.outbox.retry(client)
  }
  discard(client: string): void {
    this.outbox.discard(client)
  }
  types(typing: boolean): void {
    clearTimeout(this.typingTimer)
    this.typing = typing
    if (!typing) return
    // Whoever stopped without saying so is not shown typing for ever.
    this.typingTimer = setTimeout(() => {
      this.typing = false
      this.changed()
    }, limits.typingFor)
  }
  /** What stands in the composer now (G2). */
  composes(text: string): void {
    this.previews(text)
  }

  /** Earlier messages, a page before the oldest we hold. */
  async loadEarlier(): Promise<void> {
    if (this.state !== 'online' || this.earlier === 'loading' || this.earlier === 'none') return
    this.earlier = 'loading'
    this.changed()
    await this.read(this.owed ? null : this.transcript.before)
  }

  private async read(before: Position | null): Promise<void> {
    try {
      const page = await this.ask<VisitorHistory>({ kind: 'history', before, limit: 50 })
      for (const person of page.operators) this.people.set(person.id, person)
      this.transcript.apply(page, before)
      this.owed &&= !!before
      this.earlier = this.transcript.more ? 'more' : 'none'
    } catch (why) {
      this.earlier = why instanceof Refused ? 'failed' : 'more'
    }
    this.report()
    this.changed()
  }

  /** The visitor came back to this tab. */
  look(): void {
    this.outbox.look()
  }

  watch(watched: boolean): void {
    this.watched = watched
    if (watched) this.first()
    this.report()
  }

  /**
   * The connection is the loader's, and so are the errors it rejects with: to us they would be strangers of the
   * same name.
   */
  private async ask<R>(frame: object): Promise<R> {
    try {
      return await this.host.connection.request<R>(frame)
    } catch (why) {
      const { code, temporary } = why as Partial<Refused>
      throw code ? new Refused(code, !!temporary) : why
    }
  }

  /** The loader loads the chat on the next page when something still waits here. */
  queued(): void {
    const { keep } = this.host
    keep.set('waiting', this.outbox?.pending.length || keep.get('request') ? '1' : null)
    this.changed()
  }

  /** An opened window without an open conversation shows the earlier ones. */
  private first(): void {
    if (!this.current && !this.transcript.before && this.state === 'online') this.loadEarlier()
  }

  private meet({ door, operator, online, lost, before, departments }: Attendance): void {
    this.door = door
    this.operator = operator
    this.online = online
    this.lost = lost
    this.before = before ?? null
    this.departments = departments ?? null
    if (!departments) this.wanted = null
    if (operator) this.people.set(operator.id, operator)
  }

  private happened({ conversation, event, at }: EventFrame): void {
    if (event.kind === 'ConversationOpened') {
      this.current = conversation
      this.told = { delivered: 0, seen: 0 }
    }
    if (event.kind === 'ConversationClosed' && this.current === conversation) this.current = null
    // Whoever typed has ended the talk, or given it to another: what he began does not come.
    if (event.kind === 'ConversationClosed' || event.kind === 'OperatorAssigned') this.types(false)
    if (event.kind !== 'MessageSent') return
    const { author, text } = event
    const name = this.personOf(event.from)?.name ?? ''
    this.host.say?.('message', { author, name, text, at })
    if (author !== 'operator') return
    this.types(false)
    this.said = { key: event.client, text, name }
    this.sound.ring(event.client)
  }

  /** Tells the engine how far we have got, and the launcher what is unread. */
  private report(): void {
    const { conversations } = this.transcript
    const newest = conversations[conversations.length - 1]
    if (!newest) return
    const { id: conversation, delivered, seen } = newest
    const { last } = unreadOf(newest, null)
    const tell = (kind: 'delivered' | 'seen', reached: number) => {
      if (conversation !== this.current || last <= Math.max(reached, this.told[kind])) return
      if (this.host.connection.notify({ kind, conversation, seq: last })) this.told[kind] = last
    }
    tell('delivered', delivered.visitor)
    if (this.watched && last) {
      tell('seen', seen.visitor)
      if (this.seen?.conversation !== conversation || this.seen.seq < last) {
        this.seen = { conversation, seq: last }
        this.host.keep.set('seen', JSON.stringify(this.seen))
      }
    }
    const { count } = unreadOf(newest, this.seen)
    if (count !== this.unread) this.host.unread((this.unread = count))
  }
}

/** The visitor's id stands before his messages, which are JSON. */
const whose = (kept: string | null): string => kept?.split('[')[0] ?? ''

const parsed = (text: string | null): Position | null => {
  try {
    return JSON.parse(text!)
  } catch {
    return null
  }
}
