/** How an operator likes his table. Kept for him in this browser; storage may be blocked, or hold anything. */
import { type Column, columns, type Sort, standardSort } from './columns.ts'
import { type Group, groups } from './group.ts'

export type View = 'full' | 'compact'

export interface Layout {
  readonly view: View
  /** Of the full view. */
  readonly columns: ReadonlyArray<Column>
  /** In rem; a column that is not there has its own. */
  readonly widths: Readonly<Partial<Record<Column, number>>>
  readonly sort: Sort
  /** Groups whose rows are put away. */
  readonly folded: ReadonlyArray<Group>
}

/** What the compact view shows. */
export const fewColumns: ReadonlyArray<Column> = ['number', 'place', 'page', 'time']

const hiddenAtFirst: ReadonlySet<Column> = new Set(['site', 'address'])

export const standardLayout: Layout = {
  view: 'full',
  columns: columns.filter((column) => !hiddenAtFirst.has(column)),
  widths: {},
  sort: standardSort,
  folded: [],
}

/** «Samsung Internet 25», «Прямой заход» and «Анна Соколова» fit; all together as wide as a screen of 1440 px has room. */
const ownWidths: Readonly<Record<Column, number>> = {
  number: 5.75,
  place: 7.75,
  page: 10.5,
  site: 9,
  source: 8.25,
  since: 5.25,
  time: 5.5,
  visits: 4.75,
  views: 5.75,
  invited: 7.25,
  operator: 7.25,
  browser: 9.25,
  os: 6,
  address: 8.5,
}
export const narrowest = 3.5
export const widest = 40

export const widthOf = ({ widths }: Layout, column: Column): number => widths[column] ?? ownWidths[column]

export const resized = (layout: Layout, column: Column, width: number): Layout => ({
  ...layout,
  widths: { ...layout.widths, [column]: Math.round(Math.min(widest, Math.max(narrowest, width)) * 16) / 16 },
})

/** A column comes or goes; the number stays, for it opens the dialogue. */
export const toggled = (layout: Layout, column: Column): Layout => {
  if (column === 'number') return layout
  const shown = new Set(layout.columns)
  if (!shown.delete(column)) shown.add(column)
  return { ...layout, columns: columns.filter((one) => shown.has(one)) }
}

export const shownColumns = ({ view, columns }: Layout): ReadonlyArray<Column> =>
  view === 'compact' ? fewColumns : columns

const keptUnder = (operator: string): string => `redhelper:visitors:${operator}`

export const loadLayout = (operator: string): Layout => {
  try {
    return layoutFrom(JSON.parse(localStorage.getItem(keptUnder(operator)) ?? '{}'))
  } catch {
    return standardLayout
  }
}

export const saveLayout = (operator: string, layout: Layout): void => {
  try {
    localStorage.setItem(keptUnder(operator), JSON.stringify(layout))
  } catch {}
}

/** Whatever is kept: what is not understood is as at first. */
export const layoutFrom = (kept: unknown): Layout => {
  if (typeof kept !== 'object' || kept === null) return standardLayout
  const of = kept as Partial<Record<keyof Layout, unknown>>
  const listed = Array.isArray(of.columns) ? of.columns : standardLayout.columns
  const folded = Array.isArray(of.folded) ? of.folded : []
  return {
    view: of.view === 'compact' ? 'compact' : 'full',
    columns: columns.filter((column) => column === 'number' || listed.includes(column)),
    widths: widthsFrom(of.widths),
    sort: sortFrom(of.sort),
    folded: groups.filter((group) => folded.includes(group)),
  }
}

const widthsFrom = (kept: unknown): Layout['widths'] => {
  const pairs = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
  return Object.fromEntries(
    pairs.filter(
      ([column, width]) =>
        columns.includes(column as Column) &&
        typeof width === 'number' &&
        width >= narrowest &&
        width <= widest,
    ),
  )
}

const sortFrom = (kept: unknown): Sort => {
  const { column, down } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Sort>
  return columns.includes(column as Column) && typeof down === 'boolean'
    ? { column: column as Column, down }
    : standardSort
}
