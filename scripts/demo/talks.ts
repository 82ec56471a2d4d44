/** What the example account's visitors and operators say. */

export interface Talk {
  /** Login of the operator who answers. */
  readonly operator: string
  readonly page: { readonly path: string; readonly title: string }
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
    lines: ['? Промокод ВЕСНА не срабатывает, пишет «не найден»'],
    end: 'stays',
    typing: 'В прошлом месяце точно работал, я им',
  },
  {
    operator: 'demo',
    page: { path: '/teaware', title: 'Посуда — Чайный двор' },
    lines: [
      '? Здравствуйте! Чайник из исинской глины можно мыть в посудомойке?',
      '! Здравствуйте! Лучше не надо: глина пористая и впитает средство. Достаточно горячей воды',
    ],
    end: 'stays',
  },
]
