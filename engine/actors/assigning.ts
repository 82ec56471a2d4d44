/**
 * Who answers a dialogue: his operator while he is there, or is on his way back (F1, F2); else somebody whom the desk
 * draws. A hand of the dialogue's actor.
 */
import { Effect } from 'effect'
import type { Drawn } from '../domain/routing.ts'
import type { Presence } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import type { Ledger } from './Ledger.ts'
import type { Self } from './Mailbox.ts'
import { againAfter, type Parts } from './Parts.ts'
import { giveBack } from './transferring.ts'

/** What is needed of the dialogue. */
export interface Answered {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: Self<ConversationMessage>
  readonly ledger: Ledger
  readonly visitorId: string
  readonly presence: Presence
  readonly site: Served | null
}

export const draw = (
  { account, id, parts, presence }: Answered,
  visitor: string,
  department: string | null,
): Effect.Effect<Drawn> =>
  Effect.callback((resume) => {
    parts.desks.get(account).tell({
      kind: 'draw',
      conversation: id,
      visitor,
      page: presence.page?.url ?? null,
      department,
      answer: (drawn) => resume(Effect.succeed(drawn)),
      refuse: () => resume(Effect.succeed({ operator: null, reason: null })),
    })
  })

/** Has he not been taken off the site while the visitor was away? */
export const serves = ({ site }: Answered, operator: string): boolean =>
  site === null || site.serves(operator)

/** Is he there, or on his way back after a restart? Who does not come back is looked for again then. */
export const isPresent = ({ account, parts, self }: Answered, operator: string): boolean => {
  const board = parts.board(account)
  if (board.goesOn(operator)) return true
  const now = self.now()
  if (!board.expects(operator, now)) return false
  self.after('expected', board.expectedUntil - now, { kind: 'operatorOverdue' })
  return true
}

/** The visitor is there and waits, the operator is not: others may answer. */
export const operatorOverdue = (dialogue: Answered): void => {
  const { ledger, presence } = dialogue
  const { state, operator, transfer } = ledger.state
  if (operator !== null && transfer !== null && !isPresent(dialogue, operator))
    return giveBack(dialogue, null)
  if (state !== 'open' || operator === null || isAnswered(ledger) || !presence.online) return
  if (!isPresent(dialogue, operator)) tellWaiting(dialogue, operator)
}

const isAnswered = ({ state }: Ledger): boolean => state.last?.author === 'operator'

export const assign = (
  dialogue: Answered,
  message: Extract<ConversationMessage, { kind: 'assign' }>,
): void => {
  const { account, parts, self, ledger } = dialogue
  const { operator, reason, instead } = message
  // The desk counted it for him already.
  if (ledger.state.state !== 'open' || ledger.state.operator !== instead) return reportLoad(dialogue)
  if (operator !== null && instead !== null && isAnswered(ledger)) return reportLoad(dialogue)
  if (operator !== null && !parts.board(account).available(operator)) {
    reportLoad(dialogue)
    return tellWaiting(dialogue, instead)
  }
  ledger.note({ kind: 'AssignOperator', operator, reason }, () => self.after('assign', againAfter, message))
}

// ── what the desk hears ─────────────────────────────────────────────────────────────────────────────────
/** It needs somebody. `had`: whose it is until then. */
export const tellWaiting = (
  { account, id, parts, ledger, visitorId, presence }: Answered,
  had: string | null,
): void => {
  const page = presence.page?.url ?? null
  const department = ledger.committed.department?.id ?? null
  parts.desks
    .get(account)
    .tell({ kind: 'waiting', conversation: id, visitor: visitorId, had, page, department })
}

/** F1 counts the open conversations whose client is there. */
export const reportLoad = ({ account, id, parts, ledger }: Answered): void => {
  const { state, operator, present } = ledger.committed
  // By the log: after a restart those who were there are still expected.
  const counts = state === 'open' && operator !== null && present
  parts.desks.get(account).tell({
    kind: 'load',
    conversation: id,
    operator: counts ? operator : null,
    holder: operator,
    open: state === 'open',
  })
}
