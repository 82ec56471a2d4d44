/** One change of a setting in a line: what, from what to what, who and when. */
import { css, html, type TemplateResult } from 'lit'
import type { SettingChange } from '../../console/ui/api.ts'
import { formatFull, formatMoment } from '../../console/ui/format.ts'
import { valueText } from './value-text.ts'
import { wordsOf } from './words.ts'

export const changeStyles = css`
  .change {
    overflow-wrap: anywhere;
  }
  .change b {
    font-weight: 550;
  }
  .change small {
    color: var(--rh-text-3);
    font-size: var(--rh-text-s);
    white-space: nowrap;
  }
`

export const changeLine = ({ at, operator, name, before, after }: SettingChange): TemplateResult =>
  html`<span class="change">
    <b>${wordsOf(name).label}</b>: ${valueText(name, before)} → ${valueText(name, after)}
    <small title=${formatFull(at)}>${operator}, ${formatMoment(at)}</small>
  </span>`
