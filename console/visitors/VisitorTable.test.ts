// @vitest-environment jsdom
/** The table that changes bit by bit against one that is made of its rows at once. */
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { VisitorRow, VisitorsFrame } from '../../engine/protocol/frames.ts'
import { setLanguage } from '../ui/i18n.ts'
import { columns, compareKeys, keyOf } from './columns.ts'
import { type Facet, facets, valuesOf } from './facet.ts'
import { groupOf, groups, waits } from './group.ts'
import { Shown } from './Shown.ts'
import { textOf, wordsOf } from './search.ts'
import { row } from './testRows.ts'
import { nothingChosen, plainQuestion, type Question, VisitorTable } from './VisitorTable.ts'

beforeEach(() => setLanguage('ru'))

const numbers = (rows: ReadonlyArray<{ row: VisitorRow }>): number[] => rows.map(({ row }) => row.number)
const chosen = (over: Partial<Record<Facet, string[]>>): Question['chosen'] => ({
  ...nothingChosen,
  ...Object.fromEntries(Object.entries(over).map(([facet, values]) => [facet, new Set(values)])),
})

/** Everything that the table tells, from its rows alone. */
const direct = (rows: ReadonlyArray<VisitorRow>, question: Question) => {
  const words = wordsOf(question.sought)
  const meets = (row: VisitorRow, but?: Facet) =>
    words.every((word) => textOf(row).includes(word)) &&
    facets.every(
      (facet) =>
        facet === but ||
        question.chosen[facet].size === 0 ||
        valuesOf(row)[facet].some((value) => question.chosen[facet].has(value)),
    )
  const { column, down } = question.sort
  const sorted = [...rows].sort((a, b) => {
    const by = compareKeys(keyOf(column, a, question), keyOf(column, b, question))
    return (down ? -by : by) || b.number - a.number
  })
  const count = (facet: Facet) => {
    const counts: Record<string, number> = {}
    for (const one of rows.filter((row) => meets(row, facet)))
      for (const value of valuesOf(one)[facet]) counts[value] = (counts[value] ?? 0) + 1
    return counts
  }
  return {
    orders: groups.map((g) => sorted.filter((r) => groupOf(r, 'me') === g && meets(r)).map((r) => r.number)),
    totals: groups.map((g) => rows.filter((r) => groupOf(r, 'me') === g).length),
    waiting: rows.filter(waits).length,
    counts: facets.map(count),
  }
}
const told = (table: VisitorTable) => ({
  orders: groups.map((group) => numbers(table.order(group))),
  totals: groups.map((group) => table.total(group)),
  waiting: table.waiting,
  counts: facets.map((facet) => Object.fromEntries(table.counts(facet))),
})

const places = [
  null,
  { country: 'RU', city: 'Kazan', cityRu: 'Казань' },
  { country: 'BY', city: null, cityRu: null },
]
const anyChange = fc.record(
  {
    since: fc.integer({ min: 0, max: 9 }),
    left: fc.option(fc.integer({ min: 10, max: 20 })),
    page: fc.constantFrom(
      { url: 'https://shop.example/tea', title: 'Чай' },
      { url: 'https://shop.example/cup?x=1', title: '' },
      { url: 'https://blog.example/', title: 'Ёлка' },
    ),
    place: fc.constantFrom(...places),
    browser: fc.constantFrom('', 'Chrome 124', 'Firefox 140'),
    visits: fc.integer({ min: 1, max: 3 }),
    seconds: fc.integer({ min: 0, max: 9 }),
    watching: fc.option(fc.integer({ min: 0, max: 9_000 })),
    open: fc.boolean(),
    conversation: fc.option(fc.constant('c')),
    operator: fc.constantFrom(null, 'me', 'b'),
  },
  { requiredKeys: [] },
)
const anyNumber = fc.integer({ min: 1, max: 12 })
const anyFrame: fc.Arbitrary<VisitorsFrame> = fc.record({
  kind: fc.constant('visitors' as const),
  rows: fc.array(
    fc.tuple(anyNumber, anyChange).map(([n, over]) => row(n, over as Partial<VisitorRow>)),
    { maxLength: 4 },
  ),
  changed: fc.array(
    fc.tuple(anyNumber, anyChange).map(([number, over]) => ({ ...(over as Partial<VisitorRow>), number })),
    { maxLength: 4 },
  ),
  gone: fc.array(anyNumber, { maxLength: 2 }),
})
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  sort: fc.record({ column: fc.constantFrom(...columns), down: fc.boolean() }),
  sought: fc.constantFrom('', 'казань', 'елка', 'chrome чай', '1'),
  chosen: fc.constantFrom(
    nothingChosen,
    chosen({ place: ['RU'] }),
    chosen({ place: ['BY', 'RU/Kazan/Казань'], browser: ['Chrome'] }),
    chosen({ site: ['shop.example'], page: ['shop.example/tea'] }),
  ),
  language: fc.constantFrom('ru' as const, 'en' as const),
  now: fc.constant(10_000),
  nameOf: fc.constant((operator: string) => (operator === 'me' ? 'Анна' : 'Борис')),
})

const apply = (rows: Map<number, VisitorRow>, frame: VisitorsFrame): void => {
  for (const number of frame.gone ?? []) rows.delete(number)
  for (const one of frame.rows ?? []) rows.set(one.number, one)
  for (const change of frame.changed ?? []) {
    const known = rows.get(change.number)
    if (known) rows.set(change.number, { ...known, ...change })
  }
}

it('changed bit by bit it tells what it would tell made at once', () => {
  const step = fc.oneof({ weight: 4, arbitrary: anyFrame }, { weight: 1, arbitrary: anyQuestion })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), anyQuestion, (steps, first) => {
      const table = new VisitorTable('me')
      const rows = new Map<number, VisitorRow>()
      let question = first
      table.ask(question)
      for (const step of steps) {
        if ('kind' in step) {
          table.receive(step)
          apply(rows, step)
        } else table.ask((question = step))
      }
      expect(told(table)).toEqual(direct([...rows.values()], question))
    }),
    { numRuns: 300 },
  )
})

describe('the table', () => {
  it('is sorted by when the visit began, newest first', () => {
    const table = new VisitorTable('me')
    table.receive({ kind: 'visitors', rows: [row(1), row(3), row(2)] })
    expect(numbers(table.order('browsing'))).toEqual([3, 2, 1])
    table.receive({ kind: 'visitors', changed: [{ number: 1, since: 9_000 }] })
    expect(numbers(table.order('browsing'))).toEqual([1, 3, 2])
  })
  it('says what a facet would give if it were chosen otherwise', () => {
    const table = new VisitorTable('me')
    const ru = { country: 'RU', city: null, cityRu: null }
    const by = { country: 'BY', city: null, cityRu: null }
    const rows = [row(1, { place: ru }), row(2, { place: by }), row(3, { place: by, browser: 'Firefox 1' })]
    table.receive({ kind: 'visitors', rows })
    table.ask({ ...plainQuestion, chosen: chosen({ place: ['RU'] }) })
    expect(numbers(table.order('browsing'))).toEqual([1])
    expect(Object.fromEntries(table.counts('place'))).toEqual({ RU: 1, BY: 2 })
    expect(Object.fromEntries(table.counts('browser'))).toEqual({ Chrome: 1 })
  })
  it('keeps the last twenty who left', () => {
    const table = new VisitorTable('me')
    table.receive({ kind: 'visitors', rows: Array.from({ length: 25 }, (_, n) => row(n + 1)) })
    const left = Array.from({ length: 22 }, (_, n) => ({ number: n + 1, left: n === 0 ? 90 : n }))
    table.receive({ kind: 'visitors', changed: left })
    expect([table.total('left'), table.size]).toEqual([20, 23])
    // Who left last stays, whatever his number.
    expect(numbers(table.order('left'))[0]).toBe(1)
    expect(numbers(table.order('left'))).not.toContain(2)
    table.receive({ kind: 'visitors', rows: [row(1)] })
    expect([table.total('left'), table.total('browsing')]).toEqual([19, 4])
  })
  it('leaves alone what it was never told of', () => {
    const table = new VisitorTable('me')
    table.receive({ kind: 'visitors', changed: [{ number: 7, open: true }], gone: [8] })
    expect([table.size, table.total('browsing')]).toEqual([0, 0])
  })
})

describe('what is shown', () => {
  const start = () => {
    const table = new VisitorTable('me')
    table.receive({ kind: 'visitors', rows: [row(1), row(2), row(3)] })
    return { table, shown: new Shown(table) }
  }
  const order = (shown: Shown) =>
    groups.flatMap((group) =>
      Array.from({ length: shown.length(group) }, (_, i) => {
        const { row, faded } = shown.at(group, i)!
        return `${group} ${row.number}${faded ? ' faded' : ''}`
      }),
    )
  it('is the table itself as long as nobody aims', () => {
    const { table, shown } = start()
    table.receive({ kind: 'visitors', rows: [row(4)], changed: [{ number: 1, left: 5 }] })
    expect(order(shown)).toEqual(['browsing 4', 'browsing 3', 'browsing 2', 'left 1'])
    expect(shown.news).toBe(0)
  })
  it('keeps its places while somebody aims; who comes is counted, who goes fades', () => {
    const { table, shown } = start()
    shown.hold(true)
    table.receive({
      kind: 'visitors',
      rows: [row(4), row(5), row(6, { left: 1 })],
      changed: [
        { number: 3, left: 5 },
        { number: 2, open: true, operator: 'me', views: 9 },
      ],
      gone: [1],
    })
    expect(order(shown)).toEqual(['browsing 3 faded', 'browsing 2', 'browsing 1 faded'])
    expect(shown.at('browsing', 1)?.row.views).toBe(9)
    expect(shown.news).toBe(2)
    expect(shown.find(2)).toEqual({ group: 'browsing', index: 1 })
    shown.admit()
    expect([order(shown), shown.news]).toEqual([
      ['mine 2', 'browsing 5', 'browsing 4', 'left 3', 'left 6'],
      0,
    ])
    table.receive({ kind: 'visitors', rows: [row(9)] })
    expect(shown.news).toBe(1)
    shown.hold(false)
    expect([order(shown).includes('browsing 9'), shown.news]).toEqual([true, 0])
  })
  it('keeps them over another snapshot too', () => {
    const { shown } = start()
    shown.hold(true)
    const next = new VisitorTable('me')
    next.receive({ kind: 'visitors', rows: [row(2), row(7)] })
    shown.become(next)
    expect(order(shown)).toEqual(['browsing 3 faded', 'browsing 2', 'browsing 1 faded'])
    expect(shown.news).toBe(1)
  })
})
