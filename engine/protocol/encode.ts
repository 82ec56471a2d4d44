/**
 * Frames that go out for every message, written by template: half the time of `JSON.stringify` of the object,
 * and the same bytes. Ids must be of `Id`'s form, since they are not escaped.
 */
import type { ConversationEvent } from '../domain/events.ts'
import type { Entry, Sent } from './frames.ts'

type Message = Extract<ConversationEvent, { kind: 'MessageSent' }>

/** A message as its row in the log has it: without its kind. */
export const messageBody = ({ author, from, client, text }: Message): string =>
  `{"author":"${author}","from":"${from}","client":"${client}","text":${JSON.stringify(text)}}`

/** An `event` frame, encoded once for all who get it. `body`: of a message, when it is there already. */
export const eventFrame = ({ conversation, seq, at, event }: Entry, body?: string): string => {
  const encoded =
    event.kind === 'MessageSent'
      ? `{"kind":"MessageSent",${(body ?? messageBody(event)).slice(1)}`
      : JSON.stringify(event)
  return `{"kind":"event","conversation":"${conversation}","seq":${seq},"at":${at},"event":${encoded}}`
}

/** How an event goes to its visitor: why somebody got the dialogue, or ended it, is the operators' business. */
export const forVisitor = (entry: Entry): Entry => {
  const { event } = entry
  if (event.kind === 'TransferAccepted') return { ...entry, event: { kind: event.kind, operator: '' } }
  if (event.kind === 'ConversationClosed') return { ...entry, event: { kind: event.kind, operator: null } }
  if (event.kind !== 'OperatorAssigned') return entry
  return { ...entry, event: { kind: event.kind, operator: event.operator } }
}

/** The reply to `send`. */
export const sentFrame = (ref: number, { conversation, seq, at, client }: Sent): string =>
  `{"kind":"reply","ref":${ref},"result":{"conversation":"${conversation}","seq":${seq},"at":${at},"client":"${client}"}}`

/** What the visitor is typing, for the operator. */
export const previewFrame = (conversation: string, text: string): string =>
  `{"kind":"preview","conversation":"${conversation}","text":${JSON.stringify(text)}}`
