// @vitest-environment jsdom
import '../../console/ui/jsdom.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Routing } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import * as engine from '../../engine/domain/routingRules.ts'
import './routing.ts'
import { always, spanOf, withValue } from './routing-values.ts'

test('“always” is what the engine calls so', () => expect(always).toBe(engine.always))

test.each([
  [7, [0, 1, 7, always]],
  [14, [0, 1, 7, 14, always]],
  [always + 1, [0, 1, 7, always, always + 1]],
])('a value that is no choice stands among them: %d', (value, all) => {
  expect(withValue([0, 1, 7, always], value)).toEqual(all)
})

test('never stays the last', () => {
  expect(withValue([30, 60, 0], 90)).toEqual([30, 60, 90, 0])
})

test.each([
  [30, { unit: 'minutes', count: 30 }],
  [90, { unit: 'minutes', count: 90 }],
  [60, { unit: 'hours', count: 1 }],
  [1_440, { unit: 'hours', count: 24 }],
  [4_320, { unit: 'days', count: 3 }],
])('%d minutes', (minutes, span) => expect(spanOf(minutes)).toEqual(span))

describe('the page', () => {
  let asked: Array<{ request: string; body: unknown }>
  let rules: Routing
  const settled = async (element: Element) => {
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((done) => setTimeout(done))
      await (element as unknown as { updateComplete: Promise<unknown> }).updateComplete
    }
  }
  const open = async () => {
    const element = document.createElement('rh-routing')
    document.body.append(element)
    await settled(element)
    const find = <E extends Element>(selector: string) => element.shadowRoot!.querySelector<E>(selector)
    const pick = async (name: string, value: string) => {
      const radio = find<HTMLInputElement>(`[name=${name}][value="${value}"]`)!
      radio.checked = true
      radio.dispatchEvent(new Event('input', { bubbles: true }))
      radio.dispatchEvent(new Event('change'))
      await settled(element)
    }
    const limit = async (value: string) => {
      const input = find<HTMLInputElement>('[name=conversationLimit]')!
      input.value = value
      input.dispatchEvent(new Event('input', { bubbles: true }))
      await settled(element)
    }
    const submit = async () => {
      find('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
      await settled(element)
    }
    return { element, find, pick, limit, submit }
  }

  beforeEach(() => {
    document.body.replaceChildren()
    setLanguage('ru')
    rules = { ...engine.routingRules }
    asked = []
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      asked.push({ request: `${init.method} ${path.replace('/api/v1', '')}`, body })
      if (init.method === 'PUT') rules = body
      return new Response(JSON.stringify(rules))
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  test('shows the defaults, offers to save what was changed, and saves it whole', async () => {
    const { element, find, pick, limit, submit } = await open()
    expect(find<HTMLInputElement>('[name=clientDays][value="7"]')!.checked).toBe(true)
    expect(find<HTMLInputElement>('[name=idleMinutes][value="1440"]')!.checked).toBe(true)
    expect(find('.save-bar')).toBeNull()
    await pick('departmentChoice', 'must')
    await limit('3')
    expect(find('.save-bar')).not.toBeNull()
    await submit()
    expect(asked.at(-1)).toEqual({
      request: 'PUT /routing',
      body: { ...engine.routingRules, departmentChoice: 'must', conversationLimit: 3 },
    })
    await settled(element)
    expect(find('.save-bar')).toBeNull()
  })

  test('a limit that is no number is said in its place, before the engine is asked', async () => {
    const { find, limit, submit } = await open()
    await limit('много')
    await submit()
    expect(find('.error')!.textContent).toContain('Целое число')
    expect(asked).toHaveLength(1)
    await limit('')
    expect(find('.error')).toBeNull()
    expect(find('.save-bar')).toBeNull()
  })

  test('undone, everything stands as it was', async () => {
    const { element, find, pick, limit } = await open()
    await pick('idleMinutes', '0')
    await limit('5')
    find<HTMLButtonElement>('.save-bar button')!.click()
    await settled(element)
    expect(find<HTMLInputElement>('[name=idleMinutes][value="1440"]')!.checked).toBe(true)
    expect(find<HTMLInputElement>('[name=conversationLimit]')!.value).toBe('')
    expect(find('.save-bar')).toBeNull()
  })
})
