/**
 * The seam between the two halves of the widget. The loader owns what a page has once: the connection, the
 * shadow root, the launcher, the kept values. The chat is handed all that when it is loaded, so that a page
 * never has a second connection. A loader may meet a younger chat (see the README), so this only grows.
 */
import type { CSSResult } from 'lit'
import type { Connection, ConnectionState } from '../engine/protocol/client/Connection.ts'
import type {
  Invitation,
  Position,
  ToVisitor,
  VisitorWelcome,
  WidgetSettings,
} from '../engine/protocol/frames.ts'
import type { ChatWindow } from './chat/chat-window.ts'
import type { Talk } from './chat/talk.ts'
import type { Keep } from './loader/keep.ts'

/** What the loader gives the chat. */
export interface Host {
  readonly account: string
  /** Where the engine lives; photos and the chat's own code come from here. */
  readonly origin: string
  readonly root: ShadowRoot
  readonly keep: Keep
  readonly connection: Connection
  readonly settings: WidgetSettings
  /** Operator's messages the visitor has not seen, for the badge on the launcher. */
  unread(count: number): void
  /** The visitor wants to talk: the window opens, and is loaded for that. */
  open(): unknown
  /** The window closes itself (its own button, Escape). */
  close(): void
  /** Code of ours, by its name. An older loader gives none. */
  load?(name: string): Promise<unknown>
  /** An event of the page, `redhelper:<kind>`. An older loader has none. */
  say?(kind: string, detail?: unknown): unknown
  /** What the page's own scripts make of the settings, now and whenever the engine sends others. */
  change(by: (settings: WidgetSettings) => WidgetSettings): void
}

/** What the chat gives the loader. */
export interface Chat {
  /** `focus`: the visitor asked for it, so the keyboard goes there too. */
  show(focus: boolean): void
  hide(): void
  welcome(welcome: VisitorWelcome): void
  frame(frame: ToVisitor): void
  state(state: ConnectionState, code?: number): void
  settings(settings: WidgetSettings): void
  /** Everything up to here has arrived in this page: where a reconnect goes on. */
  position(): Position | null
}

export interface ChatChunk {
  readonly mount: (host: Host) => Chat
}

/** What can be done with a talk besides talking. `mail`: letters are sent. */
export interface OffersChunk {
  readonly offer: (window: ChatWindow, host: Host, talk: Talk, mail?: boolean) => void
}

/** What is loaded when somebody invites the visitor. */
export interface InvitationChunk {
  /** Null: no longer. */
  readonly show: (host: Host, invitation: Invitation | null) => void
}

/** Lit as the chat has it, and the style sheets of all our elements. */
export type Lit = Pick<typeof import('lit'), 'css' | 'html' | 'LitElement' | 'nothing'> & {
  readonly sheets: ReadonlyArray<CSSResult>
}

/** Elements of ours that are loaded when one of them is to be seen. */
export type { WidgetSettings }
export interface LaterChunk {
  readonly define: (lit: Lit) => void
}

/** The forms, and the rating. */
export interface FormsChunk extends LaterChunk {
  /** There is a connection: what was sent and not acknowledged goes again. `done`: nothing waits any more. */
  readonly resume: (host: Host, done: () => void) => void
}

/** What is loaded when the page's own scripts want more than to open and close. */
export interface CommandsChunk {
  readonly carryOut: (host: Host, command: string, args: ReadonlyArray<unknown>) => unknown
}
