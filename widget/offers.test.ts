// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { VisitorWelcome } from '../engine/protocol/frames.ts'
import type { ChatWindow } from './chat/chat-window.ts'
import { makeWidget } from './loader/widget.ts'
import { type FarEngine, leavePage, newPage, ourCode, settled, site, talkId } from './testing.ts'

let engine: FarEngine

const load = async (welcome: Partial<VisitorWelcome> = {}): Promise<void> => {
  engine = newPage()
  const widget = makeWidget(site, ourCode)
  widget.start()
  await settled()
  await engine.accept(welcome)
  await widget.carryOut('open', [])
  await settled()
}
const chat = () =>
  document.querySelector('redhelper-widget')!.shadowRoot!.querySelector<ChatWindow>('redhelper-chat')!
const line = () => chat().renderRoot.querySelector<HTMLElement>('.department')
const links = () => [...(line()?.querySelectorAll('button') ?? [])]
const named = () => links().map((link) => link.textContent)
const press = async (name: string): Promise<void> => {
  links()
    .find((link) => link.textContent === name)!
    .click()
  await settled()
}
const focused = () => (chat().renderRoot as ShadowRoot).activeElement
const asks = async (): Promise<void> => {
  await engine.begin()
  await engine.happens({ kind: 'MessageSent', author: 'visitor', from: 'v', client: 'a', text: 'Есть чай?' })
}

beforeAll(async () => {
  for (const name of ['', 'offers']) await ourCode(name)
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  leavePage()
  vi.useRealTimers()
})

test('a dialogue can be ended from its first message on, and there is nothing to end before and after', async () => {
  await load()
  expect(line()).toBeNull()
  await asks()
  expect(named()).toEqual(['Завершить диалог'])
  await press('Завершить диалог')
  expect(line()!.textContent).toContain('Завершить диалог?')
  expect(focused()!.textContent).toBe('Завершить')
  await press('Завершить')
  expect(engine.last('end')).toMatchObject({ conversation: talkId })
  // Twice is once.
  await press('Завершить')
  expect(engine.kinds('end')).toHaveLength(1)
  await engine.happens({ kind: 'ConversationClosed', operator: null })
  await engine.reply('end', { done: true })
  expect(line()).toBeNull()
  expect(focused()!.className).toContain('window')
})

test('who changes his mind, or has no luck, is where he was', async () => {
  await load()
  await asks()
  await press('Завершить диалог')
  await press('Отмена')
  expect(named()).toEqual(['Завершить диалог'])
  expect(focused()!.textContent).toBe('Завершить диалог')
  await press('Завершить диалог')
  focused()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
  expect(named()).toEqual(['Завершить диалог'])
  expect(chat().hidden).toBe(false)
  await press('Завершить диалог')
  await press('Завершить')
  await engine.refuse('end', 'notSent')
  expect(line()!.textContent).toContain('Не получилось')
  await press('Завершить')
  expect(engine.kinds('end')).toHaveLength(2)
})

test('what somebody answered can be had by mail too, where letters are sent; a message that comes does not take the field away', async () => {
  await load({ mail: true })
  await asks()
  expect(named()).toEqual(['Завершить диалог'])
  await engine.says('Есть')
  expect(named()).toEqual(['Прислать диалог на почту', 'Завершить диалог'])
  await press('Прислать диалог на почту')
  line()!.querySelector('input')!.value = 'ivan@mail.example'
  await engine.says('И мята')
  expect(line()!.querySelector('input')!.value).toBe('ivan@mail.example')
  line()!
    .querySelector('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
  expect(engine.last('transcript')).toMatchObject({ conversation: talkId, email: 'ivan@mail.example' })
  await engine.reply('transcript', { done: true })
  expect(line()!.textContent).toContain('Отправляем диалог на ivan@mail.example')
  expect(named()).toEqual(['Завершить диалог'])
  await engine.happens({ kind: 'ConversationClosed', operator: null })
  expect(named()).toEqual(['Прислать диалог на почту'])
})
