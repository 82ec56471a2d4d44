/** The ack of a message that came before: the first one's, and not before that one's commit. */
import type { Refusal, Sent } from '../protocol/frames.ts'
import type { MessagePlace } from '../store/Tail.ts'
import type { Parts } from './Parts.ts'

export const answerAgain = (
  parts: Parts,
  account: string,
  place: MessagePlace,
  client: string,
  answer: (result: Sent | Refusal) => void,
): void => {
  const { conversation, seq, at } = place
  if (place.committed) return answer({ conversation, seq, at, client })
  parts.log.append({
    account,
    stream: conversation,
    events: [],
    committed: () => answer({ conversation, seq, at, client }),
    failed: () => answer('notSent'),
  })
}
