/** What the example account's visitors and operators say. */

/** Where a visitor is, with what, and what led him here. */
export interface From {
  readonly address: string
  readonly userAgent: string
  readonly referrer: string
  /** Behind the page's path, from advertising. */
  readonly query?: string
}

export const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
export const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0`
export const android = `Mozilla/5.0 (Linux; Android 14; SM-S921B) ${webkit} Chrome/140.0.0.0 Mobile Safari/537.36`
export const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'

export interface Talk {
  /** Login of the operator who answers. */
  readonly operator: string
  readonly page: { readonly path: string; readonly title: string }
  readonly from: From
  /** `?` the visitor, `!` the operator. */
  readonly lines: ReadonlyArray<`${'?' | '!'} ${string}`>
  /** What becomes of it: ended by the operator, left open, or the visitor stays on the site. */
  readonly end: 'closed' | 'left' | 'stays'
  /** What the visitor is typing when he stays. */
  readonly typing?: string
}

export const talks: ReadonlyArray<Talk> = [
  {
    operator: 'anna',
    page: { path: '/delivery', title: 'Доставка и оплата — Чайный двор' },
    from: {
      address: '95.167.10.20',
      userAgent: `${windows} Safari/537.36`,
      referrer: 'https://www.google.com/',
    },
    lines: [
      '? Добрый день! Доставляете в Тверь?',
      '! Здравствуйте! Да, до пункта выдачи два дня, курьером — три',
      '? А сколько стоит?',
      '! До пункта 190 ₽, курьером 350 ₽. От 3 000 ₽ бесплатно',
      '? Отлично, спасибо 🙂',
      '! Пожалуйста! Если что-то понадобится, пишите сюда',
    ],
    end: 'closed',
  },
  {
    operator: 'mikhail',
    page: { path: '/catalog', title: 'Каталог — Чайный двор' },
    from: { address: '178.72.90.5', userAgent: iphone, referrer: 'https://chatgpt.com/' },
    lines: [
      '? Здравствуйте, чем шу пуэр отличается от шена?',
      '! Добрый день! Шу ферментируют ускоренно: он тёмный, мягкий, земляной. Шен зреет сам годами и по вкусу ближе к зелёному',
      '? А что взять для первого раза?',
      '! Возьмите молодой шу в мини-точах: их легко заваривать и трудно испортить',
      '? Понял, положил в корзину',
    ],
    end: 'closed',
  },
  {
    operator: 'demo',
    page: { path: '/oolong', title: 'Улуны — Чайный двор' },
    from: { address: '86.57.200.3', userAgent: android, referrer: '' },
    lines: [
      '? Подскажите, молочный улун с ароматизатором?',
      '! Здравствуйте! У нас есть оба: Цзинь Сюань без добавок и ароматизированный. На странице каждого это написано',
      '? Мне без добавок. Есть упаковка по 100 грамм?',
      '! Есть, сейчас на складе 14 штук',
    ],
    end: 'left',
  },
  {
    operator: 'demo',
    page: { path: '/gifts', title: 'Подарочные наборы — Чайный двор' },
    from: {
      address: '178.204.10.1',
      userAgent: `${windows} YaBrowser/25.8.0.0 Safari/537.36`,
      referrer: 'https://yandex.ru/search/?text=чай+в+подарок+начальнику',
      query: '?utm_source=yandex&utm_campaign=gifts&yclid=8131170275',
    },
    lines: [
      '? Нужен подарок начальнику, он пьёт только чёрный чай',
      '! Тогда посмотрите набор «Юньнань»: три красных чая и гайвань, в деревянной коробке',
      '? Красивый! А можно вложить открытку?',
    ],
    end: 'stays',
    typing: 'И доставить нужно в пятницу до обеда',
  },
  {
    operator: 'demo',
    page: { path: '/cart', title: 'Корзина — Чайный двор' },
    from: {
      address: '92.255.14.3',
      userAgent: `${android} VKAndroidApp/8.70`,
      referrer: 'https://away.vk.com/',
    },
    lines: ['? Промокод ВЕСНА не срабатывает, пишет «не найден»'],
    end: 'stays',
    typing: 'В прошлом месяце точно работал, я им',
  },
  {
    operator: 'demo',
    page: { path: '/teaware', title: 'Посуда — Чайный двор' },
    from: { address: '46.188.121.7', userAgent: iphone, referrer: 'https://teaforum.example/clay' },
    lines: [
      '? Здравствуйте! Чайник из исинской глины можно мыть в посудомойке?',
      '! Здравствуйте! Лучше не надо: глина пористая и впитает средство. Достаточно горячей воды',
    ],
    end: 'stays',
  },
]
