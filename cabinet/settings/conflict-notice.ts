/** Two have changed the same: what the other one did, and whose is to stay. */
import { css, html, type TemplateResult } from 'lit'
import type { SettingChange } from '../../console/ui/api.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { changeLine, changeStyles } from './change-line.ts'

const texts = defineTexts({
  ru: {
    title: 'Пока вы правили, это изменили в другом окне',
    theirs: 'Взять то, что сохранено',
    mine: 'Сохранить моё',
  },
  en: {
    title: 'While you were editing, this was changed in another window',
    theirs: 'Take what is saved',
    mine: 'Save mine',
  },
})

export const conflictStyles = [
  changeStyles,
  css`
    .conflict {
      display: grid;
      gap: var(--rh-3);
      padding: var(--rh-4);
      border-radius: var(--rh-radius-card);
      background: var(--rh-break-soft);
      color: var(--rh-break-text);
    }
    .conflict h2 {
      display: flex;
      align-items: center;
      gap: var(--rh-2);
      font-size: var(--rh-text-l);
      letter-spacing: 0;
    }
    .conflict ul {
      display: grid;
      gap: var(--rh-1);
      padding: 0;
      list-style: none;
      color: var(--rh-text);
    }
  `,
]

export const conflictNotice = (
  changes: ReadonlyArray<SettingChange>,
  takeTheirs: () => void,
  keepMine: () => void,
): TemplateResult => {
  const t = texts()
  return html`<div class="conflict" role="alert">
    <h2>${icon('circle-alert')}${t.title}</h2>
    <ul>${changes.map((change) => html`<li>${changeLine(change)}</li>`)}</ul>
    <div class="actions">
      <button class="button" type="button" @click=${takeTheirs}>${t.theirs}</button>
      <button class="button" type="button" @click=${keepMine}>${t.mine}</button>
    </div>
  </div>`
}
