/**
 * For the widget's tests: the engine as the widget sees it, at the far end of the browser's WebSocket. It
 * answers what it is told to answer and remembers what it was sent.
 */
import type { ConversationEvent } from '../engine/domain/events.ts'
import { standard, widgetSettings } from '../engine/protocol/client/settings.ts'
import type { Entry, Person, ToVisitor, VisitorWelcome } from '../engine/protocol/frames.ts'
import type { SiteCode } from './loader/script.ts'

export type Frame = { readonly kind: string; readonly ref?: number } & Record<string, unknown>

export const anna: Person = { id: '00000000-0000-7000-8000-00000000000a', name: 'Анна', photo: null }
export const talkId = '00000000-0000-7000-8000-0000000000c1'
export const site: SiteCode = { account: 'shop', origin: 'https://chat.example', nonce: '' }

export const welcome = (change: Partial<VisitorWelcome> = {}): VisitorWelcome => ({
  visitor: '00000000-0000-7000-8000-000000000001',
  number: 1,
  token: 'secret',
  epoch: 'first',
  now: Date.now(),
  settings: widgetSettings(standard('ru'), 'ru', true, () => true),
  door: 'chat',
  online: true,
  lost: false,
  operator: anna,
  conversation: null,
  ...change,
})

class Socket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  closed = false
  readonly got: Array<Frame> = []

  constructor(readonly url: string) {}

  send(text: string): void {
    this.got.push(JSON.parse(text))
  }
  close(): void {
    this.closed = true
  }
}

export class FarEngine {
  readonly sockets: Array<Socket> = []
  private seq = 0

  /** Puts itself in the place of the page's network. */
  constructor() {
    const { sockets } = this
    globalThis.WebSocket = class extends Socket {
      constructor(url: string) {
        super(url)
        sockets.push(this)
      }
    } as unknown as typeof WebSocket
  }

  get socket(): Socket {
    const last = this.sockets[this.sockets.length - 1]
    if (!last) throw new Error('the widget has not connected')
    return last
  }
  /** Everything that came over all sockets. */
  get got(): ReadonlyArray<Frame> {
    return this.sockets.flatMap(({ got }) => got)
  }
  kinds(kind: string): ReadonlyArray<Frame> {
    return this.got.filter((frame) => frame.kind === kind)
  }

  async accept(change: Partial<VisitorWelcome> = {}): Promise<void> {
    this.socket.onopen?.()
    await this.reply('hello', welcome(change))
  }

  /** Answers the last request of this kind. */
  async reply(kind: string, result: unknown): Promise<void> {
    await this.tell({ kind: 'reply', ref: this.last(kind).ref!, result } as ToVisitor)
  }
  async refuse(kind: string, code: string): Promise<void> {
    await this.tell({ kind: 'error', ref: this.last(kind).ref!, code, temporary: false } as ToVisitor)
  }
  last(kind: string): Frame {
    const frames = this.kinds(kind)
    const frame = frames[frames.length - 1]
    if (!frame) throw new Error(`no ${kind} was sent`)
    return frame
  }

  /** A conversation with nothing in it yet. */
  async begin(): Promise<void> {
    this.seq = 0
    await this.happens({ kind: 'ConversationOpened', visitor: 'v', page: null })
  }
  async happens(event: ConversationEvent): Promise<Entry> {
    const entry = { conversation: talkId, seq: ++this.seq, at: Date.now(), event }
    await this.tell({ kind: 'event', ...entry })
    return entry
  }
  says(
    text: string,
    client = `00000000-0000-7000-8000-${String(this.seq).padStart(12, '0')}`,
  ): Promise<Entry> {
    return this.happens({ kind: 'MessageSent', author: 'operator', from: anna.id, client, text })
  }
  /** Stores what the visitor sent last, as the engine does: the event, then the reply. */
  async store(): Promise<Entry> {
    const { client, text } = this.last('send') as unknown as { client: string; text: string }
    const entry = await this.happens({ kind: 'MessageSent', author: 'visitor', from: 'v', client, text })
    await this.reply('send', { conversation: talkId, seq: entry.seq, at: entry.at, client })
    return entry
  }

  async tell(frame: ToVisitor): Promise<void> {
    this.socket.onmessage?.({ data: JSON.stringify(frame) })
    await settled()
  }
  async hangUp(code: number): Promise<void> {
    this.socket.onclose?.({ code })
    await settled()
  }
}

/** Our code by its name, as the engine serves it; without a name the chat. */
export const ourCode = (name: string): Promise<unknown> => {
  if (name.startsWith('forms')) return import('./forms.ts')
  if (name.startsWith('departments')) return import('./departments.ts')
  if (name.startsWith('offers')) return import('./offers.ts')
  return import('./chat.ts')
}

/** Lets promises and Lit's updates run; no time passes. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 25; turn++) await Promise.resolve()
}

const forget: Array<() => void> = []
for (const target of [window, document]) {
  const listen = target.addEventListener.bind(target)
  target.addEventListener = (kind: string, listener: EventListener, options?: AddEventListenerOptions) => {
    forget.push(() => target.removeEventListener(kind, listener, options))
    listen(kind, listener, options)
  }
}

/** Leaves the page, as a browser does: an earlier widget hears and does nothing any more. */
export const leavePage = (): void => {
  window.dispatchEvent(new Event('pagehide'))
  for (const one of forget.splice(0)) one()
  Reflect.deleteProperty(history, 'pushState')
  Reflect.deleteProperty(history, 'replaceState')
  Reflect.deleteProperty(window, 'redhelper')
  for (const widget of document.querySelectorAll('redhelper-widget')) widget.remove()
  document.head.replaceWith(document.createElement('head'))
  document.title = 'Лавка'
  document.body.innerHTML = ''
}

/** The next page: storage is as it was left. */
export const newPage = (): FarEngine => {
  leavePage()
  return new FarEngine()
}
