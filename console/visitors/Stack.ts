/** Where rows lie when groups stand under one another, each below its own bar. Heights in px, groups by index. */
import type { Group } from './group.ts'

export interface Sizes {
  /** What stays above everything. */
  readonly head: number
  readonly bar: number
  readonly row: number
}

/** A visitor, or (null) the bar of a group. */
export interface Spot {
  readonly group: Group
  readonly number: number | null
}

export class Stack {
  readonly lengths: ReadonlyArray<number>
  readonly sizes: Sizes

  constructor(lengths: ReadonlyArray<number>, sizes: Sizes) {
    this.lengths = lengths
    this.sizes = sizes
  }

  /** Bars and rows. */
  get count(): number {
    return this.lengths.reduce((sum, length) => sum + length + 1, 0)
  }

  /** Top of a row. */
  topOf(group: number, index: number): number {
    const { head, bar, row } = this.sizes
    const before = this.lengths.slice(0, group).reduce((sum, length) => sum + bar + length * row, head)
    return before + bar + index * row
  }

  /** Which rows of a group to draw when `height` is seen from `top` on, and `spare` more on either side. */
  window(group: number, top: number, height: number, spare: number): { from: number; to: number } {
    const length = this.lengths[group] ?? 0
    const begin = this.topOf(group, 0)
    const clamp = (index: number) => Math.max(0, Math.min(length, index))
    return {
      from: clamp(Math.floor((top - begin) / this.sizes.row) - spare),
      to: clamp(Math.ceil((top + height - begin) / this.sizes.row) + spare),
    }
  }

  /** The row that lies there, or the next below. */
  rowAt(top: number): { group: number; index: number } | null {
    for (const [group, length] of this.lengths.entries()) {
      const index = Math.max(0, Math.floor((top - this.topOf(group, 0)) / this.sizes.row))
      if (index < length) return { group, index }
    }
    return null
  }

  /** Counted from the top, bars too. `index` null: the bar. */
  flat(group: number, index: number | null): number {
    const before = this.lengths.slice(0, group).reduce((sum, length) => sum + length + 1, 0)
    return index === null ? before : before + 1 + index
  }

  at(flat: number): { group: number; index: number | null } {
    let rest = flat
    for (const [group, length] of this.lengths.entries()) {
      if (rest <= length) return { group, index: rest === 0 ? null : rest - 1 }
      rest -= length + 1
    }
    return { group: this.lengths.length - 1, index: null }
  }
}
