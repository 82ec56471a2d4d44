// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import '../console/ui/jsdom.ts'
import type { Me, Operator } from '../console/ui/api.ts'
import { dictionaries, setLanguage } from '../console/ui/i18n.ts'
import { problemsOf } from '../console/ui/words.ts'
import { device } from './device.ts'
import './inside.ts'
import { navigation, pageAt } from './navigation.ts'
import { found } from './pages/operators.ts'
import { afterSignIn, isOurs, linkOf } from './router.ts'
import { loginHint } from './start/login-hint.ts'
import './start/registration.ts'
import './start/start.ts'
import { remember, taken } from './steps.ts'
import { engine, settled, shown } from './testing.ts'
import { who } from './who.ts'

const me: Me = {
  operator: 'op1',
  login: 'ivanov',
  name: 'Консультант',
  photo: null,
  administrator: true,
  account: 'ivanov',
  formEmail: null,
  email: 'ivanov@example.ru',
  language: 'ru',
  eraseAt: null,
  timeZone: 'Europe/Moscow',
  publicUrl: 'https://chat.example.ru',
  features: ['monitoring', 'invitations'],
  licence: { tariff: 'pro', until: null, trial: false, ended: null },
  sales: null,
  instanceOwner: false,
  statistics: true,
}

const operator = (id: string, name: string, login: string): Operator => ({
  id,
  name,
  login,
  photo: null,
  administrator: id === 'op1',
  status: 'offline',
  statistics: true,
  createdAt: 0,
})

beforeEach(() => {
  document.body.replaceChildren()
  localStorage.clear()
  setLanguage('ru')
  vi.unstubAllGlobals()
})

test('the words of every page are complete in both languages', () => {
  expect(dictionaries.length).toBeGreaterThan(15)
  expect(dictionaries.flatMap(problemsOf)).toEqual([])
})

test('no template says a word or a style by itself', () => {
  const root = import.meta.dirname
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const source = readFileSync(join(root, file), 'utf8')
    for (const [template] of source.matchAll(/html`[^`]*`/g)) {
      expect(template, file).not.toMatch(/ style="/)
      expect(template, file).not.toMatch(/[а-яё]/i)
    }
  }
})

describe('registration', () => {
  const open = async () => {
    const form = await shown<HTMLElement & { updateComplete: Promise<unknown> }>('rh-registration')
    const type = (name: string, value: string) => {
      const input = form.querySelector<HTMLInputElement>(`[name=${name}]`)!
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const submit = async () => {
      form.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
      await settled(form)
    }
    return { form, type, submit }
  }

  test('asks for three things and nothing else, and sends language and time zone along (A1)', async () => {
    const asked = engine({ 'POST /registration': [201, me] })
    const { form, type, submit } = await open()
    expect([...form.querySelectorAll('input')].map(({ name, autocomplete }) => [name, autocomplete])).toEqual(
      [
        ['email', 'email'],
        ['login', 'username'],
        ['password', 'new-password'],
      ],
    )
    type('email', 'ivanov@example.ru')
    type('login', 'ivanov')
    type('password', 'correct horse')
    await submit()
    expect(asked.map(({ request }) => request)).toEqual(['POST /registration'])
    expect(asked[0]!.body).toEqual({
      email: 'ivanov@example.ru',
      login: 'ivanov',
      password: 'correct horse',
      language: 'ru',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    expect(who.me).toEqual(me)
  })

  test('a taken login is said at the field, and the rest stays', async () => {
    engine({ 'POST /registration': [422, { _tag: 'Invalid', fields: { login: 'taken', email: 'taken' } }] })
    const { form, type, submit } = await open()
    type('email', 'a@example.ru')
    type('login', 'ivanov')
    type('password', 'correct horse')
    await submit()
    expect(form.querySelector('#field-login-error')!.textContent).toContain('Этот логин занят')
    expect(form.querySelector('#field-email-error')!.textContent).toContain('аккаунт уже есть')
    expect([...form.querySelectorAll('input')].map(({ value }) => value)).toEqual([
      'a@example.ru',
      'ivanov',
      'correct horse',
    ])
  })

  test('the hint follows what is typed', async () => {
    engine({})
    const { form, type } = await open()
    type('login', 'Фёдор')
    await settled(form)
    expect(form.querySelector('#field-login-hint')!.textContent).toContain('«ф»')
  })
})

test('a section of the administrator is called so, not a mistyped address (A7)', async () => {
  const page = await shown<HTMLElement & { updateComplete: Promise<unknown> }>('rh-not-found', {
    theirs: true,
  })
  expect(page.shadowRoot!.textContent).toContain('Это раздел администратора')
  expect(page.shadowRoot!.textContent).not.toContain('с ошибкой')
})

test('a closed registration says so and offers no form', async () => {
  engine({ 'GET /instance': [200, { registration: false, version: '1' }] })
  history.replaceState(null, '', '/register')
  const start = await shown<HTMLElement & { updateComplete: Promise<unknown> }>('rh-start')
  expect(start.textContent).toContain('Регистрация на этом сервере закрыта')
  expect(start.querySelector('form')).toBeNull()
  history.replaceState(null, '', '/')
})

test.each([
  ['', { kind: 'rule' }],
  ['iv', { kind: 'rule' }],
  ['ivanov-2_x.y', { kind: 'rule' }],
  ['Ivanov', { kind: 'capitals', login: 'ivanov' }],
  ['иван', { kind: 'character', sign: 'и' }],
  ['a b', { kind: 'character', sign: ' ' }],
  ['a😀', { kind: 'character', sign: '😀' }],
  ['.ivanov', { kind: 'start' }],
  ['a'.repeat(33), { kind: 'tooLong' }],
])('the hint for the login «%s»', (typed, hint) => {
  expect(loginHint(typed)).toEqual(hint)
})

describe('addresses', () => {
  test.each([
    ['/cabinet/operators', '/cabinet/operators'],
    ['/console/', '/console/'],
    ['//evil.com', '/cabinet'],
    ['https://evil.com/cabinet', '/cabinet'],
    ['/cabinet/../../evil', '/cabinet'],
    ['/cabinet\\@evil.com', '/cabinet'],
    ['/cabinetevil', '/cabinet'],
    ['javascript:alert(1)', '/cabinet'],
    [null, '/cabinet'],
  ])('after signing in with next=%s', (next, expected) => {
    expect(afterSignIn(next)).toBe(expected)
  })

  test.each([
    ['/', true],
    ['/signin', true],
    ['/cabinet', true],
    ['/cabinet/operators', true],
    ['/console/', false],
    ['/test/', false],
    ['/cabinets', false],
  ])('%s is a page of ours: %s', (path, ours) => {
    expect(isOurs(path)).toBe(ours)
  })

  test('a click with a key, a new tab or a download is the browser’s', () => {
    const link = document.createElement('a')
    link.href = '/cabinet/operators'
    document.body.append(link)
    const click = (options: MouseEventInit = {}) => {
      let to: string | undefined
      const look = (event: MouseEvent) => {
        to = linkOf(event)
        event.preventDefault()
      }
      document.addEventListener('click', look, { once: true })
      link.dispatchEvent(
        new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...options }),
      )
      return to
    }
    expect(click()).toBe('/cabinet/operators')
    expect(click({ ctrlKey: true })).toBeUndefined()
    expect(click({ metaKey: true })).toBeUndefined()
    expect(click({ button: 1 })).toBeUndefined()
    link.target = '_blank'
    expect(click()).toBeUndefined()
    link.removeAttribute('target')
    link.href = 'https://example.ru/cabinet'
    expect(click()).toBeUndefined()
  })

  test('an operator has own settings only (A7)', () => {
    expect(navigation(false).flatMap(({ places }) => places.map(({ page }) => page))).toEqual([
      'consoleApp',
      'profile',
      'sessions',
    ])
    expect(pageAt('/cabinet/operators', false)).toBeUndefined()
    expect(pageAt('/cabinet/site-code', false)).toBeUndefined()
    expect(pageAt('/cabinet', false)).toBe('profile')
    expect(pageAt('/cabinet', true)).toBe('firstSteps')
  })

  test('no link of the navigation is dead', () => {
    for (const administrator of [true, false]) {
      for (const { path, page } of navigation(administrator).flatMap(({ places }) => places)) {
        expect(pageAt(path, administrator)).toBe(page)
      }
    }
  })
})

describe('operators', () => {
  const list = [
    operator('op1', 'Консультант', 'ivanov'),
    operator('op2', 'Анна', 'anna'),
    operator('op3', 'Борис', 'boris'),
  ]

  test('oneself first, then by name; found by name and login', () => {
    expect(found([list[2]!, list[1]!, list[0]!], '', 'op1').map(({ name }) => name)).toEqual([
      'Консультант',
      'Анна',
      'Борис',
    ])
    expect(found(list, ' БОР', 'op1')).toEqual([list[2]])
    expect(found(list, 'ann', 'op1')).toEqual([list[1]])
    expect(found(list, 'нет', 'op1')).toEqual([])
    const tens = ['Смена 10', 'Смена 9'].map((name, at) => operator(`t${at}`, name, `t${at}`))
    expect(found(tens, '', 'op1').map(({ name }) => name)).toEqual(['Смена 9', 'Смена 10'])
  })

  const open = (answers: Record<string, [number, unknown?]>) => {
    const asked = engine(answers)
    return shown<HTMLElement & { updateComplete: Promise<unknown> }>('rh-operators', { me }).then((page) => ({
      asked,
      page,
      text: () => page.shadowRoot!.textContent!.replace(/\s+/g, ' '),
      press: async (label: string) => {
        page.shadowRoot!.querySelector<HTMLElement>(`[aria-label="${label}"]`)!.click()
        await settled(page)
      },
    }))
  }

  test('deleting asks first, and says what stays (D3)', async () => {
    const { asked, page, press, text } = await open({
      'GET /operators': [200, list],
      'DELETE /operators/op2': [204],
    })
    await press('Удалить: Анна')
    const question = document.querySelector('rh-dialog')!
    expect(question.label).toBe('Удалить оператора «\u2068Анна\u2069»?')
    expect(question.textContent).toContain('диалоги останутся')
    expect(question.textContent).toContain('Логин anna больше никогда')
    expect(asked.map(({ request }) => request)).toEqual(['GET /operators'])
    question.querySelectorAll('button')[1]!.click()
    await settled(page)
    expect(asked.at(-1)!.request).toBe('DELETE /operators/op2')
    expect(text()).not.toContain('Анна')
  })

  test('thinking better of it deletes nobody', async () => {
    const { asked, page, press, text } = await open({ 'GET /operators': [200, list] })
    await press('Удалить: Анна')
    document.querySelector('rh-dialog')!.querySelectorAll('button')[0]!.click()
    await settled(page)
    expect(asked).toHaveLength(1)
    expect(text()).toContain('Анна')
  })

  test('only what was changed is sent: another window may have changed the rest', async () => {
    const { asked, page, press } = await open({
      'GET /operators': [200, list],
      'PATCH /operators/op2': [200, list[1]],
    })
    await press('Изменить: Анна')
    const dialog = page.shadowRoot!.querySelector('rh-operator-dialog')!
    const form = dialog.shadowRoot!.querySelector('form')!
    const type = (name: string, value: string) => {
      const input = form.querySelector<HTMLInputElement>(`[name=${name}]`)!
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
    }
    type('password', 'brand new words')
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(page)
    expect(asked.at(-1)).toEqual({ request: 'PATCH /operators/op2', body: { password: 'brand new words' } })
  })

  test('the administrator cannot be deleted, and says which row is his (D1)', async () => {
    const { page, text } = await open({ 'GET /operators': [200, list] })
    expect(page.shadowRoot!.querySelector('[aria-label="Удалить: Консультант"]')).toBeNull()
    expect(text()).toContain('это вы')
  })

  test('a list that cannot be had says why and can be tried again', async () => {
    const { page, text } = await open({ 'GET /operators': [503, { _tag: 'Unavailable' }] })
    expect(text()).toContain('Сервер сейчас занят')
    engine({ 'GET /operators': [200, list] })
    page.shadowRoot!.querySelector<HTMLElement>('.state button')!.click()
    await settled(page)
    expect(text()).toContain('Борис')
  })
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36 Edg/138.0',
    'Edge, Windows',
    false,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
    true,
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/138.0 Mobile Safari/537.36',
    'Chrome, Android',
    true,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) Chrome/138.0 YaBrowser/25.8 Safari/537.36',
    'Яндекс Браузер, Windows',
    false,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux', false],
  ['something', null, false],
])('device %s', (userAgent, name, phone) => {
  expect(device(userAgent)).toEqual({ name, phone })
})

test('steps are remembered for their account', () => {
  remember('ivanov', 'code')
  remember('ivanov', 'test')
  expect([...taken('ivanov')]).toEqual(['code', 'test'])
  expect([...taken('petrov')]).toEqual([])
})
