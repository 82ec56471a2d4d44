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
  /** When so many are written it is time for a harm; when that takes long, nobody writes far beyond it. */
  due: number
  /** How far beyond. */
  readonly slack: number
  /** False when it is time to go home: nothing new is written. */
  talking: boolean
}

/** Takes the right to write one message, if there is one now. */
export const mayWrite = (world: World): boolean => {
  if (world.left <= 0 || world.ledger.written.length > world.due + world.slack) return false
  world.left--
  return true
}

export interface Account {
  readonly index: number
  readonly login: string
}

export const sleep = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis))

/** Somebody's words: mostly short, sometimes long enough to fill a slow reader's socket. */
export const words = (random: { chance(p: number): boolean; below(n: number): number }): string =>
  'слово '.repeat(random.chance(0.02) ? 300 + random.below(1_200) : 1 + random.below(12)).trim()
