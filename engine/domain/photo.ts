/** Operators' photos: what a file is, is told by its first bytes, never by its name or declared type. */
import type { FieldProblem } from './field.ts'

/** Bytes. */
export const photoSize = 512 * 1024

export type PhotoType = 'image/png' | 'image/jpeg' | 'image/webp'

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** Null for everything else; SVG too, since it can carry scripts. */
export const photoType = (bytes: Uint8Array): PhotoType | null => {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && ascii(bytes, 12, 16) === 'IHDR') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && /^WEBPVP8[ LX]$/.test(ascii(bytes, 8, 16))) return 'image/webp'
  return null
}

export const photoProblem = (bytes: Uint8Array): FieldProblem | null => {
  if (bytes.length === 0) return 'required'
  if (bytes.length > photoSize) return 'tooLong'
  return photoType(bytes) === null ? 'malformed' : null
}

/** Where the photo is got: a path on the engine's origin, new with every photo, so it may be cached for ever. */
export const photoPath = (operator: string, hash: string | null): string | null =>
  hash === null ? null : `/photos/${operator}/${hash}`
