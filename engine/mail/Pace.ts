/**
 * How many letters the relay is given at once, and when it is asked again. Until it has taken one it is asked with one
 * and an urgent one; when it takes none, with one after growing pauses; when it refuses only some of many connections,
 * with fewer.
 */
import { relayPause } from '../domain/letter.ts'

export type RelayState =
  | { readonly kind: 'none' }
  | { readonly kind: 'untried' }
  | { readonly kind: 'working'; readonly at: number }
  | { readonly kind: 'failing'; readonly since: number; readonly reason: string; readonly nextAt: number }

/** Relays allow ten and more; some only two, which is found out. */
export const mostAtOnce = 5
/** Ms until one more is tried with a relay that was given too many. */
const narrowFor = 600_000
/** Somebody who presses 'send now' again and again does not make us knock as often, ms. */
const leastPause = 5_000

export class Pace {
  state: RelayState
  /** Nothing is sent before that. */
  pausedUntil = 0
  #failures = 0
  #triedAt = 0
  #most = mostAtOnce
  #widerAt = 0

  constructor(hasRelay: boolean) {
    this.state = { kind: hasRelay ? 'untried' : 'none' }
  }

  get width(): number {
    if (this.state.kind === 'working') return this.#most
    return this.state.kind === 'untried' ? 2 : 1
  }

  tries(now: number): void {
    this.#triedAt = now
  }

  /** It spoke with us as a relay should, whatever it said of the letter. */
  works(now: number): void {
    this.#failures = 0
    this.pausedUntil = 0
    this.state = { kind: 'working', at: now }
    if (this.#most < mostAtOnce && now >= this.#widerAt) {
      this.#most++
      this.#widerAt = now + narrowFor
    }
  }

  /**
   * It took nothing. While `others` are under way with it that says only that they are as many as it bears: when it is
   * down, the last of them tells. Gives when the letter is to be tried again.
   */
  fails(reason: string, others: number, now: number): number {
    if (others > 0 && this.state.kind === 'working') {
      this.#most = Math.min(this.#most, others)
      this.#widerAt = now + narrowFor
      return now + relayPause(1)
    }
    // One that was begun before the pause says nothing new.
    if (now < this.pausedUntil) return this.pausedUntil
    this.pausedUntil = now + relayPause(++this.#failures)
    const since = this.state.kind === 'failing' ? this.state.since : now
    this.state = { kind: 'failing', since, reason, nextAt: this.pausedUntil }
    return this.pausedUntil
  }

  /** A person wants it tried. */
  hasten(now: number): void {
    this.pausedUntil = Math.min(this.pausedUntil, Math.max(now, this.#triedAt + leastPause))
  }
}
