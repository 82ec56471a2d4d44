/**
 * The engine's end of a socket, for tests of the desk: it hears what the console sends and says what it is
 * told. It stands where the browser's `WebSocket` would; nothing of ours is replaced.
 */
import type { Dialogue, OperatorWelcome, ToOperator } from '../../engine/protocol/frames.ts'

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at as they came
type Heard = any

export class EngineEnd {
  readonly sockets: Array<Browserside> = []
  /** Answers a request by itself; null leaves it open. */
  answer: (frame: Heard) => object | null = () => ({ kind: 'reply', result: { done: true } })

  readonly open = (): WebSocket => {
    const socket = new Browserside((frame) => this.#heard(frame))
    this.sockets.push(socket)
    queueMicrotask(() => socket.onopen?.())
    return socket as unknown as WebSocket
  }

  get heard(): ReadonlyArray<Heard> {
    return this.sockets.flatMap((s) => s.heard)
  }

  /** Everything of one kind that was heard. */
  of(kind: string): ReadonlyArray<Heard> {
    return this.heard.filter((frame) => frame.kind === kind)
  }

  say(frame: ToOperator): void {
    this.sockets.at(-1)?.onmessage?.({ data: JSON.stringify(frame) })
  }

  drop(code = 1006): void {
    this.sockets.at(-1)?.onclose?.({ code })
  }

  #heard(frame: Heard): void {
    const answer = frame.ref === undefined ? null : this.answer(frame)
    if (answer) queueMicrotask(() => this.say({ ...answer, ref: frame.ref } as ToOperator))
  }
}

class Browserside {
  readonly heard: Array<Heard> = []
  onopen?: () => void
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  readonly #listen: (frame: Heard) => void

  constructor(listen: (frame: Heard) => void) {
    this.#listen = listen
  }

  send(text: string): void {
    const frame = JSON.parse(text)
    this.heard.push(frame)
    this.#listen(frame)
  }

  close(): void {}
}

/** An id as the protocol wants them. */
export const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const me = id(1)

export const welcomeTo = (conversations: ReadonlyArray<string>, epoch = 'e1'): OperatorWelcome => ({
  epoch,
  now: Date.now(),
  me: {
    id: me,
    name: 'Анна',
    photo: null,
    status: 'online',
    login: 'shop',
    administrator: true,
    account: 'shop',
  },
  operators: [{ id: me, name: 'Анна', photo: null, status: 'online' }],
  conversations,
  waiting: 0,
  requests: 0,
  departments: [],
  dead: false,
  licence: { tariff: 'pro', until: null, trial: false },
  features: ['monitoring', 'invitations'],
})

export const dialogue = (n: number, over: Partial<Dialogue> = {}): Dialogue => ({
  id: id(n),
  seq: 0,
  state: 'open',
  visitor: { id: id(5_000 + n), number: 1_000 + n, place: null },
  presence: { online: true, open: true, page: { url: 'https://shop.example/', title: 'Shop' } },
  preview: '',
  delivered: { visitor: 0, operator: 0 },
  seen: { visitor: 0, operator: 0 },
  last: null,
  unread: 0,
  transfer: null,
  ...over,
})
