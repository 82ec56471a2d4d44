import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'

const texts = defineTexts({
  ru: {
    title: 'Пока тихо',
    text: 'Диалог появится в списке, как только посетитель начнёт печатать.',
    test: 'Открыть тестовую страницу',
  },
  en: {
    title: 'All quiet',
    text: 'A dialogue appears on the list as soon as a visitor starts to type.',
    test: 'Open the test page',
  },
})

/** There is no dialogue. `test`: where the account's widget can be tried. */
export const quiet = (test: string): TemplateResult => {
  const t = texts()
  return html`<div class="state">${icon('messages-square', { size: 32 })}
    <h2>${t.title}</h2><p>${t.text}</p>
    <a class="button" href=${test} target="_blank" rel="noopener">${t.test}${icon('external-link', { size: 14 })}</a>
  </div>`
}
