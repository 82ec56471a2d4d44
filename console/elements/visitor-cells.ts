/** What stands in each cell of the visitor table. */
import { html, nothing, type TemplateResult } from 'lit'
import type { InvitationState } from '../../engine/protocol/client/invitations.ts'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { oneLine, relativeAddress } from '../desk/text.ts'
import { formatDuration, formatFull, formatMoment, formatNumber, formatTime } from '../ui/format.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { type Column, timeOf } from '../visitors/columns.ts'
import { hostAndPath } from '../visitors/facet.ts'
import { groupOf, waits } from '../visitors/group.ts'
import { visitorName } from './dialogue-row.ts'
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

const invitedIcons: Readonly<Record<InvitationState, IconName>> = {
  sent: 'send',
  seen: 'eye',
  accepted: 'check',
  declined: 'x',
  ignored: 'minus',
}

const invited = ({ invited }: VisitorRow): Cell => {
  if (invited === null) return text('')
  const word = texts().invited[invited]
  return {
    words: html`<span class="invited ${invited}">${icon(invitedIcons[invited], { size: 14 })}${word}</span>`,
    title: word,
  }
}

/** Where there is no room for the word. */
const invitedMark = ({ invited }: VisitorRow): TemplateResult | typeof nothing => {
  if (invited === null) return nothing
  const word = texts().invited[invited]
  return html`<span class="invited ${invited}" title=${word}>${icon(invitedIcons[invited], { size: 14 })}<span
    class="unseen">${word}</span></span>`
}

/** Everything else that can be done with him; its place is beside the number, which is always in sight. */
const more = (row: VisitorRow): TemplateResult =>
  html`<button class="more" type="button" tabindex="-1" data-act="menu" aria-haspopup="menu" title=${texts().menu}
    aria-label=${texts().menuOf(visitorName(row))}>${icon('ellipsis', { size: 14 })}</button>`

/** The number opens the dialogue (H4). */
const number = (row: VisitorRow, me: string): TemplateResult =>
  html`${mark(row, me)}<button class="number" type="button" tabindex="-1" data-act="enter"
    title=${texts().openTalk}>${row.number}</button>${more(row)}`

const page = ({ page }: VisitorRow): Cell => {
  const title = oneLine(page.title, 120)
  const address = relativeAddress(page.url)
  const copy = texts().copyPage
  const words = html`<bdi>${title}</bdi> <bdi class=${title === '' ? '' : 'address'}>${address}</bdi><button
    class="copy" type="button" tabindex="-1" data-act="copy" title=${copy} aria-label=${copy}>${icon('copy', { size: 14 })}</button>`
  return { words, title: `${title}\n${page.url}` }
}

const since = (row: VisitorRow, now: number): Cell => {
  const at = row.left ?? row.since
  const left = row.left === null ? '' : `${texts().leftAt(formatTime(row.left))}. `
  return { words: formatMoment(at, now), title: left + formatFull(at) }
}

const text = (words: string, title = words): Cell => ({ words, title })

export const onSite = (row: VisitorRow, now: number): string =>
  formatDuration(Math.max(0, timeOf(row, now)) / 1_000)

/** What stands there, and what is told on hovering: much of it is cut. */
export interface Cell {
  readonly words: TemplateResult | string
  readonly title: string
}

export const cell = (column: Column, row: VisitorRow, scene: CellScene): Cell => {
  switch (column) {
    case 'number':
      return { words: number(row, scene.me), title: '' }
    case 'place':
      return row.place === null ? text('') : text(placeName(row.place), placeInFull(row.place))
    case 'page':
      return page(row)
    case 'site':
      return text(hostAndPath(row.page.url)[0])
    case 'source':
      return { words: sourceMark(row.source), title: sourceInFull(row.source) }
    case 'since':
      return since(row, scene.now)
    case 'time':
      return text(onSite(row, scene.now), '')
    case 'visits':
    case 'views':
      return text(formatNumber(row[column]), '')
    case 'invited':
      return invited(row)
    case 'operator':
      return text(row.operator === null ? '' : (scene.nameOf(row.operator) ?? texts().someone))
    case 'browser':
    case 'os':
      return text(row[column])
    case 'address':
      return text(row.address)
  }
}

/** Two lines, where there is no room for columns. */
export const card = (row: VisitorRow, scene: CellScene): TemplateResult => {
  const { place } = row
  return html`<div class="first" role="gridcell">${number(row, scene.me)}<span class="cut">${
    place === null ? '' : placeName(place)
  }</span><span class="rest">${invitedMark(row)}${onSite(row, scene.now)}</span></div>
  <div class="second" role="gridcell"><span class="cut">${oneLine(row.page.title, 120) || relativeAddress(row.page.url)}</span>
    <span class="rest cut">${sourceMark(row.source)}</span></div>`
}
