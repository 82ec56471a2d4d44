/** What the widget looks like until the owner sets it otherwise. */
import { widgetSettings as settingsOf, standard } from '../protocol/client/settings.ts'
import type { WidgetSettings } from '../protocol/frames.ts'

const made = (language: 'ru' | 'en', anyPage: boolean): WidgetSettings =>
  settingsOf(standard(language), language, anyPage, () => true)
const ofAll = { ru: made('ru', true), en: made('en', true) }
const ofSome = { ru: made('ru', false), en: made('en', false) }

/** The same object for the same settings. */
export const widgetSettings = (language: 'ru' | 'en', anyPage: boolean): WidgetSettings =>
  (anyPage ? ofAll : ofSome)[language]
