// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import { beforeEach, expect, it } from 'vitest'
import { setLanguage } from '../ui/i18n.ts'
import './invite-dialog.ts'
import type { InviteDialog } from './invite-dialog.ts'

beforeEach(() => setLanguage('ru'))

const shown = async (over: Partial<InviteDialog> = {}) => {
  const element = document.createElement('rh-invite-dialog')
  Object.assign(element, { open: true, visitor: 'Посетитель 7', ...over })
  document.body.append(element)
  await element.updateComplete
  const root = element.shadowRoot!
  const sent: Array<unknown> = []
  const forgotten: Array<unknown> = []
  element.addEventListener('rh-invite', (e) => sent.push((e as CustomEvent).detail))
  element.addEventListener('rh-forget', (e) => forgotten.push((e as CustomEvent).detail))
  const field = () => root.querySelector('textarea')
  const type = async (text: string) => {
    field()!.value = text
    field()!.dispatchEvent(new Event('input'))
    await element.updateComplete
  }
  const submit = () => root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  const choose = async (n: number) => {
    root.querySelectorAll<HTMLInputElement>('[type=radio]')[n]!.click()
    await element.updateComplete
  }
  const able = () => !root.querySelector<HTMLButtonElement>('[type=submit]')!.disabled
  return { element, root, sent, forgotten, field, type, submit, choose, able }
}

it('sends the standard text at once', async () => {
  const { sent, field, submit } = await shown()
  expect(field()).toBeNull()
  submit()
  expect(sent).toEqual([null])
})

it('sends a text of one’s own, once there is something to read in it', async () => {
  const { sent, type, submit, choose, able } = await shown()
  await choose(1)
  await type(' \u200b\n')
  expect(able()).toBe(false)
  submit()
  await type('  Помочь с размером? ')
  expect(able()).toBe(true)
  submit()
  expect(sent).toEqual(['Помочь с размером?'])
})

it('says how much room is left when little is', async () => {
  const { root, type } = await shown({ personal: true })
  const left = () => root.querySelector('.left')!.textContent
  expect(left()).toBe('')
  await type('я'.repeat(479))
  expect(left()).toBe('Ещё 21 знак')
})

it('takes a text that was sent before, to be changed or sent, and forgets one', async () => {
  const { root, sent, forgotten, field, submit, element } = await shown({
    personal: true,
    recent: ['Помочь?', '<b>Скидка</b>'],
  })
  const rows = () => [...root.querySelectorAll<HTMLElement>('.one')]
  expect(rows().map((row) => row.textContent)).toEqual(['Помочь?', '<b>Скидка</b>'])
  rows()[1]!.click()
  await element.updateComplete
  expect(field()!.value).toBe('<b>Скидка</b>')
  submit()
  expect(sent).toEqual(['<b>Скидка</b>'])
  root.querySelectorAll<HTMLElement>('li .button')[0]!.click()
  expect(forgotten).toEqual(['Помочь?'])
})

it('says why not, and does not send twice what is on its way', async () => {
  const { root, element, sent, submit } = await shown({ refused: 'pending' })
  expect(root.textContent).toContain('уже пригласили')
  setLanguage('en')
  element.busy = true
  await element.updateComplete
  expect(root.textContent).toContain('has been invited')
  submit()
  expect(sent).toEqual([])
})

it('begins anew each time it is opened', async () => {
  const { element, field, type } = await shown({ personal: true })
  await type('Начато')
  element.open = false
  await element.updateComplete
  element.open = true
  await element.updateComplete
  expect(field()!.value).toBe('')
})
