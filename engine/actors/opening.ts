/**
 * An operator, who may, writes to a visitor first (H4) or takes him over (F4). A hand of the visitor's actor.
 */
import type { Presence } from '../protocol/frames.ts'
import type { ConversationMessage, VisitorIdentity } from './ConversationMessage.ts'
import type { Self } from './Mailbox.ts'
import type { Parts } from './Parts.ts'
import type { Visit } from './Visit.ts'
import type { OpenAnswer, VisitorMessage } from './VisitorMessage.ts'

/** What is needed of the visitor. */
export interface Reached {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: Self<VisitorMessage>
  readonly visit: Visit | null
  readonly conversation: string | null
  readonly talks: boolean
  /** Who is to answer. */
  readonly operator: string | null
  identity(): VisitorIdentity
  presence(): Presence
  begin(): void
  tell(message: ConversationMessage): void
}

/** Whoever has his window open, or talks, can be written to by who has him, or whom nobody is before. */
export const openFor = (visitor: Reached, operator: string, answer: OpenAnswer): void => {
  const { conversation, talks, visit } = visitor
  if (conversation !== null && talks && visitor.operator === operator) return answer({ conversation })
  if (visitor.operator !== null && visitor.operator !== operator) return answer('taken')
  if (visitor.operator === null) return takeOver(visitor, { operator, from: null, answer })
  if (visit === null || !visit.open) return answer('away')
  visitor.begin()
  visitor.tell({
    kind: 'opened',
    visitor: visitor.identity(),
    presence: visitor.presence(),
    operator,
    answer,
    refuse: () => answer('busy'),
  })
}

export interface TakeOver {
  readonly operator: string
  /** Who had him when it was decided. */
  readonly from: string | null
  readonly answer: OpenAnswer
}

/** In the middle of a conversation that decides; before it, the desk. */
export const takeOver = (visitor: Reached, { operator, from, answer }: TakeOver): void => {
  const { account, id, parts, self, visit } = visitor
  const refuse = () => answer('busy')
  if (visitor.talks) return visitor.tell({ kind: 'taken', operator, from, answer, refuse })
  if (visit === null || !visit.open) return answer('away')
  parts.desks.get(account).tell({
    kind: 'take',
    visitor: id,
    operator,
    from,
    // The desk has told us by now who answers; then he is ours to open.
    answer: (taken) => {
      if (taken) self.tell({ kind: 'opened', operator, answer, refuse })
      else answer('taken')
    },
    refuse,
  })
}
