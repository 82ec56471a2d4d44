/** One end of the canary's talk: the browsers' own connection, and what is heard on it. */
import { Effect, Schema, type Scope } from 'effect'
import { Connection } from '../protocol/client/Connection.ts'
import { Disconnected, Refused } from '../protocol/client/failures.ts'
import type { ConversationFrame, EventFrame } from '../protocol/frames.ts'

/** A talk that did not come to its end; `message`: why, for whoever runs the engine. */
export class TalkFailed extends Schema.TaggedError<TalkFailed>()('TalkFailed', { message: Schema.String }) {}

export interface EndOptions {
  readonly url: string
  readonly socket: (url: string) => WebSocket
  /** The hello frame without `ref`. */
  readonly hello: object
}

export class End<W> {
  private readonly connection: Connection
  private welcome: W | undefined
  private closeCode: number | undefined
  /** Client ids of the messages that came here. */
  private readonly heard = new Set<string>()
  private news = () => {}

  constructor({ url, socket, hello }: EndOptions) {
    this.connection = new Connection({
      url,
      hello: () => hello,
      welcome: (welcome: W) => {
        this.welcome = welcome
        this.news()
      },
      frame: (frame: ConversationFrame<unknown> | EventFrame) => this.hear(frame),
      state: (state, closeCode) => {
        if (state === 'ended') this.closeCode = closeCode
        this.news()
      },
      socket,
    })
  }

  /** Leaves with the scope. */
  static readonly open = <W>(options: EndOptions): Effect.Effect<End<W>, never, Scope.Scope> =>
    Effect.acquireRelease(
      Effect.sync(() => {
        const end = new End<W>(options)
        end.connection.start()
        return end
      }),
      (end) => Effect.sync(() => end.connection.stop()),
    )

  get welcomed(): Effect.Effect<W, TalkFailed> {
    return this.until(() => this.welcome)
  }

  /** Waits for the message with this client id. */
  hears(client: string): Effect.Effect<unknown, TalkFailed> {
    return this.until(() => this.heard.has(client) || undefined)
  }

  ask<R>(frame: object): Effect.Effect<R, TalkFailed> {
    return Effect.tryPromise({
      try: () => this.connection.request<R>(frame),
      catch: (why) => new TalkFailed({ message: wordsFor(why) }),
    })
  }

  private hear(frame: ConversationFrame<unknown> | EventFrame): void {
    const entries = frame.kind === 'conversation' ? frame.entries : frame.kind === 'event' ? [frame] : []
    for (const { event } of entries) if (event.kind === 'MessageSent') this.heard.add(event.client)
    this.news()
  }

  /** One waits at a time. */
  private until<A>(found: () => A | undefined): Effect.Effect<A, TalkFailed> {
    return Effect.callback((resume) => {
      this.news = () => {
        const result = found()
        if (result !== undefined) return resume(Effect.succeed(result))
        if (this.closeCode === undefined) return
        const message = `a socket was closed with ${this.closeCode}.`
        resume(Effect.fail(new TalkFailed({ message })))
      }
      this.news()
    })
  }
}

const wordsFor = (why: unknown): string => {
  if (why instanceof Refused) return `a request was refused: ${why.code}.`
  if (why instanceof Disconnected) return 'a socket was lost.'
  return String(why)
}
