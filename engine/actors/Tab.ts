/** One page of the site that a visitor has open, as its socket tells of it. Written by the visitor's actor. */
import type { Page } from '../domain/events.ts'
import type { Socket } from './Socket.ts'

export interface Tab {
  readonly socket: Socket
  readonly id: string
  readonly from: string
  readonly admits: (from: string) => boolean
  page: Page
  visible: boolean
  open: boolean
}
