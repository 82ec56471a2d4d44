// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest'
import type { SiteCheck } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import { findings } from './check-words.ts'

beforeEach(() => setLanguage('ru'))

const around = { origin: 'https://chat.example.ru', account: 'chai', called: null }
const page = (more: object): SiteCheck =>
  ({
    kind: 'page',
    url: 'https://tea.ru/',
    title: 'Чай',
    outcome: 'found',
    form: 'tag',
    times: 1,
    other: null,
    tagManager: false,
    covered: true,
    mixed: false,
    ...more,
  }) as SiteCheck
const titles = (check: SiteCheck, more: object = {}) =>
  findings(check, { ...around, ...more }).map(({ kind, title, text }) => [kind, title || text])

test.each([
  [{}, 'good', 'Код на месте'],
  [{ outcome: 'twice', times: 2 }, 'warn', 'Код стоит на странице 2 раза'],
  [{ outcome: 'twice', times: 5 }, 'warn', 'Код стоит на странице 5 раз'],
  [{ outcome: 'later' }, 'warn', 'Код на месте, но запускает его другой скрипт'],
  [{ outcome: 'idle' }, 'warn', 'Код есть, но не выполняется'],
  [{ outcome: 'none' }, 'bad', 'Кода на странице нет'],
])('%o', (found, kind, title) => expect(titles(page(found))).toEqual([[kind, title]]))

test('somebody else’s code says whose it is, and what to replace in it', () => {
  const rival = { origin: 'https://chat.example.ru', login: 'rival' }
  expect(titles(page({ outcome: 'otherAccount', other: rival }))[0]![1]).toContain('rival')
  const old = { origin: 'https://web.redhelper.ru', login: 'chai' }
  const [same] = findings(page({ outcome: 'otherHost', other: old }), around)
  expect(same).toMatchObject({ title: 'Код ведёт на другой сервер: web.redhelper.ru' })
  expect(same!.text).toBe(
    'Замените в нём адрес сервера на https://chat.example.ru, остальное останется как есть.',
  )
  const [both] = findings(page({ outcome: 'otherHost', other: { ...old, login: 'ivanov' } }), around)
  expect(both!.text).toContain('логин chai')
})

test('a widget that called home needs no code in the page; a tag manager may hide one', () => {
  expect(titles(page({ outcome: 'none' }), { called: 'минуту назад' })).toEqual([
    ['good', 'В самой странице кода нет, но виджет на этом сайте работает'],
  ])
  const [hidden] = findings(page({ outcome: 'none', tagManager: true }), around)
  expect(hidden!.text).toContain('менеджер тегов')
})

test('what else stands in the way is told beside it', () => {
  const found = titles(page({ other: { origin: 'https://a.ru', login: 'b' }, covered: false, mixed: true }))
  expect(found.map(([kind]) => kind)).toEqual(['good', 'warn', 'warn', 'warn'])
  expect(titles(page({ outcome: 'none', mixed: true, covered: false }))).toHaveLength(2)
})

test.each([
  [403, 'закрыта паролем'],
  [404, 'нет'],
  [503, 'не работает'],
  [418, 'в браузере'],
])('an answer of %i', (status, words) => {
  const [told] = findings({ kind: 'unread', url: 'https://tea.ru/', why: 'status', status }, around)
  expect(told).toMatchObject({ kind: 'bad', title: `Сайт ответил ошибкой ${status}` })
  expect(told!.text).toContain(words)
})

test('why a page could not be read, in both languages', () => {
  for (const language of ['ru', 'en'] as const) {
    setLanguage(language)
    for (const why of ['private', 'port', 'slow', 'tooLarge', 'certificate'] as const) {
      const [told] = findings({ kind: 'unread', url: 'https://tea.ru/', why, status: null }, around)
      expect(told!.text).not.toBe('')
    }
  }
})
