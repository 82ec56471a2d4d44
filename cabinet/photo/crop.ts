/** The square that is cut out of a picture: pure geometry, in pixels of the picture. */

export interface Picture {
  readonly width: number
  readonly height: number
}

/** Centre and side of the square. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** The closest one may look: the whole shorter side divided by this. */
export const closest = 6

/** The largest square, in the middle; of a portrait a little higher, where faces are. */
export function wholeCrop(picture: Picture): Crop {
  const side = Math.min(picture.width, picture.height)
  const y = picture.height > picture.width ? Math.max(side / 2, picture.height * 0.42) : picture.height / 2
  return inside({ x: picture.width / 2, y, side }, picture)
}

/** Moved back so that it stays inside the picture. */
export function inside(crop: Crop, picture: Picture): Crop {
  const whole = Math.min(picture.width, picture.height)
  const side = clamp(crop.side, whole / closest, whole)
  return {
    side,
    x: clamp(crop.x, side / 2, picture.width - side / 2),
    y: clamp(crop.y, side / 2, picture.height - side / 2),
  }
}

/** Moves the picture under the frame by `dx`, `dy` of the frame's pixels. */
export function dragged(crop: Crop, dx: number, dy: number, frame: number, picture: Picture): Crop {
  const scale = crop.side / frame
  return inside({ ...crop, x: crop.x - dx * scale, y: crop.y - dy * scale }, picture)
}

/** `zoom` from 0 (everything) to 1 (closest), evenly to the eye. */
export function zoomed(crop: Crop, zoom: number, picture: Picture): Crop {
  const whole = Math.min(picture.width, picture.height)
  return inside({ ...crop, side: whole / closest ** clamp(zoom, 0, 1) }, picture)
}

export function zoomOf(crop: Crop, picture: Picture): number {
  const whole = Math.min(picture.width, picture.height)
  return clamp(Math.log(whole / crop.side) / Math.log(closest), 0, 1)
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)
