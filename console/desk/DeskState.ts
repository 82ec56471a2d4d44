/**
 * What an operator's window knows: himself, his colleagues, and the dialogues on his list. Plain values,
 * changed only by `receive.ts`; sockets, storage and the screen live elsewhere.
 */
import type { Licence } from '../../engine/domain/licence.ts'
import type { Feature } from '../../engine/domain/tariff.ts'
import type { Colleague, Dialogue, OperatorWelcome, Team } from '../../engine/protocol/frames.ts'

/** A dialogue on the list. */
export interface Listed extends Dialogue {
  /** H7: typing began and nobody has looked yet. */
  readonly flashing: boolean
  /** `seq` of each visitor's message that no console of this operator has shown. */
  readonly unseen: ReadonlyArray<number>
  /** When the visitor's present turn began (engine's clock, ms): what the list is ordered by. */
  readonly turn: number
  /** No longer ours, kept only while it is on screen, so that nothing vanishes under the operator's hands, or unread. */
  readonly off: boolean
}

export interface DeskState {
  readonly me: OperatorWelcome['me'] | null
  /** Null until the first welcome. */
  readonly epoch: string | null
  /** Engine's clock minus the page's own (`performance.now`; the device's may jump), ms. */
  readonly skew: number
  readonly operators: ReadonlyMap<string, Colleague>
  readonly departments: ReadonlyArray<Team>
  readonly dialogues: ReadonlyMap<string, Listed>
  /** Dialogues the welcome announced whose frames have not come yet: the list is still loading. */
  readonly awaited: ReadonlySet<string>
  readonly selected: string | null
  /** Visitors who wait for an operator, as far as this one could answer them. */
  readonly waiting: number
  /** Requests that nobody has processed; and how often the engine has told of them. */
  readonly requests: number
  readonly requestNews: number
  /** The engine knows that messages do not arrive, though this connection stands. */
  readonly dead: boolean
  /** Of the account (A5); null until the first welcome. */
  readonly licence: Licence | null
  /** What the account's tariff has (A4). */
  readonly features: ReadonlyArray<Feature>
}

/** Where the operator's eyes are at the moment a frame comes. */
export interface Scene {
  /** Engine's clock, ms. */
  readonly now: number
  /** The dialogue on screen in a visible, focused window; null when nobody looks. */
  readonly watched: string | null
}

export const emptyDesk: DeskState = {
  me: null,
  epoch: null,
  skew: Date.now() - performance.now(),
  operators: new Map(),
  departments: [],
  dialogues: new Map(),
  awaited: new Set(),
  selected: null,
  waiting: 0,
  requests: 0,
  requestNews: 0,
  dead: false,
  licence: null,
  features: [],
}
