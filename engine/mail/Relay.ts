/**
 * The SMTP relay that takes our letters. One connection a letter: that is pace enough for a chat, and no connection is
 * found dead. Knows SMTP, and nothing of accounts.
 */

import { Context, Effect, Layer, Redacted } from 'effect'
import nodemailer, { type NodemailerError } from 'nodemailer'
import { Config } from '../config/Config.ts'
import type { Mailbox } from '../domain/letter.ts'
import { type Refusal, verdictOf } from './verdict.ts'

export interface Outgoing {
  /** Stable: the same letter sent twice has the same. Without the host. */
  readonly id: string
  readonly to: Mailbox
  readonly replyTo: Mailbox | null
  readonly fromName: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
}

const atFirst = {
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
  dnsTimeout: 10_000,
}

export class Relay extends Context.Service<
  Relay,
  {
    /** `host:port`; null: there is none, and `send` is not to be called. */
    readonly name: string | null
    readonly send: (outgoing: Outgoing) => Effect.Effect<void, Refusal>
  }
>()('engine/mail/Relay') {
  /** `patience`: how long it may be silent in the middle of a letter, ms. */
  static readonly layerWith = (patience: number) =>
    Layer.effect(
      Relay,
      Effect.gen(function* () {
        const { relay, mailFrom } = yield* Config
        if (relay === null || mailFrom === null) {
          return { name: null, send: () => Effect.fail<Refusal>({ kind: 'relay', reason: 'No relay' }) }
        }
        const { host, port, secure, tlsOnly, user } = relay
        const password = Redacted.value(relay.password)
        const transport = nodemailer.createTransport({
          host,
          port,
          secure,
          requireTLS: tlsOnly && !secure,
          ...(user !== null && { auth: { user, pass: password } }),
          ...atFirst,
          socketTimeout: patience,
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        yield* Effect.addFinalizer(() => Effect.sync(() => transport.close()))
        return {
          name: `${host}:${port}`,
          send: (outgoing) =>
            Effect.tryPromise({
              try: (signal) => transport.sendMail({ ...message(outgoing, mailFrom), signal }),
              catch: (error) => verdictOf(error as NodemailerError, [password, user ?? '']),
            }).pipe(Effect.asVoid),
        }
      }),
    )

  static readonly layer = Relay.layerWith(60_000)
}

/** Objects and never strings, which would be parsed as lists; the envelope said apart from the headers. */
const message = ({ id, to, replyTo, fromName, subject, text, html }: Outgoing, from: Mailbox) => ({
  messageId: `<${id}@${from.address.split('@')[1]}>`,
  from: { name: fromName ?? from.name, address: from.address },
  to: { name: to.name, address: to.address },
  ...(replyTo !== null && { replyTo: { name: replyTo.name, address: replyTo.address } }),
  subject,
  text,
  html,
  envelope: { from: from.address, to: [to.address] },
  headers: {
    'Auto-Submitted': 'auto-generated',
    // For Exchange, whose absence notes heed nothing else.
    'X-Auto-Response-Suppress': 'All',
  },
})
