/** Phrases of the line by which a dialogue is had by mail; `{email}` is where it goes. */
export const words = {
  ru: {
    ask: 'Прислать диалог на почту',
    email: 'Ваш e-mail',
    send: 'Отправить',
    cancel: 'Отмена',
    sent: 'Отправляем диалог на {email}',
    invalid: 'Похоже на опечатку в адресе',
    rate: 'Писем уже много, попробуйте позже',
    failed: 'Не получилось, попробуйте ещё раз',
  },
  en: {
    ask: 'Get this dialogue by e-mail',
    email: 'Your e-mail',
    send: 'Send',
    cancel: 'Cancel',
    sent: 'Sending the dialogue to {email}',
    invalid: 'The address looks mistyped',
    rate: 'That is many letters; try again later',
    failed: 'That did not work; try again',
  },
} as const
