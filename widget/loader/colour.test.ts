import { expect, test } from 'vitest'
import { inkOn, safeColour } from './colour.ts'

test.each([
  ['#c62f2f', '#fff'],
  ['#1a73e8', '#fff'],
  ['#000000', '#fff'],
  ['#2f5144', '#fff'],
  ['#ffcc00', '#000'],
  ['#ffffff', '#000'],
  ['#8ab4f8', '#000'],
])('text on %s is %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink)
})

const luminance = (hex: string): number =>
  [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n]!, 0)

test('contrast is AA on every colour', () => {
  for (let n = 0; n < 0x1000; n++) {
    const colour = `#${[...n.toString(16).padStart(3, '0')].map((digit) => digit + digit).join('')}`
    const [light, dark] = inkOn(colour) === '#fff' ? [1, luminance(colour)] : [luminance(colour), 0]
    expect((light + 0.05) / (dark + 0.05), colour).toBeGreaterThanOrEqual(4.49)
  }
})

test.each(['red', '#fff}*{display:none', 'url(https://evil.example/x)', '#12345', ''])(
  '%j never reaches a style',
  (colour) => {
    expect(safeColour(colour)).toBe('#c62f2f')
  },
)
