// @vitest-environment jsdom
import { render } from 'lit'
import { afterEach, expect, test, vi } from 'vitest'
import { ApiError, api } from './api.ts'
import { type Avatar, colourOf, initials } from './avatar.ts'
import { setLanguage } from './i18n.ts'
import { icon, iconNames, iconPaths } from './icon.ts'
import { failed } from './states.ts'
import { setTheme, theme } from './theme.ts'
import { type Toasts, toast } from './toast.ts'

/** A place to draw a template in, new each time. */
function drawn(template: unknown): HTMLElement {
  const place = document.createElement('div')
  document.body.append(place)
  render(template, place)
  return place
}

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

test.each([
  ['Анна Кузнецова', 'АК'],
  ['консультант', 'К'],
  ['Посетитель 1042', 'П'],
  ['42', '4'],
  ['Жан-Поль Сартр', 'ЖС'],
  ['👩‍💻', ''],
  ['', ''],
  ['  ', ''],
])('initials of «%s»', (name, expected) => {
  expect(initials(name)).toBe(expected)
})

test('the same name has the same colour', () => {
  expect(colourOf('Анна')).toBe(colourOf('Анна'))
  expect(new Set(['Анна', 'Борис', 'Вера', 'Глеб', 'Дина'].map(colourOf)).size).toBeGreaterThan(1)
})

test('an avatar shows the photo, and initials when it does not load', async () => {
  const avatar = document.createElement('rh-avatar') as Avatar
  avatar.name = 'Анна Кузнецова'
  avatar.photo = '/photos/1/a'
  document.body.append(avatar)
  await avatar.updateComplete
  const image = avatar.shadowRoot!.querySelector('img')!
  expect(image.getAttribute('src')).toBe('/photos/1/a')
  image.dispatchEvent(new Event('error'))
  await avatar.updateComplete
  expect(avatar.shadowRoot!.textContent).toContain('АК')
  avatar.photo = '/photos/1/b'
  await avatar.updateComplete
  expect(avatar.shadowRoot!.querySelector('img')).not.toBeNull()
})

test.each(iconNames)('icon %s is drawn, with nothing a strict CSP refuses', (name) => {
  expect(iconPaths(name)).toMatch(/<(path|circle|rect|line|polyline)/)
  expect(iconPaths(name)).not.toMatch(/style=|<svg|script|href/)
  const place = drawn(icon(name))
  expect(place.querySelector('svg')!.getAttribute('aria-hidden')).toBe('true')
  expect(place.querySelector('svg > *')!.namespaceURI).toBe('http://www.w3.org/2000/svg')
})

test('the theme is on <html> and is remembered', () => {
  setTheme('dark')
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(theme()).toBe('dark')
  setTheme('auto')
  expect(document.documentElement.dataset.theme).toBeUndefined()
  expect(theme()).toBe('auto')
})

test('a toast is said in a live region, a bad one stays until closed', async () => {
  toast('Не вышло', 'bad')
  const region = document.querySelector('rh-toasts') as Toasts
  await region.updateComplete
  expect(region.getAttribute('aria-live')).toBe('polite')
  expect(region.shadowRoot!.textContent).toContain('Не вышло')
  region.shadowRoot!.querySelector('button')!.click()
  await region.updateComplete
  expect(region.shadowRoot!.textContent).not.toContain('Не вышло')
})

test('what could not be loaded says why and can be tried again', () => {
  setLanguage('ru')
  let tries = 0
  const place = drawn(failed({ _tag: 'Offline' }, () => tries++))
  expect(place.textContent).toContain('Нет связи с сервером')
  place.querySelector('button')!.click()
  expect(tries).toBe(1)
})

const answers = (status: number, body: string | null) =>
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })))

test.each([
  [422, '{"_tag":"Invalid","fields":{"login":"taken"}}', { _tag: 'Invalid', fields: { login: 'taken' } }],
  [401, '{"_tag":"WrongPassword"}', { _tag: 'WrongPassword' }],
  [429, '{"_tag":"TooMany","retryAfter":5}', { _tag: 'TooMany', retryAfter: 5 }],
  [502, '<html>proxy</html>', { _tag: 'Unavailable' }],
  [404, 'not found', { _tag: 'NotFound' }],
  [500, '{"_tag":"SomethingElse"}', { _tag: 'Unexpected', status: 500 }],
  [200, '<html>', { _tag: 'Unexpected', status: 200 }],
])('an answer %i %s', async (status, body, failure) => {
  answers(status, body)
  const refused = await api.signIn('a', 'b').catch((error) => error)
  expect(refused).toBeInstanceOf(ApiError)
  expect(refused.failure).toEqual(failure)
})

test('no answer at all', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
  await expect(api.me()).rejects.toMatchObject({ failure: { _tag: 'Offline' } })
})

test('an ended session is told once to the program', async () => {
  answers(401, '{"_tag":"Unauthorized"}')
  const told = vi.fn()
  api.signedOut = told
  await expect(api.sessions()).rejects.toThrow()
  expect(told).toHaveBeenCalledOnce()
})

test('a request that met the end of the session is sent again for who has signed in again', async () => {
  let over = true
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    sent.push(init.body)
    return over
      ? new Response('{"_tag":"Unauthorized"}', { status: 401 })
      : new Response('{"name":"Анна"}', { status: 200 })
  })
  api.signedOut = async () => {
    over = false
    return true
  }
  await expect(api.editOperator('op1', { name: 'Анна' })).resolves.toEqual({ name: 'Анна' })
  expect(sent).toEqual(['{"name":"Анна"}', '{"name":"Анна"}'])
})

test('nothing to answer is an answer', async () => {
  answers(204, null)
  await expect(api.signOut()).resolves.toBeUndefined()
})
