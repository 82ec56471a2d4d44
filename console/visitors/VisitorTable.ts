/**
 * The rows of the visitor table (H3): a snapshot and diffs go in, and everything that is asked of it stands ready:
 * groups in their order, counts, what can be chosen in each facet. A change costs what the change is, not what the
 * table is: ten thousand rows stay smooth.
 */
import type { VisitorRow, VisitorsFrame } from '../../engine/protocol/frames.ts'
import { compareKeys, type Key, keyOf, type Ranking, type Sort, standardSort } from './columns.ts'
import { type Facet, facets, type Values, valuesOf } from './facet.ts'
import { type Group, groupOf, groups, waits } from './group.ts'
import { textOf, wordsOf } from './search.ts'

/** Which rows are wanted, and in which order. */
export interface Question extends Ranking {
  readonly sort: Sort
  readonly sought: string
  /** Of each facet any of these; an empty set is no condition. */
  readonly chosen: Readonly<Record<Facet, ReadonlySet<string>>>
}

/** A row with all that is told from it, made anew when it changes. */
export interface Entry {
  readonly row: VisitorRow
  readonly group: Group
  readonly text: string
  readonly values: Values
  /** What of the question it does not meet, as bits: the words, then each facet. */
  missed: number
  /** What it is sorted by. */
  key: Key
}

/** H3: so many of those who left are shown. */
const mostLeft = 20

const none: ReadonlySet<string> = new Set()
export const nothingChosen = Object.fromEntries(facets.map((facet) => [facet, none])) as Question['chosen']

export const plainQuestion: Question = {
  sort: standardSort,
  sought: '',
  chosen: nothingChosen,
  language: 'ru',
  now: 0,
  nameOf: () => null,
}

export class VisitorTable {
  readonly #me: string
  readonly #entries = new Map<number, Entry>()
  /** What meets the question, in its order. */
  #orders = eachGroup((): Array<Entry> => [])
  #totals = eachGroup(() => 0)
  #waiting = 0
  readonly #left = new Set<Entry>()
  #counts = eachFacet(() => new Map<string, number>())
  #question = plainQuestion
  #words: ReadonlyArray<string> = []
  #conditions: ReadonlyArray<Facet> = []

  /** `me`: the operator who looks. */
  constructor(me: string) {
    this.#me = me
  }

  get size(): number {
    return this.#entries.size
  }

  /** Rows of a group that meet the question. */
  order(group: Group): ReadonlyArray<Entry> {
    return this.#orders[group]
  }

  /** Of a group, whether they meet the question or not. */
  total(group: Group): number {
    return this.#totals[group]
  }

  /** How many talk with nobody. */
  get waiting(): number {
    return this.#waiting
  }

  entry(number: number): Entry | undefined {
    return this.#entries.get(number)
  }

  /** What would be there if this facet's conditions were another, by value. */
  counts(facet: Facet): ReadonlyMap<string, number> {
    return this.#counts[facet]
  }

  /** `reset` and `complete` are the caller's matter: a snapshot goes into a new table. */
  receive({ rows = [], changed = [], gone = [] }: VisitorsFrame): void {
    for (const number of gone) this.#remove(number)
    for (const row of rows) this.#set(row)
    for (const change of changed) {
      const known = this.#entries.get(change.number)
      if (known) this.#set({ ...known.row, ...change })
    }
    this.#trim()
  }

  /** The engine tells who leaves; whom he pushes out of the last ones that left is to be counted here. */
  #trim(): void {
    if (this.#left.size <= mostLeft) return
    const oldestFirst = [...this.#left].sort((a, b) => a.row.left! - b.row.left!)
    for (const { row } of oldestFirst.slice(0, this.#left.size - mostLeft)) this.#remove(row.number)
  }

  ask(question: Question): void {
    const before = this.#question
    this.#question = question
    if (question.sought !== before.sought || question.chosen !== before.chosen) this.#narrow()
    for (const entry of this.#entries.values()) {
      entry.key = keyOf(question.sort.column, entry.row, question)
    }
    for (const group of groups) this.#orders[group].sort(this.#compare)
  }

  #narrow(): void {
    const { sought, chosen } = this.#question
    this.#words = wordsOf(sought)
    this.#conditions = facets.filter((facet) => chosen[facet].size > 0)
    this.#orders = eachGroup(() => [])
    this.#counts = eachFacet(() => new Map())
    for (const entry of this.#entries.values()) {
      entry.missed = this.#missedBy(entry)
      this.#count(entry, 1)
      if (entry.missed === 0) this.#orders[entry.group].push(entry)
    }
  }

  #set(row: VisitorRow): void {
    this.#remove(row.number)
    const { sort } = this.#question
    const entry: Entry = {
      row,
      group: groupOf(row, this.#me),
      text: textOf(row),
      values: valuesOf(row),
      missed: 0,
      key: keyOf(sort.column, row, this.#question),
    }
    entry.missed = this.#missedBy(entry)
    this.#entries.set(row.number, entry)
    this.#tally(entry, 1)
    if (entry.missed > 0) return
    const order = this.#orders[entry.group]
    order.splice(this.#placeOf(entry, order), 0, entry)
  }

  #remove(number: number): void {
    const entry = this.#entries.get(number)
    if (!entry) return
    this.#entries.delete(number)
    this.#tally(entry, -1)
    if (entry.missed > 0) return
    const order = this.#orders[entry.group]
    order.splice(this.#placeOf(entry, order), 1)
  }

  #tally(entry: Entry, by: 1 | -1): void {
    if (by < 0) this.#left.delete(entry)
    else if (entry.group === 'left') this.#left.add(entry)
    this.#totals[entry.group] += by
    if (waits(entry.row)) this.#waiting += by
    this.#count(entry, by)
  }

  #missedBy({ text, values }: Entry): number {
    let missed = this.#words.every((word) => text.includes(word)) ? 0 : 1
    for (const facet of this.#conditions) {
      const chosen = this.#question.chosen[facet]
      if (!values[facet].some((value) => chosen.has(value))) missed |= bitOf(facet)
    }
    return missed
  }

  /** In a facet's counts is who meets everything but what is chosen there. */
  #count({ missed, values }: Entry, by: 1 | -1): void {
    for (const facet of facets) {
      if ((missed & ~bitOf(facet)) !== 0) continue
      const counts = this.#counts[facet]
      for (const value of values[facet]) {
        const count = (counts.get(value) ?? 0) + by
        if (count === 0) counts.delete(value)
        else counts.set(value, count)
      }
    }
  }

  /** Where it is, or belongs. */
  #placeOf(entry: Entry, order: ReadonlyArray<Entry>): number {
    let from = 0
    let to = order.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#compare(order[middle]!, entry) < 0) from = middle + 1
      else to = middle
    }
    return from
  }

  /** No two are equal: whoever came first has the smaller number. */
  readonly #compare = (a: Entry, b: Entry): number => {
    const by = compareKeys(a.key, b.key)
    return (this.#question.sort.down ? -by : by) || b.row.number - a.row.number
  }
}

const bits = new Map<Facet, number>(facets.map((facet, i) => [facet, 2 << i]))
const bitOf = (facet: Facet): number => bits.get(facet)!

const eachGroup = <T>(make: () => T): Record<Group, T> => ({
  mine: make(),
  browsing: make(),
  others: make(),
  left: make(),
})
const eachFacet = <T>(make: () => T): Record<Facet, T> =>
  Object.fromEntries(facets.map((facet) => [facet, make()])) as Record<Facet, T>
