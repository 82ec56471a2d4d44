/** What a measurement gives, and what it may use. */
import type { Random } from '../../faults/Random.ts'
import type { Generator } from '../Generator.ts'

export interface Row {
  readonly name: string
  readonly unit: string
  readonly engine: number
  readonly references: Readonly<Record<string, number>>
  /** With a target: measured ÷ what it is held against, lower is better. */
  readonly ratio: number | null
  readonly target: number | null
  /** Highest − lowest over the rounds, as a share of the median: how far to trust it. Null: measured once. */
  readonly spread: number | null
}

export interface Means {
  readonly load: Generator
  readonly random: Random
  readonly rounds: number
  /** Of one measurement. */
  readonly seconds: number
  /** 1: as published; less for a quick look. Connections and rows are scaled by it. */
  readonly scale: number
  readonly say: (what: string) => void
}

export type Measurement = (means: Means) => Promise<ReadonlyArray<Row>>

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const spread = (values: ReadonlyArray<number>): number | null =>
  values.length < 2 ? null : (Math.max(...values) - Math.min(...values)) / median(values)

/** The rounds of each contender, by its name. */
export type Rounds = Readonly<Record<string, ReadonlyArray<number>>>

/** Medians of the rounds; the ratio is the median of the rounds' ratios, since a disturbance hurts a whole round. */
export const row = (
  name: string,
  unit: string,
  rounds: Rounds,
  mark?: { readonly against: string; readonly target: number },
): Row => {
  const engine = rounds.engine!
  const others = Object.entries(rounds).filter(([contender]) => contender !== 'engine')
  const ratios =
    mark === undefined ? null : engine.map((value, round) => value / rounds[mark.against]![round]!)
  return {
    name,
    unit,
    engine: median(engine),
    references: Object.fromEntries(others.map(([contender, values]) => [contender, median(values)])),
    ratio: ratios === null ? null : median(ratios),
    target: mark?.target ?? null,
    spread: spread(ratios ?? engine),
  }
}

/** A row held against a number that does not depend on the machine's other servers. */
export const absoluteRow = (
  name: string,
  unit: string,
  values: ReadonlyArray<number>,
  mark?: number,
): Row => ({
  name,
  unit,
  engine: median(values),
  references: {},
  ratio: mark === undefined ? null : median(values) / mark,
  target: mark === undefined ? null : 1,
  spread: spread(values),
})
