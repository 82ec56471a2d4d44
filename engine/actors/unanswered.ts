/**
 * Nobody answers: the visitor is told to wait (C6), then asked for his contacts (C7). A hand of the dialogue's actor.
 */
import { nextSaying } from '../domain/settings/patience.ts'
import type { Presence } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import { doorFor } from './doorFor.ts'
import type { Ledger } from './Ledger.ts'
import type { Self } from './Mailbox.ts'
import { againAfter, type Parts } from './Parts.ts'

/** What is needed of the dialogue. */
export interface Unanswered {
  readonly account: string
  readonly parts: Parts
  readonly self: Self<ConversationMessage>
  readonly ledger: Ledger
  readonly presence: Presence
  readonly site: Served | null
}

/** Ms after which is looked again whether anybody is there who would answer soon. */
const attendedAgainAfter = 15_000

/** One timer, and only while somebody waits for an answer and could read what is said. */
export const listenForAnswer = (dialogue: Unanswered): void => {
  const { self, ledger } = dialogue
  const next = ledger.committed.waitingSince === null ? null : sayingOf(dialogue)
  if (next === null) self.cancel('unanswered')
  else speakUpAfter(dialogue, next.in)
}

export const speakUp = (dialogue: Unanswered): void => {
  const next = sayingOf(dialogue)
  if (next === null) return
  if (next.in > 0) return listenForAnswer(dialogue)
  // Nobody will answer soon, and the form is there already.
  if (!isAttended(dialogue)) return speakUpAfter(dialogue, attendedAgainAfter)
  const kind = next.says === 'wait' ? 'AskToWait' : 'AskForContacts'
  dialogue.ledger.note({ kind, text: next.text }, () => speakUpAfter(dialogue, againAfter))
}

const sayingOf = (dialogue: Unanswered) => {
  const { committed } = dialogue.ledger
  if (committed.state !== 'open' || !dialogue.presence.online) return null
  const { patience } = dialogue.parts.settings.of(dialogue.account, dialogue.site?.id ?? null)
  return nextSaying(patience, committed, dialogue.self.now())
}

const speakUpAfter = ({ self }: Unanswered, millis: number): void =>
  self.after('unanswered', millis, { kind: 'unanswered' })

const isAttended = ({ account, parts, self, ledger, site }: Unanswered): boolean => {
  const { operator } = ledger.committed
  return (
    doorFor(parts.board(account), { site, operator, mustChoose: false, form: true }, self.now()) === 'chat'
  )
}
