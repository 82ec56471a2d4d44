/** What an operator can do with a visitor, on his card. */
import { html, type TemplateResult } from 'lit'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { icon } from '../ui/icon.ts'
import type { Way } from '../visitors/ways.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

export interface Actions {
  readonly row: VisitorRow
  readonly way: Way
  /** Is there a connection? */
  readonly linked: boolean
  readonly enter: () => void
}

/** One after the other: what comes to be possible gets its own line here. */
export const visitorActions = ({ row, way, linked, enter }: Actions): TemplateResult => {
  const t = texts()
  if (way !== null) {
    return html`<button class="button small ${way === 'look' ? '' : 'primary'}" type="button"
      ?disabled=${!linked && way !== 'select'} @click=${enter}>${icon(way === 'look' ? 'eye' : 'message-circle')}${way === 'look' ? t.look : t.openTalk}</button>`
  }
  return row.left === null ? html`<p>${t.windowClosed}</p>` : html``
}
