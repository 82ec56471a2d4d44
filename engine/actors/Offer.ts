/** One invitation of a visitor: made when somebody invites him, so that whom nobody invites is not larger for it. */
import { isBlank } from '../domain/conversation.ts'
import type { Invited } from '../domain/events.ts'
import type { Place } from '../domain/facts.ts'
import { type InvitationState, isPending } from '../domain/invitation.ts'
import { type InvitationSettings, standardWords } from '../domain/invitationSettings.ts'
import { filled, knownOf } from '../domain/placeholders.ts'
import { limits } from '../protocol/client/limits.ts'
import { cut } from '../protocol/client/text.ts'
import type { Invitation } from '../protocol/frames.ts'
import type { InvitationRecord } from '../store/History.ts'
import type { Parts } from './Parts.ts'
import type { Socket } from './Socket.ts'

export type Offered = Pick<InvitationRecord, 'invitation' | 'at' | 'operator' | 'automatic' | 'text'>

export class Offer {
  /** Is it on disk? Before that nobody sees it. */
  stored = false
  state: InvitationState = 'sent'
  answeredAt = 0
  /** A conversation that began since has it before its first words. */
  told = false
  /** The tab that shows it. */
  shownIn: Socket | null = null

  constructor(readonly of: Offered) {}

  static from(record: InvitationRecord): Offer {
    const offer = new Offer(record)
    offer.stored = true
    offer.state = record.state
    offer.answeredAt = record.answeredAt ?? 0
    offer.told = record.state === 'accepted'
    return offer
  }

  /** What a conversation that begins now had before it. */
  before(now: number): Invited {
    const { operator, automatic, at } = this.of
    const by = automatic ? null : operator
    const { state } = this
    if (state === 'sent' || state === 'seen') return { by, at, outcome: 'ignored', answeredAt: now }
    return { by, at, outcome: state, answeredAt: this.answeredAt }
  }

  get pending(): boolean {
    return this.stored && isPending(this.state)
  }
}

/**
 * The words, their gaps filled; what is nothing but gaps that nothing fills gives way to the standard. What a site tells
 * of its visitors is not gathered yet.
 */
export const wordsFor = (text: string, { language }: InvitationSettings, place: Place | null): string => {
  const words = filled(text, knownOf(place, language, {}))
  return isBlank(words) ? standardWords[language].text : cut(words, limits.messageLength)
}

/** As the visitor is to see it: from the operator, or from whom the owner has chosen to show. */
export const shownInvitation = (
  parts: Parts,
  account: string,
  { invitation: id, operator, text }: Offered,
  { inviter, photo }: InvitationSettings,
): Invitation => {
  if (inviter !== '') return { id, text, name: inviter, photo }
  const person = parts.people.person(account, operator)
  return { id, text, name: person?.name ?? '', photo: person?.photo ?? null }
}
