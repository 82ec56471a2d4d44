/** Which harm comes when, by the seed: a moment is a number of messages written so far. */
import type { Options } from './options.ts'
import type { Random } from './Random.ts'

export type HarmKind =
  // to the engine
  | 'kill'
  | 'killInCommit'
  | 'restart'
  | 'copyAside'
  | 'restore'
  | 'fillDisk'
  | 'killProjection'
  | 'hangProjection'
  | 'eraseAndKill'
  | 'closeAccount'
  // to a client or its network
  | 'cut'
  | 'dead'
  | 'swallow'
  | 'sleep'
  | 'slow'
  | 'twoTabs'
  | 'clock'
  | 'erase'

export interface Harm {
  readonly kind: HarmKind
  /** When so many messages were written. */
  readonly at: number
  readonly random: Random
}

export const schedule = ({ messages, kills }: Options, random: Random): ReadonlyArray<Harm> => {
  const harms: Array<Harm> = []
  const add = (kind: HarmKind, times: number, from = 0.02, to = 0.95) => {
    for (let n = 0; n < times; n++) {
      const at = Math.round(messages * random.between(from, to))
      harms.push({ kind, at, random: random.apart(`${kind}${n}`) })
    }
  }
  const inCommit = Math.round(kills * 0.3)
  const whileErasing = Math.round(kills * 0.2)
  add('killInCommit', inCommit)
  add('eraseAndKill', whileErasing)
  add('kill', kills - inCommit - whileErasing)
  const some = (share: number) => Math.max(1, Math.round(kills * share))
  add('restart', some(0.15))
  add('fillDisk', some(0.08))
  add('killProjection', some(0.25))
  add('hangProjection', some(0.05))
  add('closeAccount', 1, 0.3, 0.7)
  add('erase', some(0.4))
  add('cut', some(2))
  add('dead', some(0.25))
  add('swallow', some(1))
  add('sleep', some(0.3))
  add('slow', some(0.15))
  add('twoTabs', some(0.5))
  add('clock', some(0.3))
  const restores = some(0.04)
  for (let n = 0; n < restores; n++) {
    // One after the other, each copy a little older than what it replaces.
    const from = 0.1 + (0.8 * n) / restores
    const copied = random.between(from, from + 0.4 / restores)
    add('copyAside', 1, copied, copied)
    add('restore', 1, copied + 0.02, copied + 0.1 / restores + 0.02)
  }
  return harms.sort((a, b) => a.at - b.at)
}
