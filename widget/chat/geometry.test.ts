import { expect, test } from 'vitest'
import { drag, type Edges, firstBox, within } from './geometry.ts'

const view = { width: 1000, height: 800 }
const box = { left: 300, top: 100, width: 400, height: 500 }

test.each([
  ['inside stays', box, box],
  ['past the right', { ...box, left: 900 }, { ...box, left: 588 }],
  ['past the top left', { ...box, left: -50, top: -50 }, { ...box, left: 12, top: 12 }],
  ['too big', { ...box, width: 2000, height: 2000 }, { left: 12, top: 12, width: 976, height: 776 }],
  ['too small', { ...box, width: 10, height: 10 }, { ...box, width: 300, height: 360 }],
])('kept inside the viewport: %s', (_, before, after) => {
  expect(within(before, view)).toEqual(after)
})

test.each<[Edges, number, number, object]>([
  ['', 50, 60, { left: 350, top: 160, width: 400, height: 500 }],
  ['', 5000, 5000, { left: 588, top: 288, width: 400, height: 500 }],
  ['se', 40, 30, { left: 300, top: 100, width: 440, height: 530 }],
  ['nw', 40, 30, { left: 340, top: 130, width: 360, height: 470 }],
  ['w', 5000, 0, { left: 400, top: 100, width: 300, height: 500 }],
  ['n', 0, -5000, { left: 300, top: 12, width: 400, height: 588 }],
  ['e', 5000, 0, { left: 300, top: 100, width: 688, height: 500 }],
])('dragged by "%s" (%i, %i)', (edges, dx, dy, after) => {
  expect(drag(box, edges, dx, dy, view)).toEqual(after)
})

test.each([
  ['left', null, null, { left: 24, top: 176, width: 380, height: 600 }],
  ['right', null, null, { left: 596, top: 176, width: 380, height: 600 }],
  ['right', 500, 400, { left: 476, top: 376, width: 500, height: 400 }],
  ['left', 5000, null, { left: 12, top: 176, width: 976, height: 600 }],
] as const)('at first on the side it is wished on: %s, %s × %s', (side, width, height, box) => {
  expect(firstBox({ side, width, height }, view)).toEqual(box)
})
