/**
 * A dialogue goes from one operator to another (F4): he gives it away and the other accepts it, or a colleague takes it
 * over. Of two who act at once the first wins. A hand of the dialogue's actor.
 */
import type { Refusal } from '../protocol/frames.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import type { Ledger } from './Ledger.ts'
import type { Self } from './Mailbox.ts'
import { againAfter, type Parts } from './Parts.ts'

type Message<K> = Extract<ConversationMessage, { readonly kind: K }>

/** What is needed of the dialogue. */
export interface Transferable {
  readonly account: string
  readonly id: string
  readonly parts: Parts
  readonly self: Self<ConversationMessage>
  readonly ledger: Ledger
}

/** A transfer that is not answered within so many ms comes back. */
const transferWait = 120_000

/** Refused to who no longer has what he gives away. */
export const transfer = (
  { account, parts, ledger }: Transferable,
  { from, to, comment, answer }: Message<'transfer'>,
): void => {
  const board = parts.board(account)
  if (typeof to === 'string') {
    if (!board.takesTransfers(to)) return answer('away')
    return ledger.decideOn({ kind: 'Transfer', from, to, comment }, answer)
  }
  const receiver = board.receiver(to.operators, from)
  if (receiver === null) return answer('away')
  const department = { id: to.id, name: to.name }
  ledger.decideOn({ kind: 'Transfer', from, to: receiver, comment, department }, answer)
}

export const waitForReceiver = ({ self, ledger }: Transferable): void => {
  const { transfer } = ledger.committed
  if (transfer === null) return self.cancel('transfer')
  const rest = Math.max(0, transfer.at + transferWait - self.now())
  self.after('transfer', rest, { kind: 'transferOverdue' })
}

export const answerTransfer = (
  dialogue: Transferable,
  { operator, accept, answer }: Message<'answerTransfer'>,
): void => {
  if (accept) dialogue.ledger.decideOn({ kind: 'AcceptTransfer', operator }, answer)
  else giveBack(dialogue, operator, answer)
}

/** To whom it came from, or to whoever is there. `operator` null: nobody answered. */
export const giveBack = (
  { account, parts, self, ledger }: Transferable,
  operator: string | null,
  answer?: (result: true | Refusal) => void,
): void => {
  const from = ledger.state.transfer?.from ?? null
  const to = from !== null && parts.board(account).goesOn(from) ? from : null
  // Nobody hears of it when it could not be written.
  const retry = (result: true | Refusal) => {
    if (result === 'notSent') self.after('transfer', againAfter, { kind: 'transferOverdue' })
  }
  ledger.decideOn({ kind: 'ReturnTransfer', operator, to }, answer ?? retry)
}

export const takeOver = (
  { id, ledger }: Transferable,
  { operator, from, answer }: Message<'taken'>,
): void => {
  const opened = { conversation: id }
  if (ledger.state.operator === operator) return answer(opened)
  ledger.decideOn({ kind: 'TakeOver', operator, from }, (result) => {
    answer(result === true ? opened : result === 'unknown' ? 'taken' : result)
  })
}
