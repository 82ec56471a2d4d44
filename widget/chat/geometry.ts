/** Where the chat window stands on a desktop: pure arithmetic, CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
/** Which edges a drag moves: `se` is the corner at the end, empty moves the whole window. */
export type Edges = '' | 'n' | 'e' | 's' | 'w' | 'ne' | 'nw' | 'se' | 'sw'

const margin = 12
const least: Size = { width: 300, height: 360 }
const usual: Size = { width: 380, height: 600 }

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high))

/** The nearest box that is wholly inside the viewport. */
export const within = (box: Box, view: Size): Box => {
  const width = between(box.width, Math.min(least.width, view.width), Math.max(0, view.width - 2 * margin))
  const height = between(
    box.height,
    Math.min(least.height, view.height),
    Math.max(0, view.height - 2 * margin),
  )
  return {
    width,
    height,
    left: between(box.left, Math.min(margin, view.width - width), view.width - width - margin),
    top: between(box.top, Math.min(margin, view.height - height), view.height - height - margin),
  }
}

/** Where the account wants it at first (C4); null: as it is by itself. */
export interface Wish {
  readonly side: 'left' | 'right'
  readonly width: number | null
  readonly height: number | null
}

/** Before the visitor has moved it: at the bottom, on the side it is wished on. */
export const firstBox = ({ side, width: wide, height: high }: Wish, view: Size): Box => {
  const width = wide ?? usual.width
  const height = high ?? usual.height
  const left = side === 'left' ? 24 : view.width - width - 24
  return within({ left, top: view.height - height - 24, width, height }, view)
}

/** `start` after the pointer went by (`dx`, `dy`) with these edges in hand. */
export const drag = (start: Box, edges: Edges, dx: number, dy: number, view: Size): Box => {
  if (!edges) return within({ ...start, left: start.left + dx, top: start.top + dy }, view)
  const right = start.left + start.width
  const bottom = start.top + start.height
  const left = edges.includes('w') ? between(start.left + dx, margin, right - least.width) : start.left
  const top = edges.includes('n') ? between(start.top + dy, margin, bottom - least.height) : start.top
  const toRight = edges.includes('e') ? between(right + dx, left + least.width, view.width - margin) : right
  const toBottom = edges.includes('s')
    ? between(bottom + dy, top + least.height, view.height - margin)
    : bottom
  return within({ left, top, width: toRight - left, height: toBottom - top }, view)
}
