/** A letter that shows whether letters arrive. */
import type { Letter, Mailbox } from '../../domain/letter.ts'

const texts = {
  ru: {
    subject: 'Проверка почты RedHelper',
    title: 'Письма доходят',
    text: 'Это проверочное письмо. Если вы его читаете, сервер отправляет почту и она не теряется по дороге.',
    note: 'Загляните и в исходный текст письма: если почтовая программа пишет, что отправитель не подтверждён, проверьте записи SPF и DKIM домена, с которого оно пришло.',
  },
  en: {
    subject: 'RedHelper mail test',
    title: 'Letters arrive',
    text: 'This is a test letter. If you read it, the server sends mail, and it is not lost on its way.',
    note: 'Look at its source too: where your mail program says that the sender is not verified, check the SPF and DKIM records of the domain it came from.',
  },
}

export const testLetter = (account: string, to: Mailbox, language: 'ru' | 'en'): Letter => {
  const t = texts[language]
  return {
    kind: 'test',
    account,
    to,
    replyTo: null,
    fromName: null,
    subject: t.subject,
    content: {
      language,
      title: t.title,
      parts: [
        { kind: 'paragraph', text: t.text },
        { kind: 'note', text: t.note },
      ],
    },
  }
}
