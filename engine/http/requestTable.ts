/** Requests as the rows of a table, in the words of the account. */
import type { VisitorRequest } from '../api/requests.ts'

type Language = 'ru' | 'en'

const words = {
  ru: {
    head: [
      'Дата',
      'Тип',
      'Имя',
      'E-mail',
      'Телефон',
      'Сообщение',
      'Страница',
      'Посетитель',
      'Согласие',
      'Обработал',
      'Обработано',
    ],
    offline: 'Офлайн-сообщение',
    lead: 'Лид',
  },
  en: {
    head: [
      'Date',
      'Kind',
      'Name',
      'E-mail',
      'Phone',
      'Message',
      'Page',
      'Visitor',
      'Consent',
      'Processed by',
      'Processed at',
    ],
    offline: 'Offline message',
    lead: 'Lead',
  },
}

export const csvHead = (language: Language): ReadonlyArray<string> => words[language].head

export const csvCells = (of: VisitorRequest, language: Language, timeZone: string): ReadonlyArray<string> => {
  const time = (at: number) => moment(at, timeZone)
  const { consent, processed } = of
  return [
    time(of.at),
    words[language][of.kind],
    of.name,
    of.email,
    of.phone,
    of.message,
    of.page.url,
    String(of.visitor.number),
    consent === null ? '' : `${time(consent.at)} ${consent.text || consent.version}`,
    processed?.by ?? '',
    processed === null ? '' : time(processed.at),
  ]
}

/** 2026-11-26 14:05:09, which spreadsheets take for a date in every language. */
const moment = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(at)
