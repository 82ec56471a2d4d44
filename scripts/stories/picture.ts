/** Pictures to upload, without a file in the repository. */
import { crc32, deflateSync } from 'node:zlib'

/** A PNG of three upright bands, red, green and blue, each a square. */
export const bands = (side: number): Buffer => {
  const row = Buffer.concat([
    Buffer.of(0),
    ...[
      [230, 20, 20],
      [20, 180, 20],
      [20, 20, 230],
    ].map((colour) => Buffer.concat(Array.from({ length: side }, () => Buffer.from(colour)))),
  ])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side * 3, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 2], 8)
  const rows = Buffer.concat(Array.from({ length: side }, () => row))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const chunk = (kind: string, body: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(kind), body])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(body.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}
