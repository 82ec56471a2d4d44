/** A visitor rates a dialogue of his, over or not (C5). A hand of the dialogue's actor. */
import { decide } from '../domain/conversation.ts'
import { eventFrame } from '../protocol/encode.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import type { Ledger } from './Ledger.ts'

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
