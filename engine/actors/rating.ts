/**
 * A visitor rates a dialogue of his, over or not (C5): in his tab, by his own actor, to the dialogue, which alone writes
 * it. A hand of both actors.
 */
import { decide } from '../domain/conversation.ts'
import type { Page } from '../domain/events.ts'
import { writtenText } from '../domain/text.ts'
import { eventFrame } from '../protocol/encode.ts'
import type { VisitorFrame } from '../protocol/frames.ts'
import type { Effective } from '../store/Settings.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import type { Ledger } from './Ledger.ts'
import { key, type Parts } from './Parts.ts'
import { isHis } from './requesting.ts'
import { answerTo, refuse } from './Socket.ts'
import type { Tab } from './Tab.ts'
import type { VisitorRates } from './VisitorRates.ts'

/** What is needed of the visitor. */
interface Rater {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: { now(): number }
  readonly rates: VisitorRates
  settings(page: Page): Effective
}

export const takeRating = (
  visitor: Rater,
  { socket, page }: Tab,
  { ref, conversation, stars, comment }: Extract<VisitorFrame, { kind: 'rate' }>,
): void => {
  const { account, id, parts } = visitor
  if (!visitor.settings(page).widget.rating) return refuse(socket, ref, 'closed')
  if (!visitor.rates.show(visitor.self.now())) return refuse(socket, ref, 'rate')
  if (!isHis(parts, account, id, conversation)) return refuse(socket, ref, 'unknown')
  parts.conversations.get(key(account, conversation)).tell({
    kind: 'rated',
    visitor: id,
    stars,
    comment: writtenText(comment),
    socket,
    answer: answerTo(socket, ref),
    refuse: () => refuse(socket, ref, 'busy'),
  })
}

/** By the dialogue's actor. */
export const keepRating = (
  ledger: Ledger,
  { visitor, stars, comment, socket, answer }: Extract<ConversationMessage, { kind: 'rated' }>,
  now: number,
): void => {
  const { committed, state } = ledger
  if (committed.visitor !== visitor || state.messages.operator === 0) return answer('unknown')
  const over = state.state === 'closed'
  const decision = decide(state, { kind: 'RateConversation', stars, comment, at: now })
  if (typeof decision === 'string') return answer(decision)
  if (decision.length === 0) return answer(true)
  ledger.append(
    decision,
    (entry) => {
      if (over) socket.send(eventFrame(entry))
      answer(true)
    },
    () => answer('notSent'),
  )
}
