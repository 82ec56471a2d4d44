/** The bar that appears at the bottom of a page of settings when something was changed. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { defineTexts } from '../console/ui/i18n.ts'

const texts = defineTexts({
  ru: { changed: 'Есть несохранённые изменения', save: 'Сохранить', reset: 'Вернуть как было' },
  en: { changed: 'There are unsaved changes', save: 'Save', reset: 'Undo changes' },
})

export const saveBarStyles = css`
  .save-bar {
    position: sticky;
    bottom: max(var(--rh-4), env(safe-area-inset-bottom));
    z-index: 5;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rh-2);
    padding: var(--rh-2);
    border: 1px solid var(--rh-line-strong);
    border-radius: var(--rh-radius-card);
    background: var(--rh-raised);
    box-shadow: var(--rh-shadow);
    animation: rh-rise var(--rh-slow) var(--rh-ease);
  }
  .save-bar > span {
    flex: 1 1 12rem;
    padding-inline-start: var(--rh-2);
    color: var(--rh-text-2);
  }
  .save-bar > .wrong {
    color: var(--rh-danger-text);
  }
  @media (max-width: 40rem) {
    .save-bar > span {
      flex-basis: 100%;
    }
    .save-bar > .button {
      flex: 1;
    }
  }
  @keyframes rh-rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
`

/** `form`: id of the form that its button submits; `message`: why saving failed. */
export function saveBar(of: {
  readonly form: string
  readonly shown: boolean
  readonly busy: boolean
  readonly message: string | undefined
  readonly reset: () => void
}): TemplateResult | typeof nothing {
  if (!of.shown) return nothing
  const t = texts()
  return html`<div class="save-bar" role="region" aria-label=${t.changed}>
    <span class=${of.message === undefined ? '' : 'wrong'} role="status">${of.message ?? t.changed}</span>
    <button class="button plain" type="button" @click=${of.reset}>${t.reset}</button>
    <button class="button primary" type="submit" form=${of.form} aria-busy=${of.busy} aria-disabled=${of.busy}>${t.save}</button>
  </div>`
}
