/**
 * The engine's part in a preview: welcomes the one visitor, says what the scene wants said, and takes what he sends.
 */
import type { ConversationEvent } from '../../engine/domain/events.ts'
import type { Entry, Person, VisitorWelcome } from '../../engine/protocol/frames.ts'
import type { CommandFunction } from '../loader/commands.ts'
import type { Shown } from './messages.ts'
import type { FarEnd, ScriptedSocket } from './ScriptedSocket.ts'
import { talk } from './words.ts'

type Heard = Parameters<FarEnd['heard']>[0]

const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const visitor = idOf(1)
const operator = idOf(2)
/** Closed by the engine, to come back at once. */
const goingAway = 1001
const types = 4_000

export class Script implements FarEnd {
  private shown: Shown | null = null
  private socket: ScriptedSocket | null = null
  /** The hello that waits until there is something to show. */
  private hello: Heard | null = null
  /** A new one makes the widget forget what was said. */
  private epoch = 0
  private seq = 0
  private invited = { about: '', n: 100 }
  private readonly command: CommandFunction

  constructor(command: CommandFunction) {
    this.command = command
    setInterval(() => this.types(), types)
  }

  /** Shows it the way an engine would that has just been told so. */
  show(next: Shown): void {
    const before = this.shown
    this.shown = next
    if (this.hello) this.welcome(this.hello)
    else if (before && talkOf(before) !== talkOf(next)) this.beginAnew()
    else if (before) {
      this.socket?.tell({ kind: 'settings', settings: next.settings })
      this.socket?.tell({ kind: 'operator', ...this.attendance })
      this.invite()
    }
    if (!before || isOpen(before) !== isOpen(next)) this.command(isOpen(next) ? 'open' : 'close')
  }

  connected(socket: ScriptedSocket): void {
    this.socket = socket
  }

  heard(frame: Heard): void {
    switch (frame.kind) {
      case 'hello':
        if (this.shown) this.welcome(frame)
        else this.hello = frame
        break
      case 'ping':
        this.socket?.tell({ kind: 'pong' })
        break
      case 'history':
        this.reply(frame, { entries: [], operators: [], more: false })
        break
      case 'send':
        this.store(frame)
        break
      case 'request':
        this.reply(frame, { taken: true })
        break
      case 'end':
        this.happens({ kind: 'ConversationClosed', operator: null })
        this.reply(frame, { done: true })
        break
    }
  }

  private get person(): Person {
    return { id: operator, ...this.shown!.person }
  }

  private get attendance() {
    const { scene, settings } = this.shown!
    if (scene !== 'offline')
      return { door: 'chat', online: true, lost: false, operator: this.person } as const
    return { door: settings.offline ? 'form' : 'none', online: false, lost: false, operator: null } as const
  }

  private reply({ ref }: Heard, result: unknown): void {
    this.socket?.tell({ kind: 'reply', ref, result })
  }

  private welcome(hello: Heard): void {
    const { settings, scene } = this.shown!
    this.hello = null
    this.seq = 0
    const talks = scene === 'typing' || scene === 'waiting'
    const welcome: VisitorWelcome = {
      visitor,
      number: 1,
      token: 'preview',
      epoch: String(this.epoch),
      now: Date.now(),
      settings,
      ...this.attendance,
      conversation: talks ? this.conversation : null,
    }
    this.reply(hello, welcome)
    if (talks) this.talk()
    this.invite()
  }

  private get conversation(): string {
    return idOf(10 + this.epoch)
  }

  /** The widget comes again, and knows nothing. */
  private beginAnew(): void {
    this.epoch++
    this.socket?.hangUp(goingAway)
    // As when the network comes back: it does not wait.
    dispatchEvent(new Event('online'))
  }

  private talk(): void {
    const { settings, scene, waiting } = this.shown!
    const asked = scene === 'waiting'
    const lines = talk[settings.language].slice(0, asked ? 1 : undefined)
    const begun = Date.now() - 60_000
    const entries = [
      this.entry({ kind: 'ConversationOpened', visitor, page: null }, begun),
      ...lines.map(({ by, text }, n) => {
        const from = by === 'visitor' ? visitor : operator
        return this.entry(
          { kind: 'MessageSent', author: by, from, client: idOf(20 + n), text },
          begun + n * 15_000,
        )
      }),
      ...(asked && waiting.hold
        ? [this.entry({ kind: 'HoldMessageSent', text: waiting.hold }, begun + 30_000)]
        : []),
      ...(asked && waiting.lead ? [this.entry({ kind: 'LeadAsked', text: waiting.lead })] : []),
    ]
    const reached = { visitor: this.seq, operator: this.seq }
    const conversation = {
      id: this.conversation,
      seq: this.seq,
      state: 'open',
      delivered: reached,
      seen: reached,
      operators: [this.person],
    }
    this.socket?.tell({ kind: 'conversation', conversation, entries, reset: true })
    this.types()
  }

  private types(): void {
    if (this.shown?.scene === 'typing' && this.seq) this.socket?.tell({ kind: 'typing', typing: true })
  }

  private entry(event: ConversationEvent, at = Date.now()): Entry {
    return { conversation: this.conversation, seq: ++this.seq, at, event }
  }

  private store(frame: Heard): void {
    const { client, text } = frame as unknown as { client: string; text: string }
    if (!this.seq) this.happens({ kind: 'ConversationOpened', visitor, page: null })
    const { seq, at } = this.happens({ kind: 'MessageSent', author: 'visitor', from: visitor, client, text })
    this.reply(frame, { conversation: this.conversation, seq, at, client })
  }

  private happens(event: ConversationEvent): Entry {
    const entry = this.entry(event)
    this.socket?.tell({ kind: 'event', ...entry })
    return entry
  }

  /** Another one as soon as it would look different. */
  private invite(): void {
    const { scene, invitation, settings } = this.shown!
    const about = scene === 'invitation' ? JSON.stringify([invitation, settings]) : ''
    if (about === this.invited.about) return
    this.invited = { about, n: this.invited.n + 1 }
    const sent = about ? { id: idOf(this.invited.n), ...invitation } : null
    this.socket?.tell({ kind: 'invitation', invitation: sent })
  }
}

const isOpen = ({ scene, settings }: Shown): boolean =>
  scene === 'offline' ? settings.offline !== null : scene !== 'button' && scene !== 'invitation'

/** What was said already; another talk is another conversation. */
const talkOf = ({ scene, settings, person, waiting }: Shown): string => {
  if (scene === 'waiting') return settings.language + JSON.stringify(waiting)
  return scene === 'typing' ? settings.language + JSON.stringify(person) : ''
}
