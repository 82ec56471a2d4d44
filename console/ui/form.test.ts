// @vitest-environment jsdom
import { html } from 'lit'
import { beforeEach, expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { field } from './field.ts'
import { FormState } from './form.ts'
import { setLanguage, UiElement } from './i18n.ts'

let answer: (values: Record<string, string>) => Promise<string>

class Form extends UiElement {
  readonly form = new FormState(this, (name, problem) =>
    name === 'login' && problem === 'taken' ? 'Этот логин занят' : undefined,
  )
  done: string[] = []
  protected override render() {
    const { form } = this
    return html`<form novalidate @submit=${form.submit(
      (values) => answer(values),
      (given) => this.done.push(given),
    )} @input=${form.typed}>
      ${field({ name: 'email', label: 'E-mail', error: form.error('email'), required: true })}
      ${field({ name: 'login', label: 'Логин', hint: 'латиницей', error: form.error('login') })}
      ${field({ name: 'password', type: 'password', label: 'Пароль', error: form.error('password') })}
      <p>${form.message}</p>
    </form>`
  }
}
customElements.define('test-form', Form)

let form: Form
const input = (name: string) => form.shadowRoot!.querySelector<HTMLInputElement>(`[name=${name}]`)!
const errorOf = (name: string) => form.shadowRoot!.getElementById(`field-${name}-error`)?.textContent?.trim()
const type = (name: string, value: string) => {
  input(name).value = value
  input(name).dispatchEvent(new Event('input', { bubbles: true }))
}
const submit = async () => {
  form.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  await new Promise((settled) => setTimeout(settled))
  await form.updateComplete
}

beforeEach(async () => {
  setLanguage('ru')
  document.body.replaceChildren()
  form = document.createElement('test-form') as Form
  document.body.append(form)
  await form.updateComplete
  type('email', 'a@example.ru')
  type('login', 'ivanov')
  type('password', 'correct horse')
})

test('a refused field says why and has the focus; nothing typed is lost', async () => {
  answer = () =>
    Promise.reject(new ApiError({ _tag: 'Invalid', fields: { login: 'taken', password: 'tooShort' } }))
  await submit()
  expect(errorOf('login')).toBe('Этот логин занят')
  expect(errorOf('password')).toBe('Слишком коротко')
  expect(errorOf('email')).toBeUndefined()
  expect(input('login').getAttribute('aria-invalid')).toBe('true')
  expect(input('login').getAttribute('aria-describedby')).toBe('field-login-error')
  expect(form.shadowRoot!.activeElement).toBe(input('login'))
  expect(['email', 'login', 'password'].map((name) => input(name).value)).toEqual([
    'a@example.ru',
    'ivanov',
    'correct horse',
  ])
  expect(form.done).toEqual([])
})

test('a field stops complaining when it is mended, the other one goes on', async () => {
  answer = () =>
    Promise.reject(new ApiError({ _tag: 'Invalid', fields: { login: 'taken', password: 'tooShort' } }))
  await submit()
  type('login', 'ivanova')
  await form.updateComplete
  expect(errorOf('login')).toBeUndefined()
  expect(errorOf('password')).toBe('Слишком коротко')
  expect(form.shadowRoot!.getElementById('field-login-hint')?.textContent).toBe('латиницей')
})

test('the errors change their language with the interface', async () => {
  answer = () => Promise.reject(new ApiError({ _tag: 'Invalid', fields: { password: 'tooShort' } }))
  await submit()
  setLanguage('en')
  await form.updateComplete
  expect(errorOf('password')).toBe('Too short')
  expect(input('password').value).toBe('correct horse')
})

test('an empty required field is refused before the engine is asked', async () => {
  let asked = 0
  answer = () => Promise.resolve(String(++asked))
  type('email', '  ')
  await submit()
  expect(errorOf('email')).toBe('Заполните это поле')
  expect(asked).toBe(0)
})

test('a failure of the whole form is said once, with what to do', async () => {
  answer = () => Promise.reject(new ApiError({ _tag: 'TooMany', retryAfter: 900 }))
  await submit()
  expect(form.form.message).toBe('Слишком много попыток. Повторите через 15 минут.')
  answer = () => Promise.resolve('ok')
  await submit()
  expect(form.form.message).toBeUndefined()
  expect(form.done).toEqual(['ok'])
  expect(form.form.changed).toBe(false)
})

test('a refused value that stands in no input is said for the whole form', async () => {
  answer = () => Promise.reject(new ApiError({ _tag: 'Invalid', fields: { timeZone: 'malformed' } }))
  await submit()
  expect(form.form.message).toBe('timeZone: Здесь ошибка в написании')
})

test('a second press while the first is on its way sends nothing', async () => {
  let asked = 0
  let release = () => {}
  answer = () => {
    asked++
    return new Promise((done) => (release = () => done('ok')))
  }
  await submit()
  await submit()
  release()
  await new Promise((settled) => setTimeout(settled))
  expect(asked).toBe(1)
  expect(form.done).toEqual(['ok'])
})

test('something is changed only while it is not what was given', () => {
  expect(form.form.changed).toBe(true)
  for (const name of ['email', 'login', 'password']) type(name, '')
  expect(form.form.changed).toBe(false)
})

test('what is typed while the form is being saved is not saved yet', async () => {
  let release = () => {}
  answer = () => new Promise((done) => (release = () => done('ok')))
  await submit()
  type('login', 'ivanova')
  release()
  await new Promise((settled) => setTimeout(settled))
  expect(form.done).toEqual(['ok'])
  expect(form.form.changed).toBe(true)
})

test('the password can be shown and hidden, with what was typed', async () => {
  const toggle = form.shadowRoot!.querySelector<HTMLButtonElement>('.with-button button')!
  toggle.click()
  expect(input('password').type).toBe('text')
  expect(toggle.getAttribute('aria-pressed')).toBe('true')
  toggle.click()
  expect(input('password').type).toBe('password')
  expect(input('password').value).toBe('correct horse')
})
