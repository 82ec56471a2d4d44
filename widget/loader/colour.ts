/** Settings come from the engine, but a colour goes into a style sheet: nothing but a hex colour passes. */
export const safeColour = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? colour : '#c62f2f')

/** C1: text turns white by itself on a dark colour. The limit keeps 4.5 : 1 (AA) on either side of it. */
export const inkOn = (colour: string): '#fff' | '#000' => {
  // sRGB's curve without its straight part, which is too dark to matter here.
  const part = (at: number) =>
    ((Number.parseInt(safeColour(colour).slice(at, at + 2), 16) / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > 0.1833 ? '#000' : '#fff'
}
