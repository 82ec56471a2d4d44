import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const colours = new Map(
  [...css.matchAll(/--rh-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, { light: light!, dark: dark! }],
  ),
)

const luminance = (hex: string): number => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

const contrast = (one: string, other: string): number => {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright! + 0.05) / (dark! + 0.05)
}

const surfaces = ['page', 'surface', 'raised', 'sunken', 'hover']
const texts = [
  'text',
  'text-2',
  'text-3',
  'accent-text',
  'online-text',
  'second-text',
  'break-text',
  'offline-text',
  'typing-text',
  'unanswered-text',
  'answered-text',
  'danger-text',
]

const pairs: Array<[text: string, on: string, least: number]> = [
  ...texts.flatMap((text) => surfaces.map((on): [string, string, number] => [text, on, 4.5])),
  ...['text', 'text-2'].map((text): [string, string, number] => [text, 'selected', 4.5]),
  ...['online', 'second', 'break', 'typing', 'danger'].map((meaning): [string, string, number] => [
    `${meaning}-text`,
    `${meaning}-soft`,
    4.5,
  ]),
  ['accent-text', 'accent-soft', 4.5],
  // Edges of controls, focus and dots: what is not text has to be seen too.
  ...['edge', 'focus', 'second', 'unanswered', 'answered', 'gone', 'offline'].flatMap((line) =>
    ['page', 'surface'].map((on): [string, string, number] => [line, on, 3]),
  ),
]

test.each(pairs)('%s on %s has a contrast of %f', (text, on, least) => {
  for (const theme of ['light', 'dark'] as const) {
    expect(contrast(colours.get(text)![theme], colours.get(on)![theme]), theme).toBeGreaterThanOrEqual(least)
  }
})

test('white words on the accent', () => {
  for (const name of ['accent', 'accent-hover']) {
    for (const theme of ['light', 'dark'] as const) {
      expect(contrast('#ffffff', colours.get(name)![theme])).toBeGreaterThanOrEqual(4.5)
    }
  }
})
