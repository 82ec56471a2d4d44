/** The columns of the table, and what each sorts by. */
import type { InvitationState } from '../../engine/protocol/client/invitations.ts'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { placeInFull } from '../elements/place-words.ts'
import { sourceName } from '../elements/source-words.ts'
import type { Language } from '../ui/i18n.ts'
import { hostAndPath } from './facet.ts'

/** In the order in which they stand. */
export const columns = [
  'number',
  'place',
  'page',
  'site',
  'source',
  'since',
  'time',
  'visits',
  'views',
  'invited',
  'operator',
  'browser',
  'os',
  'address',
] as const
export type Column = (typeof columns)[number]

export interface Sort {
  readonly column: Column
  readonly down: boolean
}
/** The manual's: by time since the last visit. */
export const standardSort: Sort = { column: 'since', down: true }

/** What is most is wanted first, words from A to Z. */
const most: ReadonlySet<Column> = new Set(['number', 'since', 'time', 'visits', 'views', 'invited'])

/** Who came of it stands before who may come yet, and those before whoever will not. */
const promises: Readonly<Record<InvitationState, number>> = {
  accepted: 5,
  seen: 4,
  sent: 3,
  declined: 2,
  ignored: 1,
}

/** What a click on a column's header makes of the order. */
export const sortBy = (column: Column, before: Sort): Sort => ({
  column,
  down: column === before.column ? !before.down : most.has(column),
})

/** What keys are made with. `now`: engine's clock; time on site goes on for all alike, so one moment serves. */
export interface Ranking {
  readonly language: Language
  readonly now: number
  readonly nameOf: (operator: string) => string | null
}
export type Key = number | string

/** On the site over all visits, ms. */
export const timeOf = ({ seconds, watching }: VisitorRow, now: number): number =>
  seconds * 1_000 + (watching === null ? 0 : now - watching)

export const keyOf = (column: Column, row: VisitorRow, { language, now, nameOf }: Ranking): Key => {
  switch (column) {
    case 'number':
    case 'visits':
    case 'views':
      return row[column]
    // Whoever left stands by when he did.
    case 'since':
      return row.left ?? row.since
    case 'time':
      return timeOf(row, now)
    case 'place':
      return row.place === null ? '' : placeInFull(row.place, language)
    case 'page':
      return row.page.title || row.page.url
    case 'site':
      return hostAndPath(row.page.url)[0]
    case 'source':
      return sourceName(row.source)
    case 'invited':
      return row.invited === null ? 0 : promises[row.invited]
    case 'operator':
      return (row.operator !== null && nameOf(row.operator)) || ''
    default:
      return row[column]
  }
}

const collator = new Intl.Collator(['ru', 'en'], { numeric: true })

export const compareKeys = (a: Key, b: Key): number =>
  typeof a === 'number' ? a - (b as number) : a === b ? 0 : collator.compare(a, b as string)
