// @vitest-environment jsdom
import '../../console/ui/jsdom.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AllSettings, Me, OwnSettings, SettingChange, Site } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import { standard, type Value } from '../../engine/protocol/client/settings.ts'
import '../pages/button.ts'
import '../pages/invitations.ts'
import '../pages/texts.ts'
import '../pages/theme.ts'
import { type Element, engine, settled, shown } from '../testing.ts'
import { forgetUnsaved } from '../unsaved.ts'

const me = {
  name: 'Анна',
  photo: null,
  administrator: true,
  language: 'ru',
  features: [],
  sales: null,
} as unknown as Me
const site = (id: string, address: string, language: 'ru' | 'en' = 'ru'): Site => ({
  id,
  address,
  description: '',
  language,
  everybody: true,
  operators: [],
  departments: [],
})
const own = (of: string | null, values: Record<string, Value> = {}, version = 0): OwnSettings => ({
  site: of,
  version,
  values,
})
const all = (more: Partial<AllSettings> = {}): AllSettings => ({
  account: own(null),
  sites: [],
  standard: { ru: standard('ru'), en: standard('en') },
  locked: [],
  ...more,
})
const two = [site('1', '*'), site('2', 'shop.com', 'en')]

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run())
})
afterEach(() => {
  forgetUnsaved()
  vi.unstubAllGlobals()
})

const open = async (
  tag: string,
  answers: Record<string, [number, unknown?]> = {},
  settings: AllSettings = all(),
  sites: ReadonlyArray<Site> = [site('1', '*')],
) => {
  const asked = engine({ 'GET /settings': [200, settings], 'GET /sites': [200, sites], ...answers })
  const page = await shown<Element>(tag, { me })
  const root = page.shadowRoot!
  const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!
  const named = (name: string) => find<HTMLInputElement>(`[name="${name}"]`)
  const type = async (name: string, text: string) => {
    named(name).value = text
    named(name).dispatchEvent(new Event('input', { bubbles: true }))
    await settled(page)
  }
  const pick = async (name: string, value: string) => {
    find<HTMLInputElement>(`[name="${name}"][value="${value}"]`).click()
    await settled(page)
  }
  const press = async (text: string) => {
    const button = [...root.querySelectorAll('button')].find(
      (each) => each.textContent!.trim() === text || each.getAttribute('aria-label') === text,
    )
    if (!button) throw new Error(`no button ${text}`)
    button.click()
    await settled(page)
  }
  const save = async () => {
    find('form').dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(page)
  }
  const select = async (selector: string, value: string) => {
    find<HTMLSelectElement>(selector).value = value
    find(selector).dispatchEvent(new Event('change'))
    await settled(page)
  }
  const bar = () => root.querySelector('.save-bar')
  const text = () => root.textContent!.replace(/\s+/g, ' ')
  return { page, root, asked, find, named, type, pick, press, save, select, bar, text }
}

describe('a page of settings', () => {
  test('shows what counts, and saves what was changed and nothing else', async () => {
    const kept = own(null, { 'button.size': 'large' }, 3)
    const saved = own(null, { 'button.size': 'large', 'button.side': 'right' }, 4)
    const { asked, named, pick, bar, save, find, text } = await open(
      'rh-button-page',
      { 'PATCH /settings/account': [200, saved] },
      all({ account: kept }),
    )
    expect(named('button.text').placeholder).toBe('Задать вопрос')
    expect(find<HTMLInputElement>('[name="button.size"][value=large]').checked).toBe(true)
    expect(text()).toContain('изменено')
    expect(bar()).toBeNull()
    await pick('button.side', 'right')
    expect(bar()).not.toBeNull()
    await save()
    expect(asked.at(-1)).toEqual({
      request: 'PATCH /settings/account',
      body: { version: 3, values: { 'button.side': 'right' } },
    })
    expect(bar()).toBeNull()
    expect(find<HTMLInputElement>('[name="button.side"][value=right]').checked).toBe(true)
  })

  test('undone, everything stands as it was', async () => {
    const { pick, press, find, named, type, bar } = await open('rh-button-page')
    await pick('button.size', 'large')
    await type('button.text', 'Чат')
    await press('Вернуть как было')
    expect(find<HTMLInputElement>('[name="button.size"][value=medium]').checked).toBe(true)
    expect(named('button.text').value).toBe('')
    expect(bar()).toBeNull()
  })

  test('what is its own goes back to the default', async () => {
    const { asked, press, save } = await open(
      'rh-button-page',
      { 'PATCH /settings/account': [200, own(null, {}, 2)] },
      all({ account: own(null, { 'button.text': 'Чат' }, 1) }),
    )
    await press('вернуть по умолчанию: Текст на кнопке')
    await save()
    expect(asked.at(-1)!.body).toEqual({ version: 1, values: { 'button.text': null } })
  })

  test('what is wrong is said at its field; what cannot be right is not sent', async () => {
    const { asked, root, type, save, named, find } = await open('rh-invitations', {
      'PATCH /settings/account': [422, { _tag: 'Invalid', fields: { 'invitation.text': 'tooLong' } }],
    })
    await type('invitation.delay', 'скоро')
    await save()
    const error = () => root.querySelector('.error')?.textContent ?? ''
    expect(error()).toContain('Нужно целое число')
    await type('invitation.delay', '0')
    await save()
    expect(error()).toContain('Нужно число от 1 до')
    expect(asked.map(({ request }) => request)).toEqual(['GET /settings', 'GET /sites'])
    await type('invitation.delay', '5')
    await type('invitation.text', 'Слишком длинно')
    await save()
    expect(error()).toContain('Слишком длинно')
    expect(named('invitation.text').value).toBe('Слишком длинно')
    expect(find('[name="invitation.text"]').getAttribute('aria-invalid')).toBe('true')
  })

  test('in a tariff without them they are there to be seen, and say where they are', async () => {
    const { root, text } = await open('rh-theme-page', {}, all({ locked: [...themed] }))
    expect(text()).toContain('Это есть в тарифе Pro')
    expect(root.querySelectorAll('.locked')).toHaveLength(1)
    expect(root.querySelectorAll('.fields[inert]')).toHaveLength(3)
  })

  test('with another licence they are unlocked, and locked, where they are', async () => {
    const { page, root } = await open('rh-theme-page', {}, all({ locked: [...themed] }))
    Object.assign(page, { me: { ...me, features: ['branding'] } })
    await settled(page)
    expect(root.querySelectorAll('.locked, .fields[inert]')).toHaveLength(0)
    Object.assign(page, { me })
    await settled(page)
    expect(root.querySelectorAll('.fields[inert]')).toHaveLength(3)
  })
})

const themed = [
  'theme.scheme',
  'theme.radius',
  'theme.font',
  'theme.vendor',
  'theme.logo',
  'theme.properties',
]

describe('of one site', () => {
  const settings = all({ account: own(null, { 'window.company': 'x', 'button.side': 'right' }, 1) })

  test('shows what it inherits, and changes one thing', async () => {
    const saved = own('2', { 'button.text': 'Ask us' }, 1)
    const { asked, named, find, select, type, save, text, root } = await open(
      'rh-button-page',
      { 'PATCH /settings/2': [200, saved] },
      settings,
      two,
    )
    await select('#where', '2')
    expect(named('button.text').placeholder).toBe('Ask a question')
    expect(find<HTMLInputElement>('[name="button.side"][value=right]').checked).toBe(true)
    expect(text()).toContain('как у всех сайтов')
    await type('button.text', 'Ask us')
    await save()
    expect(asked.at(-1)).toEqual({
      request: 'PATCH /settings/2',
      body: { version: 0, values: { 'button.text': 'Ask us' } },
    })
    expect(root.querySelector('option[value="2"]')!.textContent).toContain('есть свои настройки')
    expect(text()).toContain('своё')
    await select('#where', '')
  })

  test('is copied from another, when that was meant', async () => {
    const copied = own('2', { 'button.size': 'large' }, 1)
    const { asked, select, find } = await open(
      'rh-button-page',
      { 'POST /settings/2/copy': [200, copied] },
      { ...settings, sites: [own('1', { 'button.size': 'large' }, 1)] },
      two,
    )
    await select('#where', '2')
    await select('.copy', '1')
    const dialog = document.querySelector('rh-dialog')!
    expect(dialog.label).toContain('*')
    dialog.querySelector<HTMLButtonElement>('.primary')!.click()
    await settled(document.querySelector('rh-button-page') as Element)
    expect(asked.at(-1)).toEqual({ request: 'POST /settings/2/copy', body: { version: 0, from: '1' } })
    expect(find<HTMLInputElement>('[name="button.size"][value=large]').checked).toBe(true)
    await select('#where', '')
  })
})

describe('when somebody else has changed the same', () => {
  const change: SettingChange = {
    at: Date.now(),
    operator: 'Борис',
    name: 'button.side',
    before: null,
    after: 'bottom',
  }
  const theirs = own(null, { 'button.side': 'bottom' }, 1)
  const refused: Record<string, [number, unknown]> = {
    'PATCH /settings/account': [409, { _tag: 'Conflict', own: theirs, changes: [change] }],
  }
  const begin = async () => {
    const opened = await open('rh-button-page', refused)
    await opened.pick('button.side', 'right')
    await opened.type('button.text', 'Чат')
    await opened.save()
    return opened
  }

  test('it is said what, by whom and when; nothing that was typed is lost', async () => {
    const { root, named } = await begin()
    const told = root.querySelector('.conflict')!.textContent!.replace(/\s+/g, ' ')
    expect(told).toContain('Где кнопка: по умолчанию → Внизу')
    expect(told).toContain('Борис')
    expect(named('button.text').value).toBe('Чат')
  })

  test('theirs may stay, and the rest is still to be saved', async () => {
    const { root, press, find, bar, named } = await begin()
    await press('Взять то, что сохранено')
    expect(root.querySelector('.conflict')).toBeNull()
    expect(find<HTMLInputElement>('[name="button.side"][value=bottom]').checked).toBe(true)
    expect(named('button.text').value).toBe('Чат')
    expect(bar()).not.toBeNull()
  })

  test('or ours, knowing of theirs', async () => {
    const { asked, press } = await begin()
    await press('Сохранить моё')
    expect(asked.at(-1)).toEqual({
      request: 'PATCH /settings/account',
      body: { version: 1, values: { 'button.side': 'right', 'button.text': 'Чат' } },
    })
  })
})

test('the last changes of what the page is about are told to who asks', async () => {
  const change = { at: Date.now(), operator: 'Борис', name: 'button.text', before: null, after: 'Чат' }
  const { page, root } = await open('rh-button-page', {
    'GET /settings/account/changes': [200, [change, { ...change, name: 'rating.on', after: true }]],
  })
  const changes = root.querySelector('rh-last-changes') as Element
  const details = changes.shadowRoot!.querySelector('details')!
  details.open = true
  details.dispatchEvent(new Event('toggle'))
  await settled(changes)
  await settled(page)
  const lines = [...changes.shadowRoot!.querySelectorAll('li')].map((line) =>
    line.textContent!.replace(/\s+/g, ' '),
  )
  expect(lines).toEqual([expect.stringContaining('Текст на кнопке: по умолчанию → «Чат»')])
})

describe('invitations', () => {
  test('show the bubble as it is typed', async () => {
    const { root, type } = await open('rh-invitations')
    const bubble = () =>
      root.querySelector('rh-invitation-preview')!.shadowRoot!.querySelector('div div')!.shadowRoot!
    expect(bubble().querySelector('p')!.textContent).toBe(standard('ru')['invitation.text'])
    expect(bubble().querySelector('b')!.textContent).toBe('Анна')
    await type('invitation.text', 'Доставим в {city}')
    await type('invitation.inviter', 'Мастер')
    expect(bubble().querySelector('p')!.textContent).toBe('Доставим в Казань')
    expect(bubble().querySelector('b')!.textContent).toBe('Мастер')
    expect(root.querySelector('rh-photo-field')).not.toBeNull()
  })
})

describe('texts', () => {
  test('are the widget’s own, in the language that is chosen, and found by what they say', async () => {
    const { page, root, named, pick, find } = await open('rh-texts-page')
    expect(named('texts.ru.greeting').placeholder).toBe('Здравствуйте')
    expect(named('texts.ru.invitation.yes').placeholder).toBe('Да, есть вопрос')
    await pick('spoken', 'en')
    expect(named('texts.en.greeting').placeholder).toBe('Hello')
    expect(named('texts.en.ahead.few')).toBeNull()
    const search = find<HTMLInputElement>('[type=search]')
    search.value = 'typing'
    search.dispatchEvent(new Event('input', { bubbles: true }))
    await settled(page)
    expect([...root.querySelectorAll<HTMLInputElement>('.setting input')].map(({ name }) => name)).toEqual([
      'texts.en.typing',
    ])
    search.value = 'нигде'
    search.dispatchEvent(new Event('input', { bubbles: true }))
    await settled(page)
    expect(root.textContent).toContain('Такого текста нет')
  })

  test('of a site are in its language alone', async () => {
    const { named, select, root } = await open('rh-texts-page', {}, all(), two)
    await select('#where', '2')
    expect(named('texts.en.greeting')).not.toBeNull()
    expect(root.querySelector('[name=spoken]')).toBeNull()
    await select('#where', '')
  })
})
