// @vitest-environment jsdom
/** The real loader and chat, with the script of a preview at the far end. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChatWindow } from '../chat/chat-window.ts'
import { makeLauncher } from '../loader/launcher.ts'
import { makeWidget, type Widget } from '../loader/widget.ts'
import { leavePage, ourCode, settled, site, welcome } from '../testing.ts'
import { offsetAt } from './dragging.ts'
import type { Shown } from './messages.ts'
import { Script } from './Script.ts'
import { ScriptedSocket } from './ScriptedSocket.ts'
import { talk } from './words.ts'

const { settings } = welcome()
const shown: Shown = {
  kind: 'redhelper-show',
  settings: { ...settings, window: { ...settings.window, greeting: 'Добрый день' } },
  scene: 'button',
  person: { name: 'Ольга', photo: null },
  invitation: { text: 'Помочь с выбором?', name: 'Ольга', photo: null },
  waiting: { hold: null, lead: null },
}
let script: Script
let widget: Widget

const root = () => document.querySelector('redhelper-widget')!.shadowRoot!
const chat = () => root().querySelector<ChatWindow>('redhelper-chat')
const words = () => {
  const list = chat()?.renderRoot.querySelector('redhelper-messages')?.shadowRoot
  return [...(list?.querySelectorAll('.words') ?? [])].map((one) => one.textContent)
}
const bubble = () =>
  [...root().querySelectorAll('div')].flatMap((div) => div.shadowRoot?.querySelector('section') ?? [])[0]
const show = async (change: Partial<Shown>): Promise<void> => {
  script.show({ ...shown, ...change })
  await settled()
}

beforeEach(async () => {
  localStorage.clear()
  sessionStorage.clear()
  vi.spyOn(console, 'warn')
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run())
  leavePage()
  script = new Script((command, ...args) => widget.carryOut(command, args))
  globalThis.WebSocket = class extends ScriptedSocket {
    constructor() {
      super(script)
    }
  } as unknown as typeof WebSocket
  await Promise.all([import('../chat.ts'), import('../invitation.ts')])
  widget = makeWidget(site, (name) => {
    return name === 'invitation.js' ? import('../invitation.ts') : ourCode(name)
  })
  widget.start()
  await settled()
})
afterEach(() => {
  leavePage()
  expect(console.warn).not.toHaveBeenCalledWith('RedHelper:', expect.anything())
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('nothing is there until there is something to show, then what was set is', async () => {
  expect(document.querySelector('redhelper-widget')).toBeNull()
  await show({})
  const button = root().querySelector('button')!
  expect(button.textContent).toBe('Задать вопрос')
  await show({ settings: { ...settings, button: { ...settings.button, text: 'Спросить', size: 'small' } } })
  expect([button.textContent, button.className]).toEqual(['Спросить', 'left small'])
})

test('from scene to scene and back, each as a visitor would have it', async () => {
  await show({ scene: 'chat' })
  await vi.waitFor(() => expect(words()).toEqual(['Добрый день']))
  await show({ scene: 'typing' })
  await vi.waitFor(() => expect(words()).toEqual(talk.ru.map(({ text }) => text)))
  await show({ scene: 'typing', settings: { ...settings, language: 'en' } })
  await vi.waitFor(() => expect(words()).toEqual(talk.en.map(({ text }) => text)))
  await show({ scene: 'chat' })
  await vi.waitFor(() => expect(words()).toEqual(['Добрый день']))
  await show({ scene: 'button' })
  expect(root().host.hasAttribute('open')).toBe(false)
})

test('the form while nobody is there; a talk in which nobody answers', async () => {
  const notes = () => {
    const list = chat()?.renderRoot.querySelector('redhelper-messages')?.shadowRoot
    return [...(list?.querySelectorAll('.note') ?? [])].map((one) => one.textContent)
  }
  await show({ scene: 'offline' })
  await vi.waitFor(() => expect(chat()!.renderRoot.querySelector('redhelper-form.offline')).not.toBeNull())
  await show({ scene: 'offline', settings: { ...settings, offline: null } })
  expect(root().host.hasAttribute('open')).toBe(false)
  await show({ scene: 'waiting', waiting: { hold: 'Подождите', lead: null } })
  await vi.waitFor(() => expect(notes()).toEqual(['Подождите']))
  await show({ scene: 'waiting', waiting: { hold: 'Подождите', lead: 'Оставьте контакты' } })
  await vi.waitFor(() => expect(notes()).toEqual(['Подождите', 'Оставьте контакты']))
})

test('the invitation comes, changes as it is typed, goes, and comes again', async () => {
  const said = () => bubble()?.querySelector('p')?.textContent
  await show({ scene: 'invitation' })
  await vi.waitFor(() => expect(said()).toBe('Помочь с выбором?'))
  await show({ scene: 'invitation', invitation: { ...shown.invitation, text: 'Помочь?' } })
  await vi.waitFor(() => expect(said()).toBe('Помочь?'))
  bubble()!.querySelector<HTMLElement>('.no')!.click()
  expect(bubble()).toBeUndefined()
  await show({ scene: 'button' })
  await show({ scene: 'invitation' })
  await vi.waitFor(() => expect(said()).toBe('Помочь с выбором?'))
})

test('what is written in it arrives, as on a site', async () => {
  await show({ scene: 'chat' })
  await vi.waitFor(() => expect(words()).toEqual(['Добрый день']))
  const composer = chat()!.renderRoot.querySelector('redhelper-composer')!
  composer.dispatchEvent(new CustomEvent('post', { detail: 'Нужен улун' }))
  await vi.waitFor(() => expect(words()).toEqual(['Добрый день', 'Нужен улун']))
  const list = chat()!.renderRoot.querySelector('redhelper-messages')!.shadowRoot!
  await vi.waitFor(() => expect(list.querySelector('.ours .mark')?.getAttribute('title')).toBe('Отправлено'))
})

test('a button that is dragged to where it is has the offset that it has', () => {
  const launcher = makeLauncher('', () => {})
  for (let offset = 0; offset <= 100; offset++) {
    launcher.paint({ ...settings, button: { ...settings.button, offset } })
    expect(offsetAt(Number(launcher.host.style.getPropertyValue('--at')))).toBe(offset)
  }
  expect([offsetAt(-1), offsetAt(2)]).toEqual([0, 100])
})
