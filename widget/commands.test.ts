// @vitest-environment jsdom
/** C2, C4, G7: what the page's own scripts and elements can want of the widget. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatWindow } from './chat/chat-window.ts'
import * as chatChunk from './chat.ts'
import { offer } from './loader/commands.ts'
import { makeWidget } from './loader/widget.ts'
import { type FarEngine, leavePage, newPage, ourCode, settled, site, welcome } from './testing.ts'

let engine: FarEngine
let asked: Array<string>
type Call = (command: string, ...args: ReadonlyArray<unknown>) => Promise<unknown>
const redhelper: Call = (...call) => (window as unknown as { redhelper: Call }).redhelper(...call)
const { settings } = welcome()

const load = async (): Promise<void> => {
  const widget = makeWidget(site, async (name) => {
    asked.push(name)
    if (name === 'commands.js') return import('./commands.ts')
    return name === '' ? chatChunk : ourCode(name)
  })
  widget.start()
  offer(widget.carryOut)
  await settled()
}
const root = () => document.querySelector('redhelper-widget')?.shadowRoot
const chat = () => root()?.querySelector<ChatWindow>('redhelper-chat')
const isOpen = () => root()?.host.hasAttribute('open') ?? false
const opens = () => vi.waitFor(() => expect(isOpen()).toBe(true))

beforeEach(() => {
  asked = []
  // What a page has set is its own.
  vi.resetModules()
  localStorage.clear()
  sessionStorage.clear()
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubGlobal('innerWidth', 1280)
  vi.stubGlobal('innerHeight', 800)
  engine = newPage()
})
afterEach(() => {
  leavePage()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('opening and closing loads no commands', async () => {
  await load()
  await engine.accept()
  await redhelper('open')
  expect(isOpen()).toBe(true)
  await redhelper('close')
  expect(isOpen()).toBe(false)
  expect(asked).toEqual(['', 'offers.js'])
})

test('an unknown command is a rejection that says which there are, and nothing unhandled', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  await load()
  await engine.accept()
  for (const command of ['dance', 'toString', 'constructor', ''])
    await expect(redhelper(command)).rejects.toThrow(
      `no command "${command}"; there are open, close, on, off, set`,
    )
  redhelper('dance')
  await new Promise((later) => setTimeout(later))
  process.off('unhandledRejection', unhandled)
  expect(unhandled).not.toHaveBeenCalled()
  expect(console.warn).toHaveBeenCalledTimes(5)
})

test('before the widget is there calls wait, and are carried out in their order', async () => {
  const happened: Array<unknown> = []
  const stub = (...call: Array<unknown>) => void stub.q.push(call)
  stub.q = [] as Array<Array<unknown>>
  Object.assign(window, { redhelper: stub })
  stub('on', 'ready', () => happened.push('ready'))
  stub('on', 'open', () => happened.push('open'))
  stub('set', { window: { place: 'right', width: 500, height: 400 } })
  stub('open')
  await load()
  await engine.accept()
  await opens()
  expect(happened.sort()).toEqual(['open', 'ready'])
  expect([chat()!.style.left, chat()!.style.width]).toEqual(['756px', '500px'])
})

test('events: ready at once when it is, open, close, unread, messages; and no more when not listened to', async () => {
  const heard: Array<unknown> = []
  const listener = (name: string) => (detail: unknown) => heard.push([name, detail])
  await load()
  await engine.accept()
  const unread = listener('unread')
  await redhelper('on', 'ready', listener('ready'))
  await redhelper('on', 'open', listener('open'))
  await redhelper('on', 'close', listener('close'))
  await redhelper('on', 'unread', unread)
  await redhelper('on', 'unread', unread)
  await redhelper('on', 'message', ({ author, name, text }: Record<string, unknown>) =>
    heard.push([author, name, text]),
  )
  await engine.begin()
  await vi.waitFor(() => expect(chat()).not.toBeNull())
  await settled()
  heard.splice(0, heard.length, heard[0])
  await engine.says('Здравствуйте')
  await redhelper('open')
  await settled()
  await redhelper('close')
  await redhelper('off', 'unread', unread)
  await engine.says('Вы здесь?')
  expect(heard).toEqual([
    ['ready', null],
    ['operator', 'Анна', 'Здравствуйте'],
    ['unread', 1],
    ['open', null],
    ['unread', 0],
    ['close', null],
    ['operator', 'Анна', 'Вы здесь?'],
  ])
})

test.each([
  [['on', 'dance', () => {}], 'no event "dance"; there are ready, open, close, unread, message'],
  [['on', 'open'], 'a function is needed'],
  [['set'], 'what is set has to be an object'],
  [['set', { colour: 'red' }], 'no "colour" in what is set; there is window'],
  [['set', { window: { top: 1 } }], 'no "top" in window; there is place, width, height'],
  [['set', { window: { width: '500' } }], 'window.width is a number from 300 to 800'],
  [['set', { window: { height: Number.NaN } }], 'window.height is a number from 360 to 1000'],
  [['set', { window: { place: 'top' } }], 'window.place is left or right'],
])('wrong: %j', async (call, message) => {
  await load()
  await engine.accept()
  await expect(redhelper(...(call as [string]))).rejects.toThrow(message)
})

test('where the tariff has it not the window is not placed, also when it loses it later', async () => {
  await load()
  await engine.accept({ settings: { ...settings, ownPlace: false } })
  const wish = { window: { width: 500 } }
  await expect(redhelper('set', wish)).rejects.toThrow('tariff')
  await engine.tell({ kind: 'settings', settings })
  await redhelper('set', wish)
  await redhelper('open')
  expect(chat()!.style.width).toBe('500px')
  await engine.tell({ kind: 'settings', settings: { ...settings, ownPlace: false } })
  expect(chat()!.style.width).toBe('380px')
})

const put = (html: string): HTMLElement => {
  document.body.innerHTML = html
  return document.body.querySelector<HTMLElement>('[data-redhelper-open]')!
}
const press = (element: Element, key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  element.dispatchEvent(event)
  return event
}

test('any element of the page opens the chat, also one that comes later, and what is inside it', async () => {
  await load()
  await engine.accept()
  const link = put('<a href="/contacts" data-redhelper-open><b>Спросить</b></a>')
  const click = new MouseEvent('click', { bubbles: true, cancelable: true })
  link.querySelector('b')!.dispatchEvent(click)
  expect(click.defaultPrevented).toBe(true)
  await opens()
})

test('by keyboard: Enter and the space bar, and no other key', async () => {
  await load()
  await engine.accept()
  const field = put('<span tabindex="0" data-redhelper-open>Спросить</span>')
  for (const key of ['e', 'Tab', 'Escape']) expect(press(field, key).defaultPrevented).toBe(false)
  await settled()
  expect(engine.kinds('open')).toHaveLength(0)
  expect(press(field, ' ').defaultPrevented).toBe(true)
  await opens()
  await redhelper('close')
  press(field, 'Enter')
  await opens()
})

test('where the tariff has no own button the page’s element stays what it is', async () => {
  await load()
  const button = put('<button data-redhelper-open>Спросить</button>')
  button.click()
  await engine.accept({ settings: { ...settings, ownButton: false } })
  button.click()
  document.dispatchEvent(new MouseEvent('click'))
  await settled()
  expect(engine.kinds('open')).toHaveLength(0)
  expect(console.warn).not.toHaveBeenCalled()
})

test('on a page of no site the page’s element stays what it is too', async () => {
  await load()
  await engine.accept()
  const link = put('<a href="#contacts" data-redhelper-open>Спросить</a>')
  await engine.hangUp(4204)
  const click = new MouseEvent('click', { bubbles: true, cancelable: true })
  link.dispatchEvent(click)
  expect(click.defaultPrevented).toBe(false)
})
