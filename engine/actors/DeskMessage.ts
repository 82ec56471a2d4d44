/** What can be said to a `Desk` actor. */
import type { Drawn } from '../domain/routing.ts'
import type { Status } from '../domain/status.ts'
import type { Ban } from '../store/Bans.ts'
import type { Served } from '../store/Sites.ts'
import type { Socket } from './Socket.ts'
import type { Visit } from './Visit.ts'

export type DeskMessage = { readonly refuse?: () => void } & (
  | { readonly kind: 'status'; readonly operator: string; readonly status: Status }
  /** His consoles have lost their connection, or one is back. */
  | { readonly kind: 'lost'; readonly operator: string; readonly lost: boolean }
  /** Renamed, new photo, added or deleted. */
  | { readonly kind: 'operatorChanged'; readonly operator: string }
  /** Pages may belong to other sites, and others may serve them. `before`: as it was. */
  | { readonly kind: 'sitesChanged'; readonly before: ReadonlyArray<Served> }
  /** Somebody is banned, and is on disk as such. */
  | { readonly kind: 'banned'; readonly ban: Ban }
  /** A visitor is erased. `conversation`: his open one; `row`: of the log, after which nothing of him comes. */
  | {
      readonly kind: 'erased'
      readonly visitor: string
      readonly conversation: string | null
      readonly row: number
    }
  /** A visitor is on this page. `operator`: whose client he is, if he has one (F2); `talks`: they are in the middle of it. */
  | {
      readonly kind: 'visitorArrived'
      readonly visit: Visit
      readonly operator: string | null
      readonly talks: boolean
    }
  /** He came to a page of another site. */
  | { readonly kind: 'visitorMoved'; readonly visitor: string; readonly page: string }
  /** `visit`: null when his actor was made anew, and knows of none that ended. */
  | { readonly kind: 'visitorLeft'; readonly visitor: string; readonly visit: Visit | null }
  /** E4: null takes it back. `operator`: whose client he is, if he has one (F2). */
  | {
      readonly kind: 'choose'
      readonly visitor: string
      readonly department: string | null
      readonly operator: string | null
      readonly done: () => void
      readonly refuse: () => void
    }
  /** The first message fixes who answers. */
  | { readonly kind: 'fixed'; readonly visitor: string; readonly operator: string | null }
  /** The conversation is over: what follows is a new one. */
  | { readonly kind: 'freed'; readonly visitor: string }
  /** Someone to answer now on this page: whom the visitor was given, if he may, else drawn. */
  | {
      readonly kind: 'draw'
      readonly conversation: string
      readonly visitor: string
      readonly page: string | null
      /** E4: that was chosen. */
      readonly department: string | null
      readonly answer: (drawn: Drawn) => void
      readonly refuse: () => void
    }
  /** F4: `operator` takes over this visitor, with whom nobody has spoken yet, from whom he was given to. */
  | {
      readonly kind: 'take'
      readonly visitor: string
      readonly operator: string
      readonly from: string | null
      readonly answer: (taken: boolean) => void
      readonly refuse: () => void
    }
  /** A console wants to know how many visitors there are; with `table`, who. */
  | { readonly kind: 'watch'; readonly socket: Socket; readonly operator: string; readonly table: boolean }
  | { readonly kind: 'unwatch'; readonly socket: Socket }
  /** The visitor table has something to show: soon, or `now`. */
  | { readonly kind: 'showTable'; readonly now?: true }
  | {
      readonly kind: 'load'
      readonly conversation: string
      /** Whose work it is while its client is there. */
      readonly operator: string | null
      /** Who has it. */
      readonly holder: string | null
      readonly open: boolean
    }
  /** The account may use something else than before (A4). */
  | { readonly kind: 'licenceChanged' }
  /** The account is blocked: nobody is served any more. */
  | { readonly kind: 'blocked' }
  /** The owner has set them otherwise. */
  | { readonly kind: 'rulesChanged' }
  /** Who waits has changed: those who wait hear how many are before them. */
  | { readonly kind: 'queue' }
  /** Who was expected back after a restart, and is not here, is away (C8). */
  | { readonly kind: 'expectedNoMore' }
  /** Conversations in which nobody has written for long are to end. */
  | { readonly kind: 'sweep' }
  /** It needs somebody; `had`: whose it is until then. */
  | {
      readonly kind: 'waiting'
      readonly conversation: string
      readonly visitor: string
      readonly had: string | null
      readonly page: string | null
      readonly department: string | null
    }
)
