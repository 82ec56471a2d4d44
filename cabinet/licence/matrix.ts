/** Which tariff has what: the rows that the licence page compares. */
import type { Feature } from '../../console/ui/api.ts'
import { defineTexts } from '../../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    basic: 'Чат, офлайн-форма, настройка кнопки и окна',
    monitoring: 'Кто сейчас на сайте и всё о посетителе, совместный просмотр страниц',
    statistics: 'Полная статистика операторов и регулярные отчёты',
    invitations: 'Активные приглашения: автоматические и от оператора',
    ownButton:
      'Своя кнопка чата, место и размер окна через API, удерживающие сообщения, приглашения для отдельных страниц',
    crm: 'API и вебхуки для CRM, связь с аккаунтом на сайте',
    leads: 'Сбор лидов: необработанные заявки',
    branding: 'Своё оформление без нашего имени, виджет с кодом консультации',
  },
  en: {
    basic: 'Chat, offline form, settings of button and window',
    monitoring: 'Who is on the site now and all about a visitor, co-browsing',
    statistics: 'Full statistics of operators and regular reports',
    invitations: 'Active invitations: automatic and by an operator',
    ownButton: 'Own chat button, window’s place and size by API, hold messages, invitations for single pages',
    crm: 'API and webhooks for CRM, connection to accounts on the site',
    leads: 'Leads: requests that wait for an answer',
    branding: 'A theme of your own without our name, consultation code',
  },
})

interface Row {
  readonly name: string
  /** One of those that the row is about; null: every tariff has it. */
  readonly feature: Feature | null
}

const features = ['monitoring', 'statistics', 'invitations', 'ownButton', 'crm', 'leads', 'branding'] as const

export const rows = (): ReadonlyArray<Row> => {
  const t = texts()
  return [{ name: t.basic, feature: null }, ...features.map((feature) => ({ name: t[feature], feature }))]
}
