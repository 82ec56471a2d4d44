// @vitest-environment jsdom
import '../../console/ui/jsdom.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setLanguage } from '../../console/ui/i18n.ts'
import { standard, widgetSettings } from '../../engine/protocol/client/settings.ts'
import { settled, shown } from '../testing.ts'
import './widget-preview.ts'
import type { WidgetPreview } from './widget-preview.ts'

const settings = widgetSettings(standard('ru'), 'ru', true)
let element: WidgetPreview
let told: ReturnType<typeof vi.fn>

const frame = () => element.shadowRoot!.querySelector('iframe')!
const say = (data: unknown, more: Partial<MessageEventInit> = {}): void => {
  const source = frame().contentWindow
  dispatchEvent(new MessageEvent('message', { data, source, origin: location.origin, ...more }))
}
const choose = async (label: string): Promise<void> => {
  const option = [...element.shadowRoot!.querySelectorAll('label')].find(
    (one) => one.textContent!.trim() === label,
  )!
  option.querySelector('input')!.click()
  await settled(element)
}

beforeEach(async () => {
  setLanguage('ru')
  element = await shown<WidgetPreview>('rh-widget-preview', { settings, scene: 'chat' })
  told = vi.fn()
  // jsdom loads no frame that stands in a shadow root.
  const within = document.body.appendChild(document.createElement('iframe')).contentWindow!
  within.postMessage = told as never
  Object.defineProperty(frame(), 'contentWindow', { value: within })
})
afterEach(() => document.body.replaceChildren())

test('the frame is told what to show once it is there, and then whatever changes', async () => {
  expect(told).not.toHaveBeenCalled()
  say({ kind: 'redhelper-ready' })
  expect(told).toHaveBeenCalledWith(
    expect.objectContaining({ kind: 'redhelper-show', scene: 'chat', settings }),
    location.origin,
  )
  element.person = { name: '', photo: null }
  await settled(element)
  expect(told).toHaveBeenCalledTimes(1)
  element.settings = { ...settings, language: 'en' }
  await settled(element)
  expect(told.mock.lastCall![0]).toMatchObject({ settings: { language: 'en' } })
  await choose('Приглашение')
  expect(told.mock.lastCall![0]).toMatchObject({ scene: 'invitation' })
  await choose('Телефон')
  expect([frame().style.width, told.mock.calls.length]).toEqual(['390px', 3])
})

test('a dragged button is an event; strangers are not heard', () => {
  const offsets: Array<number> = []
  element.addEventListener('rh-offset', (event) => offsets.push((event as CustomEvent<number>).detail))
  say({ kind: 'redhelper-offset', offset: 70 })
  say({ kind: 'redhelper-offset', offset: 1 }, { origin: 'https://evil.example' })
  say({ kind: 'redhelper-offset', offset: 2 }, { source: window })
  say({ kind: 'redhelper-offset', offset: 3 }, { source: null })
  expect(offsets).toEqual([70])
})

test('a message that is none of ours does no harm', () => {
  for (const data of [null, undefined, 'redhelper', 1, {}]) say(data)
  expect(told).not.toHaveBeenCalled()
})
