/** Phrases of the choice of a department. */
export const words = {
  ru: {
    whom: 'Кому написать?',
    anybody: 'Всё равно, кто ответит',
    online: 'На связи',
    away: 'Не на связи',
  },
  en: {
    whom: 'Whom would you like to ask?',
    anybody: 'Anybody is fine',
    online: 'Online',
    away: 'Away',
  },
} as const
