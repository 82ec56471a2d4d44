/** Phrases of the line by which a visitor ends his dialogue. */
export const words = {
  ru: {
    ask: 'Завершить диалог',
    sure: 'Завершить диалог?',
    yes: 'Завершить',
    cancel: 'Отмена',
    failed: 'Не получилось, попробуйте ещё раз',
  },
  en: {
    ask: 'End the dialogue',
    sure: 'End the dialogue?',
    yes: 'End it',
    cancel: 'Cancel',
    failed: 'That did not work; try again',
  },
} as const
