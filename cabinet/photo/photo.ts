/**
 * Which files may become an operator's photo. Told by the first bytes, like in the engine
 * (`engine/domain/photo.ts`), so that a wrong file is refused before anything is sent.
 */

/** Bytes of an uploaded photo, at most. */
export const photoSize = 512 * 1024
/** Pixels of a side of what is uploaded: sharp at 256 CSS px on a dense screen. */
export const photoSide = 512

export type PhotoType = 'image/png' | 'image/jpeg' | 'image/webp'
export type PhotoRefusal = 'svg' | 'otherFormat' | 'unreadable'

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

export function photoType(bytes: Uint8Array): PhotoType | null {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return null
}

/** Why a chosen file is no photo; null when it may be opened. */
export async function photoRefusal(file: Blob): Promise<PhotoRefusal | null> {
  const bytes = new Uint8Array(await file.slice(0, 1024).arrayBuffer())
  if (photoType(bytes) !== null) return null
  // SVG is a document that can carry scripts; it deserves its own words, because it is an image to people.
  const looksLikeSvg = file.type === 'image/svg+xml' || /<svg[\s>]/i.test(new TextDecoder().decode(bytes))
  return looksLikeSvg ? 'svg' : 'otherFormat'
}

/** A square canvas as a file that fits: WebP where the browser writes it, else JPEG, less sharp until it fits. */
export async function encode(canvas: HTMLCanvasElement): Promise<Blob | null> {
  for (const type of ['image/webp', 'image/jpeg']) {
    for (const quality of [0.9, 0.8, 0.65, 0.5]) {
      const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, type, quality))
      // A browser that cannot write a type answers with PNG.
      if (blob?.type !== type) break
      if (blob.size <= photoSize) return blob
    }
  }
  return null
}
