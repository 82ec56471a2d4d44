// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '../console/ui/jsdom.ts'
import { setLanguage } from '../console/ui/i18n.ts'
import './second-factor.ts'
import { type Element, engine, settled, shown, textOf } from './testing.ts'

const me = { operator: 'o1', login: 'anna', administrator: false }
const known = (on: boolean, recoveryLeft: number) => ({ on, recoveryLeft, required: false, operators: [] })
const shownWith = (on: boolean, left: number) => {
  engine({ 'GET /second-factor': [200, known(on, left)] })
  return shown<Element>('rh-second-factor', { me })
}
const warning = (element: Element) => element.shadowRoot!.querySelector('.notice.warn')?.textContent?.trim()

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

test.each([
  [10, 'Осталось 10 кодов восстановления.', undefined],
  [4, 'Осталось 4 кода восстановления.', undefined],
  [3, 'Осталось 3 кода восстановления.', /заканчиваются/],
  [1, 'Остался 1 код восстановления.', /заканчиваются/],
])('%i recovery codes', async (left, said, warned) => {
  const element = await shownWith(true, left)
  expect(textOf(element)).toContain(said)
  if (warned === undefined) expect(warning(element)).toBeUndefined()
  else expect(warning(element)).toMatch(warned)
})

test('no recovery codes: says what that means, and no number', async () => {
  const element = await shownWith(true, 0)
  expect(warning(element)).toMatch(/не осталось: без телефона вы не войдёте/)
  expect(textOf(element)).not.toContain('Осталось')
})

test('without a second factor there is nothing to run out', async () => {
  expect(warning(await shownWith(false, 0))).toBeUndefined()
})

test('new codes end the warning, and a wrong password is said at its field', async () => {
  const element = await shownWith(true, 2)
  element.shadowRoot!.querySelector<HTMLElement>('.actions button')!.click()
  await settled(element)
  const submit = async (password: string) => {
    const form = element.shadowRoot!.querySelector('form')!
    form.querySelector<HTMLInputElement>('[name=currentPassword]')!.value = password
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(element)
  }
  const path = 'POST /second-factor/recovery-codes'
  engine({ [path]: [422, { _tag: 'Invalid', fields: { currentPassword: 'wrong' } }] })
  await submit('wrong')
  expect(textOf(element)).toContain('Текущий пароль не подходит.')
  const asked = engine({
    [path]: [200, { recoveryCodes: ['aaaa-bbbb'] }],
    'GET /second-factor': [200, known(true, 10)],
  })
  await submit('anna-password')
  expect(asked[0]).toEqual({ request: path, body: { currentPassword: 'anna-password' } })
  expect(warning(element)).toBeUndefined()
  expect(textOf(element)).toContain('Осталось 10 кодов')
})
