/** Where the demo's passers-by come from, with what, what led them here, and what they ask. */
import { android, iphone, webkit, windows } from './talks.ts'

/** Of Russian, neighbouring and some farther cities; the first ones more often. */
export const addresses = `
213.24.154.20 217.106.137.132 78.110.63.184 176.32.179.113 178.248.86.247 212.104.89.126 178.47.37.218 80.234.65.190
95.79.219.254 95.37.249.53 188.232.146.122 83.142.165.99 94.77.179.6 84.47.148.184 77.79.164.138 46.38.20.16
178.210.53.151 109.124.32.197 95.139.60.182 95.25.126.74 94.50.232.176 5.165.205.151 5.227.185.94 176.50.126.196
37.20.35.200 62.249.146.36 93.179.65.29 45.12.127.4 213.210.81.1 95.55.209.26 62.182.15.58 94.143.247.32
82.149.144.244 5.142.21.52 80.73.78.238 94.241.213.91 95.26.28.186 178.125.47.169 37.45.254.66 37.213.115.61
178.122.19.172 92.49.249.172 87.243.37.216 5.76.54.222 2.132.224.245 178.91.78.208 87.192.249.188 95.104.18.70
217.113.3.208 176.123.236.239 51.173.47.53 79.207.129.22 212.200.240.55 109.66.98.216 212.133.219.47 176.218.2.111
213.165.63.250 90.191.227.134 87.95.165.173 183.84.194.196 173.229.85.216`
  .trim()
  .split(/\s+/)

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'

export const agents: ReadonlyArray<string> = [
  `${windows} Safari/537.36`,
  `${windows} Safari/537.36`,
  `${windows} YaBrowser/25.8.0.0 Safari/537.36`,
  `${windows} Safari/537.36 Edg/140.0.0.0`,
  `${windows} Safari/537.36 OPR/122.0.0.0`,
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
  android,
  android,
  android.replace('Mobile Safari/537.36', 'YaBrowser/25.8.0.0 Mobile Safari/537.36'),
  `${android} VKAndroidApp/8.70`,
  iphone,
  iphone,
  `${mac} ${webkit} Chrome/140.0.0.0 Safari/537.36`,
  `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15`,
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
]

export interface Way {
  readonly referrer: string
  readonly query?: string
}

export const ways: ReadonlyArray<Way> = [
  { referrer: '' },
  { referrer: '' },
  { referrer: '' },
  { referrer: 'https://yandex.ru/' },
  { referrer: 'https://yandex.ru/search/?text=купить+улун+с+доставкой' },
  {
    referrer: 'https://yandex.ru/',
    query: '?utm_source=yandex&utm_medium=cpc&utm_campaign=oolong&yclid=81311',
  },
  { referrer: 'https://www.google.com/' },
  { referrer: 'https://www.google.com/', query: '?utm_source=google&gclid=Cj0KCQ' },
  { referrer: 'https://www.bing.com/' },
  { referrer: 'https://go.mail.ru/search?q=чай+шу+пуэр' },
  { referrer: 'https://away.vk.com/' },
  { referrer: 'https://dzen.ru/' },
  { referrer: 'https://teaforum.example/clay' },
  { referrer: 'https://chatgpt.com/' },
]

const shop = 'Чайный двор'
export const pages: ReadonlyArray<{ readonly path: string; readonly title: string }> = [
  { path: '/', title: `${shop} — чай и посуда` },
  { path: '/catalog', title: `Каталог — ${shop}` },
  { path: '/oolong', title: `Улуны — ${shop}` },
  { path: '/oolong/dahongpao', title: `Да Хун Пао, осень 2025 — ${shop}` },
  { path: '/oolong/tieguanyin', title: `Те Гуань Инь, светлый — ${shop}` },
  { path: '/puer', title: `Пуэры — ${shop}` },
  { path: '/puer/shu-menghai-2018', title: `Шу пуэр «Мэнхай», 2018 — ${shop}` },
  { path: '/green', title: `Зелёный чай — ${shop}` },
  { path: '/green/longjing', title: `Лунцзин, первый сбор — ${shop}` },
  { path: '/gifts', title: `Подарочные наборы — ${shop}` },
  { path: '/teaware', title: `Посуда — ${shop}` },
  { path: '/teaware/gaiwan-150', title: `Гайвань 150 мл, белый фарфор — ${shop}` },
  { path: '/delivery', title: `Доставка и оплата — ${shop}` },
  { path: '/cart', title: `Корзина — ${shop}` },
]

export const questions: ReadonlyArray<string> = [
  'Здравствуйте! Есть самовывоз?',
  'Добрый день, сколько стоит доставка?',
  'Подскажите, этот чай есть в наличии?',
  'А можно заказать пробник?',
  'Какой чай посоветуете на утро?',
  'Оплата картой при получении есть?',
  'Здравствуйте, где мой заказ? Номер 41873',
  'Hello, do you ship abroad?',
  'Чем отличается от прошлогоднего урожая?',
  'Промокод не применяется, что делать?',
]

export const replies: ReadonlyArray<string> = [
  'Понял, спасибо',
  'Хорошо, тогда оформлю заказ',
  'А сколько ждать?',
  'Спасибо за помощь',
  'Отлично',
  'Сейчас посмотрю на сайте',
]

export const answers: ReadonlyArray<string> = [
  'Здравствуйте! Да, конечно. Сейчас посмотрю и отвечу подробнее',
  'Добрый день! На странице «Доставка и оплата» есть таблица по городам',
  'Этот чай сейчас есть на складе, отправим завтра',
  'Да, пробник 10 г можно добавить на странице чая',
  'Спасибо, что написали. Могу ещё чем-нибудь помочь?',
]
