/** What can be said to a `Conversation` actor. */
import type { Invited, NamedDepartment, OfflineMessageSent, Side } from '../domain/events.ts'
import type { Place } from '../domain/facts.ts'
import type { Drawn } from '../domain/routing.ts'
import type { Opened, Presence, Refusal, Sent } from '../protocol/frames.ts'
import type { Socket } from './Socket.ts'

/** Told exactly once: the message is on disk, or why it was refused. */
export type Answer = (result: Sent | Refusal) => void

/** A department to which a dialogue may go, and who is in it. */
export interface Receivers extends NamedDepartment {
  readonly operators: ReadonlyArray<string>
}

/** C7. */
export type LeftLead = OfflineMessageSent

export interface VisitorIdentity {
  readonly id: string
  readonly number: number
  readonly place: Place | null
}

export type ConversationMessage = { readonly refuse?: () => void } & (
  | {
      readonly kind: 'visitorSends'
      readonly visitor: VisitorIdentity
      readonly presence: Presence
      /** E4: that he has chosen. */
      readonly department: NamedDepartment | null
      /** Who answers by the desk's draw (F1), as the visitor was shown. */
      readonly operator: string | null
      /** Where his tab is. */
      readonly address: string | null
      readonly client: string
      readonly text: string
      /** What came before a conversation that begins with this. */
      readonly invited: Invited | null
      readonly answer: Answer
    }
  /** H5: an invitation was accepted, and becomes the first message. `from`: who invited, or would have it. */
  | {
      readonly kind: 'accepted'
      readonly visitor: VisitorIdentity
      readonly presence: Presence
      /** E4: that he has chosen. */
      readonly department: NamedDepartment | null
      readonly from: string
      readonly client: string
      readonly text: string
      readonly invited: Invited
      readonly answer: Answer
    }
  | {
      readonly kind: 'operatorSends'
      readonly operator: string
      readonly client: string
      readonly text: string
      readonly answer: Answer
    }
  /** A tab of the visitor, or a console of the operator, that wants everything from `after` on (null: a snapshot). */
  | {
      readonly kind: 'attach'
      readonly side: Side
      /** Whose console it is; null for a visitor's tab. */
      readonly operator: string | null
      readonly socket: Socket
      readonly after: number | null
    }
  | { readonly kind: 'detach'; readonly socket: Socket }
  | { readonly kind: 'mark'; readonly side: Side; readonly mark: 'delivered' | 'seen'; readonly upTo: number }
  | {
      readonly kind: 'visitorTypes'
      readonly visitor: VisitorIdentity
      readonly presence: Presence
      /** Who shall see a draft; the conversation's own operator when it has one. */
      readonly operator: string | null
      readonly text: string
    }
  | { readonly kind: 'operatorTypes'; readonly typing: boolean }
  | { readonly kind: 'presence'; readonly visitor: VisitorIdentity; readonly presence: Presence }
  /** The desk drew another before the first message: a draft goes to his list. */
  | { readonly kind: 'drawn'; readonly operator: string | null }
  /** Nothing happens unless `instead` still has it. */
  | ({ readonly kind: 'assign'; readonly instead: string | null } & Drawn)
  /** An operator wants to write first, in a draft: it comes to his list. */
  | {
      readonly kind: 'opened'
      readonly visitor: VisitorIdentity
      readonly presence: Presence
      readonly operator: string
      readonly answer: (result: Opened | Refusal) => void
    }
  /** F4: `operator` takes it over from `from`. */
  | {
      readonly kind: 'taken'
      readonly operator: string
      readonly from: string | null
      readonly answer: (result: Opened | Refusal) => void
    }
  | {
      readonly kind: 'close'
      readonly operator: string | null
      readonly answer: (result: true | Refusal) => void
    }
  /** Its visitor has nothing more to say. */
  | {
      readonly kind: 'ended'
      readonly visitor: string
      readonly answer: (result: true | Refusal) => void
    }
  /** Its visitor was banned (H6). `operator`: by whom. */
  | { readonly kind: 'ban'; readonly operator: string }
  /** Its visitor is erased. `row`: of the log. */
  | { readonly kind: 'erased'; readonly row: number }
  /** Ends the conversation if its visitor is gone. */
  | {
      readonly kind: 'closeIfGone'
      readonly operator: string | null
      readonly answer: (result: true | Refusal) => void
    }
  /** F4: `from` has it and gives it to `to`, or to somebody of a department. */
  | {
      readonly kind: 'transfer'
      readonly from: string
      readonly to: string | Receivers
      readonly comment: string
      readonly answer: (result: true | Refusal) => void
    }
  /** The receiver's yes or no. */
  | {
      readonly kind: 'answerTransfer'
      readonly operator: string
      readonly accept: boolean
      readonly answer: (result: true | Refusal) => void
    }
  /** C6, C7: its visitor waits, and may be told something. */
  | { readonly kind: 'unanswered' }
  /** C7. `answer`: its id in the log. */
  | {
      readonly kind: 'leadLeft'
      readonly visitor: string
      readonly left: LeftLead
      readonly answer: (result: number | Refusal) => void
    }
  /** C5. `socket`: where it was said; of what is over no other hears. */
  | {
      readonly kind: 'rated'
      readonly visitor: string
      readonly stars: number
      readonly comment: string
      readonly socket: Socket
      readonly answer: (result: true | Refusal) => void
    }
  /** Nobody seems to have written for so long that it ends by itself. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'transferOverdue' }
  | { readonly kind: 'flushMarks'; readonly side: Side }
  /** To another page, told later than it happened. */
  | { readonly kind: 'visitorMoved' }
  | { readonly kind: 'visitorOverdue' }
  /** Whose it is has left: if its visitor waits for an answer, others may give it. */
  | { readonly kind: 'operatorOverdue' }
  /** Telling others of a commit failed half-way. */
  | { readonly kind: 'broken'; readonly defect: unknown }
)
