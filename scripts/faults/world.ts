/** What everybody in a run shares. */
import type { Ledger } from './Ledger.ts'
import type { Wire } from './Wire.ts'

export interface World {
  readonly wire: Wire
  readonly ledger: Ledger
  /** Milliseconds between two doings of one person, on average. */
  readonly pace: number
  /** Messages still to be written. */
  left: number
  /** False when it is time to go home: nothing new is written. */
  talking: boolean
}

export interface Account {
  readonly index: number
  readonly login: string
}

export const sleep = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis))

/** Somebody's words: mostly short, sometimes long enough to fill a slow reader's socket. */
export const words = (random: { chance(p: number): boolean; below(n: number): number }): string =>
  'слово '.repeat(random.chance(0.02) ? 300 + random.below(1_200) : 1 + random.below(12)).trim()
