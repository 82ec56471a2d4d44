// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { VisitorRequest } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import '../pages/requests.ts'
import { type Element, engine, settled, shown } from '../testing.ts'

const request = (id: string, more: Partial<VisitorRequest> = {}): VisitorRequest => ({
  id,
  kind: 'offline',
  at: Date.UTC(2026, 4, 5, 12),
  visitor: { id: 'v7', number: 7 },
  conversation: null,
  site: null,
  page: { url: 'https://shop.example/tea', title: 'Чай' },
  name: 'Иван',
  email: 'ivan@mail.example',
  phone: '+7 (912) 345-67-89',
  message: '<b>Есть</b>\nчай?',
  consent: null,
  processed: null,
  ...more,
})
const page = (
  requests: ReadonlyArray<VisitorRequest>,
  next: number | null = null,
  unprocessed = requests.length,
) => [200, { requests, next, unprocessed }] as [number, unknown]
const by = { at: Date.UTC(2026, 4, 6, 9), by: 'Анна' }

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

const list = async (news = 0): Promise<Element> => {
  const element = await shown<Element>('rh-requests', { news })
  await settled(element)
  return element
}
const cards = (of: Element) => [...of.shadowRoot!.querySelectorAll<Element>('rh-request')]
const words = (of: Element) => of.shadowRoot!.textContent!.replace(/\s+/g, ' ')
const press = async (of: Element, label: string): Promise<void> => {
  const buttons = [...of.shadowRoot!.querySelectorAll('button')]
  buttons.find((one) => one.textContent!.trim() === label)!.click()
  await settled(of)
}
const unprocessed = 'GET /requests?processed=no'

describe('the list of requests', () => {
  test('begins with what nobody has processed; text is text, links lead to people', async () => {
    engine({
      [unprocessed]: page([request('1', { consent: { at: by.at, version: 'v', text: 'Да', link: '' } })]),
    })
    const element = await list()
    expect(words(element)).toContain('1 заявка не обработана')
    const [card] = cards(element)
    expect(card!.shadowRoot!.querySelector('.message')!.textContent).toBe('<b>Есть</b>\nчай?')
    const links = [...card!.shadowRoot!.querySelectorAll('a')].map((one) => one.getAttribute('href'))
    expect(links).toEqual(['mailto:ivan@mail.example', 'tel:+79123456789', 'https://shop.example/tea'])
    expect(words(card!)).toContain('Согласие дано')
  })

  test('a page that is no address of the web is no link', async () => {
    engine({
      [unprocessed]: page([
        request('1', { page: { url: 'javascript:alert(1)', title: '' }, email: '', phone: '' }),
      ]),
    })
    const [card] = cards(await list())
    expect(card!.shadowRoot!.querySelectorAll('a')).toHaveLength(0)
  })

  test('what is processed says by whom and when, and stays where it is', async () => {
    const asked = engine({
      [unprocessed]: page([request('1'), request('2')]),
      'PUT /requests/1/processed': [200, request('1', { processed: by })],
    })
    const element = await list()
    await press(cards(element)[0]!, 'Обработана')
    await settled(element)
    expect(asked.at(-1)).toEqual({ request: 'PUT /requests/1/processed', body: { processed: true } })
    expect(words(cards(element)[0]!)).toContain('Обработано: Анна')
    expect(words(element)).toContain('1 заявка не обработана')
    expect(cards(element)).toHaveLength(2)
  })

  test('what somebody else does shows; what is new waits until it is wanted', async () => {
    const answers: Record<string, [number, unknown?]> = { [unprocessed]: page([request('1')]) }
    engine(answers)
    const element = await list()
    answers['GET /requests'] = page(
      [request('2', { at: Date.UTC(2026, 4, 7) }), request('1', { processed: by })],
      null,
      1,
    )
    Object.assign(element, { news: 1 })
    await settled(element)
    expect(words(cards(element)[0]!)).toContain('Обработано: Анна')
    expect(cards(element)).toHaveLength(1)
    answers[unprocessed] = page([request('2')])
    await press(element, 'Показать новые')
    expect(cards(element)).toHaveLength(1)
    expect(words(cards(element)[0]!)).not.toContain('Обработано')
  })

  test('is filtered, and goes on where it ended', async () => {
    const asked = engine({
      [unprocessed]: page([request('1')], 5, 2),
      'GET /requests?processed=no&before=5': page([request('2')], null, 2),
      'GET /requests': page([request('1'), request('2', { processed: by })], null, 1),
      'GET /requests?kind=lead': page([], null, 1),
    })
    const element = await list()
    await press(element, 'Показать ещё')
    expect(cards(element)).toHaveLength(2)
    await press(element, 'Все')
    expect(cards(element)).toHaveLength(2)
    const [kind] = element.shadowRoot!.querySelectorAll('select')
    kind!.value = 'lead'
    kind!.dispatchEvent(new Event('change'))
    await settled(element)
    expect(asked.at(-1)!.request).toBe('GET /requests?kind=lead')
    expect(words(element)).toContain('Ничего не нашлось')
    expect(element.shadowRoot!.querySelector('a[download]')!.getAttribute('href')).toBe(
      '/api/v1/requests/export?kind=lead',
    )
  })

  test('says what is when there is none, and when it cannot be read', async () => {
    const answers: Record<string, [number, unknown?]> = { [unprocessed]: [503, { _tag: 'Unavailable' }] }
    engine(answers)
    const element = await list()
    expect(element.shadowRoot!.querySelector('[role=alert]')).not.toBeNull()
    answers[unprocessed] = page([])
    await press(element, 'Повторить')
    expect(words(element)).toContain('Все заявки обработаны')
  })

  const details = (more: Partial<Record<'others' | 'dialogues', unknown>> = {}) =>
    [200, { request: request('1'), others: [], dialogues: [], ...more }] as [number, unknown]
  const dialog = (of: Element) => of.shadowRoot!.querySelector<Element>('rh-request-dialog')!
  const openFirst = async (of: Element): Promise<Element> => {
    cards(of)[0]!.shadowRoot!.querySelector<HTMLElement>('.whole')!.click()
    await settled(of)
    await settled(dialog(of))
    return dialog(of)
  }
  const dialogue = {
    id: 'd1',
    openedAt: by.at,
    closedAt: null,
    operator: 'Анна',
    messages: 2,
    last: { author: 'visitor', text: 'Жду' },
  }

  test('one is read as a whole: what was agreed to, its visitor’s dialogues and other requests, and a letter that answers', async () => {
    const consent = { at: by.at, version: 'c0ffee', text: 'Согласен', link: 'javascript:alert(1)' }
    const asked = engine({
      [unprocessed]: page([request('1', { consent })]),
      'GET /requests/1': details({ dialogues: [dialogue], others: [request('2', { message: 'Ещё чай' })] }),
      'GET /requests/1/dialogues/d1': [
        200,
        { more: false, messages: [{ author: 'operator', name: 'Анна', at: by.at, text: '<i>Есть</i>' }] },
      ],
      'GET /requests/2': details(),
      'PUT /requests/1/processed': [200, request('1', { consent, processed: by })],
    })
    const element = await list()
    const shown = await openFirst(element)
    for (const part of ['версия c0ffee', 'Согласен', 'Чай', 'Анна · 2 сообщения · ещё идёт', 'Ещё чай'])
      expect(words(shown)).toContain(part)
    const links = [...shown.shadowRoot!.querySelectorAll('a')].map((one) => one.getAttribute('href')!)
    expect(links.some((href) => href.startsWith('javascript'))).toBe(false)
    const reply = new URL(links.find((href) => href.includes('subject='))!)
    expect(reply.searchParams.get('subject')).toContain('сообщение с сайта https://shop.example/tea')

    const talk = shown.shadowRoot!.querySelector('details')!
    talk.open = true
    talk.dispatchEvent(new Event('toggle'))
    await settled(shown)
    expect(words(shown)).toContain('<i>Есть</i>')
    await press(shown, 'Обработана')
    await settled(element)
    await settled(shown)
    expect(asked.at(-1)!.request).toBe('PUT /requests/1/processed')
    expect(words(shown)).toContain('Вернуть в работу')
    expect(words(cards(element)[0]!)).toContain('Обработано: Анна')

    shown.shadowRoot!.querySelector<HTMLElement>('.row')!.click()
    await settled(element)
    await settled(shown)
    expect(asked.at(-1)!.request).toBe('GET /requests/2')
    expect(words(shown)).toContain('Диалогов с ним не было')
  })

  test('one whose visitor was erased meanwhile says so, and stays readable', async () => {
    engine({ [unprocessed]: page([request('1')]), 'GET /requests/1': [404, { _tag: 'NotFound' }] })
    const shown = await openFirst(await list())
    expect(words(shown)).toContain('Этой заявки больше нет')
    expect(words(shown)).toContain('Иван')
  })
})
