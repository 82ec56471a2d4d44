/**
 * The console's keys. By their place on the keyboard (`code`), so that they work in the Russian layout too.
 * Alt with arrows changes the dialogue while the operator types: no browser and no input method needs it in a
 * text field, and Ctrl+Tab, Ctrl+arrows, Alt+Shift are taken (tabs, words, the keyboard's language).
 */

export type Move =
  | 'next'
  | 'previous'
  | 'waiting'
  | 'composer'
  | 'close'
  | 'card'
  | 'transfer'
  | 'status'
  | 'dialogues'
  | 'visitors'
  | 'requests'
  | 'search'
  | 'keys'
export const moves: ReadonlyArray<Move> = [
  'next',
  'previous',
  'waiting',
  'composer',
  'close',
  'card',
  'transfer',
  'status',
  'dialogues',
  'visitors',
  'requests',
  'search',
  'keys',
]

type Pressed = Pick<
  KeyboardEvent,
  'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'
>

/** `typing`: the focus is in a text field, so that plain letters belong to it. */
export const moveOf = (event: Pressed, typing: boolean): Move | null => {
  if (event.isComposing) return null
  const { altKey, ctrlKey, metaKey, shiftKey, code } = event
  if (altKey && !ctrlKey && !metaKey && !shiftKey) return withAlt[code] ?? null
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && code === 'Slash') return 'keys'
  if (altKey || ctrlKey || metaKey) return null
  if (code === 'Escape') return 'composer'
  if (typing) return null
  if (event.key === '?') return 'keys'
  if (event.key === '/') return 'search'
  return shiftKey ? null : (plain[code] ?? null)
}

const withAlt: Record<string, Move> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'waiting',
  KeyX: 'close',
  KeyI: 'card',
  KeyS: 'status',
  KeyT: 'transfer',
  KeyC: 'dialogues',
  KeyV: 'visitors',
  KeyR: 'requests',
}
const plain: Record<string, Move> = { KeyJ: 'next', KeyK: 'previous', Slash: 'search' }

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
const alt = mac ? '⌥' : 'Alt'
const control = mac ? '⌘' : 'Ctrl'

/** The ways to make a move, as they stand on the keys. */
export const keysOf = (move: Move): ReadonlyArray<ReadonlyArray<string>> => {
  switch (move) {
    case 'next':
      return [[alt, '↓'], ['J']]
    case 'previous':
      return [[alt, '↑'], ['K']]
    case 'waiting':
      return [[alt, 'Enter']]
    case 'composer':
      return [['Esc']]
    case 'close':
      return [[alt, 'X']]
    case 'card':
      return [[alt, 'I']]
    case 'transfer':
      return [[alt, 'T']]
    case 'status':
      return [[alt, 'S']]
    case 'dialogues':
      return [[alt, 'C']]
    case 'visitors':
      return [[alt, 'V']]
    case 'requests':
      return [[alt, 'R']]
    case 'search':
      return [['/']]
    case 'keys':
      return [['?'], [control, '/']]
  }
}

/** Is a text field what has the focus, through all shadow roots? */
export const isTyping = (event: Event): boolean => {
  const [target] = event.composedPath()
  if (!(target instanceof HTMLElement)) return false
  return target.matches('textarea, select, [contenteditable]') || isTextInput(target)
}

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
