import { expect, test } from 'vitest'
import { en } from './en.ts'
import { inWords } from './inWords.ts'
import { ru } from './ru.ts'
import { Speech } from './texts.ts'

const noon = new Date(2024, 4, 10, 12).getTime()
const day = 86_400_000

test.each([
  ['ru', 0, 'Сегодня'],
  ['ru', 1, 'Вчера'],
  ['ru', 2, '8 мая'],
  ['ru', 200, '23 октября 2023 г.'],
  ['en', 0, 'Today'],
  ['en', 1, 'Yesterday'],
] as const)('%s, %i days ago: %s', (language, ago, text) => {
  expect(new Speech(language, {}, language).day(noon - ago * day, noon)).toBe(text)
})

test.each([
  ['ru', 1, '1 новое сообщение'],
  ['ru', 3, '3 новых сообщения'],
  ['ru', 11, '11 новых сообщений'],
  ['ru', 21, '21 новое сообщение'],
  ['en', 1, '1 new message'],
  ['en', 2, '2 new messages'],
] as const)('%s: %i', (language, n, text) => {
  const speech = new Speech(language, {}, language)
  expect(speech.count(speech.texts.newMessages, n)).toBe(text)
})

test('no phrase is empty, none is left in the other language', () => {
  const phrases = (texts: object): Array<string> =>
    Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : phrases(text)))
  for (const text of phrases(ru)) expect(text).toMatch(/[а-я]/i)
  for (const text of phrases(en)) expect(text).toMatch(/^[^а-я]+$/i)
})

test('an account’s own words are said instead, and what it did not name stays', () => {
  const own = { greeting: 'Добрый день', 'why.busy': 'подождите', nothing: 'x', 'ahead.one': '' }
  const { texts } = new Speech('ru', own, 'ru')
  expect(texts.greeting).toBe('Добрый день')
  expect(texts.why).toEqual({ ...ru.why, busy: 'подождите' })
  expect(texts.ahead).toEqual(ru.ahead)
  expect(texts.send).toBe(ru.send)
  expect(Object.keys(texts)).toEqual(Object.keys(ru))
  expect(inWords({}, ru)).toEqual(ru)
})
