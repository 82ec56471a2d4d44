/**
 * What the actors share, and how they are named. Keys are `account/id`, so that an id of another account is
 * simply not there.
 */
import type { Config } from '../config/Config.ts'
import type { Side } from '../domain/events.ts'
import type { Geo } from '../geo/Geo.ts'
import type { Bans } from '../store/Bans.ts'
import type { Departments } from '../store/Departments.ts'
import type { Erasures } from '../store/Erasures.ts'
import type { History } from '../store/History.ts'
import type { Letters } from '../store/Letters.ts'
import type { Log } from '../store/Log.ts'
import type { Projection } from '../store/Projection.ts'
import type { Requests } from '../store/Requests.ts'
import type { Settings } from '../store/Settings.ts'
import type { Sites } from '../store/Sites.ts'
import type { Visitors } from '../store/Visitors.ts'
import type { Alarm } from './Alarm.ts'
import type { Board } from './Board.ts'
import type { ConversationMessage } from './ConversationMessage.ts'
import type { DeskMessage } from './DeskMessage.ts'
import type { Directory } from './Mailbox.ts'
import type { OperatorMessage } from './OperatorMessage.ts'
import type { People } from './People.ts'
import type { Transcripts } from './Transcripts.ts'
import type { VisitorMessage } from './VisitorMessage.ts'
import type { Written } from './Written.ts'

export const key = (account: string, id: string): string => `${account}/${id}`
export const accountOf = (actor: string): string => actor.slice(0, actor.indexOf('/'))
export const idOf = (actor: string): string => actor.slice(actor.indexOf('/') + 1)

/** What could not be written, and nobody waits for, is tried again after so many ms. */
export const againAfter = 5_000

/** Plain numbers since the start, read when somebody scrapes. */
export interface Counted {
  messages: Record<Side, number>
  /** Tabs and consoles that came back with a position. */
  reconnects: Record<Side, number>
}

export interface Parts {
  readonly log: Log['Service']
  readonly history: History['Service']
  readonly projection: Projection['Service']
  readonly visitorRows: Visitors['Service']
  readonly people: People['Service']
  readonly sites: Sites['Service']
  readonly bans: Bans['Service']
  readonly settings: Settings['Service']
  readonly departments: Departments['Service']
  readonly requests: Requests['Service']
  readonly letters: Letters['Service']
  readonly erasures: Erasures['Service']
  readonly geo: Geo['Service']
  readonly config: Config['Service']
  readonly transcripts: Transcripts
  readonly board: (account: string) => Board
  readonly written: Written
  readonly counted: Counted
  readonly alarm: Alarm
  /** Actors by key; filled in when all four kinds exist. */
  visitors: Directory<VisitorMessage>
  operators: Directory<OperatorMessage>
  conversations: Directory<ConversationMessage>
  /** One per account; the key is the account. */
  desks: Directory<DeskMessage>
}
