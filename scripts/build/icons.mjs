/**
 * Our mark as PNG, for where SVG is not taken: the icons of the installed console. Drawn from the shape of
 * `cabinet/public/favicon.svg`, each pixel from sixteen points.
 */
import { crc32, deflateSync } from 'node:zlib'

/** @typedef {[number, number, number, number]} Colour */

/** @type {Colour} */
const red = [0xcc, 0x1f, 0x30, 1]
/** @type {Colour} */
const white = [0xff, 0xff, 0xff, 1]
/** @type {Colour} */
const nothing = [0, 0, 0, 0]

const samples = 4

/** A point of the 32 × 32 drawing, in the bubble? @param {number} x @param {number} y */
const inBubble = (x, y) => {
  // A rounded rectangle, 2…30 by 3…25, with corners of 7.
  const dx = Math.max(Math.abs(x - 16) - 7, 0)
  const dy = Math.max(Math.abs(y - 14) - 4, 0)
  if (dx * dx + dy * dy <= 49) return true
  // Its tail, whose tip is round.
  if (Math.hypot(x - 10.1, y - 28.68) <= 1.1) return true
  return x >= 9 && y >= 24 && y <= 28.7 + ((x - 9) * 0.9) / 1.7 && x <= 16.8 - ((y - 25) * 6.1) / 4.6
}

/** Which of the three dots, 0 for none. @param {number} x @param {number} y */
const dotAt = (x, y) => [10.5, 16, 21.5].findIndex((at) => Math.hypot(x - at, y - 14) <= 2) + 1

/** @param {Colour} over @param {Colour} under @param {number} part @returns {Colour} */
const mixed = (over, under, part) => [
  over[0] * part + under[0] * (1 - part),
  over[1] * part + under[1] * (1 - part),
  over[2] * part + under[2] * (1 - part),
  1,
]

/** The mark as it is, on nothing. @param {number} x @param {number} y @returns {Colour} */
const plain = (x, y) => {
  if (!inBubble(x, y)) return nothing
  const dot = dotAt(x, y)
  if (dot === 0) return red
  return dot === 3 ? mixed(white, red, 0.55) : white
}

/** White on red to the edges, small enough for any mask. @param {number} x @param {number} y @returns {Colour} */
const whole = (x, y) => {
  const [inX, inY] = [16 + (x - 16) / 0.58, 16 + (y - 16) / 0.58]
  if (!inBubble(inX, inY)) return red
  const dot = dotAt(inX, inY)
  if (dot === 0) return white
  return dot === 3 ? mixed(red, white, 0.55) : red
}

/** @param {number} side @param {(x: number, y: number) => Colour} colourAt */
const drawn = (side, colourAt) => {
  const rows = Buffer.alloc(side * (side * 4 + 1))
  const scale = 32 / side / samples
  let at = 0
  for (let row = 0; row < side; row++) {
    at++
    for (let column = 0; column < side; column++) {
      /** @type {Colour} */
      const sum = [0, 0, 0, 0]
      for (let n = 0; n < samples * samples; n++) {
        const x = (column * samples + (n % samples) + 0.5) * scale
        const y = (row * samples + Math.floor(n / samples) + 0.5) * scale
        const [r, g, b, a] = colourAt(x, y)
        sum[0] += r * a
        sum[1] += g * a
        sum[2] += b * a
        sum[3] += a
      }
      const [r, g, b, a] = sum
      for (const value of [r, g, b]) rows[at++] = a === 0 ? 0 : Math.round(value / a)
      rows[at++] = Math.round((255 * a) / samples ** 2)
    }
  }
  return png(side, rows)
}

/** @param {number} side @param {Buffer} rows RGBA, each row after a zero */
const png = (side, rows) => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 6], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** @param {string} kind @param {Buffer} body */
const chunk = (kind, body) => {
  const named = Buffer.concat([Buffer.from(kind), body])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(body.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

/** By file name. @returns {Record<string, Buffer>} */
export const icons = () => ({
  'icon-192.png': drawn(192, plain),
  'icon-512.png': drawn(512, plain),
  'icon-maskable-192.png': drawn(192, whole),
  'icon-maskable-512.png': drawn(512, whole),
  // Apple cuts its corners itself and knows no see-through icons.
  'icon-apple-180.png': drawn(180, whole),
})
