/**
 * A visitor is invited to talk: by an operator who may (H5), or by itself (C10). Who sees the invitation, and what
 * becomes of it. A hand of the visitor's actor: functions, so that whom nobody invites is not larger for them.
 */
import { isBlank } from '../domain/conversation.ts'
import type { Page } from '../domain/events.ts'
import type { Place } from '../domain/facts.ts'
import { uuidv7 } from '../domain/id.ts'
import {
  afterwards,
  hindrance,
  type Invitable,
  type InvitationEvent,
  type InvitationState,
  isPending,
} from '../domain/invitation.ts'
import { delayOf, type InvitationSettings } from '../domain/invitationSettings.ts'
import type { Refusal } from '../protocol/frames.ts'
import type { Append } from '../store/Log.ts'
import type { Served } from '../store/Sites.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import { Offer, shownInvitation, wordsFor } from './Offer.ts'
import { againAfter } from './Parts.ts'
import type { Tab } from './Tab.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import { countTime, type Visiting } from './visiting.ts'

/** What is needed of the visitor. */
export interface Invitee extends Visiting {
  readonly page: Page | null
  readonly site: Served | null
  /** Who is to answer. */
  readonly operator: string | null
  readonly talks: boolean
  /** Written here, and nowhere else. */
  invitation: Offer | null
  siteAt(page: Page): Served | null
  place(): Place | null
  beginWith(accepted: Accepted): void
}

/** Whether it is on disk, and what is written in the same transaction. */
export type Told = Pick<Append, 'committed' | 'failed' | 'also'>

/** What a conversation has of the invitation that it begins with. */
export type Accepted = Pick<
  Extract<ConversationMessage, { kind: 'accepted' }>,
  'from' | 'client' | 'text' | 'invited' | 'answer' | 'refuse'
>

/** An invitation belongs to the visit that a person would call one: who is back so soon is not invited anew. */
const sameVisitFor = 30 * 60_000
/** Nobody is invited the moment he closes the chat, or somebody comes online. */
const invitedNoSoonerThan = 1_000
/** The same for all, as it says nothing. */
const inviteNow: VisitorMessage = { kind: 'inviteNow' }
const noInvitation = JSON.stringify({ kind: 'invitation', invitation: null })
const invitationEvents: Readonly<Record<Exclude<InvitationState, 'sent'>, string>> = {
  seen: 'InvitationSeen',
  accepted: 'InvitationAccepted',
  declined: 'InvitationDeclined',
  ignored: 'InvitationIgnored',
}

// ── by an operator ──────────────────────────────────────────────────────────────────────────────────────
export const invite = (
  visitor: Invitee,
  { operator, text, answer }: Extract<VisitorMessage, { kind: 'invite' }>,
): void => {
  const why = hindrance(invitable(visitor), operator, visitor.self.now())
  if (why !== null) return answer(why)
  if (text !== null && isBlank(text)) return answer('empty')
  offer(visitor, operator, text, answer)
}

const invitable = ({ tabs, talks, operator, invitation }: Invitee): Invitable => ({
  present: tabs.length > 0,
  open: tabs.some((tab) => tab.open),
  talk: talks ? { operator } : null,
  invited: invitation?.state ?? null,
  answeredAt: invitation?.answeredAt ?? 0,
})

/** `text` null: the standard one. */
const offer = (
  visitor: Invitee,
  by: string,
  text: string | null,
  answer: (result: true | Refusal) => void,
  automatic = false,
): void => {
  const { invitation: before, self } = visitor
  const settings = settingsFor(visitor)
  const at = self.now()
  const words = wordsFor(
    text?.trim() ?? (automatic ? settings.text : settings.manual),
    settings,
    visitor.place(),
  )
  const made = new Offer({ invitation: uuidv7(at), at, operator: by, automatic, text: words })
  hold(visitor, made)
  self.cancel('invite')
  const body = { ...made.of, visit: visitor.visit?.id }
  visitor.log([{ seq: 0, at, kind: 'InvitationSent', body }], {
    committed: () => {
      made.stored = true
      answer(true)
      showInvitation(visitor)
    },
    failed: () => {
      if (visitor.invitation === made) hold(visitor, before)
      answer('notSent')
      awaitInvitation(visitor)
    },
  })
}

const settingsFor = ({ parts, account, site }: Invitee): InvitationSettings =>
  parts.settings.of(account, site?.id ?? null).invitation

// ── by itself ───────────────────────────────────────────────────────────────────────────────────────────
/** C10: a message to himself when he will have been here for long enough; none while nothing could come of it. */
export const awaitInvitation = (visitor: Invitee): void => {
  const rest = untilInvitation(visitor)
  if (rest === null) visitor.self.cancel('invite')
  else visitor.self.after('invite', Math.max(rest, invitedNoSoonerThan), inviteNow)
}

const untilInvitation = (visitor: Invitee): number | null => {
  const { account, id, parts, page, visit, operator } = visitor
  if (visit === null || visit.watching === 0 || page === null || operator === null) return null
  if (!parts.people.includes(account, 'invitations')) return null
  if (visitor.invitation !== null || visitor.talks) return null
  const delay = delayOf(settingsFor(visitor))
  if (delay === null || visitor.tabs.some((tab) => tab.open)) return null
  if (!parts.board(account).onlineOn(visitor.siteAt(page))) return null
  if (parts.history.hasTalked(account, id)) return null
  countTime(visitor)
  return delay - visit.shown
}

export const inviteByItself = (visitor: Invitee): void => {
  const rest = untilInvitation(visitor)
  if (rest === null || visitor.operator === null) return
  if (rest > 0) return awaitInvitation(visitor)
  recallInvitation(visitor)
  if (visitor.invitation === null) offer(visitor, visitor.operator, null, () => {}, true)
}

/** An engine that was restarted, or a visitor who is back in a moment, goes on with the invitation that there was. */
export const recallInvitation = (visitor: Invitee): void => {
  const { parts, account, id, self } = visitor
  const last = parts.history.lastInvitationOf(account, id)
  if (last === null) return
  const recalled = Offer.from(last)
  if (self.now() - last.at < sameVisitFor) {
    hold(visitor, recalled)
  } else if (recalled.pending) {
    answerInvitation(visitor, recalled, 'ignored')
    logInvitation(visitor, recalled)
  }
}

// ── on the site ─────────────────────────────────────────────────────────────────────────────────────────
/** In one tab that is looked at; in none when the chat is open, or nobody would answer. */
export const showInvitation = (visitor: Invitee): void => {
  const { invitation } = visitor
  if (invitation === null) return
  const tab = invitation.pending ? tabFor(visitor, invitation) : undefined
  const socket = tab?.socket ?? null
  const { shownIn } = invitation
  if (socket === shownIn) return
  invitation.shownIn = socket
  shownIn?.volatile('invitation', noInvitation)
  if (socket === null) return
  const shown = shownInvitation(visitor.parts, visitor.account, invitation.of, settingsFor(visitor))
  socket.volatile('invitation', JSON.stringify({ kind: 'invitation', invitation: shown }))
}

const tabFor = (visitor: Invitee, { of: { automatic, operator }, shownIn }: Offer): Tab | undefined => {
  const { tabs } = visitor
  if (tabs.some((tab) => tab.open)) return
  const board = visitor.parts.board(visitor.account)
  const there = !automatic && board.goesOn(operator)
  const able = tabs.filter(({ visible, page }) => visible && (there || board.onlineOn(visitor.siteAt(page))))
  return able.find(({ socket }) => socket === shownIn) ?? able.at(-1)
}

// ── what becomes of it ──────────────────────────────────────────────────────────────────────────────────
export const invitationIs = (visitor: Invitee, event: InvitationEvent): void => {
  const { invitation } = visitor
  if (invitation === null || !invitation.pending) return
  const state = afterwards(invitation.state, event)
  if (state === invitation.state || state === 'sent') return
  answerInvitation(visitor, invitation, state)
  if (state === 'accepted') accept(visitor, invitation)
  else logInvitation(visitor, invitation)
  showInvitation(visitor)
}

/** With the visit that it belongs to. */
export const endInvitation = (visitor: Invitee): void => {
  invitationIs(visitor, 'left')
  visitor.invitation = null
}

const answerInvitation = (visitor: Invitee, invitation: Offer, state: InvitationState): void => {
  invitation.state = state
  if (!isPending(state)) invitation.answeredAt = visitor.self.now()
  hold(visitor, visitor.invitation)
}

/** The invitation of this visit, as it is now; consoles see it. */
const hold = (visitor: Invitee, invitation: Offer | null): void => {
  const { visit } = visitor
  visitor.invitation = invitation
  if (visit === null) return
  visit.answeredAt = invitation?.answeredAt ?? 0
  visitor.parts.board(visitor.account).table.set(visit, 'invited', invitation?.state ?? null)
}

const logInvitation = (visitor: Invitee, { state, of: { invitation } }: Offer): void => {
  if (state === 'sent') return
  const kind = invitationEvents[state]
  visitor.log([{ seq: 0, at: visitor.self.now(), kind, body: { invitation } }])
}

/** A conversation begins with it. What could not be written is tried again, as long as the chat is open. */
const accept = (visitor: Invitee, invitation: Offer): void => {
  const { operator: from, invitation: client, text } = invitation.of
  const again = () => {
    answerInvitation(visitor, invitation, 'seen')
    visitor.self.after('acceptAgain', againAfter, { kind: 'acceptAgain' })
  }
  visitor.beginWith({
    from,
    client,
    text,
    invited: invitation.before(visitor.self.now()),
    answer: (result) => {
      if (result === 'notSent' || result === 'busy') return again()
      // He was quicker with words of his own.
      if (typeof result === 'string') answerInvitation(visitor, invitation, 'ignored')
      logInvitation(visitor, invitation)
    },
    refuse: again,
  })
}
