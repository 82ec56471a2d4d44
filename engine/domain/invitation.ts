/** H5, C10: an invitation to talk, from its way to the visitor to what became of it. Pure; no Schema, for browsers too. */

/** What a visitor who was invited did about it. */
export type Outcome = 'accepted' | 'declined' | 'ignored'

export type InvitationState = 'sent' | 'seen' | Outcome

export type InvitationEvent = 'seen' | 'opened' | 'declined' | 'left'

/** The visitor has not answered yet. */
export const isPending = (state: InvitationState | null): boolean => state === 'sent' || state === 'seen'

/**
 * The state after something happened. Who opens the chat beside an invitation that he has seen accepts it, whichever
 * button he took; who opened it before the invitation reached him answered nothing. What is answered stays so.
 */
export const afterwards = (state: InvitationState, event: InvitationEvent): InvitationState => {
  if (!isPending(state)) return state
  switch (event) {
    case 'seen':
      return 'seen'
    case 'opened':
      return state === 'seen' ? 'accepted' : 'ignored'
    case 'declined':
      return 'declined'
    case 'left':
      return 'ignored'
  }
}

/** What is known of a visitor when somebody wants to invite him. */
export interface Invitable {
  /** Is he on the site? */
  readonly present: boolean
  /** Is the chat window open in any of his tabs? */
  readonly open: boolean
  /** With whom he talks; null also while he waits for somebody. */
  readonly talk: { readonly operator: string | null } | null
  readonly invited: InvitationState | null
  /** When he answered the last invitation, ms. */
  readonly answeredAt: number
}

/** H5: why a visitor cannot be invited now. */
export type Hindrance =
  | 'gone' // not on the site
  | 'yours' // he talks with the very operator who wants to invite him
  | 'talks' // he talks with another, or waits for one
  | 'pending' // an invitation is before him
  | 'open' // the chat window is open
  | 'declined' // he said no a moment ago

/** After a no a visitor is left in peace for so many ms. */
export const peace = 10_000

/** Null: `operator` may invite him. Of several reasons the one that lasts longest. */
export const hindrance = (visitor: Invitable, operator: string, now: number): Hindrance | null => {
  const { present, open, talk, invited, answeredAt } = visitor
  if (!present) return 'gone'
  if (talk !== null) return talk.operator === operator ? 'yours' : 'talks'
  if (isPending(invited)) return 'pending'
  if (open) return 'open'
  return invited === 'declined' && now - answeredAt < peace ? 'declined' : null
}
