/** What an operator can do with a visitor, on his card. */
import { html, nothing, type TemplateResult } from 'lit'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { icon } from '../ui/icon.ts'
import type { WhyNot } from '../visitors/invitable.ts'
import type { Way } from '../visitors/ways.ts'
import { inviteRefusalWord } from './invite-words.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

export interface Actions {
  readonly row: VisitorRow
  readonly way: Way
  /** Why he cannot be invited now. */
  readonly whyNot: WhyNot | null
  /** Is there a connection? */
  readonly linked: boolean
  readonly enter: () => void
  readonly invite: () => void
}

/** One after the other: what comes to be possible gets its own line here. */
export const visitorActions = (of: Actions): TemplateResult => html`${talk(of)}${invitation(of)}`

const talk = ({ way, linked, enter }: Actions): TemplateResult | typeof nothing => {
  const t = texts()
  if (way === null) return nothing
  return html`<button class="button small ${way === 'look' ? '' : 'primary'}" type="button"
    ?disabled=${!linked && way !== 'select'} @click=${enter}>${icon(way === 'look' ? 'eye' : 'message-circle')}${way === 'look' ? t.look : t.openTalk}</button>`
}

/** In a dialogue of one's own there is nothing to invite to. */
const invitation = ({ row, way, whyNot, linked, invite }: Actions): TemplateResult | typeof nothing => {
  const t = texts()
  if (way === 'select' || whyNot === 'yours') return nothing
  const able = whyNot === null
  return html`<button class="button small ${able && way === null ? 'primary' : ''}" type="button" ?disabled=${!able || !linked}
      aria-describedby="why-not" @click=${invite}>${icon(whyNot === 'locked' ? 'lock' : 'send')}${t.invite}</button>
    <p id="why-not" role="status">${able ? (row.open ? nothing : t.windowClosed) : inviteRefusalWord(whyNot)}</p>`
}
