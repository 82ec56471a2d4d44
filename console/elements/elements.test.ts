// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import type { LitElement } from 'lit'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Listed } from '../desk/DeskState.ts'
import type { Line, Mark } from '../desk/lines.ts'
import { visible } from '../desk/text.ts'
import { dictionaries, setLanguage } from '../ui/i18n.ts'
import { problemsOf } from '../ui/words.ts'
import './dialogue.ts'
import './dialogue-list.ts'
import './rail.ts'
import './settings-menu.ts'
import './workplace.ts'

const page = { url: 'https://shop.example/cart?x=1#y', title: 'Корзина' }
const listed = (id: string, over: Partial<Listed> = {}): Listed => ({
  id,
  seq: 1,
  state: 'open',
  visitor: { id: `v-${id}`, number: 1042, place: null },
  presence: { online: true, open: true, page },
  preview: '',
  delivered: { visitor: 0, operator: 0 },
  seen: { visitor: 0, operator: 0 },
  last: { author: 'visitor', text: 'Есть белая?', at: 1 },
  unread: 0,
  transfer: null,
  unseen: [],
  flashing: false,
  turn: 1,
  off: false,
  ...over,
})
const group = (
  author: 'visitor' | 'operator',
  texts: string[],
  mark: Mark | null = null,
  code?: string,
): Line => ({
  kind: 'group',
  key: texts.join(),
  author,
  from: author,
  at: Date.now(),
  spoken: texts.map((text, i) => ({ client: `${i}${text.slice(0, 9)}`, text, at: Date.now() })),
  mark,
  ...(code ? { code } : {}),
})

const shown = async <T extends LitElement>(tag: string, properties: object): Promise<T> => {
  const element = Object.assign(document.createElement(tag), properties) as unknown as T
  document.body.append(element)
  await element.updateComplete
  return element
}
const inside = (element: LitElement, selector: string): HTMLElement | null =>
  element.renderRoot.querySelector<HTMLElement>(selector)
const all = (element: LitElement, selector: string): HTMLElement[] => [
  ...element.renderRoot.querySelectorAll<HTMLElement>(selector),
]
const heard = (element: HTMLElement, name: string): unknown[] => {
  const details: unknown[] = []
  element.addEventListener(name, (event) => details.push((event as CustomEvent).detail))
  return details
}
const list = (...dialogues: Listed[]): object => ({
  dialogues: new Map(dialogues.map((d) => [d.id, d])),
  order: dialogues.map((d) => d.id),
  link: 'online',
  now: Date.now(),
})

beforeEach(() => setLanguage('ru'))
afterEach(() => document.body.replaceChildren())

/** What people may send us; every one of them has to stand there as text. */
const hostile: ReadonlyArray<readonly [string, string]> = [
  ['a script', '<script>globalThis.hit = 1</script>'],
  ['a picture with a handler', '<img src=x onerror="globalThis.hit = 1">'],
  ['a template', '{{1+1}}<!--?lit$--> lit$123$'],
  ['right-to-left marks', '\u202eabc\u202c \u2066def\u2069 שלום'],
  ['ten thousand combining characters', `Z${'\u0301'.repeat(9_999)}`],
  ['emoji', '👨‍👩‍👧‍👦🇷🇺👍🏽'],
  ['NUL and a bell', 'a\0b\u0007c'],
]

describe('the list', () => {
  const table: Array<[string, Partial<Listed>, string, string]> = [
    ['unanswered', {}, 'row unanswered waits', 'ждёт ответа'],
    [
      'answered',
      { last: { author: 'operator', text: 'Да', at: 1 } },
      'row answered',
      'последнее слово за вами',
    ],
    ['gone', { presence: { online: false, open: false, page } }, 'row gone waits', 'ушёл с сайта'],
    [
      'typing, not looked at',
      { preview: 'Есть', flashing: true },
      'row unanswered waits typing flashing',
      'ждёт ответа',
    ],
    ['typing, looked at', { preview: 'Есть' }, 'row unanswered waits typing', 'ждёт ответа'],
    ['fresh', { last: null, state: 'draft' }, 'row fresh', 'начинает диалог'],
    ['closed', { state: 'closed' }, 'row closed', 'диалог закрыт'],
  ]
  it.each(table)('H7: %s has its look and its word', async (_, over, classes, word) => {
    const element = await shown<LitElement>('rh-dialogue-list', list(listed('a', over)))
    const row = inside(element, '.row')!
    expect(row.className.trim().split(/\s+/).join(' ')).toBe(classes)
    expect(inside(element, '.mark')?.title).toBe(word)
    expect(row.textContent).toContain(word)
    expect(inside(element, '.mark svg')).not.toBeNull()
  })
  it.each(hostile)('shows %s as text', async (_, text) => {
    const said = listed('a', { last: { author: 'visitor', text, at: 1 } })
    const typed = listed('b', { preview: text })
    const element = await shown<LitElement>('rh-dialogue-list', list(said, typed))
    expect(all(element, 'bdi')).toHaveLength(2)
    for (const bdi of all(element, 'bdi')) expect(bdi.children).toHaveLength(0)
    expect(element.renderRoot.querySelector('script, img')).toBeNull()
    expect('hit' in globalThis).toBe(false)
  })
  it('shows the answer that waits for the connection as the last word', async () => {
    const underway = new Map([['a', 'Да, есть']])
    const element = await shown<LitElement>('rh-dialogue-list', { ...list(listed('a')), underway })
    expect(inside(element, '.words')?.textContent).toBe('Вы: Да, есть')
    expect(inside(element, '.underway')).toBeNull()
    Object.assign(element, { link: 'lost' })
    await element.updateComplete
    expect(inside(element, '.underway')?.title).toBe('ответ ждёт связи')
  })
  it('says how many wait for an operator, while it can know that', async () => {
    const element = await shown<LitElement>('rh-dialogue-list', { ...list(listed('a')), waiting: 3 })
    expect(inside(element, '.queue')!.textContent!.trim()).toBe('В очереди 3')
    Object.assign(element, { link: 'lost' })
    await element.updateComplete
    expect(inside(element, '.queue')).toBeNull()
  })
  it('draws the visible ones of a thousand', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => listed(`d${i}`))
    const element = await shown<LitElement>('rh-dialogue-list', list(...many))
    expect(all(element, '.row').length).toBeLessThan(60)
    expect(inside(element, '.row')?.getAttribute('aria-setsize')).toBe('1000')
  })
  it('selects by click and by keys, and says when it wants to keep still', async () => {
    const element = await shown<LitElement>('rh-dialogue-list', {
      ...list(listed('a'), listed('b'), listed('c')),
      selected: 'b',
    })
    const [chosen, held] = [heard(element, 'rh-select'), heard(element, 'rh-hold')]
    all(element, '.name')[2]!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    const scroll = inside(element, '.scroll')!
    for (const key of ['ArrowDown', 'ArrowUp', 'End', 'Home'])
      scroll.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    expect(chosen).toEqual(['c', 'c', 'a', 'c', 'a'])
    scroll.dispatchEvent(new Event('pointerenter'))
    scroll.dispatchEvent(new Event('pointerleave'))
    expect(held).toEqual([true, false])
  })
  it('offers to close those who left, only when there are such', async () => {
    const here = await shown<LitElement>('rh-dialogue-list', list(listed('a')))
    expect(inside(here, '.foot')).toBeNull()
    const left = listed('b', { presence: { online: false, open: false, page: null } })
    const gone = await shown<LitElement>('rh-dialogue-list', list(listed('a'), left))
    const asked = heard(gone, 'rh-close-gone')
    inside(gone, '.foot button')!.click()
    expect(asked).toHaveLength(1)
    expect(inside(gone, '.foot')?.textContent).toContain('Закрыть все ушедшие (1)')
  })
  it.each([
    ['empty', { order: [], dialogues: new Map(), link: 'online', test: '/test/?c=shop' }, 'Пока тихо'],
    ['lost', { order: [], dialogues: new Map(), link: 'lost' }, 'Нет связи'],
    ['offline', { order: [], dialogues: new Map(), link: 'online', status: 'offline' }, 'Вы не в сети'],
    ['on break', { order: [], dialogues: new Map(), link: 'online', status: 'break' }, 'Вы на перерыве'],
    ['second', { order: [], dialogues: new Map(), link: 'online', status: 'second' }, 'только переданные'],
  ])('says what is the matter when it is %s', async (_, properties, words) => {
    const element = await shown<LitElement>('rh-dialogue-list', properties)
    expect(element.renderRoot.textContent).toContain(words)
  })
})

describe('the messages', () => {
  const messages = (lines: Line[], over: object = {}) =>
    shown<LitElement>('rh-messages', { dialogue: 'a', lines, me: 'me', now: Date.now(), ...over })

  it('tell in their details why an operator got the dialogue', async () => {
    const assigned = (reason: 'sticky' | null) =>
      messages([{ kind: 'service', key: 'a', at: 0, service: { what: 'assigned', operator: 'me', reason } }])
    const told = inside(await assigned('sticky'), '.service abbr')
    expect(told?.textContent).toBe('Диалог ведёте вы')
    expect(told?.title).toBe('Посетитель уже говорил с этим оператором')
    expect(inside(await assigned(null), '.service abbr')).toBeNull()
  })

  it.each(hostile)('show %s as text', async (_, text) => {
    const element = await messages([group('visitor', [text])], { preview: text })
    const [said, typed] = all(element, '.bubble')
    expect(said?.textContent).toBe(visible(text))
    expect(said?.children).toHaveLength(0)
    expect(typed?.textContent).toBe(visible(text))
    expect('hit' in globalThis).toBe(false)
  })
  it('make links of addresses, and of nothing that could act', async () => {
    const text = 'https://a.example/x javascript:alert(1) data:text/html,x www.b.example'
    const element = await messages([group('visitor', [text])])
    const links = all(element, '.bubble a') as HTMLAnchorElement[]
    expect(links.map((a) => a.getAttribute('href'))).toEqual(['https://a.example/x', 'http://www.b.example'])
    expect(links.every((a) => a.target === '_blank' && a.rel.includes('noreferrer'))).toBe(true)
    expect(inside(element, '.bubble')?.textContent).toBe(text)
  })
  it.each([
    ['sending', 'отправляется'],
    ['sent', 'отправлено'],
    ['delivered', 'доставлено'],
    ['seen', 'прочитано'],
    ['notSent', 'не отправлено'],
  ] as const)('mark what is %s', async (mark, word) => {
    const element = await messages([group('operator', ['ответ'], mark)])
    expect(inside(element, '.mark')?.title).toBe(word)
  })
  it('offer another try for what was refused, unless it cannot succeed', async () => {
    const refused = await messages([group('operator', ['ответ'], 'notSent', 'notSent')])
    const [retried, discarded] = [heard(refused, 'rh-retry'), heard(refused, 'rh-discard')]
    for (const button of all(refused, '.refused button')) button.click()
    expect([retried, discarded]).toEqual([['0ответ'], ['0ответ']])
    const closed = await messages([group('operator', ['ответ'], 'notSent', 'closed')])
    const words = all(closed, '.refused button').map((button) => button.textContent)
    expect(words).toEqual(['Скопировать', 'Убрать'])
  })
  it('show the full date on a time, and service messages with links that tell nobody where from', async () => {
    const at = new Date(2026, 4, 5, 14, 3).getTime()
    const moved: Line = { kind: 'service', key: 's', at, service: { what: 'moved', page } }
    const element = await messages([moved])
    expect(inside(element, 'time')?.title).toMatch(/5 мая 2026/)
    expect(inside(element, '.service a')?.getAttribute('rel')).toBe('noreferrer')
    expect(inside(element, '.service')?.textContent).toContain('Перешёл на страницу Корзина')
  })
  it('link no page whose address a browser would run', async () => {
    const bad = { url: 'javascript:alert(1)', title: 'Страница' }
    const element = await messages([
      { kind: 'service', key: 's', at: 1, service: { what: 'moved', page: bad } },
    ])
    expect(inside(element, '.service a')).toBeNull()
    expect(inside(element, '.service')?.textContent).toContain('Страница')
  })
})

describe('the composer', () => {
  const composer = async (over: object = {}) => {
    const element = await shown<LitElement>('rh-composer', { dialogue: 'a', ...over })
    const area = inside(element, 'textarea') as HTMLTextAreaElement
    const press = (key: KeyboardEventInit) =>
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...key }))
    const type = async (text: string) => {
      area.value = text
      area.dispatchEvent(new Event('input'))
      await element.updateComplete
    }
    return { element, area, press, type, sent: heard(element, 'rh-send') }
  }
  it('sends with Enter, trimmed, and is empty then', async () => {
    const { area, press, type, sent } = await composer()
    await type('  Да, есть \n')
    press({})
    expect([sent, area.value]).toEqual([['Да, есть'], ''])
  })
  it.each([
    ['Shift+Enter', { shiftKey: true }],
    ['an Enter of an input method', { isComposing: true }],
    ['the same in older browsers', { keyCode: 229 }],
    ['Alt+Enter, the next who waits', { altKey: true }],
  ])('does not send with %s', async (_, key) => {
    const { press, type, sent } = await composer()
    await type('текст')
    press(key)
    expect(sent).toEqual([])
  })
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['what nobody can see', '\u200b\u2060'],
    ['too much', 'ы'.repeat(10_001)],
  ])('does not send %s', async (_, text) => {
    const { press, type, sent, element } = await composer()
    await type(text)
    press({})
    expect(sent).toEqual([])
    expect((inside(element, 'button') as HTMLButtonElement).disabled).toBe(true)
  })
  it('sends what just fits', async () => {
    const { press, type, sent } = await composer()
    await type('ы'.repeat(10_000))
    press({})
    expect(sent).toHaveLength(1)
  })
  it('brings back the draft of each dialogue', async () => {
    const { element, area } = await composer({ draft: 'для первого' })
    expect(area.value).toBe('для первого')
    Object.assign(element, { dialogue: 'b', draft: 'для второго' })
    await element.updateComplete
    expect(area.value).toBe('для второго')
  })
  it('does not touch what is being written when the draft is saved', async () => {
    const { element, area, type } = await composer()
    await type('пишу')
    area.setSelectionRange(1, 1)
    Object.assign(element, { draft: 'пишу' })
    await element.updateComplete
    expect([area.value, area.selectionStart]).toEqual(['пишу', 1])
  })
  it('follows what another window wrote or sent', async () => {
    const { element, area } = await composer({ draft: 'начато' })
    Object.assign(element, { draft: 'начато и дописано' })
    await element.updateComplete
    expect(area.value).toBe('начато и дописано')
    Object.assign(element, { draft: '' })
    while (!(await element.updateComplete));
    expect([area.value, inside(element, 'button')?.hasAttribute('disabled')]).toEqual(['', true])
  })
  it('still shows what was being written when the dialogue is closed', async () => {
    const { element } = await composer({ draft: 'почти дописанный ответ' })
    Object.assign(element, { closed: true })
    await element.updateComplete
    expect(inside(element, '.draft')?.textContent).toBe('почти дописанный ответ')
    expect(inside(element, 'button')?.textContent).toContain('Скопировать')
  })
})

describe('a dialogue', () => {
  it('always says where the client is, as a link that tells nobody where from', async () => {
    const element = await shown<LitElement>('rh-dialogue', { dialogue: listed('a'), lines: [] })
    const link = inside(element, '.page a') as HTMLAnchorElement
    expect([link.textContent, link.rel, link.target]).toEqual(['Корзина', 'noreferrer', '_blank'])
    expect(inside(element, '.address')?.textContent).toBe('shop.example/cart')
  })
  it('goes to its end when the operator sends something from further up', async () => {
    const element = await shown<LitElement>('rh-dialogue', { dialogue: listed('a'), lines: [] })
    const messages = inside(element, 'rh-messages') as LitElement
    const scroll = inside(messages, '.scroll')!
    Object.defineProperties(scroll, { scrollHeight: { value: 2_000 }, clientHeight: { value: 500 } })
    const went = heard(element, 'rh-follow')
    for (const top of [1_500, 1_500, 300]) {
      scroll.scrollTop = top
      scroll.dispatchEvent(new Event('scroll'))
    }
    expect(went).toEqual([false])
    inside(element, 'rh-composer')!.dispatchEvent(new CustomEvent('rh-send', { detail: 'ответ' }))
    expect([went, scroll.scrollTop]).toEqual([[false, true], 2_000])
  })
  it('that a colleague transfers waits for a yes or no', async () => {
    const element = await shown<LitElement>('rh-dialogue', {
      dialogue: listed('a', { transfer: { from: 'anna', comment: '<b>Про чай</b>' } }),
      lines: [],
      nameOf: () => 'Анна',
    })
    const answered = heard(element, 'rh-answer-transfer')
    expect(inside(element, '.asked')?.textContent).toContain('Анна передаёт вам диалог.')
    expect(inside(element, '.asked q')?.textContent).toBe('<b>Про чай</b>')
    for (const button of all(element, '.asked button')) button.click()
    expect(answered).toEqual([true, false])
  })

  it.each([
    ['is closed', { state: 'closed' as const }, 'Диалог закрыт'],
    ['went to another', { off: true }, 'Диалог теперь у другого оператора'],
  ])('that %s takes no more', async (_, over, words) => {
    const element = await shown<LitElement>('rh-dialogue', { dialogue: listed('a', over), lines: [] })
    const inner = inside(element, 'rh-composer') as LitElement
    await inner.updateComplete
    expect(inside(inner, 'textarea')).toBeNull()
    expect(inner.renderRoot.textContent).toContain(words)
    expect(inside(element, '.transfer')).toBeNull()
  })
})

describe('the status (F3)', () => {
  const rail = async (over: object = {}) => {
    const element = await shown<LitElement>('rh-rail', { name: 'Анна', status: 'online', ...over })
    return { element, wanted: heard(element, 'rh-status') }
  }
  const current = (element: LitElement) =>
    inside(element, '.status[aria-pressed="true"]')?.textContent?.trim()
  const press = (element: LitElement, code: string) => {
    const key = code.replace(/^Digit/, '')
    const focused = element.shadowRoot!.activeElement!
    focused.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }))
  }

  it.each([
    ['online', 'В сети'],
    ['break', 'Перерыв'],
    ['second', '2-я линия'],
    ['offline', 'Не в сети'],
  ])('%s is said in words and chosen with one click', async (status, words) => {
    const { element, wanted } = await rail()
    inside(element, `.status.${status}`)!.click()
    expect(wanted).toEqual(status === 'online' ? [] : [status])
    Object.assign(element, { status })
    await element.updateComplete
    expect(current(element)).toBe(words)
    expect(all(element, '.status')).toHaveLength(4)
  })

  it('by keyboard: arrows only go there, a digit chooses', async () => {
    const { element, wanted } = await rail()
    element.focus()
    press(element, 'ArrowDown')
    press(element, 'ArrowDown')
    expect(element.shadowRoot!.activeElement!.textContent!.trim()).toBe('2-я линия')
    expect(wanted).toEqual([])
    press(element, 'Digit2')
    expect(wanted).toEqual(['break'])
    press(element, 'ArrowUp')
    press(element, 'ArrowUp')
    expect(element.shadowRoot!.activeElement!.textContent!.trim()).toBe('Не в сети')
  })

  it('without a connection says so', async () => {
    const { element } = await rail({ linked: false })
    expect(inside(element, '.link')?.textContent?.trim()).toBe('Нет связи')
  })
})

test('every phrase stands in both languages', () => {
  expect(dictionaries.length).toBeGreaterThan(8)
  expect(dictionaries.flatMap(problemsOf)).toEqual([])
})
