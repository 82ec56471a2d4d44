// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import { type Element, engine, settled, shown } from '../testing.ts'
import './forgot.ts'
import './new-password.ts'

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

const type = (element: Element, name: string, value: string) => {
  const input = element.querySelector<HTMLInputElement>(`[name=${name}]`)!
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
const submit = async (element: Element) => {
  element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await settled(element)
}

describe('a forgotten password', () => {
  test('is asked for by e-mail, and the answer does not tell whether there is such an account', async () => {
    const asked = engine({ 'POST /password-reset': [204] })
    const forgot = await shown<Element>('rh-forgot')
    expect(forgot.textContent).toContain('Пароль оператора меняет администратор')
    type(forgot, 'email', 'nobody@shop.example')
    await submit(forgot)
    expect(asked[0]!.body).toEqual({ email: 'nobody@shop.example' })
    expect(forgot.textContent).toContain('Если аккаунт с адресом \u2068nobody@shop.example\u2069 есть')
    forgot.querySelector('button')!.click()
    await settled(forgot)
    expect(forgot.querySelector('form')).not.toBeNull()
  })

  test.each([
    [[422, { _tag: 'Invalid', fields: { email: 'malformed' } }], 'Похоже на опечатку'],
    [[429, { _tag: 'TooMany', retryAfter: 3600 }], 'Слишком много попыток'],
  ] as const)('%j is said, and what was typed stays', async (answer, said) => {
    engine({ 'POST /password-reset': [...answer] })
    const forgot = await shown<Element>('rh-forgot')
    type(forgot, 'email', 'x')
    await submit(forgot)
    expect(forgot.textContent).toContain(said)
    expect(forgot.querySelector('input')!.value).toBe('x')
  })

  test('on a server without mail waits for no letter', async () => {
    engine({})
    const forgot = await shown<Element>('rh-forgot', { mail: false })
    expect(forgot.textContent).toContain('письмо не придёт')
    expect(forgot.querySelector('form')).toBeNull()
  })
})

describe('the link of a letter', () => {
  test('says whose password it is, and sets it', async () => {
    const asked = engine({
      'POST /password-reset/link': [200, { login: 'shop' }],
      'PUT /password-reset': [200, { login: 'shop' }],
    })
    const reset = await shown<Element>('rh-new-password', { token: 't0ken' })
    expect(reset.querySelector<HTMLInputElement>('[name=login]')!.value).toBe('shop')
    const renewed = vi.fn()
    reset.addEventListener('rh-renewed', (event) => renewed((event as CustomEvent).detail))
    type(reset, 'password', 'quite another')
    await submit(reset)
    expect(asked.at(-1)!.body).toEqual({ token: 't0ken', password: 'quite another' })
    expect(renewed).toHaveBeenCalledWith('shop')
  })

  test.each([
    ['expired', 'один час, и он прошёл'],
    ['used', 'больше не действует'],
    ['unknown', 'не подходит'],
  ])('that is %s says so, and leads to a new one', async (reason, said) => {
    engine({ 'POST /password-reset/link': [410, { _tag: 'DeadLink', reason }] })
    const reset = await shown<Element>('rh-new-password', { token: 't0ken' })
    expect(reset.textContent).toContain(said)
    expect(reset.querySelector('a')!.getAttribute('href')).toBe('/forgot')
  })

  test('that grew too old while the password was typed', async () => {
    engine({
      'POST /password-reset/link': [200, { login: 'shop' }],
      'PUT /password-reset': [410, { _tag: 'DeadLink', reason: 'expired' }],
    })
    const reset = await shown<Element>('rh-new-password', { token: 't0ken' })
    type(reset, 'password', 'quite another')
    await submit(reset)
    expect(reset.textContent).toContain('один час, и он прошёл')
    expect(reset.querySelector('form')).toBeNull()
  })
})
