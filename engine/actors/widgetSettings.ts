/** What the widget looks like until the owner sets it otherwise (C1): at the left edge, «Задать вопрос». */
import type { WidgetSettings } from '../protocol/frames.ts'

const russian: WidgetSettings = {
  language: 'ru',
  button: { side: 'left', text: 'Задать вопрос', color: '#d5372b' },
}
const english: WidgetSettings = {
  language: 'en',
  button: { side: 'left', text: 'Ask a question', color: '#d5372b' },
}

export const widgetSettings = (language: 'ru' | 'en'): WidgetSettings =>
  language === 'en' ? english : russian
