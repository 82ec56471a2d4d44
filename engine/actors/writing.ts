/** A visitor writes, or is about to. A hand of the visitor's actor: functions, so that who is silent is not larger. */
import { canary } from '../domain/canary.ts'
import { sentFrame } from '../protocol/encode.ts'
import type { Presence } from '../protocol/frames.ts'
import { answerAgain } from './answerAgain.ts'
import { type Attended, chosenDepartment, mustChoose } from './attending.ts'
import type { Answer, ConversationMessage, VisitorIdentity } from './ConversationMessage.ts'
import type { Self } from './Mailbox.ts'
import type { Offer } from './Offer.ts'
import { refuse, type Socket } from './Socket.ts'
import type { Tab } from './Tab.ts'
import type { SendFrame, VisitorMessage } from './VisitorMessage.ts'
import type { VisitorRates } from './VisitorRates.ts'

/** What is needed of the visitor. */
export interface Writer extends Attended {
  readonly self: Self<VisitorMessage>
  readonly rates: VisitorRates
  readonly invitation: Offer | null
  /** One conversation may begin: counted with its first message, however many follow before that is stored. */
  admitted: boolean
  tabOf(socket: Socket): Tab | undefined
  identity(): VisitorIdentity
  presence(): Presence
  /** A conversation to write to, if there is none. */
  begin(): void
  tell(message: ConversationMessage): void
}

export const send = (visitor: Writer, socket: Socket, frame: SendFrame, again = false): void => {
  const { ref, client, text } = frame
  const { self, parts, rates } = visitor
  const now = self.now()
  const answer: Answer = (result) => {
    if (typeof result !== 'string') return socket.send(sentFrame(ref, result))
    if (result !== 'closed' || again) return refuse(socket, ref, result)
    self.tell({ kind: 'sendAgain', socket, frame, from, refuse: () => refuse(socket, ref, 'busy') })
  }
  // A draft that typing made is no conversation yet: its first message begins one.
  if (!visitor.talks) {
    const known = parts.history.messageOf(visitor.id, client)
    if (known !== null) return answerAgain(parts, visitor.account, known, client, answer)
    if (mustChoose(visitor)) return refuse(socket, ref, 'choose')
    if (!visitor.admitted && !mayBegin(visitor, socket, now)) return refuse(socket, ref, 'rate')
    visitor.admitted = true
  }
  if (!again && !rates.write(now)) return refuse(socket, ref, 'rate')
  visitor.begin()
  const from = visitor.conversation
  visitor.tell({
    kind: 'visitorSends',
    visitor: visitor.identity(),
    presence: visitor.presence(),
    department: chosenDepartment(visitor),
    operator: visitor.operator,
    address: visitor.tabOf(socket)?.from ?? null,
    client,
    text,
    invited: visitor.invitation?.told === false ? visitor.invitation.before(now) : null,
    answer,
    refuse: () => refuse(socket, ref, 'busy'),
  })
}

const mayBegin = (visitor: Writer, socket: Socket, now: number): boolean => {
  // Limits are for strangers; the canary takes nothing from those who come from its address.
  if (visitor.account === canary.account) return true
  const tab = visitor.tabOf(socket)
  return visitor.rates.begin(now) && tab?.admits(tab.from, 'conversation') !== false
}

export const showTyping = (visitor: Writer, text: string): void => {
  if (visitor.conversation === null) {
    // Nobody to show it to, or nothing to show.
    if (text === '' || visitor.operator === null) return
    visitor.begin()
  }
  visitor.tell({
    kind: 'visitorTypes',
    visitor: visitor.identity(),
    presence: visitor.presence(),
    operator: visitor.operator,
    text,
  })
}
