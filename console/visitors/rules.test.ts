// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { setLanguage } from '../ui/i18n.ts'
import { keyOf, sortBy, standardSort } from './columns.ts'
import { valuesOf } from './facet.ts'
import { valueWord } from './facetWords.ts'
import { type Group, groupOf, waits } from './group.ts'
import { type WhyNot, whyNotInvite } from './invitable.ts'
import { layoutFrom, narrowest, resized, standardLayout, toggled, widthOf } from './layout.ts'
import { Stack } from './Stack.ts'
import { textOf, wordsOf } from './search.ts'
import { row } from './testRows.ts'
import { takeable, type Way, wayTo } from './ways.ts'

beforeEach(() => setLanguage('ru'))

const kazan = { country: 'RU', city: 'Kazan', cityRu: 'Казань' }

describe('groups (H3)', () => {
  it.each<[string, Partial<VisitorRow>, Group, boolean]>([
    ['looks around', {}, 'browsing', false],
    ['looks around, whoever would answer', { operator: 'me' }, 'browsing', false],
    ['opened the window', { open: true, operator: 'me' }, 'mine', false],
    ['talks, the window is closed again', { conversation: 'c', operator: 'me' }, 'mine', false],
    ['opened the window at another', { open: true, operator: 'b' }, 'others', false],
    ['talks with another', { conversation: 'c', operator: 'b' }, 'others', false],
    ['talks with nobody', { conversation: 'c' }, 'browsing', true],
    ['opened the window, nobody is there', { open: true }, 'browsing', true],
    ['left', { left: 1 }, 'left', false],
    ['left in mid-talk', { left: 1, conversation: 'c', operator: 'me' }, 'left', false],
    ['left without an answer', { left: 1, conversation: 'c' }, 'left', false],
  ])('%s', (_, over, group, waiting) => {
    expect([groupOf(row(1, over), 'me'), waits(row(1, over))]).toEqual([group, waiting])
  })
})

describe('ways to a visitor', () => {
  it.each<[string, Partial<VisitorRow>, boolean, Way, boolean]>([
    ['his dialogue is on the list', { conversation: 'c', operator: 'me' }, true, 'select', false],
    ['his dialogue is on the list though he left', { left: 1, conversation: 'c' }, true, 'select', false],
    ['looks around', {}, false, null, false],
    ['window open, mine', { open: true, operator: 'me' }, false, 'open', false],
    ['window open, nobody’s', { open: true }, false, 'open', true],
    ['another’s', { conversation: 'c', operator: 'b' }, false, 'look', true],
    ['another’s, nothing said yet', { open: true, operator: 'b' }, false, 'look', true],
    ['nobody’s, window closed', { conversation: 'c' }, false, 'look', true],
    ['mine, not on this list yet', { conversation: 'c', operator: 'me' }, false, 'open', false],
    ['left, talked', { left: 1, conversation: 'c', operator: 'b' }, false, 'look', false],
    ['left', { left: 1 }, false, null, false],
  ])('%s', (_, over, listed, way, take) => {
    expect([wayTo(row(1, over), 'me', listed), takeable(row(1, over), 'me')]).toEqual([way, take])
  })
})

describe('may he be invited (H5)', () => {
  const now = 100_000
  const able = { operator: 'me', online: true, allowed: true }
  it.each<[string, Partial<VisitorRow>, Partial<typeof able>, WhyNot | null]>([
    ['looks around', {}, {}, null],
    ['looks around, whoever would answer', { operator: 'b' }, {}, null],
    ['left', { left: 1 }, {}, 'gone'],
    ['talks with me', { conversation: 'c', operator: 'me' }, {}, 'yours'],
    ['talks with another', { conversation: 'c', operator: 'b', open: true }, {}, 'talks'],
    ['waits', { conversation: 'c' }, {}, 'talks'],
    ['window open', { open: true }, {}, 'open'],
    ['invited', { invited: 'sent' }, {}, 'pending'],
    ['saw it', { invited: 'seen' }, {}, 'pending'],
    ['did not answer', { invited: 'ignored', answeredAt: now }, {}, null],
    ['said no a moment ago', { invited: 'declined', answeredAt: now - 9_999 }, {}, 'declined'],
    ['said no ten seconds ago', { invited: 'declined', answeredAt: now - 10_000 }, {}, null],
    ['the tariff has none', { left: 1 }, { allowed: false }, 'locked'],
    ['the operator is offline', {}, { online: false }, 'offline'],
  ])('%s', (_, over, inviter, why) => {
    expect(whyNotInvite(row(1, over), { ...able, ...inviter }, now)).toBe(why)
  })
})

describe('the quick search', () => {
  const one = row(1042, {
    place: { country: 'RU', city: 'Oryol', cityRu: 'Орёл' },
    page: { url: 'https://shop.example/%D1%87%D0%B0%D0%B9?id=7', title: 'Улун весенний' },
    source: { kind: 'search', name: 'yandex', phrase: 'купить чай' },
    address: '178.204.10.1',
  })
  it.each([
    ['орел', true],
    ['Орёл', true],
    ['oryol', true],
    ['россия', true],
    ['RUSSIA', true],
    ['улун', true],
    ['/чай?id', true],
    ['яндекс', true],
    ['yandex', true],
    ['купить', true],
    ['chrome 124', true],
    ['windows', true],
    ['1042', true],
    ['№1042', true],
    ['178.204', true],
    ['  орел   chrome ', true],
    ['орел firefox', false],
    ['', true],
  ])('%j: %s', (sought, found) => {
    const text = textOf(one)
    expect(wordsOf(sought).every((word) => text.includes(word))).toBe(found)
  })
})

describe('facets', () => {
  it.each<[string, Partial<VisitorRow>, object]>([
    ['a city is its country too', { place: kazan }, { place: ['RU', 'RU/Kazan/Казань'] }],
    ['a country alone', { place: { country: 'BY', city: null, cityRu: null } }, { place: ['BY'] }],
    ['nowhere', { place: null }, { place: [] }],
    ['versions are left out', {}, { browser: ['Chrome'], os: ['Windows'] }],
    ['unknown browsers have none', { browser: '', os: '' }, { browser: [], os: [] }],
    [
      'a page without query and hash',
      { page: { url: 'https://Shop.Example/tea?utm=1#top', title: '' } },
      { site: ['shop.example'], page: ['shop.example/tea'] },
    ],
    ['no page at all', { page: { url: 'about:blank', title: '' } }, { site: ['about:blank'] }],
  ])('%s', (_, over, values) => {
    expect(valuesOf(row(1, over))).toMatchObject(values)
  })

  it.each([
    ['place', 'RU', 'Россия'],
    ['place', 'RU/Kazan/Казань', 'Казань'],
    ['place', 'RU/Kholui/', 'Kholui'],
    ['source', 'search/yandex', 'Яндекс'],
    ['source', 'site/forum.example/a', 'forum.example/a'],
    ['source', 'direct/', 'Прямой заход'],
    ['page', 'shop.example/%D1%87%D0%B0%D0%B9', 'shop.example/чай'],
    ['os', 'Windows', 'Windows'],
  ] as const)('%s %s is %s', (facet, value, words) => expect(valueWord(facet, value)).toBe(words))
})

describe('layout', () => {
  it.each<[unknown]>([
    [null],
    [3],
    ['x'],
    [[]],
    [{ columns: 5, widths: [1], sort: { column: 'x' }, folded: {} }],
  ])('%j is as at first', (kept) => expect(layoutFrom(kept)).toEqual(standardLayout))
  it('what was chosen comes back, and nothing else', () => {
    const kept = {
      view: 'compact',
      columns: ['os', 'nothing', 'place'],
      widths: { place: 12, os: 1, page: 'wide', nothing: 5 },
      sort: { column: 'views', down: false },
      folded: ['left', 'nobody'],
    }
    expect(layoutFrom(JSON.parse(JSON.stringify(kept)))).toEqual({
      view: 'compact',
      columns: ['number', 'place', 'os'],
      widths: { place: 12 },
      sort: { column: 'views', down: false },
      folded: ['left'],
    })
  })
  it('columns come and go in their order; the number stays', () => {
    const without = toggled(standardLayout, 'place')
    expect(without.columns).not.toContain('place')
    expect(toggled(without, 'place')).toEqual(standardLayout)
    expect(toggled(standardLayout, 'number')).toEqual(standardLayout)
  })
  it('no column is made too narrow', () => {
    expect(widthOf(resized(standardLayout, 'page', 1), 'page')).toBe(narrowest)
    expect(widthOf(resized(standardLayout, 'page', 20.04), 'page')).toBe(20.0625)
  })
  it('a click on a header sorts by it, a second one turns it round', () => {
    expect(sortBy('place', standardSort)).toEqual({ column: 'place', down: false })
    expect(sortBy('views', standardSort)).toEqual({ column: 'views', down: true })
    expect(sortBy('since', standardSort)).toEqual({ column: 'since', down: false })
  })
  it('invitations stand by what may come of them', () => {
    const ranking = { language: 'ru', now: 0, nameOf: () => null } as const
    const states = ['accepted', 'seen', 'sent', 'declined', 'ignored', null] as const
    const keys = states.map((invited) => keyOf('invited', row(1, { invited }), ranking))
    expect(keys).toEqual([5, 4, 3, 2, 1, 0])
    expect(sortBy('invited', standardSort).down).toBe(true)
  })
})

describe('where rows lie', () => {
  const stack = new Stack([2, 0, 100], { head: 30, bar: 40, row: 10 })
  it('each group below its bar', () => {
    expect([stack.topOf(0, 0), stack.topOf(0, 1), stack.topOf(1, 0), stack.topOf(2, 3)]).toEqual([
      70, 80, 130, 200,
    ])
    expect(stack.count).toBe(105)
  })
  it.each([
    [0, 0, 100, { from: 0, to: 2 }],
    [2, 0, 100, { from: 0, to: 0 }],
    [2, 0, 200, { from: 0, to: 5 }],
    [2, 500, 100, { from: 31, to: 45 }],
    [0, 500, 100, { from: 2, to: 2 }],
    [2, 5_000, 100, { from: 100, to: 100 }],
  ])('of group %i, from %i on, %i high: %j', (group, top, height, rows) => {
    expect(stack.window(group, top, height, 2)).toEqual(rows)
  })
  it('counted from the top and back', () => {
    for (let flat = 0; flat < stack.count; flat++) {
      const { group, index } = stack.at(flat)
      expect(stack.flat(group, index)).toBe(flat)
    }
    expect(stack.at(3)).toEqual({ group: 1, index: null })
  })
  it('who lies there', () => {
    expect(stack.rowAt(0)).toEqual({ group: 0, index: 0 })
    expect(stack.rowAt(85)).toEqual({ group: 0, index: 1 })
    expect(stack.rowAt(95)).toEqual({ group: 2, index: 0 })
    expect(stack.rowAt(9_999)).toBeNull()
  })
})
