// @vitest-environment jsdom
import { html } from 'lit'
import { beforeEach, describe, expect, test } from 'vitest'
import { formatAgo, formatFull, formatNumber, formatTime } from './format.ts'
import {
  chooseLanguage,
  chosenLanguage,
  defineTexts,
  dictionaries,
  language,
  plural,
  setLanguage,
  UiElement,
} from './i18n.ts'
import { problemsOf } from './words.ts'

const texts = defineTexts({
  ru: { save: 'Сохранить', of: (n: number) => `из ${n}` },
  en: { save: 'Save', of: (n: number) => `of ${n}` },
})

class Saying extends UiElement {
  protected override render() {
    return html`${texts().save}`
  }
}
customElements.define('test-saying', Saying)

beforeEach(() => setLanguage('ru'))

describe('language', () => {
  test('elements render again when it is switched', async () => {
    const element = document.createElement('test-saying') as Saying
    document.body.append(element)
    await element.updateComplete
    expect(element.shadowRoot?.textContent).toBe('Сохранить')
    setLanguage('en')
    await element.updateComplete
    expect(element.shadowRoot?.textContent).toBe('Save')
    expect(document.documentElement.lang).toBe('en')
  })

  test('an element that comes back speaks the language of now', async () => {
    const element = document.createElement('test-saying') as Saying
    document.body.append(element)
    await element.updateComplete
    element.remove()
    setLanguage('en')
    document.body.append(element)
    await element.updateComplete
    expect(element.shadowRoot?.textContent).toBe('Save')
  })

  test('only a choice is remembered', () => {
    localStorage.clear()
    setLanguage('en')
    expect(chosenLanguage()).toBeUndefined()
    chooseLanguage('en')
    expect(chosenLanguage()).toBe('en')
    expect(language()).toBe('en')
  })
})

test.each([
  [0, 'операторов'],
  [1, 'оператор'],
  [2, 'оператора'],
  [5, 'операторов'],
  [11, 'операторов'],
  [21, 'оператор'],
  [112, 'операторов'],
  [1.5, 'операторов'],
])('%d %s', (count, expected) => {
  expect(plural('ru', count, { one: 'оператор', few: 'оператора', many: 'операторов' })).toBe(expected)
})

test.each([
  [1, 'operator'],
  [0, 'operators'],
  [21, 'operators'],
])('%d %s', (count, expected) => {
  expect(plural('en', count, { one: 'operator', other: 'operators' })).toBe(expected)
})

test('times and numbers follow the language', () => {
  const at = Date.UTC(2026, 4, 5, 14, 5)
  expect(formatTime(at, 'UTC')).toBe('14:05')
  expect(formatFull(at, 'UTC')).toContain('5 мая 2026')
  expect(formatAgo(at, at + 5 * 60_000)).toBe('5 минут назад')
  setLanguage('en')
  expect(formatFull(at, 'UTC')).toContain('May')
  expect(formatAgo(at, at + 5 * 60_000)).toBe('5 minutes ago')
  expect(formatNumber(1234.5)).toBe('1,234.5')
})

test('the words of every part shared by console and cabinet are complete', async () => {
  await Promise.all([
    import('./failure-texts.ts'),
    import('./states.ts'),
    import('./field.ts'),
    import('./toast.ts'),
  ])
  expect(dictionaries.length).toBeGreaterThan(4)
  expect(dictionaries.flatMap(problemsOf)).toEqual([])
})

test('the check of words finds what is wrong', () => {
  const broken = { ru: { a: 'Да', b: 'Нет', c: '' }, en: { a: 'Да', c: 'x' } }
  expect(problemsOf(broken)).toEqual(['b is missing in English', 'c is empty', 'a is Russian in English: Да'])
})
