/** Letters that carry what a client left: an offline message (C9), a lead (C7). An answer goes to the client. */
import { headerText, type Letter, mailbox, type Part } from '../../domain/letter.ts'
import { checked } from './account.ts'
import { moment, type Words, words } from './words.ts'

export interface FromClient {
  readonly account: {
    readonly id: string
    readonly login: string
    readonly language: 'ru' | 'en'
    readonly timeZone: string
  }
  /** Where the account wants such messages (A6). */
  readonly to: string
  /** The page that he wrote from. */
  readonly page: string
  /** ms since 1970 */
  readonly at: number
  /** His number; null when he has none. */
  readonly visitor: number | null
  /** As he left them; null where he was not asked. */
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly message: string | null
}

const texts = {
  ru: {
    offline: (page: string) => `Онлайн консультант: сообщение с сайта ${page}`,
    offlineTitle: 'Сообщение с сайта',
    lead: (page: string) => `Онлайн консультант: контакты с сайта ${page}`,
    leadTitle: 'Клиент не дождался ответа и оставил контакты',
  },
  en: {
    offline: (page: string) => `Live chat: message from the site ${page}`,
    offlineTitle: 'A message from your site',
    lead: (page: string) => `Live chat: contacts from the site ${page}`,
    leadTitle: 'A client was not answered, and left contacts',
  },
}

export const offlineMessage = (from: FromClient): Letter => {
  const t = texts[from.account.language]
  return letter(from, 'offlineMessage', t.offline(from.page), t.offlineTitle)
}

export const lead = (from: FromClient): Letter => {
  const t = texts[from.account.language]
  return letter(from, 'lead', t.lead(from.page), t.leadTitle)
}

const letter = (
  from: FromClient,
  kind: 'offlineMessage' | 'lead',
  subject: string,
  title: string,
): Letter => {
  const { account, to, name, email, message, visitor } = from
  const w = words[account.language]
  const who = name?.trim() || (visitor === null ? w.visitor : w.visitorNumber(visitor))
  const replyTo = email === null ? null : mailbox(email, name ?? '')
  const said: ReadonlyArray<Part> = message === null ? [] : [{ kind: 'quote', text: message }]
  return {
    kind,
    account: account.id,
    to: checked(to),
    replyTo,
    fromName: headerText(w.through(who, account.login), 80),
    subject: headerText(subject),
    content: {
      language: account.language,
      title,
      parts: [
        ...said,
        { kind: 'facts', facts: facts(from, w) },
        { kind: 'note', text: replyTo === null ? w.answerReachesNobody : w.answerReaches },
      ],
    },
  }
}

const facts = ({ account, name, email, phone, visitor, page, at }: FromClient, w: Words) =>
  (
    [
      [w.name, name],
      [w.email, email],
      [w.phone, phone],
      [w.visitor, visitor === null ? null : String(visitor)],
      [w.page, page],
      [w.time, moment(at, account.language, account.timeZone)],
    ] as const
  ).flatMap(([label, value]) => (value === null || value === '' ? [] : [[label, value] as const]))
