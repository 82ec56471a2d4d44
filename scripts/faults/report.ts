/** The result, for people and for programs. */
import { writeFileSync } from 'node:fs'
import type { Fault, Ledger } from './Ledger.ts'

export interface Result {
  readonly messages: number
  readonly acknowledged: number
  readonly lost: number
  readonly doubled: number
  readonly reordered: number
  readonly leaked: number
  readonly kills: number
  readonly cuts: number
  readonly seed: number
  readonly faults: ReadonlyArray<Fault>
  readonly [more: string]: unknown
}

export const faultsByKind = ({ faults }: Ledger): Record<string, number> => {
  const kinds: Record<string, number> = {}
  for (const { kind } of faults) kinds[kind] = (kinds[kind] ?? 0) + 1
  return kinds
}

export const print = (result: Record<string, unknown>): void => {
  const rows = Object.entries(result).filter(([, value]) => typeof value !== 'object')
  const width = Math.max(...rows.map(([name]) => name.length))
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`)
}

export const write = (out: string | null, result: object): void => {
  if (out !== null) writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`)
}
