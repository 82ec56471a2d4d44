/** One page of the site that a visitor has open, as its socket tells of it. Written by the visitor's actor. */
import type { Page } from '../domain/events.ts'
import type { Socket } from './Socket.ts'

/** May one more come from there? */
export type Admits = (from: string, what: 'conversation' | 'request') => boolean

export interface Tab {
  readonly socket: Socket
  readonly id: string
  readonly from: string
  readonly admits: Admits
  page: Page
  visible: boolean
  open: boolean
}
