import { expect, it } from 'vitest'
import { cityInRussian, plainCity } from './cities.ts'

it.each([
  ['Moscow (Tsentralnyy administrativnyy okrug)', 'Moscow'],
  ['Sharjah city', 'Sharjah'],
  ['Kazan’', 'Kazan'],
  ["L'Aquila", "L'Aquila"],
  ['', ''],
])('%s is %s', (name, plain) => expect(plainCity(name)).toBe(plain))

it.each([
  ['RU', 'Moscow', 'Москва'],
  ['RU', 'Kazan’', 'Казань'],
  ['RU', "Tver'", 'Тверь'],
  ['RU', 'St Petersburg', 'Санкт-Петербург'],
  ['RU', 'Saint Petersburg', 'Санкт-Петербург'],
  ['RU', 'Nizhniy Novgorod', 'Нижний Новгород'],
  ['RU', 'Nizhny Novgorod', 'Нижний Новгород'],
  ['RU', 'Petropavlovsk-Kamchatskiy', 'Петропавловск-Камчатский'],
  ['RU', 'Rostov-na-Donu', 'Ростов-на-Дону'],
  ['KZ', 'Almaty', 'Алматы'],
  ['US', 'Moscow', null],
  ['RU', 'Chernaya Kholunitsa', null],
  ['XX', 'Moscow', null],
])('in %s %s is %s', (country, name, russian) => expect(cityInRussian(country, name)).toBe(russian))
