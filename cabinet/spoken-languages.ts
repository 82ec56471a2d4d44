import type { Language } from '../console/ui/api.ts'

/** What the widget speaks; each in its own words. */
export const spokenLanguages: ReadonlyArray<{ value: Language; label: string; lang: string }> = [
  { value: 'ru', label: 'Русский', lang: 'ru' },
  { value: 'en', label: 'English', lang: 'en' },
]
