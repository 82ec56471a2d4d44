// @vitest-environment jsdom
/** C1–C4, C12–C15: an open window is as the owner has set it, the moment he has. */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { WidgetSettings } from '../engine/protocol/frames.ts'
import type { ChatWindow } from './chat/chat-window.ts'
import type { Composer } from './chat/composer.ts'
import { makeWidget, type Widget } from './loader/widget.ts'
import { anna, type FarEngine, leavePage, newPage, ourCode, settled, site, welcome } from './testing.ts'

let engine: FarEngine
let widget: Widget
const { settings } = welcome()

const load = async (): Promise<void> => {
  engine = newPage()
  widget = makeWidget(site, ourCode)
  widget.start()
  await settled()
}
const open = async (): Promise<void> => {
  await widget.carryOut('open', [])
  await settled()
}
const set = async (
  change: {
    readonly [Part in 'window' | 'theme']?: Partial<WidgetSettings[Part]>
  } & Partial<Pick<WidgetSettings, 'texts'>>,
): Promise<void> => {
  const { window, theme, texts } = settings
  await engine.tell({
    kind: 'settings',
    settings: {
      ...settings,
      window: { ...window, ...change.window },
      theme: { ...theme, ...change.theme },
      texts: change.texts ?? texts,
    },
  })
  await settled()
}
const chat = () =>
  document.querySelector('redhelper-widget')!.shadowRoot!.querySelector<ChatWindow>('redhelper-chat')!
const inside = (tag: string) => chat().renderRoot.querySelector<Composer>(tag)!.renderRoot
const words = () => [...inside('redhelper-messages').querySelectorAll('.words')].map((one) => one.textContent)
const head = () => chat().renderRoot.querySelector('.head')!
const title = () => head().querySelector('h2')!.textContent
const field = () => inside('redhelper-composer').querySelector('textarea')!
const send = async (text: string): Promise<void> => {
  field().value = text
  field().dispatchEvent(new Event('input'))
  field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settled()
}

// The first import takes as long as the machine is busy; the tests are not about that.
beforeAll(async () => {
  await import('./chat.ts')
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  localStorage.clear()
  sessionStorage.clear()
  vi.spyOn(console, 'warn')
  await load()
  await engine.accept()
  await open()
})
afterEach(() => {
  leavePage()
  expect(console.warn).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('a firm that one turns to, until there is a person who answers', async () => {
  await set({ window: { company: 'Чайная <b>лавка</b>', about: 'Рассыпной чай' } })
  expect(title()).toBe('Чайная <b>лавка</b>')
  expect(head().querySelector('.about')?.textContent).toBe('Рассыпной чай')
  expect(head().querySelector('.state')?.textContent).toBe('На связи · Анна')
  await engine.begin()
  await engine.says('Здравствуйте')
  expect(title()).toBe('Анна')
  expect(head().querySelector('.about')).toBeNull()
  expect(head().querySelector('.state')?.textContent).toBe('На связи · Чайная <b>лавка</b>')
})

test('who comes for the first time is greeted; it is no message, and stays as he read it', async () => {
  await set({ window: { greeting: 'Добрый день\nЧем помочь?' } })
  expect(words()).toEqual(['Добрый день\nЧем помочь?'])
  expect(engine.kinds('send')).toHaveLength(0)
  await engine.begin()
  await send('Нужен улун')
  await set({ window: { greeting: 'Другое приветствие' } })
  expect(words()).toEqual(['Добрый день\nЧем помочь?', 'Нужен улун'])
  expect(engine.kinds('send').map(({ text }) => text)).toEqual(['Нужен улун'])
})

test('whose talks are known already is not greeted', async () => {
  await set({ window: { greeting: 'Добрый день' } })
  await engine.begin()
  await engine.says('Вы спрашивали об улуне')
  expect(words()).toEqual(['Вы спрашивали об улуне'])
})

test('colours, font and corners are set on the window, and taken off again', async () => {
  await set({
    window: { color: '#ffcc00', ink: '#000000' },
    theme: { scheme: 'dark', radius: 4, font: 'Georgia', properties: { '--paper': '#fffaf0' } },
  })
  const worn = () =>
    ['--accent', '--on-accent', '--radius', '--font', '--paper', 'color-scheme'].map((name) =>
      chat().style.getPropertyValue(name),
    )
  expect(worn()).toEqual(['#ffcc00', '#000000', '4px', 'Georgia', '#fffaf0', 'dark'])
  await set({})
  expect(worn()).toEqual([settings.window.color, settings.window.ink, '', '', '', ''])
})

test('photos or none, a logo from the engine, the vendor’s name or none', async () => {
  await set({ theme: { logo: '/pictures/logo' } })
  expect(head().querySelector<HTMLImageElement>('.logo')?.src).toBe('https://chat.example/pictures/logo')
  expect(chat().renderRoot.querySelector('.vendor')?.textContent).toBe('RedHelper')
  await engine.begin()
  await engine.says('Здравствуйте')
  expect(head().querySelector('.avatar')).not.toBeNull()
  expect(head().querySelector('.logo')).toBeNull()
  await set({ window: { photos: false }, theme: { logo: '/pictures/logo', vendor: false } })
  expect(head().querySelector('.avatar')).toBeNull()
  expect(inside('redhelper-messages').querySelector('.avatar')).toBeNull()
  expect(head().querySelector('.logo')).not.toBeNull()
  expect(chat().renderRoot.querySelector('.vendor')).toBeNull()
})

test('every phrase in the owner’s words, as text', async () => {
  await set({ texts: { placeholder: 'Ваш вопрос', online: '<i>тут</i>' } })
  expect(field().placeholder).toBe('Ваш вопрос')
  expect(head().querySelector('.state')?.textContent).toBe('<i>тут</i>')
  expect(head().querySelector('i')).toBeNull()
})

test('the window opens where it is wished, unless the visitor has put it elsewhere', async () => {
  vi.stubGlobal('innerWidth', 1280)
  vi.stubGlobal('innerHeight', 800)
  const box = () => ['left', 'width', 'height'].map((name) => chat().style.getPropertyValue(name))
  await set({ window: { place: 'right', width: 500, height: 400 } })
  expect(box()).toEqual(['756px', '500px', '400px'])
  localStorage.setItem('redhelper:shop:window', '{"left":100,"top":100,"width":350,"height":450}')
  await load()
  await engine.accept()
  await open()
  await set({ window: { place: 'right', width: 500, height: 400 } })
  expect(box()).toEqual(['100px', '350px', '450px'])
  vi.unstubAllGlobals()
})

test('the operator’s name in the greeting is whoever it would be', async () => {
  await set({ window: { greeting: 'Добрый день' } })
  expect(inside('redhelper-messages').querySelector('.name')?.textContent).toBe(anna.name)
  await engine.tell({ kind: 'operator', operator: null, online: false, lost: false } as never)
  await settled()
  expect(inside('redhelper-messages').querySelector('.name')?.textContent).toBe('Оператор')
})
