// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import { closest, dragged, inside, wholeCrop, zoomed, zoomOf } from './crop.ts'
import { encode, photoRefusal, photoSize, photoType } from './photo.ts'

const bytes = (...parts: Array<string | number[]>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)),
  )

const png = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], [0, 0, 0, 13], 'IHDR')
const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')
const webp = bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')

describe('which files may be opened', () => {
  test.each([
    ['PNG', png, null],
    ['JPEG', jpeg, null],
    ['WebP', webp, null],
    ['GIF', bytes('GIF89a'), 'otherFormat'],
    ['SVG', bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'svg'],
    ['upper-case SVG', bytes('<SVG onload=alert(1)>'), 'svg'],
    ['HTML', bytes('<!doctype html><title>x</title>'), 'otherFormat'],
    ['a sound in RIFF', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), 'otherFormat'],
    ['nothing', bytes(), 'otherFormat'],
  ] as const)('%s', async (_, content, refusal) => {
    expect(await photoRefusal(new File([content], 'photo.png', { type: 'image/png' }))).toBe(refusal)
  })

  test('an SVG is told by its declared type too', async () => {
    expect(
      await photoRefusal(new File([bytes([0xff, 0xfe, 0x3c])], 'a.svg', { type: 'image/svg+xml' })),
    ).toBe('svg')
  })

  test('the type is what the bytes say', () => {
    expect([png, jpeg, webp].map(photoType)).toEqual(['image/png', 'image/jpeg', 'image/webp'])
  })
})

describe('the square', () => {
  const landscape = { width: 800, height: 400 }
  const portrait = { width: 400, height: 1000 }

  test('begins with as much as there is, in the middle; of a portrait a little higher', () => {
    expect(wholeCrop(landscape)).toEqual({ x: 400, y: 200, side: 400 })
    expect(wholeCrop(portrait)).toEqual({ x: 200, y: 420, side: 400 })
    expect(wholeCrop({ width: 400, height: 410 }).y).toBe(200)
  })

  test('never leaves the picture', () => {
    for (const [dx, dy] of [
      [9999, 9999],
      [-9999, -9999],
      [0, 9999],
    ] as const) {
      const { x, y, side } = dragged(zoomed(wholeCrop(landscape), 0.7, landscape), dx, dy, 224, landscape)
      expect(x - side / 2).toBeGreaterThanOrEqual(0)
      expect(y - side / 2).toBeGreaterThanOrEqual(0)
      expect(x + side / 2).toBeLessThanOrEqual(landscape.width)
      expect(y + side / 2).toBeLessThanOrEqual(landscape.height)
    }
  })

  test('follows the pointer: a frame of 200 px over 400 px of picture moves two for one', () => {
    expect(dragged(wholeCrop(landscape), -50, 0, 200, landscape).x).toBe(500)
  })

  test('zooms between everything and the closest, and says how far', () => {
    const start = wholeCrop(portrait)
    expect(zoomed(start, 0, portrait).side).toBe(400)
    expect(zoomed(start, 1, portrait).side).toBeCloseTo(400 / closest)
    expect(zoomOf(zoomed(start, 0.35, portrait), portrait)).toBeCloseTo(0.35)
    expect(zoomed(start, 7, portrait).side).toBeCloseTo(400 / closest)
    expect(inside({ x: 0, y: 0, side: 1 }, portrait).side).toBeCloseTo(400 / closest)
  })
})

/** A canvas that answers with files of the sizes that a browser would make. */
const canvas = (sizeOf: (type: string, quality: number) => number | null): HTMLCanvasElement =>
  ({
    toBlob: (made: (blob: Blob | null) => void, type: string, quality: number) => {
      const size = sizeOf(type, quality)
      made(
        size === null ? new Blob(['png'], { type: 'image/png' }) : new Blob([new Uint8Array(size)], { type }),
      )
    },
  }) as unknown as HTMLCanvasElement

describe('the file', () => {
  test('is WebP, less sharp until it fits', async () => {
    const made = await encode(canvas((_, quality) => (quality > 0.7 ? photoSize + 1 : photoSize)))
    expect(made).toMatchObject({ type: 'image/webp', size: photoSize })
  })

  test('is JPEG where the browser does not write WebP', async () => {
    expect((await encode(canvas((type) => (type === 'image/webp' ? null : 1000))))?.type).toBe('image/jpeg')
  })

  test('is nothing when nothing fits', async () => {
    expect(await encode(canvas(() => photoSize + 1))).toBeNull()
  })
})
