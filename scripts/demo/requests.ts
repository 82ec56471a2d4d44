/** What visitors of the example account left while nobody was there. */

import { soonest } from '../../engine/domain/request.ts'
import { uuidv7 } from '../../engine/protocol/client/index.ts'
import { openWidget } from './clients.ts'
import { iphone, type Talk, windows } from './talks.ts'

interface Left extends Pick<Talk, 'page' | 'from'> {
  readonly contacts: Record<'name' | 'email' | 'phone' | 'message', string>
}

const left: ReadonlyArray<Left> = [
  {
    page: { path: '/wholesale', title: 'Оптом — Чайный двор' },
    from: { address: '188.187.120.4', userAgent: `${windows} Safari/537.36`, referrer: 'https://ya.ru/' },
    contacts: {
      name: 'Ирина Белова',
      email: 'irina@kofeynya.example',
      phone: '',
      message:
        'Здравствуйте! Открываем кофейню, нужен прайс на листовой чай от 20 кг. Пришлите, пожалуйста, условия.',
    },
  },
  {
    page: { path: '/delivery', title: 'Доставка и оплата — Чайный двор' },
    from: { address: '46.147.33.18', userAgent: iphone, referrer: '' },
    contacts: {
      name: 'Тимур',
      email: 'timur@example.com',
      phone: '',
      message: 'Заказ 2041 не пришёл в срок. Где он сейчас?',
    },
  },
  {
    page: { path: '/gifts', title: 'Подарки — Чайный двор' },
    from: {
      address: '95.24.11.90',
      userAgent: `${windows.replace('Win64; x64', 'WOW64')} Safari/537.36`,
      referrer: 'https://www.google.com/',
    },
    contacts: {
      name: 'Светлана',
      email: 'sveta@example.com',
      phone: '',
      message: 'Можно ли вложить открытку в подарочный набор?',
    },
  },
]

export const leaveRequests = async (origin: string): Promise<void> => {
  const widgets = await Promise.all(left.map((each) => openWidget(origin, { ...each, open: true }, null)))
  // Nobody fills a form in sooner.
  await new Promise((done) => setTimeout(done, soonest + 100))
  for (const [n, { contacts }] of left.entries()) {
    const { connection } = widgets[n]!
    const frame = {
      kind: 'request',
      client: uuidv7(),
      form: 'offline',
      conversation: null,
      contacts,
      consent: null,
      trap: '',
    }
    await connection.request(frame)
    connection.stop()
  }
}
