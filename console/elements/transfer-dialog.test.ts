// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import { beforeEach, expect, it } from 'vitest'
import type { Colleague, Status, Team } from '../../engine/protocol/frames.ts'
import { setLanguage } from '../ui/i18n.ts'
import './transfer-dialog.ts'
import type { TransferDialog } from './transfer-dialog.ts'

beforeEach(() => setLanguage('ru'))

const colleague = (name: string, status: Status): Colleague => ({ id: name, name, photo: null, status })
const colleagues = [
  colleague('Виктор', 'offline'),
  colleague('Борис', 'second'),
  colleague('Глеб', 'break'),
  colleague('Анна', 'online'),
]
const shown = async (departments: ReadonlyArray<Team> = []) => {
  const element = document.createElement('rh-transfer-dialog') as TransferDialog
  Object.assign(element, { open: true, colleagues, departments })
  document.body.append(element)
  await element.updateComplete
  const all = () => [...element.shadowRoot!.querySelectorAll<HTMLElement>('.one')]
  const wanted: Array<unknown> = []
  element.addEventListener('rh-transfer', (e) => wanted.push((e as CustomEvent).detail))
  const search = element.shadowRoot!.querySelector<HTMLInputElement>('[type=search]')!
  const seek = async (words: string) => {
    search.value = words
    search.dispatchEvent(new Event('input'))
    await element.updateComplete
  }
  const submit = () =>
    element.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  return { element, all, wanted, seek, submit }
}

it('those who take dialogues come first, the others cannot be chosen', async () => {
  const { all } = await shown()
  expect(all().map((one) => one.querySelector('.name')!.textContent)).toEqual([
    'Анна',
    'Борис',
    'Виктор',
    'Глеб',
  ])
  expect(all().map((one) => one.querySelector('input')!.disabled)).toEqual([false, false, true, true])
  expect(all()[1]!.textContent).toContain('2-я линия')
})

it('nobody is chosen by accident; the only one who is found is', async () => {
  const { element, wanted, seek, submit } = await shown()
  submit()
  expect(wanted).toEqual([])
  await seek('бор')
  element.shadowRoot!.querySelector('textarea')!.value = 'Про чай'
  submit()
  expect(wanted).toEqual([{ operator: 'Борис', name: 'Борис', comment: 'Про чай' }])
  await seek('вик')
  submit()
  expect(wanted).toHaveLength(1)
})

it('departments stand before colleagues, each with how many are there, and behind both who takes nothing', async () => {
  const { element, all, wanted, seek, submit } = await shown([
    { id: 'd1', name: 'Склад', operators: ['Виктор', 'Глеб'] },
    { id: 'd2', name: 'Чай', operators: ['Анна', 'Борис', 'Глеб', 'я'] },
    { id: 'd3', name: 'Никого', operators: [] },
  ])
  expect(all().map((one) => one.querySelector('.name')!.textContent)).toEqual([
    'Чай',
    'Анна',
    'Борис',
    'Никого',
    'Склад',
    'Виктор',
    'Глеб',
  ])
  expect(all()[0]!.textContent).toContain('2 принимают диалоги')
  expect(all()[3]!.textContent).toContain('никого нет')
  expect(all()[3]!.querySelector('input')!.disabled).toBe(true)
  expect([...element.shadowRoot!.querySelectorAll('.group')].map((one) => one.textContent)).toEqual([
    'Отделы',
    'Коллеги',
    'Сейчас не принимают',
  ])
  await seek('чай')
  submit()
  expect(wanted).toEqual([{ department: 'd2', name: 'Чай', comment: '' }])
})
