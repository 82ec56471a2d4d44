// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { setLanguage } from '../ui/i18n.ts'
import { serviceWords } from './line-words.ts'

beforeEach(() => setLanguage('ru'))

const names: Record<string, string> = { a: 'Анна', b: 'Борис' }

it.each<[string, string | null, string]>([
  ['me', 'a', 'Вы забрали диалог у оператора Анна'],
  ['me', null, 'Вы забрали диалог'],
  ['a', 'me', 'Анна забирает у вас диалог'],
  ['a', 'b', 'Анна забирает диалог у оператора Борис'],
  ['a', null, 'Анна забирает диалог'],
  ['gone', 'b', 'другой оператор забирает диалог у оператора Борис'],
])('%s takes a dialogue over from %s: %s', (operator, from, words) => {
  expect(serviceWords({ what: 'taken', operator, from }, 'me', (id) => names[id] ?? null)).toBe(words)
})
