// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { Ban } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import { foundBans } from '../pages/bans.ts'
import { type Element, engine, press, settled, shown, textOf } from '../testing.ts'

const ban = (id: string, more: Partial<Ban> = {}): Ban => ({
  id,
  visitor: null,
  address: null,
  reason: '',
  operator: 'Анна',
  createdAt: Date.UTC(2026, 4, 5, 12),
  until: null,
  over: false,
  ...more,
})

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

const dialog = () => document.querySelector('rh-dialog')!
const answer = async (page: Element, at: number) => {
  dialog().querySelectorAll('button')[at]!.click()
  await settled(page)
}

test('what has ended stands below what holds; found by number, address, reason and who it was', () => {
  const bans = [
    ban('1', { visitor: 7, over: true, createdAt: 9 }),
    ban('2', { visitor: 1042, reason: 'Хамит', createdAt: 1 }),
    ban('3', { address: '203.0.113.0/24', operator: 'Борис', createdAt: 2 }),
  ]
  const found = (typed: string) => foundBans(bans, typed).map(({ id }) => id)
  expect(found('')).toEqual(['3', '2', '1'])
  expect([found('1042'), found('203.0'), found('хам'), found('борис'), found('нет')]).toEqual([
    ['2'],
    ['3'],
    ['2'],
    ['3'],
    [],
  ])
})

describe('the page of bans', () => {
  test('says whom, why, by whom and until when', async () => {
    engine({
      'GET /bans': [
        200,
        [
          ban('1', { visitor: 1042, address: '203.0.113.0/24', reason: 'Хамит' }),
          ban('2', { visitor: 7, until: Date.UTC(2026, 4, 6), over: true }),
        ],
      ],
    })
    const text = textOf(await shown('rh-bans'))
    expect(text).toMatch(/Посетитель 1042 · 203\.0\.113\.0\/24 Хамит Навсегда Анна, 5 мая.* Снять/)
    expect(text).toMatch(/Посетитель 7 Закончился .*мая.* Анна.* Убрать/)
  })

  test('nobody banned, and an engine that does not answer', async () => {
    engine({ 'GET /bans': [200, []] })
    expect(textOf(await shown('rh-bans'))).toContain('Никто не забанен')
    engine({ 'GET /bans': [503, { _tag: 'Unavailable' }] })
    expect(textOf(await shown('rh-bans'))).toContain('Повторить')
  })

  test('lifting asks first, and says when it will not be enough', async () => {
    const asked = engine({
      'GET /bans': [200, [ban('1', { visitor: 7 }), ban('2', { visitor: 7, address: '203.0.113.7' })]],
      'DELETE /bans/1': [204],
      'DELETE /bans/2': [404, { _tag: 'NotFound' }],
    })
    const page = await shown<Element>('rh-bans')
    await press(page, 'Снять бан: Посетитель 7')
    expect(dialog().textContent).toContain('пока действует и другой бан')
    await answer(page, 0)
    expect(asked.at(-1)!.request).toBe('GET /bans')
    document.querySelector('rh-dialog')!.remove()
    await press(page, 'Снять бан: Посетитель 7')
    await answer(page, 1)
    expect(asked.at(-1)!.request).toBe('DELETE /bans/1')
    document.querySelector('rh-dialog')!.remove()
    await press(page, 'Снять бан: Посетитель 7 · 203.0.113.7')
    expect(dialog().textContent).toContain('Чат вернётся')
    await answer(page, 1)
    // Lifted in another window already.
    expect(textOf(page)).toContain('Никто не забанен')
  })

  test('by hand: what is wrong is said at the field; one’s own address is asked about', async () => {
    engine({ 'GET /bans': [200, []], 'POST /bans': [422, { _tag: 'Invalid', fields: { whom: 'wrong' } }] })
    const page = await shown<Element>('rh-bans')
    page.shadowRoot!.querySelector<HTMLElement>('header .button')!.click()
    await settled(page)
    const form = page.shadowRoot!.querySelector<Element>('rh-new-ban-dialog')!
    const submit = async (whom: string) => {
      form.shadowRoot!.querySelector<HTMLInputElement>('[name=whom]')!.value = whom
      form.shadowRoot!.querySelector('form')!.requestSubmit()
      await settled(form)
    }
    await submit('8')
    expect(textOf(form)).toContain('Посетителя с таким номером нет')

    const asked = engine({ 'POST /bans': [409, { _tag: 'OwnAddress' }] })
    form.shadowRoot!.querySelector<HTMLInputElement>('[value=week]')!.click()
    await submit('192.0.2.1')
    expect(dialog().textContent).toContain('Консоль и кабинет будут работать')
    await answer(page, 0)
    expect(textOf(form)).toContain('Бан не добавлен')
    const week = 7 * 86_400_000
    const { until } = asked[0]!.body as { until: number }
    expect(Math.abs(until - Date.now() - week)).toBeLessThan(60_000)

    document.querySelector('rh-dialog')!.remove()
    await submit('192.0.2.1')
    const again = engine({ 'POST /bans': [201, ban('1', { address: '192.0.2.1' })] })
    await answer(page, 1)
    await settled(form)
    expect(again[0]!.body).toMatchObject({ whom: '192.0.2.1', sure: true })
    expect(textOf(page)).toMatch(/192\.0\.2\.1 Навсегда/)
  })
})
