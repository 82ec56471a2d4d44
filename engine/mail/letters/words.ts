/** The words of letters, in the language of who reads them. */
export interface Words {
  readonly login: string
  readonly console: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly page: string
  readonly site: string
  readonly time: string
  readonly visitor: string
  readonly visitorNumber: (number: number) => string
  /** Whom a letter seems to come from, though the address is ours. */
  readonly through: (who: string, account: string) => string
  readonly answerReaches: string
  readonly answerReachesNobody: string
}

export const words: Readonly<Record<'ru' | 'en', Words>> = {
  ru: {
    login: 'Логин',
    console: 'Консоль оператора',
    name: 'Имя',
    email: 'E-mail',
    phone: 'Телефон',
    page: 'Страница',
    site: 'Сайт',
    time: 'Время',
    visitor: 'Посетитель',
    visitorNumber: (number) => `Посетитель ${number}`,
    through: (who, account) => `${who} через «${account}»`,
    answerReaches: 'Ответьте на это письмо как обычно: ответ получит клиент.',
    answerReachesNobody: 'Клиент не оставил e-mail, поэтому ответ на это письмо он не получит.',
  },
  en: {
    login: 'Login',
    console: 'Operator console',
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone',
    page: 'Page',
    site: 'Site',
    time: 'Time',
    visitor: 'Visitor',
    visitorNumber: (number) => `Visitor ${number}`,
    through: (who, account) => `${who} via “${account}”`,
    answerReaches: 'Just reply to this letter: the client gets the answer.',
    answerReachesNobody: 'The client left no e-mail, so a reply to this letter would not reach them.',
  },
}

/** 26 ноября 2026 г., 14:05 */
export const moment = (at: number, language: 'ru' | 'en', timeZone: string): string => {
  const said = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone }).format(at)
  const day = said({ day: 'numeric', month: 'long', year: 'numeric' })
  return `${day}, ${said({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`
}
