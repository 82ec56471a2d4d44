/** What stands in each cell of the visitor table. */
import { html, nothing, type TemplateResult } from 'lit'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { oneLine, relativeAddress } from '../desk/text.ts'
import { formatDuration, formatFull, formatMoment, formatNumber, formatTime } from '../ui/format.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { type Column, timeOf } from '../visitors/columns.ts'
import { hostAndPath } from '../visitors/facet.ts'
import { groupOf, waits } from '../visitors/group.ts'
import { placeInFull, placeName } from './place-words.ts'
import { sourceInFull, sourceMark } from './source-words.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

/** What cells need besides their row. */
export interface CellScene {
  readonly me: string
  readonly nameOf: (operator: string) => string | null
  /** Engine's clock, ms. */
  readonly now: number
}

type Mark = keyof ReturnType<typeof texts>['marks']

const markOf = (row: VisitorRow, me: string): Mark => {
  if (row.left !== null) return 'left'
  if (waits(row)) return 'waits'
  const group = groupOf(row, me)
  if (group !== 'browsing') return row.conversation === null ? 'open' : group === 'mine' ? 'mine' : 'others'
  return row.watching === null ? 'hidden' : 'here'
}

const markIcons: Partial<Record<Mark, IconName>> = {
  mine: 'message-circle',
  others: 'headset',
  waits: 'circle-alert',
  open: 'message-circle',
}

/** How he stands, in an icon and a word. */
export const mark = (row: VisitorRow, me: string): TemplateResult => {
  const mark = markOf(row, me)
  const word = texts().marks[mark]
  const drawn = markIcons[mark]
  return html`<span class="mark ${mark}" title=${word}>${drawn ? icon(drawn, { size: 14 }) : html`<i></i>`}<span
    class="unseen">${word}, </span></span>`
}

/** The number opens the dialogue (H4). */
const number = (row: VisitorRow, me: string): TemplateResult =>
  html`${mark(row, me)}<button class="number" type="button" tabindex="-1" data-act="enter"
    title=${texts().openTalk}>${row.number}</button>`

const page = ({ page }: VisitorRow): TemplateResult => {
  const title = oneLine(page.title, 120)
  const address = relativeAddress(page.url)
  const copy = texts().copyPage
  return html`<span class="words cut" title="${title}\n${page.url}">${
    title === '' ? nothing : html`<bdi>${title}</bdi> `
  }<bdi class=${title === '' ? '' : 'address'}>${address}</bdi></span><button class="copy" type="button" tabindex="-1"
    data-act="copy" title=${copy} aria-label=${copy}>${icon('copy', { size: 14 })}</button>`
}

const since = (row: VisitorRow, now: number): TemplateResult => {
  const at = row.left ?? row.since
  const words =
    row.left === null ? formatFull(at) : `${texts().leftAt(formatTime(row.left))}. ${formatFull(at)}`
  return html`<time title=${words}>${formatMoment(at, now)}</time>`
}

const operator = ({ operator }: VisitorRow, { nameOf }: CellScene): TemplateResult | typeof nothing =>
  operator === null ? nothing : html`<span class="cut">${nameOf(operator) ?? texts().someone}</span>`

const text = (words: string, title = words): TemplateResult =>
  html`<span class="cut" title=${title}>${words}</span>`

export const onSite = (row: VisitorRow, now: number): string =>
  formatDuration(Math.max(0, timeOf(row, now)) / 1_000)

export const cell = (column: Column, row: VisitorRow, scene: CellScene): TemplateResult | typeof nothing => {
  switch (column) {
    case 'number':
      return number(row, scene.me)
    case 'place':
      return row.place === null ? nothing : text(placeName(row.place), placeInFull(row.place))
    case 'page':
      return page(row)
    case 'site':
      return text(hostAndPath(row.page.url)[0])
    case 'source':
      return html`<span class="source cut" title=${sourceInFull(row.source)}>${sourceMark(row.source)}</span>`
    case 'since':
      return since(row, scene.now)
    case 'time':
      return html`${onSite(row, scene.now)}`
    case 'visits':
    case 'views':
      return html`${formatNumber(row[column])}`
    case 'operator':
      return operator(row, scene)
    case 'browser':
    case 'os':
      return text(row[column])
    case 'address':
      return html`<span class="cut">${row.address}</span>`
  }
}

/** Two lines, where there is no room for columns. */
export const card = (row: VisitorRow, scene: CellScene): TemplateResult => {
  const { place } = row
  return html`<div class="first" role="gridcell">${number(row, scene.me)}<span class="cut">${
    place === null ? nothing : placeName(place)
  }</span><span class="rest">${onSite(row, scene.now)}</span></div>
  <div class="second" role="gridcell"><span class="cut">${oneLine(row.page.title, 120) || relativeAddress(row.page.url)}</span>
    <span class="rest cut">${sourceMark(row.source)}</span></div>`
}
