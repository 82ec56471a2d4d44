/** The talk that the preview shows. */
import type { Language } from '../language/texts.ts'

export const talk: Readonly<Record<Language, ReadonlyArray<{ by: 'visitor' | 'operator'; text: string }>>> = {
  ru: [
    { by: 'visitor', text: 'Здравствуйте. Успеете доставить до пятницы?' },
    { by: 'operator', text: 'Добрый день. Да, если оформить сегодня до шести.' },
    { by: 'visitor', text: 'А можно выбрать время?' },
  ],
  en: [
    { by: 'visitor', text: 'Hello. Could you deliver by Friday?' },
    { by: 'operator', text: 'Good afternoon. Yes, if you order before six today.' },
    { by: 'visitor', text: 'And may I choose the time?' },
  ],
}
