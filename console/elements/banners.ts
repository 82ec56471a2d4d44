/**
 * What stands above every pane: no connection, an engine that has ended it, a newer console, a licence that ends; and
 * words that have no dialogue any more.
 */
import { html, nothing } from 'lit'
import { closeCodes } from '../../engine/protocol/client/limits.ts'
import { endsSoon } from '../../engine/protocol/client/tariffs.ts'
import { shell } from '../app/Shell.ts'
import type { Desk } from '../desk/Desk.ts'
import { oneLine } from '../desk/text.ts'
import { icon } from '../ui/icon.ts'
import { leftWords, licenceWords } from '../ui/licence-words.ts'
import { copyWord, toClipboard } from './clipboard.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

export interface Bannered {
  readonly desk: Desk
  readonly timeZone: string
  /** The close code with which the engine has ended the connection for good; else 0. */
  readonly endedBy: number
  /** Until when nothing is to be said of the licence: ms since 1970. */
  readonly licenceHidden: number
  readonly hideLicence: (until: number) => void
}

export const banners = (of: Bannered) => html`${banner(of)}${orphans(of.desk)}`

const banner = (of: Bannered) => {
  const { desk, endedBy } = of
  const t = texts()
  if (endedBy !== 0) {
    const words = endedBy === closeCodes.upgrade ? t.ended.upgrade : t.ended.other
    return html`<div class="banner" role="alert">${icon('circle-alert')}<span>${words}</span>
      <button class="button small" type="button" @click=${() => location.reload()}>${t.reload}</button></div>`
  }
  if (desk.link === 'online' && desk.state.dead) {
    return html`<div class="banner" role="alert">${icon('triangle-alert')}<span>${t.dead}</span></div>`
  }
  if (desk.link === 'online') return shell.newer ? newer() : lastDays(of)
  if (desk.link !== 'lost') return nothing
  return html`<div class="banner" role="alert">${icon('wifi-off')}<span>${t.lost}</span>
    <button class="button small" type="button" @click=${() => desk.nudge()}>${t.tryNow}</button></div>`
}

const newer = () => {
  const t = texts()
  return html`<div class="banner plain" role="status">${icon('rotate-cw')}<span>${t.newer}</span>
    <button class="button small" type="button" @click=${() => shell.take()}>${t.take}</button></div>`
}

/** A5: the administrator hears of it before the licence ends; once a day is enough. */
const lastDays = ({ desk, timeZone, licenceHidden, hideLicence }: Bannered) => {
  const { now } = desk
  const { licence, me } = desk.state
  if (licence === null || me?.administrator !== true || !endsSoon(licence, now)) return nothing
  if (licenceHidden > now) return nothing
  const t = texts()
  return html`<div class="banner">${icon('clock')}<span>${t.lastDays(licenceWords(licence, timeZone), leftWords(licence, now))}</span>
    <a class="button small" href="/cabinet/licence" target="_blank" rel="noopener">${t.licence}</a>
    <button class="button plain small" type="button" @click=${() => hideLicence(now + 86_400_000)}>${t.hide}</button></div>`
}

const orphans = (desk: Desk) => {
  const t = texts()
  return desk.orphans.map(
    ({ text, drop }) => html`<div class="banner" role="alert">${icon('circle-alert')}
      <span class="cut">${t.orphan} <bdi>${oneLine(text)}</bdi></span>
      <button class="button small" type="button" @click=${() => toClipboard(text)}>${copyWord()}</button>
      <button class="button small" type="button" @click=${drop}>${t.discard}</button></div>`,
  )
}
