/** Of the invitation itself; what it says is the owner's, or the operator's. */
export const words = {
  ru: {
    label: 'Приглашение в чат',
    yes: 'Да, есть вопрос',
    no: 'Нет, спасибо',
    close: 'Закрыть',
  },
  en: {
    label: 'Invitation to chat',
    yes: 'Yes, I have a question',
    no: 'No, thanks',
    close: 'Close',
  },
} as const
