/** Phrases of the choice of a department. */
export const words = {
  ru: {
    whom: 'Кому написать?',
    anybody: 'Всё равно, кто ответит',
    away: 'Не на связи',
  },
  en: {
    whom: 'Whom would you like to ask?',
    anybody: 'Anybody is fine',
    away: 'Away',
  },
} as const

/** As the window says it; whoever says that in other words says it here too. */
export const online = { ru: 'На связи', en: 'Online' } as const
