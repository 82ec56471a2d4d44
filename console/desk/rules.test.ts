import { describe, expect, it } from 'vitest'
import { arrange, neighbour, nextWaiting } from './arrange.ts'
import { rings, titleOf, unreadTotal } from './attention.ts'
import { emptyDesk, type Listed } from './DeskState.ts'

const listed = (id: string, turn: number, over: Partial<Listed> = {}): Listed => ({
  id,
  seq: 1,
  state: 'open',
  visitor: { id: `v-${id}`, number: 1, place: null },
  presence: { online: true, open: true, page: null },
  preview: '',
  delivered: { visitor: 0, operator: 0 },
  seen: { visitor: 0, operator: 0 },
  last: { author: 'visitor', text: 'hi', at: turn },
  unread: 0,
  transfer: null,
  unseen: [],
  flashing: false,
  turn,
  off: false,
  ...over,
})
const map = (...all: Listed[]): ReadonlyMap<string, Listed> => new Map(all.map((d) => [d.id, d]))

describe('the order of the list', () => {
  it('has the newest turn on top', () => {
    expect(arrange([], map(listed('a', 1), listed('b', 3), listed('c', 2)), false)).toEqual(['b', 'c', 'a'])
  })
  it('keeps every row in its place under the pointer, new ones at the end', () => {
    const held = arrange(['a', 'b'], map(listed('a', 1), listed('b', 9), listed('n', 99)), true)
    expect(held).toEqual(['a', 'b', 'n'])
    expect(arrange(held, map(listed('a', 1), listed('b', 9), listed('n', 99)), false)).toEqual([
      'n',
      'b',
      'a',
    ])
  })
  it('closes up when a row goes, and is the same array when nothing moved', () => {
    const before = ['a', 'b', 'c']
    expect(arrange(before, map(listed('a', 3), listed('c', 1)), true)).toEqual(['a', 'c'])
    expect(arrange(before, map(listed('a', 3), listed('b', 2), listed('c', 1)), false)).toBe(before)
  })
  it.each([
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    [null, 1, 'a'],
    [null, -1, 'c'],
    ['gone', 1, 'a'],
  ] as const)('from %s by %i comes to %s', (from, step, to) => {
    expect(neighbour(['a', 'b', 'c'], from, step)).toBe(to)
  })
  it('has no neighbour in an empty list', () => expect(neighbour([], null, 1)).toBeNull())
  it('finds who has waited longest among those who are here, then those who left', () => {
    const gone = { presence: { online: false, open: false, page: null } }
    const ours = { last: { author: 'operator', text: '', at: 1 } } as const
    const all = map(listed('a', 1, gone), listed('b', 5), listed('c', 2, ours), listed('d', 7))
    expect(nextWaiting(all, null)).toBe('b')
    expect(nextWaiting(all, 'b')).toBe('d')
    expect(nextWaiting(map(listed('a', 1, gone), listed('b', 5)), 'b')).toBe('a')
    expect(nextWaiting(map(listed('c', 2, ours)), null)).toBeNull()
  })
})

describe('what calls the operator', () => {
  it.each([
    [0, null, false, 'RedHelper'],
    [0, null, true, 'RedHelper'],
    [0, 'Посетитель печатает', false, 'RedHelper'],
    [0, 'Посетитель печатает', true, '● Посетитель печатает'],
    [3, 'Новое сообщение', false, '(3) RedHelper'],
    [3, 'Новое сообщение', true, '● Новое сообщение'],
    [250, 'Новое сообщение', false, '(99+) RedHelper'],
  ])('title for %i unread, %s, lit %s', (unread, words, lit, title) => {
    expect(titleOf(unread, words, 'RedHelper', lit)).toBe(title)
  })
  it('is unread, of those who are there; of those who are gone it is counted apart', () => {
    const away = { online: false, open: false, page: null }
    const dialogues = map(
      listed('a', 1, { unread: 2 }),
      listed('b', 2, { unread: 3, presence: away }),
      listed('c', 3, { unread: 1, state: 'closed', off: true }),
    )
    expect(unreadTotal({ ...emptyDesk, dialogues })).toEqual({ here: 2, gone: 4 })
  })
  const desk = { ...emptyDesk, dialogues: map(listed('a', 1)) }
  const said = (author: 'visitor' | 'operator', seq: number) =>
    ({
      kind: 'event',
      conversation: 'a',
      seq,
      at: 1,
      event: { kind: 'MessageSent', author, from: 'x', client: 'c', text: 't' },
    }) as const
  it.each([
    ['a new message of a visitor', said('visitor', 2), null, true],
    ['one we look at', said('visitor', 2), 'a', false],
    ['one while we look at another', said('visitor', 2), 'b', true],
    ['one that came already', said('visitor', 1), null, false],
    ['our own from another window', said('operator', 2), null, false],
  ] as const)('%s', (_, frame, watched, expected) => expect(rings(desk, frame, watched)).toBe(expected))
})
