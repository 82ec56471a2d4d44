/** What can be said to a `Visitor` actor. */
import type { Opened, Refusal, VisitorFrame, VisitorHello } from '../protocol/frames.ts'
import type { Ban } from '../store/Bans.ts'
import type { Changed } from '../store/Settings.ts'
import type { Served } from '../store/Sites.ts'
import type { WrittenOfVisitor } from './commenting.ts'
import type { Socket } from './Socket.ts'
import type { Admits } from './Tab.ts'
import type { TimeOnSite } from './visitorFacts.ts'

export type VisitorMessage = { readonly refuse?: () => void } & (
  | {
      readonly kind: 'hello'
      readonly socket: Socket
      readonly frame: VisitorHello
      readonly userAgent: string
      /** Where this tab is: an address. */
      readonly from: string
      readonly admits: Admits
      /** In the place of the one that he says, from here on; else null. */
      readonly renewed?: string | null
      /** A visitor never seen before. */
      readonly created: { readonly number: number; readonly token: string } | null
    }
  | {
      readonly kind: 'frame'
      readonly socket: Socket
      readonly frame: Exclude<VisitorFrame, { kind: 'hello' | 'ping' }>
    }
  /** `from` was closed while this was on its way: it begins a new conversation. */
  | {
      readonly kind: 'sendAgain'
      readonly socket: Socket
      readonly frame: SendFrame
      readonly from: string | null
    }
  | { readonly kind: 'closed'; readonly socket: Socket }
  /** Who is to answer, from the desk. */
  | { readonly kind: 'given'; readonly operator: string | null }
  /** He waits, or no longer, or others are before him. */
  | { readonly kind: 'queued' }
  /** Other departments are online than were. */
  | { readonly kind: 'departments' }
  /** Who answers, from the conversation. */
  | { readonly kind: 'answeredBy'; readonly conversation: string; readonly operator: string | null }
  | { readonly kind: 'conversationClosed'; readonly conversation: string }
  /** The owner changed sites, or who serves them. `before`: as it was. */
  | { readonly kind: 'sitesChanged'; readonly before: ReadonlyArray<Served> }
  /** He is banned, or all who come from somewhere (H6). */
  | { readonly kind: 'banned'; readonly ban: Ban }
  | { readonly kind: 'whereabouts'; readonly answer: (address: string | null) => void }
  | { readonly kind: 'gone' }
  | { readonly kind: 'time'; readonly answer: (time: TimeOnSite) => void }
  /** This operator, who may, wants to write to him, or (F4) takes him over from `from`. */
  | { readonly kind: 'opened'; readonly operator: string; readonly answer: OpenAnswer }
  | {
      readonly kind: 'taken'
      readonly operator: string
      readonly from: string | null
      readonly answer: OpenAnswer
    }
  /** H5: by an operator, who may. `text` null: the standard one. */
  | {
      readonly kind: 'invite'
      readonly operator: string
      readonly text: string | null
      readonly answer: (result: true | Refusal) => void
    }
  /** C10: he may have been on the site for long enough. */
  | { readonly kind: 'inviteNow' }
  /** The account may use something else than before (A4). */
  | { readonly kind: 'licenceChanged' }
  /** He is erased. `row`: of the log. */
  | { readonly kind: 'erased'; readonly row: number }
  /** The account is blocked. */
  | { readonly kind: 'blocked' }
  /** The owner changed what the widget looks like, or how visitors are invited. */
  | { readonly kind: 'settingsChanged'; readonly changed: Changed }
  /** An accepted invitation could not be written. */
  | { readonly kind: 'acceptAgain' }
  /** What an operator wrote down about him. `answer`: whether it is on disk. */
  | (WrittenOfVisitor & { readonly answer: (stored: boolean) => void })
  /** The engine stops: what was counted is written. */
  | { readonly kind: 'shutdown'; readonly done: () => void }
)

/** The conversation in which he can be written to, or why there is none. */
export type OpenAnswer = (result: Opened | Refusal) => void

export type SendFrame = Extract<VisitorFrame, { kind: 'send' }>
