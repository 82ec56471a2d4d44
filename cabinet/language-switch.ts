import { html, type TemplateResult } from 'lit'
import { chooseLanguage, defineTexts, type Language, language, languages } from '../console/ui/i18n.ts'

const texts = defineTexts({ ru: { label: 'Язык' }, en: { label: 'Language' } })

/** A language is named in itself, so that its speaker finds it. */
export const languageNames: Record<Language, string> = { ru: 'Русский', en: 'English' }

/** Two words, the current one pressed. */
export const languageSwitch =
  (): TemplateResult => html`<div class="languages" role="group" aria-label=${texts().label}>
  ${languages.map(
    (each) => html`<button
      class="button plain small"
      type="button"
      lang=${each}
      aria-pressed=${each === language()}
      @click=${() => chooseLanguage(each)}
    >
      ${languageNames[each]}
    </button>`,
  )}
</div>`
