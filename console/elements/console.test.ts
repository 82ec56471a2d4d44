// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeCodes } from '../../engine/protocol/client/limits.ts'
import { dialogue, EngineEnd, id, me, welcomeTo } from '../desk/testSocket.ts'
import { setLanguage } from '../ui/i18n.ts'
import './console.ts'
import type { Console } from './console.ts'
import type { SettingsMenu } from './settings-menu.ts'

const who = {
  operator: me,
  login: 'shop',
  name: 'Анна',
  photo: null,
  administrator: true,
  account: 'shop',
  email: null,
  language: 'ru',
  timeZone: 'Europe/Moscow',
  eraseAt: null,
  publicUrl: '',
}
let engine: EngineEnd
/** What the engine's HTTP answers next, by method. */
let answers: Record<string, () => [number, unknown?]>

beforeEach(() => {
  setLanguage('ru')
  localStorage.clear()
  sessionStorage.clear()
  engine = new EngineEnd()
  engine.answer = (f) => {
    if (f.kind === 'hello') return { kind: 'reply', result: welcomeTo([id(10)]) }
    return f.kind === 'history' ? { kind: 'reply', result: { entries: [], more: false } } : null
  }
  answers = { GET: () => [401, { _tag: 'Unauthorized' }], DELETE: () => [204] }
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const answer = answers[init.method ?? 'GET']
    if (!answer) throw new TypeError('Failed to fetch')
    const [status, body] = answer()
    return new Response(status === 204 ? null : JSON.stringify(body), { status })
  })
  vi.stubGlobal('WebSocket', function (this: unknown) {
    return engine.open()
  })
})
afterEach(() => {
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

const opened = async (): Promise<Console> => {
  const console = document.createElement('rh-console')
  document.body.append(console)
  await vi.waitFor(() => expect(console.firstElementChild ?? failure(console)).toBeTruthy())
  return console
}
const failure = (console: Console): Element | null => console.renderRoot.querySelector('.failed')
const signIn = async (console: Console): Promise<void> => {
  await vi.waitFor(() => expect(console.querySelector('input[name=password]')).toBeTruthy())
  console.querySelector<HTMLInputElement>('input[name=login]')!.value = 'shop'
  console.querySelector<HTMLInputElement>('input[name=password]')!.value = 'secret'
  console.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
}
const working = async (console: Console) => {
  await vi.waitFor(() => expect(console.querySelector('rh-workplace')).toBeTruthy())
  const workplace = console.querySelector('rh-workplace')!
  await vi.waitFor(() => expect(workplace.desk.link).toBe('online'))
  engine.say({ kind: 'conversation', conversation: dialogue(10), entries: [], reset: true })
  return workplace
}

it('signs in', async () => {
  const console = await opened()
  answers.POST = () => [200, who]
  await signIn(console)
  const workplace = await working(console)
  expect(workplace.who.login).toBe('shop')
})

it('may ring without another touch once somebody has signed in', async () => {
  let contexts = 0
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running'
      constructor() {
        contexts++
      }
    },
  )
  const console = await opened()
  answers.POST = () => [200, who]
  await signIn(console)
  await working(console)
  expect(contexts).toBe(1)
})

it('opens at once while the session lives', async () => {
  answers.GET = () => [200, who]
  await working(await opened())
})

it.each([
  ['a wrong password', () => [401, { _tag: 'WrongPassword' }], 'Логин или пароль не подходят', false],
  ['too many tries', () => [429, { _tag: 'TooMany', retryAfter: 42 }], 'Повторите через 42 секунды', true],
  ['no connection', undefined, 'Нет связи с сервером', false],
] as Array<[string, (() => [number, unknown]) | undefined, string, boolean]>)(
  'says what is the matter with %s, and keeps what was typed',
  async (_, answer, words, waits) => {
    const console = await opened()
    if (answer) answers.POST = answer
    await signIn(console)
    await vi.waitFor(() => expect(console.textContent).toContain(words))
    expect(console.querySelector<HTMLInputElement>('input[name=password]')?.value).toBe('secret')
    const disabled = () => console.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled
    await vi.waitFor(() => expect(disabled()).toBe(waits), 3_000)
  },
)

it('that cannot reach the engine says so, and opens when it can', async () => {
  delete answers.GET
  const console = await opened()
  expect(failure(console)?.textContent).toContain('Нет связи с сервером')
  answers.GET = () => [200, who]
  console.renderRoot.querySelector<HTMLButtonElement>('.failed button')!.click()
  await working(console)
})

it('says when the engine knows that messages do not arrive, until they do', async () => {
  answers.GET = () => [200, who]
  const workplace = await working(await opened())
  const banner = () => workplace.renderRoot.querySelector('[role=alert]')?.textContent ?? ''
  expect(banner()).toBe('')
  engine.say({ kind: 'alarm', dead: true })
  await vi.waitFor(() => expect(banner()).toContain('сообщения не доходят'))
  engine.say({ kind: 'alarm', dead: false })
  await vi.waitFor(() => expect(banner()).toBe(''))
})

it('shows the same dialogue again after a reload', async () => {
  answers.GET = () => [200, who]
  const before = await opened()
  ;(await working(before)).desk.select(id(10))
  before.remove()
  const again = await working(await opened())
  await vi.waitFor(() => expect(again.desk.state.selected).toBe(id(10)))
})

it('asks before it closes a dialogue in which an answer is begun', async () => {
  answers.GET = () => [200, who]
  const workplace = await working(await opened())
  workplace.desk.select(id(10))
  workplace.desk.write(id(10), 'half a sentence')
  const press = () => window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyX', altKey: true }))
  press()
  const dialog = await vi.waitFor(() => document.querySelector('rh-dialog') ?? Promise.reject())
  expect(dialog.textContent).toContain('черновик пропадёт')
  expect(workplace.desk.state.dialogues.has(id(10))).toBe(true)
})

it('comes back to the sign-in when the session ends, and loses no draft', async () => {
  answers.GET = () => [200, who]
  const console = await opened()
  const workplace = await working(console)
  workplace.desk.select(id(10))
  workplace.desk.write(id(10), 'half a sentence')
  engine.drop(closeCodes.signedOut)
  await vi.waitFor(() => expect(console.textContent).toContain('Сеанс закончился'))
  expect(console.querySelector<HTMLInputElement>('input[name=login]')?.defaultValue).toBe('shop')
  answers.POST = () => [200, who]
  await signIn(console)
  const again = await working(console)
  expect(again.desk.drafts.of(id(10))).toBe('half a sentence')
})

it.each([
  ['signing out', false, 'Вы вышли'],
  ['changing the account', true, 'Консоль оператора'],
])('after %s says no word of an expired session', async (_, change, words) => {
  answers.GET = () => [200, who]
  answers.DELETE = () => {
    engine.drop(closeCodes.signedOut)
    return [204]
  }
  const console = await opened()
  const workplace = await working(console)
  workplace.dispatchEvent(new CustomEvent('rh-sign-out', { detail: { change, failed: () => {} } }))
  await vi.waitFor(() => expect(console.textContent).toContain(words))
  expect(console.textContent).not.toContain('Сеанс закончился')
})

it('stays signed in, and says why, when the engine does not hear the sign-out', async () => {
  answers.GET = () => [200, who]
  const console = await opened()
  const workplace = await working(console)
  delete answers.DELETE
  const failed: unknown[] = []
  const detail = { change: false, failed: (why: unknown) => failed.push(why) }
  workplace.dispatchEvent(new CustomEvent('rh-sign-out', { detail }))
  await vi.waitFor(() => expect(failed).toEqual([{ _tag: 'Offline' }]))
  expect(console.querySelector('rh-workplace')).toBe(workplace)
})

describe('the licence (A5)', () => {
  const licence = (days: number, trial = true) => ({
    kind: 'licence',
    licence: { tariff: 'business', until: Date.now() + days * 86_400_000 - 60_000, trial },
    features: ['monitoring', 'invitations'],
  })
  const banner = (workplace: Element) => workplace.shadowRoot!.querySelector('.banner')
  const begin = async (administrator = true) => {
    engine.answer = (f) =>
      f.kind === 'hello'
        ? { kind: 'reply', result: { ...welcomeTo([]), me: { ...welcomeTo([]).me, administrator } } }
        : null
    answers.GET = () => [200, who]
    const console = await opened()
    const workplace = console.querySelector('rh-workplace')!
    await vi.waitFor(() => expect(workplace.desk.link).toBe('online'))
    return workplace
  }

  it('stands in the menu, and in the last days over the dialogue until it is hidden', async () => {
    const workplace = await begin()
    const menu = () => workplace.shadowRoot!.querySelector<SettingsMenu>('rh-settings-menu')!.licence
    expect(menu()).toBe('Pro')
    engine.say(licence(5) as never)
    await vi.waitFor(() => expect(menu()).toContain('Business, пробный период до'))
    expect(banner(workplace)).toBeNull()
    engine.say(licence(2) as never)
    await vi.waitFor(() => expect(banner(workplace)?.textContent).toContain('Осталось 2 дня'))
    banner(workplace)!.querySelector('button')!.click()
    await vi.waitFor(() => expect(banner(workplace)).toBeNull())
  })

  it('is the administrator’s to look after', async () => {
    const workplace = await begin(false)
    engine.say(licence(2) as never)
    await vi.waitFor(() => expect(workplace.desk.state.licence?.trial).toBe(true))
    await workplace.updateComplete
    expect(banner(workplace)).toBeNull()
  })
})
