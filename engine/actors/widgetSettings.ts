/** What the widget looks like until the owner sets it otherwise (C1): at the left edge, «Задать вопрос». */
import type { WidgetSettings } from '../protocol/frames.ts'

const texts = { ru: 'Задать вопрос', en: 'Ask a question' }

const made = (language: 'ru' | 'en', anyPage: boolean): WidgetSettings => ({
  language,
  button: { side: 'left', text: texts[language], color: '#d5372b' },
  anyPage,
})
const ofAll = { ru: made('ru', true), en: made('en', true) }
const ofSome = { ru: made('ru', false), en: made('en', false) }

/** The same object for the same settings. */
export const widgetSettings = (language: 'ru' | 'en', anyPage: boolean): WidgetSettings =>
  (anyPage ? ofAll : ofSome)[language]
