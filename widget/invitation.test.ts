// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Invitation } from '../engine/protocol/frames.ts'
import { makeWidget, type Widget } from './loader/widget.ts'
import { anna, type FarEngine, leavePage, newPage, ourCode, settled, site, welcome } from './testing.ts'

let engine: FarEngine
let widget: Widget
let asked: Array<string>

/** What was refused in a page is remembered there, so each test has its own. */
let tests = 0
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
let invitation: Invitation
let another: Invitation
const said = {
  text: 'Здравствуйте. <b>Помочь</b>?\nОтвечу здесь',
  name: 'Анна Петрова',
  photo: null,
}

const load = async (): Promise<void> => {
  engine = newPage()
  widget = makeWidget(site, (name) => {
    asked.push(name)
    return name === 'invitation.js' ? import('./invitation.ts') : ourCode(name)
  })
  widget.start()
  await engine.accept()
}
const tell = async (what: Invitation | null): Promise<void> => {
  await engine.tell({ kind: 'invitation', invitation: what })
  await vi.waitFor(() => expect(asked).toContain('invitation.js'))
  await settled()
}
const outer = () => document.querySelector('redhelper-widget')!.shadowRoot!
const launcher = () => outer().querySelector('button')!
const bubbles = () =>
  [...outer().querySelectorAll('div')].flatMap((div) => div.shadowRoot?.querySelector('section') ?? [])
const bubble = () => bubbles()[0]!
const button = (name: string) =>
  [...bubble().querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  )!
const look = (visible: boolean): void => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => !visible })
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(async () => {
  asked = []
  tests += 2
  invitation = { ...said, id: idOf(tests) }
  another = { ...said, id: idOf(tests + 1), text: 'Вернулись?' }
  localStorage.clear()
  sessionStorage.clear()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run())
  vi.spyOn(console, 'warn')
  await Promise.all([import('./chat.ts'), import('./invitation.ts')])
  await load()
})
afterEach(() => {
  leavePage()
  Reflect.deleteProperty(document, 'hidden')
  expect(console.warn).not.toHaveBeenCalledWith('RedHelper:', expect.anything())
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('who says what, and two answers; text is text, and the engine hears that it was seen', async () => {
  expect(asked).toEqual([])
  await tell(invitation)
  expect(asked).toEqual(['invitation.js'])
  expect(bubble().querySelector('b')!.textContent).toBe('Анна Петрова')
  expect(bubble().querySelector('.face')!.textContent).toBe('АП')
  expect(bubble().querySelector('p')!.textContent).toBe(invitation.text)
  expect(bubble().querySelector('p')!.children).toHaveLength(0)
  expect([bubble().getAttribute('aria-label'), bubble().lang]).toEqual(['Приглашение в чат', 'ru'])
  expect(bubble().querySelector('p')!.getAttribute('role')).toBe('status')
  expect(engine.kinds('invitation')).toEqual([{ kind: 'invitation', id: invitation.id, did: 'seen' }])
  // It is polite: the keyboard stays where it was.
  expect(document.activeElement).toBe(document.body)
})

test('the photo is the engine’s, and where it does not come there are initials', async () => {
  await tell({ ...invitation, photo: '/photos/a/b' })
  const picture = bubble().querySelector('img')!
  expect(picture.src).toBe('https://chat.example/photos/a/b')
  picture.dispatchEvent(new Event('error'))
  expect(bubble().querySelector('img')).toBeNull()
})

test('yes opens the chat, which tells the engine', async () => {
  await tell(invitation)
  button('Да, есть вопрос').click()
  await vi.waitFor(() => expect(outer().querySelector('redhelper-chat')).not.toBeNull())
  expect(bubbles()).toHaveLength(0)
  expect(engine.last('open')).toEqual({ kind: 'open', open: true })
  expect(engine.kinds('invitation').map(({ did }) => did)).toEqual(['seen'])
})

test.each([
  ['no', () => button('Нет, спасибо').click()],
  ['the cross', () => button('Закрыть').click()],
  [
    'Escape',
    () =>
      button('Нет, спасибо').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
  ],
])('%s is a no', async (_, act) => {
  await tell(invitation)
  act()
  expect(bubbles()).toHaveLength(0)
  expect(engine.last('invitation')).toEqual({ kind: 'invitation', id: invitation.id, did: 'declined' })
  expect(engine.kinds('open')).toEqual([])
  // The connection was lost over it: it is said again, and not asked again.
  await tell(invitation)
  expect(bubbles()).toHaveLength(0)
  expect(engine.kinds('invitation').map(({ did }) => did)).toEqual(['seen', 'declined', 'declined'])
  await tell(another)
  expect(bubble().querySelector('p')!.textContent).toBe('Вернулись?')
})

test('the keyboard goes back to the launcher when it was in the bubble', async () => {
  await tell(invitation)
  button('Нет, спасибо').focus()
  button('Нет, спасибо').click()
  expect(outer().activeElement).toBe(launcher())
})

test('keys that are pressed in it are not the page’s', async () => {
  const pressed = vi.fn()
  document.addEventListener('keydown', pressed)
  await tell(invitation)
  button('Нет, спасибо').dispatchEvent(
    new KeyboardEvent('keydown', { key: 'n', bubbles: true, composed: true }),
  )
  expect(pressed).not.toHaveBeenCalled()
})

test('the same again is the same, another takes its place, none takes it away', async () => {
  await tell(invitation)
  const first = bubble()
  await tell(invitation)
  expect(bubbles()).toEqual([first])
  await tell(another)
  expect(bubbles()).toHaveLength(1)
  expect(bubble().querySelector('p')!.textContent).toBe('Вернулись?')
  await tell(null)
  expect(bubbles()).toHaveLength(0)
})

test('it goes when the chat is opened in any other way, and does not come over an open one', async () => {
  await tell(invitation)
  launcher().click()
  await vi.waitFor(() => expect(bubbles()).toHaveLength(0))
  await tell(another)
  expect(bubbles()).toHaveLength(0)
})

test('in a tab that nobody looks at it is not seen', async () => {
  look(false)
  await tell(invitation)
  expect(engine.kinds('invitation')).toEqual([])
  look(true)
  await tell(invitation)
  expect(engine.kinds('invitation')).toHaveLength(1)
})

test('a page that is left has none, and the next one shows it again', async () => {
  await tell(invitation)
  leavePage()
  await load()
  expect(bubbles()).toHaveLength(0)
  await tell(invitation)
  expect(bubbles()).toHaveLength(1)
})

test('speaks the language of the site, and stands where the launcher is', async () => {
  const { settings } = welcome()
  const button_ = { ...settings.button, side: 'bottom' as const }
  await engine.tell({ kind: 'settings', settings: { ...settings, language: 'en', button: button_ } })
  await tell(invitation)
  expect(button('No, thanks')).toBeDefined()
  expect(bubble().className).toBe('bottom')
  expect(anna.photo).toBeNull()
})

test('is dressed like the window, says the owner’s words, and points at no launcher that is not there', async () => {
  const { settings } = welcome()
  const { window, theme, button: launcher_ } = settings
  await engine.tell({
    kind: 'settings',
    settings: {
      ...settings,
      button: { ...launcher_, shown: false },
      window: { ...window, photos: false },
      theme: { ...theme, radius: 3, scheme: 'dark', properties: { '--paper': '#fffaf0' } },
      texts: { 'invitation.yes': 'Да, спросить' },
    },
  })
  await tell({ ...invitation, photo: '/photos/a/b' })
  const { style } = (bubble().getRootNode() as ShadowRoot).host as HTMLElement
  expect(['--radius', '--paper', 'color-scheme'].map((name) => style.getPropertyValue(name))).toEqual([
    '3px',
    '#fffaf0',
    'dark',
  ])
  expect(bubble().className).toBe('left alone')
  expect(bubble().querySelector('img')).toBeNull()
  expect(button('Да, спросить')).toBeDefined()
})
