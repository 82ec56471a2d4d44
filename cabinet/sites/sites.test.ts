// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { Department, Me, Operator, Site } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import '../pages/departments.ts'
import { foundSites } from '../pages/sites.ts'
import { type Element, engine, press, settled, shown, textOf } from '../testing.ts'
import { type Choice, inNoOther, matching, servedBy } from './choices.ts'
import { lastDepartmentText } from './last-department.ts'
import type { Picker } from './picker.ts'

const operator = (id: string, name: string): Operator => ({
  id,
  name,
  login: id,
  photo: null,
  administrator: false,
  status: 'offline',
  statistics: true,
  createdAt: 0,
})
const department = (id: string, ...operators: Array<string>): Department => ({
  id,
  name: `Отдел ${id}`,
  description: '',
  operators,
})
const site = (address: string, more: Partial<Site> = {}): Site => ({
  id: address,
  address,
  description: '',
  language: 'ru',
  everybody: false,
  operators: [],
  departments: [],
  ...more,
})
const operators = [operator('anna', 'Анна'), operator('boris', 'Борис'), operator('vera', 'Вера')]

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

describe('who serves a site', () => {
  const departments = [department('1', 'anna'), department('2')]

  test.each([
    [site('a'), []],
    [site('a', { operators: ['boris'] }), ['Борис']],
    [site('a', { departments: ['1'], operators: ['boris'] }), ['Отдел 1', 'Борис']],
    [site('a', { departments: ['2'] }), []],
    [site('a', { departments: ['2', '1'] }), ['Отдел 1', 'Отдел 2']],
  ])('%#', (of, names) => expect(servedBy(of, operators, departments)).toEqual(names))
})

test('whose last department it is', () => {
  const [one, two] = [department('1', 'anna', 'boris'), department('2', 'boris')]
  expect([...inNoOther(one, [one, two])]).toEqual(['anna'])
  expect([...inNoOther(two, [one, two])]).toEqual([])
  expect([...inNoOther(null, [one, two])]).toEqual([])
  const four = [...operators, operator('galya', 'Галя'), operator('dima', 'Дима')]
  const said = (...ids: Array<string>) => lastDepartmentText(ids, four).replace(/[\u2068\u2069]/g, '')
  expect(said('anna')).toContain('Анна больше ни в одном отделе')
  expect(said('anna', 'boris')).toContain('Анна и Борис больше')
  expect(said('anna', 'boris', 'vera', 'galya', 'dima')).toContain('Анна, Борис, Вера и ещё 2 больше')
})

test('sites by address, found by address and description', () => {
  const sites = [site('b.ru'), site('a.ru', { description: 'Лавка' }), site('*')]
  const found = (typed: string) => foundSites(sites, typed).map(({ address }) => address)
  expect(found('')).toEqual(['*', 'a.ru', 'b.ru'])
  expect(found('лав')).toEqual(['a.ru'])
  expect(found('B.R')).toEqual(['b.ru'])
})

describe('the picker', () => {
  const choices: ReadonlyArray<Choice> = [
    ...operators.map(({ id, name, login }) => ({
      id,
      kind: 'operator' as const,
      name,
      about: login,
      photo: null,
    })),
    { id: 'd', kind: 'department', name: 'Отдел Анны', about: '', photo: null },
  ]

  test('what begins with the typed letters comes first, what is chosen does not come', () => {
    const names = (typed: string, ...chosen: Array<string>) =>
      matching(choices, typed, chosen).map(({ name }) => name)
    expect(names('')).toEqual(['Отдел Анны', 'Анна', 'Борис', 'Вера'])
    expect(names('анн')).toEqual(['Анна', 'Отдел Анны'])
    expect(names('анн', 'anna')).toEqual(['Отдел Анны'])
    expect(names('vera')).toEqual(['Вера'])
    expect(names('x')).toEqual([])
  })

  test('works from the keyboard alone', async () => {
    const picker = await shown<Picker>('rh-picker', { label: 'Операторы', choices, chosen: ['vera'] })
    const input = picker.shadowRoot!.querySelector('input')!
    const key = async (name: string) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
      await settled(picker)
    }
    input.focus()
    input.value = 'анн'
    input.dispatchEvent(new Event('input'))
    await key('ArrowDown')
    expect(picker.shadowRoot!.querySelector('[aria-selected="true"]')!.textContent).toContain('Отдел Анны')
    await key('Enter')
    expect(picker.chosen).toEqual(['vera', 'd'])
    expect(input.value).toBe('')
    await key('Backspace')
    expect(picker.chosen).toEqual(['vera'])
    await key('Escape')
    expect(picker.shadowRoot!.querySelector('[role="listbox"]')).toBeNull()
  })

  test('who must stay has no button, and no key takes him away', async () => {
    const picker = await shown<Picker>('rh-picker', {
      choices,
      chosen: ['anna', 'boris'],
      staying: new Set(['boris']),
    })
    expect(picker.shadowRoot!.querySelector('[aria-label="Убрать: Борис"]')).toBeNull()
    const input = picker.shadowRoot!.querySelector('input')!
    for (let n = 0; n < 2; n++) input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace' }))
    expect(picker.chosen).toEqual(['boris'])
  })
})

const me = { language: 'ru' } as Me

describe('the page of sites', () => {
  test('says who answers where, and where nobody does', async () => {
    engine({
      'GET /sites': [
        200,
        [
          site('*', { everybody: true, description: 'Все' }),
          site('a.ru'),
          site('b.ru', { operators: ['vera'] }),
        ],
      ],
      'GET /departments': [200, []],
      'GET /operators': [200, operators],
    })
    const text = textOf(await shown('rh-sites', { me }))
    expect(text).toMatch(
      /Все страницы \(\*\) Русский · Все Все операторы .*a\.ru.*Никто не отвечает.*b\.ru.*Вера/,
    )
  })

  test('without a site says that no page has the chat', async () => {
    engine({
      'GET /sites': [200, []],
      'GET /departments': [200, []],
      'GET /operators': [200, operators],
    })
    expect(textOf(await shown('rh-sites', { me }))).toContain('Чата нет ни на одной странице')
  })

  test('an address that is refused says why, where it was typed', async () => {
    const asked = engine({
      'GET /sites': [200, []],
      'GET /departments': [200, [department('1')]],
      'GET /operators': [200, operators],
      'POST /sites': [422, { _tag: 'Invalid', fields: { address: 'host' } }],
    })
    const page = await shown<Element>('rh-sites', { me })
    page.shadowRoot!.querySelector<HTMLElement>('.button.primary')!.click()
    await settled(page)
    const dialog = page.shadowRoot!.querySelector<Element>('rh-site-dialog')!
    const form = dialog.shadowRoot!.querySelector('form')!
    form.querySelector<HTMLInputElement>('[name="address"]')!.value = '/shop'
    form.querySelector<HTMLInputElement>('[value="some"]')!.click()
    await settled(dialog)
    expect(textOf(dialog)).toContain('отвечать на этих страницах некому')
    const picker = dialog.shadowRoot!.querySelector('rh-picker')!
    picker.dispatchEvent(new CustomEvent('rh-change', { detail: ['vera', '1'] }))
    form.requestSubmit()
    await settled(dialog)
    expect(asked.at(-1)!.body).toEqual({
      address: '/shop',
      description: '',
      language: 'ru',
      everybody: false,
      operators: ['vera'],
      departments: ['1'],
    })
    expect(textOf(dialog)).toContain('Адрес начинается с имени сайта')
  })
})

describe('the page of departments', () => {
  test('one that is the last of somebody is not deleted, and says whose', async () => {
    const asked = engine({
      'GET /departments': [200, [department('1', 'anna'), department('2')]],
      'GET /operators': [200, operators],
      'DELETE /departments/2': [204],
    })
    const page = await shown<Element>('rh-departments')
    await press(page, 'Удалить: Отдел 1')
    expect(document.querySelector('rh-dialog')).toBeNull()
    expect(
      document.body.textContent! + (document.querySelector('rh-toasts')?.shadowRoot?.textContent ?? ''),
    ).toContain('больше ни в одном отделе')
    await press(page, 'Удалить: Отдел 2')
    document.querySelector('rh-dialog')!.querySelectorAll('button')[1]!.click()
    await settled(page)
    expect(asked.at(-1)!.request).toBe('DELETE /departments/2')
    expect(textOf(page)).not.toContain('Отдел 2')
  })
})
