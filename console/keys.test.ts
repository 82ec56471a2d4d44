import { expect, it } from 'vitest'
import { keysOf, type Move, moveOf, moves } from './keys.ts'

const press = (code: string, held = '', key = '', isComposing = false) => ({
  code,
  key,
  altKey: held.includes('alt'),
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  isComposing,
})

it.each<[string, ReturnType<typeof press>, Move | null, Move | null]>([
  ['Alt+↓', press('ArrowDown', 'alt'), 'next', 'next'],
  ['Alt+↑', press('ArrowUp', 'alt'), 'previous', 'previous'],
  ['Alt+Enter', press('Enter', 'alt'), 'waiting', 'waiting'],
  ['Alt+X in the Russian layout', press('KeyX', 'alt', 'ч'), 'close', 'close'],
  ['Alt+I', press('KeyI', 'alt', 'i'), 'card', 'card'],
  ['Escape', press('Escape'), 'composer', 'composer'],
  ['Ctrl+/', press('Slash', 'ctrl', '/'), 'keys', 'keys'],
  ['⌘/', press('Slash', 'meta', '/'), 'keys', 'keys'],
  ['J', press('KeyJ', '', 'j'), 'next', null],
  ['К in the Russian layout', press('KeyK', '', 'л'), 'previous', null],
  ['?', press('Slash', 'shift', '?'), 'keys', null],
  ['? in the Russian layout', press('Digit7', 'shift', '?'), 'keys', null],
  ['/', press('Slash', '', '/'), 'search', null],
  ['the key of / in the Russian layout', press('Slash', '', '.'), 'search', null],
  ['/ in the Russian layout', press('Backslash', 'shift', '/'), 'search', null],
  ['Alt+V', press('KeyV', 'alt', 'v'), 'visitors', 'visitors'],
  ['Alt+C in the Russian layout', press('KeyC', 'alt', 'с'), 'dialogues', 'dialogues'],
  ['Shift+J', press('KeyJ', 'shift', 'J'), null, null],
  ['Ctrl+J', press('KeyJ', 'ctrl', 'j'), null, null],
  ['Alt+Shift+↓, the keyboard’s language', press('ArrowDown', 'alt shift'), null, null],
  ['Ctrl+Alt+↓', press('ArrowDown', 'ctrl alt'), null, null],
  ['an arrow', press('ArrowDown'), null, null],
  ['Enter', press('Enter'), null, null],
  ['Alt+↓ inside an input method', press('ArrowDown', 'alt', '', true), null, null],
])('%s', (_, event, reading, typing) => {
  expect([moveOf(event, false), moveOf(event, true)]).toEqual([reading, typing])
})

it('every move has a key to show', () => {
  for (const move of moves) expect(keysOf(move).flat().join('')).not.toBe('')
})
