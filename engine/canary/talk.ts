/**
 * The canary's talk: a visitor writes, the operator hears it and answers, the visitor hears that. All of it over
 * real sockets, through the log and its commit, so that it arrives exactly when other people's messages do.
 */
import { Duration, Effect } from 'effect'
import { canary } from '../domain/canary.ts'
import { protocolVersion } from '../protocol/client/limits.ts'
import { uuidv7 } from '../protocol/client/uuidv7.ts'
import type { Done, OperatorWelcome, Sent, VisitorWelcome } from '../protocol/frames.ts'
import type { StoreUnavailable } from '../store/errors.ts'
import type { Door } from './Door.ts'
import { End, TalkFailed } from './End.ts'

/** Gives how long it took from the question to its answer. */
export const talk = (
  door: Effect.Effect<Door, StoreUnavailable>,
  within: Duration.Input,
): Effect.Effect<Duration.Duration, TalkFailed> =>
  Effect.suspend(() => {
    let step = 'the canary to sign in'
    return Effect.gen(function* () {
      const { url, token, asVisitor, asOperator } = yield* door
      step = 'a welcome on the operator socket'
      const desk = yield* End.open<OperatorWelcome>({
        url: `${url}/ws/operator`,
        socket: asOperator,
        hello: consoleHello(),
      })
      const close = (conversation: string) => desk.ask<Done>({ kind: 'close', conversation })
      const { conversations } = yield* desk.welcomed
      // Of a talk that broke off.
      for (const conversation of conversations) yield* close(conversation)
      step = 'a welcome on the visitor socket'
      const guest = yield* End.open<VisitorWelcome>({
        url: `${url}/ws/visitor`,
        socket: asVisitor,
        hello: visitorHello(token),
      })
      yield* guest.welcomed

      const [question, answer] = [uuidv7(), uuidv7()]
      const [took, conversation] = yield* Effect.timed(
        Effect.gen(function* () {
          step = "the visitor's message to be stored"
          const { conversation } = yield* guest.ask<Sent>({ kind: 'send', client: question, text: '?' })
          step = "the visitor's message to arrive"
          yield* desk.hears(question)
          step = "the operator's answer to be stored"
          yield* desk.ask<Sent>({ kind: 'send', conversation, client: answer, text: '!' })
          step = "the operator's answer to arrive"
          yield* guest.hears(answer)
          return conversation
        }),
      )
      step = 'the conversation to be closed'
      yield* close(conversation)
      return took
    }).pipe(
      Effect.scoped,
      Effect.mapError(({ message }) => new TalkFailed({ message: `waiting for ${step}, ${message}` })),
      Effect.timeoutOrElse({
        duration: within,
        orElse: () =>
          Effect.fail(
            new TalkFailed({
              message: `${Duration.format(Duration.fromInputUnsafe(within))} were not enough for ${step}.`,
            }),
          ),
      }),
    )
  })

const consoleHello = () => ({
  kind: 'hello',
  version: protocolVersion,
  console: uuidv7(),
  status: 'online',
  epoch: null,
  positions: [],
})

const visitorHello = (token: string) => ({
  kind: 'hello',
  version: protocolVersion,
  account: canary.login,
  token,
  tab: uuidv7(),
  page: { url: '', title: '' },
  referrer: '',
  language: '',
  visible: false,
  open: false,
  epoch: null,
  position: null,
})
