// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import type { LitElement } from 'lit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VisitorRow, VisitorsFrame } from '../../engine/protocol/frames.ts'
import { setLanguage } from '../ui/i18n.ts'
import { row } from '../visitors/testRows.ts'
import { Visitors } from '../visitors/Visitors.ts'
import './visitors.ts'
import type { VisitorsArea } from './visitors.ts'

const me = 'me'
const now = 1_000_000
const kazan = { country: 'RU', city: 'Kazan', cityRu: 'Казань' }
const names: Record<string, string> = { me: 'Анна', b: 'Борис' }

beforeEach(() => {
  setLanguage('ru')
  localStorage.clear()
})
afterEach(() => document.body.replaceChildren())

const tell = (visitors: Visitors, over: Omit<VisitorsFrame, 'kind'>): void => {
  visitors.receive({ kind: 'visitors', ...over })
  // What comes is shown a few times a second; a test does not wait for that.
  visitors.hold(visitors.shown.held)
}
const started = (rows: ReadonlyArray<VisitorRow> | null): Visitors => {
  const visitors = new Visitors({ me, ask: async () => ({ done: true }) as never, counted: () => {} })
  visitors.want(true)
  visitors.online()
  if (rows) tell(visitors, { reset: true, complete: true, rows })
  return visitors
}
const shown = async (rows: ReadonlyArray<VisitorRow> | null, over: Partial<VisitorsArea> = {}) => {
  const visitors = started(rows)
  const area = document.createElement('rh-visitors') as VisitorsArea
  const nameOf = (id: string) => names[id] ?? null
  Object.assign(area, {
    visitors,
    me,
    nameOf,
    clock: () => now,
    link: 'online',
    administrator: true,
    ...over,
  })
  document.body.append(area)
  const heard: Array<[string, unknown]> = []
  for (const name of ['rh-pick', 'rh-enter', 'rh-invite', 'rh-menu'])
    area.addEventListener(name, (e) => heard.push([name, (e as CustomEvent).detail]))
  const settle = async () => {
    await area.updateComplete
    for (const tag of ['rh-visitor-filter', 'rh-visitor-grid']) {
      const inner = area.renderRoot.querySelector<LitElement>(tag)
      inner?.requestUpdate()
      await inner?.updateComplete
    }
    await area.updateComplete
  }
  await settle()
  const grid = () => area.renderRoot.querySelector('rh-visitor-grid')!.renderRoot as ShadowRoot
  const rowsOf = (group: string) =>
    [...grid().querySelectorAll<HTMLElement>(`.group.${group} .row`)].map((one) => Number(one.dataset.number))
  const cells = (number: number) =>
    Object.fromEntries(
      [...grid().querySelectorAll(`#v-${number} .cell`)].map((one) => [
        one.className.split(' ')[1]!.slice(3),
        one.textContent!.replace(/\s+/g, ' ').trim(),
      ]),
    )
  const press = async (key: string, over: KeyboardEventInit = {}) => {
    const target = grid().querySelector('.grid')!
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true, ...over }),
    )
    await settle()
  }
  return { area, visitors, heard, settle, grid, rowsOf, cells, press }
}
const some = [
  row(1, { open: true, operator: me, conversation: 'c1' }),
  row(2),
  row(3, { operator: me }),
  row(4, { open: true, operator: 'b' }),
  row(5, { left: 5_000 }),
  row(6, { open: true }),
]

describe('the table (H3)', () => {
  it('stands in four groups with their counts', async () => {
    const { rowsOf, grid } = await shown(some)
    expect(['mine', 'browsing', 'others', 'left'].map(rowsOf)).toEqual([[1], [6, 3, 2], [4], [5]])
    const bars = [...grid().querySelectorAll('.bar')].map((bar) =>
      bar.textContent!.replace(/\s+/g, ' ').trim(),
    )
    expect(bars).toEqual([
      'Общаются с вами 1',
      'Просматривают сайт 3 1 ждёт оператора',
      'Общаются с другими 1',
      'Ушли 1последние 20',
    ])
  })

  it('says of a visitor what the manual lists (H4), as text', async () => {
    const one = row(1042, {
      place: kazan,
      page: { url: 'https://shop.example/tea?x=1', title: '<b>Чай</b>' },
      source: { kind: 'search', name: 'yandex', phrase: null },
      seconds: 60,
      watching: now - 65_000,
      visits: 1_234,
      views: 7,
      operator: 'b',
      invited: 'seen',
    })
    const { cells, grid } = await shown([one])
    expect(cells(1042)).toMatchObject({
      number: 'На сайте, 1042',
      place: 'Казань',
      page: '<b>Чай</b> /tea?x=1',
      source: 'ЯЯндекс',
      time: '2 мин',
      visits: '1 234',
      views: '7',
      invited: 'увидел',
      operator: 'Борис',
      browser: 'Chrome 124',
      os: 'Windows 11',
    })
    expect(grid().querySelector('.row b')).toBeNull()
  })

  it.each<[string, Partial<VisitorRow>]>([
    ['Диалог ведёте вы', { conversation: 'c', operator: me }],
    ['Диалог ведёт другой оператор', { conversation: 'c', operator: 'b' }],
    ['Ждёт: никто не отвечает', { conversation: 'c' }],
    ['Открыл окно чата', { open: true, operator: me }],
    ['На сайте', { watching: 1 }],
    ['Страница сейчас не на виду', { watching: null }],
    ['Ушёл с сайта', { left: 1 }],
  ])('%s', async (word, over) => {
    const { grid } = await shown([row(1, over)])
    expect(grid().querySelector<HTMLElement>('.mark')?.title).toBe(word)
  })

  it('is a grid that says how much there is of it', async () => {
    const { grid } = await shown(some)
    const table = grid().querySelector('.grid')!
    expect([table.getAttribute('role'), table.getAttribute('aria-rowcount')]).toEqual(['grid', '11'])
    expect(grid().querySelector('#v-2')?.getAttribute('aria-rowindex')).toBe('7')
    expect(grid().querySelector('[aria-sort]')?.textContent?.trim()).toBe('Пришёл')
  })

  it('keeps only the rows in sight in the page', async () => {
    const { grid } = await shown(Array.from({ length: 10_000 }, (_, n) => row(n + 1)))
    expect(grid().querySelectorAll('.row').length).toBeLessThan(100)
    expect(grid().querySelector('.grid')?.getAttribute('aria-rowcount')).toBe('10005')
  })

  it('sorts by a click on a header, and remembers it for this operator', async () => {
    const { rowsOf, grid, settle } = await shown([row(1, { views: 5 }), row(2, { views: 9 }), row(3)])
    expect(rowsOf('browsing')).toEqual([3, 2, 1])
    const header = () => grid().querySelector<HTMLElement>('.title.of-views button')!
    header().click()
    await settle()
    expect(rowsOf('browsing')).toEqual([2, 1, 3])
    header().click()
    await settle()
    expect(rowsOf('browsing')).toEqual([3, 1, 2])
    expect((await shown([row(1), row(2, { views: 9 })])).rowsOf('browsing')).toEqual([1, 2])
  })

  it('columns are made wider by the keyboard', async () => {
    const { grid, settle } = await shown(some)
    const header = grid().querySelector<HTMLElement>('.title.of-place button')!
    const init = { key: 'ArrowRight', shiftKey: true, bubbles: true, cancelable: true }
    header.dispatchEvent(new KeyboardEvent('keydown', init))
    await settle()
    expect(JSON.parse(localStorage.getItem('redhelper:visitors:me')!).widths).toEqual({ place: 8.25 })
    expect(grid().querySelector<HTMLElement>('.grid')!.style.getPropertyValue('--columns')).toContain(
      '8.25rem',
    )
  })

  it('the compact view has what matters most', async () => {
    const { area, settle, cells } = await shown([row(1, { place: kazan })])
    const compact = area.renderRoot.querySelector<HTMLInputElement>('.panel input')!
    compact.dispatchEvent(new Event('change'))
    await settle()
    expect(Object.keys(cells(1))).toEqual(['number', 'place', 'page', 'time'])
  })
})

describe('the menu of a row', () => {
  it('is asked for by a right click and by its button', async () => {
    const { grid, heard } = await shown(some)
    const right = new MouseEvent('contextmenu', {
      bubbles: true,
      cancelable: true,
      button: 2,
      clientX: 5,
      clientY: 7,
    })
    grid().querySelector('#v-2 .of-page')!.dispatchEvent(right)
    grid().querySelector<HTMLElement>('#v-4 .more')!.click()
    expect(right.defaultPrevented).toBe(true)
    expect(heard).toEqual([
      ['rh-menu', { number: 2, x: 5, y: 7 }],
      ['rh-menu', { number: 4, x: 0, y: 0 }],
    ])
  })
  it('is the browser’s where there is no row', async () => {
    const { grid, heard } = await shown(some)
    const right = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 })
    grid().querySelector('.grid')!.dispatchEvent(right)
    expect([heard, right.defaultPrevented]).toEqual([[], false])
  })
})

describe('rows come and go', () => {
  it('keep their places under the pointer; who is new is announced', async () => {
    const { area, visitors, rowsOf, grid, settle } = await shown([row(1), row(2)])
    const table = grid().querySelector('.grid')!
    table.dispatchEvent(new Event('pointerenter'))
    tell(visitors, { rows: [row(7), row(8), row(9)], changed: [{ number: 2, left: 5 }] })
    await settle()
    expect(rowsOf('browsing')).toEqual([2, 1])
    expect(grid().querySelector('#v-2')?.classList.contains('faded')).toBe(true)
    const news = area.renderRoot.querySelector<HTMLElement>('.news')!
    expect([news.getAttribute('role'), news.textContent!.trim()]).toEqual(['status', '3 новых посетителя'])
    news.querySelector('button')!.click()
    await settle()
    expect([rowsOf('browsing'), rowsOf('left')]).toEqual([[9, 8, 7, 1], [2]])
    tell(visitors, { rows: [row(10)] })
    table.dispatchEvent(new Event('pointerleave'))
    await settle()
    expect(rowsOf('browsing')[0]).toBe(10)
    expect(news.textContent!.trim()).toBe('')
  })
})

describe('the keyboard', () => {
  it('goes over groups and rows, opens, folds', async () => {
    const { press, grid, heard, rowsOf } = await shown(some)
    const active = () => grid().querySelector('.grid')!.getAttribute('aria-activedescendant')
    const way: Array<string | null> = []
    for (let n = 0; n < 4; n++) {
      await press('ArrowDown')
      way.push(active())
    }
    expect(way).toEqual(['g-mine', 'v-1', 'g-browsing', 'v-6'])
    await press('Enter')
    await press(' ', { code: 'Space' })
    expect(heard).toEqual([
      ['rh-enter', 6],
      ['rh-pick', 6],
    ])
    await press('End')
    expect(active()).toBe('v-5')
    await press('ArrowLeft')
    await press('ArrowLeft')
    expect([active(), rowsOf('left')]).toEqual(['g-left', []])
    await press('ArrowRight')
    expect(rowsOf('left')).toEqual([5])
    await press('Home')
    expect(active()).toBe('g-mine')
  })
  it('invites, and opens the menu under the row', async () => {
    const { press, heard } = await shown(some)
    for (const key of ['End', 'ArrowUp', 'ArrowUp']) await press(key)
    await press('ш', { code: 'KeyI' })
    await press('F10', { shiftKey: true })
    await press('ContextMenu')
    const menu = ['rh-menu', { number: 4, x: 0, y: 0 }]
    expect(heard).toEqual([['rh-invite', 4], menu, menu])
  })
  it('letters work in any layout', async () => {
    const { press, grid } = await shown(some)
    await press('о', { code: 'KeyJ' })
    await press('о', { code: 'KeyJ' })
    await press('л', { code: 'KeyK' })
    expect(grid().querySelector('.grid')!.getAttribute('aria-activedescendant')).toBe('g-mine')
  })
})

describe('the filter', () => {
  const search = (area: VisitorsArea) =>
    area.renderRoot.querySelector('rh-visitor-filter')!.renderRoot.querySelector<HTMLInputElement>('input')!
  it('finds by a quick search, and says when nobody is found', async () => {
    const { area, rowsOf, settle } = await shown([row(1, { place: kazan }), row(2)])
    const seek = async (words: string) => {
      search(area).value = words
      search(area).dispatchEvent(new Event('input'))
      await settle()
    }
    await seek('казань')
    expect(rowsOf('browsing')).toEqual([1])
    expect(area.renderRoot.querySelector('.title')!.textContent).toContain('Найдено: 1 из 2')
    await seek('нигде')
    const none = area.renderRoot.querySelector('.none')!
    expect(none.textContent).toContain('Никто не подходит под фильтр')
    none.querySelector('button')!.click()
    await settle()
    expect([rowsOf('browsing'), search(area).value]).toEqual([[2, 1], ''])
  })
  it('narrows down by facets with their counts', async () => {
    const { area, rowsOf, settle } = await shown([row(1, { browser: 'Firefox 140' }), row(2), row(3)])
    const filter = area.renderRoot.querySelector('rh-visitor-filter')!.renderRoot
    const drops = () => [...filter.querySelectorAll('rh-drop')]
    // What is the same for all is not offered.
    expect(drops().map(({ label }) => label)).toEqual(['Браузер'])
    drops()[0]!.renderRoot.querySelector<HTMLElement>('.chip')!.click()
    await settle()
    const choice = filter.querySelector('rh-facet-choice')!
    await choice.updateComplete
    const labels = [...choice.renderRoot.querySelectorAll('label')]
    expect(labels.map((one) => one.textContent!.replace(/\s+/g, ' ').trim())).toEqual(['Chrome2', 'Firefox1'])
    labels[1]!.querySelector('input')!.dispatchEvent(new Event('change'))
    await settle()
    expect(rowsOf('browsing')).toEqual([1])
    filter.querySelector<HTMLElement>('.chosen')!.click()
    await settle()
    expect(rowsOf('browsing')).toEqual([3, 2, 1])
  })
  it('keeps what can be chosen in its place when nobody is found', async () => {
    const { area, settle } = await shown([row(1, { browser: 'Firefox 140' }), row(2)])
    const filter = area.renderRoot.querySelector('rh-visitor-filter')!.renderRoot
    const labels = () => [...filter.querySelectorAll('rh-drop')].map(({ label }) => label)
    const field = search(area)
    field.value = 'нигде'
    field.dispatchEvent(new Event('input'))
    await settle()
    expect(area.renderRoot.querySelector('.none')).not.toBeNull()
    expect(labels()).toEqual(['Браузер'])
    field.value = ''
    field.dispatchEvent(new Event('input'))
    await settle()
    expect(labels()).toEqual(['Браузер'])
  })
})

describe('when there is nothing to show', () => {
  it('it is being loaded', async () => {
    const { area } = await shown(null)
    expect(area.renderRoot.querySelector('.bones')).not.toBeNull()
  })
  it('nobody is on the site: where the code for it is', async () => {
    const { area } = await shown([])
    expect(area.renderRoot.querySelector('.none')!.textContent).toContain('На сайте никого нет')
    expect(area.renderRoot.querySelector('.none a')?.getAttribute('href')).toBe('/cabinet/site-code')
  })
  it('who may not look there is told whom to ask', async () => {
    const { area } = await shown([], { administrator: false })
    expect(area.renderRoot.querySelector('.none a')).toBeNull()
    expect(area.renderRoot.querySelector('.none')!.textContent).toContain('администратора')
  })
  it('without a connection what was stays, and looks so', async () => {
    const { area, visitors, rowsOf, settle } = await shown([row(1)])
    visitors.offline()
    area.link = 'lost'
    await settle()
    expect(rowsOf('browsing')).toEqual([1])
    expect(area.renderRoot.querySelector('rh-visitor-grid')!.hasAttribute('stale')).toBe(true)
    expect(area.renderRoot.querySelector('.lost')?.textContent).toContain('Показано, как было')
  })
})
