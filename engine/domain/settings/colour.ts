/** Colours of the widget: `#rrggbb`, and nothing else, since they go into style sheets. */
export const colour = (given: string): string | null => {
  const [, digits] = /^#?([\da-f]{6}|[\da-f]{3})$/i.exec(given.trim()) ?? []
  if (digits === undefined) return null
  const six = digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join('')
  return `#${six.toLowerCase()}`
}

/** WCAG's relative luminance of `#rrggbb`. */
const luminance = (hex: string): number => {
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

/** WCAG's contrast of two colours, 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** C1: text turns white by itself on a dark colour. White where it can be read (AA, 4.5 : 1); else black can. */
export const inkOn = (hex: string): string => (contrast('#ffffff', hex) >= 4.5 ? '#ffffff' : '#000000')
