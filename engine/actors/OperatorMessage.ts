/** What can be said to an `Operator` actor. */
import type { Status } from '../domain/status.ts'
import type { OperatorFrame, OperatorHello } from '../protocol/frames.ts'
import type { Socket } from './Socket.ts'

export type OperatorMessage = { readonly refuse?: () => void } & (
  | {
      readonly kind: 'hello'
      readonly socket: Socket
      readonly frame: OperatorHello
      /** Where this console is: an address. */
      readonly from: string
    }
  | {
      readonly kind: 'frame'
      readonly socket: Socket
      readonly frame: Exclude<OperatorFrame, { kind: 'hello' | 'ping' }>
    }
  | { readonly kind: 'closed'; readonly socket: Socket }
  /** A dialogue came to this operator's list, or went from it. */
  | { readonly kind: 'given'; readonly conversation: string; readonly visitor: string }
  | { readonly kind: 'taken'; readonly conversation: string }
  | { readonly kind: 'erased'; readonly visitor: string }
  /** How many wait for him, from the desk. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'departments' }
  | { readonly kind: 'colleague'; readonly operator: string; readonly status: Status }
  /** The account may use something else than before (A4). */
  | { readonly kind: 'licence' }
  /** There are others to process. */
  | { readonly kind: 'requests' }
  /** Delivery broke, or works again. */
  | { readonly kind: 'alarm' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'gone' }
  /** A status that could not be written. */
  | { readonly kind: 'again'; readonly status: Status; readonly cause: Cause }
  | { readonly kind: 'minute' }
  /** The engine stops: close what must be counted. */
  | { readonly kind: 'shutdown'; readonly done: () => void }
)

/** Of a change of status. */
export type Cause = 'chosen' | 'connected' | 'disconnected' | 'deleted' | 'shutdown'
