// @vitest-environment jsdom
import '../../console/ui/jsdom.ts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Me } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import { type Element, engine, settled, shown, textOf } from '../testing.ts'
import { who } from '../who.ts'
import './closed.ts'
import './end-account.ts'
import './erase-visitor.ts'

const me = {
  login: 'ivanov',
  account: 'ivanov',
  administrator: true,
  language: 'ru',
  timeZone: 'Europe/Moscow',
}
const eraseAt = Date.UTC(2026, 11, 3, 9, 30)

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
  vi.unstubAllGlobals()
})

const fill = (form: HTMLFormElement, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) {
    form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value
  }
  form.dispatchEvent(new Event('submit', { cancelable: true }))
}

describe('the end of an account', () => {
  const open = async () => {
    const card = await shown<Element>('rh-end-account', { me })
    card.shadowRoot!.querySelector<HTMLElement>('.button.danger')!.click()
    await settled(card)
    const dialog = card.shadowRoot!.querySelector<Element>('rh-end-account-dialog')!
    await settled(dialog)
    return { dialog, form: dialog.shadowRoot!.querySelector('form')! }
  }

  test('wants login and password, and says which is wrong', async () => {
    const asked = engine({ 'POST /account/closing': [422, { _tag: 'Invalid', fields: { login: 'wrong' } }] })
    const { dialog, form } = await open()
    fill(form, {})
    await settled(dialog)
    expect(asked).toEqual([])
    fill(form, { login: 'petrov', currentPassword: 'correct horse' })
    await settled(dialog)
    expect(asked[0]).toMatchObject({ body: { login: 'petrov', currentPassword: 'correct horse' } })
    expect(textOf(dialog)).toContain('Это не логин вашего аккаунта.')
  })

  test('leaves one page with one way back', async () => {
    who.signedIn(me as Me)
    engine({
      'POST /account/closing': [200, { ...me, eraseAt }],
      'DELETE /account/closing': [200, { ...me, eraseAt: null }],
    })
    const { dialog, form } = await open()
    fill(form, { login: 'ivanov', currentPassword: 'correct horse' })
    await settled(dialog)
    expect(who.me).toMatchObject({ eraseAt })
    const page = await shown<Element>('rh-closed', { me: who.me })
    expect(textOf(page)).toContain('12:30')
    page.shadowRoot!.querySelector<HTMLElement>('.button.primary')!.click()
    await settled(page)
    expect(who.me).toMatchObject({ eraseAt: null })
  })
})

describe('a visitor', () => {
  const sure = async (answer: string) => {
    await new Promise((done) => setTimeout(done, 30))
    const buttons = [...document.querySelectorAll<HTMLElement>('rh-dialog button')]
    buttons.find(({ textContent }) => textContent === answer)!.click()
  }

  test('is erased by his number, when somebody is sure', async () => {
    const asked = engine({ 'DELETE /visitors/7': [204] })
    const card = await shown<Element>('rh-erase-visitor')
    const form = card.shadowRoot!.querySelector('form')!
    fill(form, { number: ' 7 ' })
    await sure('Отмена')
    await settled(card)
    expect(asked).toEqual([])
    document.querySelector('rh-dialog')!.remove()
    fill(form, { number: '7' })
    await sure('Стереть навсегда')
    await settled(card)
    expect(asked.map(({ request }) => request)).toEqual(['DELETE /visitors/7'])
    document.querySelector('rh-dialog')!.remove()
    fill(form, { number: '8' })
    await sure('Стереть навсегда')
    await settled(card)
    expect(textOf(card)).toContain('Посетителя с таким номером нет.')
  })
})
