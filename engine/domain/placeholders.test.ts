import { expect, test } from 'vitest'
import { filled, knownOf } from './placeholders.ts'

const known: Record<string, string> = {
  city: 'Казань',
  name: 'Анна',
  plan: '<b>Gold</b>',
  sly: '{city}',
  'order.id': '17',
  long: 'о'.repeat(500),
  lines: ' two\n\u0000lines ',
  blank: '  ',
}

test.each([
  ['Вы из города {city}?', 'Вы из города Казань?'],
  ['{Name}, здравствуйте', 'Анна, здравствуйте'],
  ['Заказ {order.id}: {plan}', 'Заказ 17: <b>Gold</b>'],
  // A value is no text of ours.
  ['{sly}', '{city}'],
  ['{lines}', 'two lines'],
  ['Доставим в {town|ваш город} завтра', 'Доставим в ваш город завтра'],
  ['{city|ваш город}', 'Казань'],
  ['{blank|нет}', 'нет'],
  // Without a value and without anything instead.
  ['Здравствуйте, {who}.', 'Здравствуйте.'],
  ['Здравствуйте, {who}! Помочь?', 'Здравствуйте! Помочь?'],
  ['{who}, здравствуйте', 'здравствуйте'],
  ['Доставим в {town} завтра', 'Доставим в завтра'],
  ['Привет {who}', 'Привет'],
  ['Привет {who}, как дела', 'Привет, как дела'],
  ['Раз {who}\nдва', 'Раз\nдва'],
  ['{who|}', ''],
  // No gaps.
  ['{}', '{}'],
  ['{ city }', '{ city }'],
  ['{{city}}', '{Казань}'],
  ['a {city', 'a {city'],
  ['Скидка 10 %, {50/50}', 'Скидка 10 %, {50/50}'],
  ['как было  , так и есть', 'как было  , так и есть'],
])('%j: %j', (text, whole) => {
  expect(filled(text, (name) => known[name])).toBe(whole)
})

test('a value is no novel', () => {
  expect(filled('{long}', (name) => known[name])).toHaveLength(80)
})

test('the city in the language of the site, unless the site itself knows better', () => {
  const place = { city: 'Kazan', cityRu: 'Казань' }
  expect(knownOf(place, 'ru', {})('city')).toBe('Казань')
  expect(knownOf(place, 'en', {})('city')).toBe('Kazan')
  expect(knownOf({ city: 'Arsk', cityRu: null }, 'ru', {})('city')).toBe('Arsk')
  expect(knownOf(null, 'ru', {})('city')).toBeNull()
  expect(knownOf(place, 'ru', { city: 'Самара', name: 'Анна' })('city')).toBe('Самара')
  expect(knownOf(null, 'ru', { name: 'Анна' })('name')).toBe('Анна')
  expect(knownOf(null, 'ru', {})('constructor')).toBeNull()
})
