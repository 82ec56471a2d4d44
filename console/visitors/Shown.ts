/**
 * What of the table stands on the screen. While somebody aims at a row everybody keeps his place: who comes is
 * announced, who goes fades where he is. Else it is the table itself.
 */
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { type Group, groups } from './group.ts'
import type { Entry, VisitorTable } from './VisitorTable.ts'

export interface ShownRow {
  readonly row: VisitorRow
  /** He is not in this group any more: he left, or is not to be seen. */
  readonly faded: boolean
}

type Orders = Readonly<Record<Group, ReadonlyArray<Entry>>>

export class Shown {
  #table: VisitorTable
  #kept: Orders | null = null
  /** Numbers of those in `#kept` who were there. */
  #placed: ReadonlySet<number> = new Set()

  constructor(table: VisitorTable) {
    this.#table = table
  }

  /** Another snapshot has come; whoever holds his place keeps it. */
  become(table: VisitorTable): void {
    this.#table = table
  }

  get table(): VisitorTable {
    return this.#table
  }

  get held(): boolean {
    return this.#kept !== null
  }

  hold(held: boolean): void {
    if (held !== this.held) this.#keep(held)
  }

  /** All take their places now: he asked for it, or for another order. */
  admit(): void {
    this.#keep(this.held)
  }

  length(group: Group): number {
    return (this.#kept?.[group] ?? this.#table.order(group)).length
  }

  at(group: Group, index: number): ShownRow | undefined {
    const entry = (this.#kept?.[group] ?? this.#table.order(group))[index]
    if (entry === undefined) return undefined
    if (this.#kept === null) return { row: entry.row, faded: false }
    const now = this.#table.entry(entry.row.number)
    const faded = now === undefined || (now.group === 'left' && group !== 'left')
    return { row: now?.row ?? entry.row, faded }
  }

  /** Where a visitor stands. */
  find(number: number): { readonly group: Group; readonly index: number } | null {
    for (const group of groups) {
      const order = this.#kept?.[group] ?? this.#table.order(group)
      const index = order.findIndex(({ row }) => row.number === number)
      if (index >= 0) return { group, index }
    }
    return null
  }

  /** How many are there, and not on the screen. */
  get news(): number {
    if (this.#kept === null) return 0
    let news = 0
    for (const group of groups) {
      if (group === 'left') continue
      for (const { row } of this.#table.order(group)) if (!this.#placed.has(row.number)) news++
    }
    return news
  }

  #keep(held: boolean): void {
    if (!held) {
      this.#kept = null
      return
    }
    const kept = { mine: this.#copy('mine'), browsing: this.#copy('browsing'), others: this.#copy('others') }
    this.#placed = new Set(Object.values(kept).flatMap((order) => order.map(({ row }) => row.number)))
    this.#kept = { ...kept, left: this.#copy('left') }
  }

  #copy(group: Group): ReadonlyArray<Entry> {
    return [...this.#table.order(group)]
  }
}
