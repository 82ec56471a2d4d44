/** Text with gaps for what is known of a visitor: `{city}`, `{name|…}`, and whatever the site tells by name. Pure. */

/** A value that takes more would be no word but a text of its own. */
const valueLength = 80

const gap = /\{([\p{L}\p{N}_.-]{1,40})(?:\|([^{}]*))?\}/gu

/**
 * Fills the gaps: the value, else what stands behind `|`, else nothing. Braces that hold no name stay as they are, and
 * a value is text like any other: what looks like a gap in it is none.
 *
 * @param known by name in lower case
 */
export const filled = (text: string, known: (name: string) => string | null | undefined): string => {
  let left = false
  const whole = text.replace(gap, (_, name: string, instead: string | undefined) => {
    const value = oneLine(known(name.toLowerCase()) ?? '') || instead?.trim() || ''
    left ||= value === ''
    return value === '' ? nothing : value
  })
  return left ? closed(whole) : whole
}

const oneLine = (value: string): string =>
  [...value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()].slice(0, valueLength).join('')

/** Stands for a gap that nothing fills, until the words around it are closed up. */
const nothing = '\ufffc'

/** «Здравствуйте, {name}.» without a name is «Здравствуйте.», and no space is left doubled or at an end. */
const closed = (text: string): string =>
  text
    .replace(/[ \t]*[,;:–—-]?[ \t]*\ufffc(?=[ \t]*(?:[.?!…]|$))/gmu, '')
    .replace(/(^|\n)\ufffc[ \t]*[,;:]?[ \t]*/gu, '$1')
    .replace(/[ \t]*\ufffc(?=[,;:])/gu, '')
    .replace(/[ \t]*\ufffc[ \t]*/gu, ' ')
    .trim()

/** What is known by name: what the site has told of its visitor, and where he is. */
export const knownOf =
  (
    place: { readonly city: string | null; readonly cityRu: string | null } | null,
    language: 'ru' | 'en',
    told: Readonly<Record<string, string>>,
  ) =>
  (name: string): string | null => {
    if (Object.hasOwn(told, name)) return told[name]!
    if (name !== 'city' || place === null) return null
    return (language === 'ru' ? place.cityRu : null) ?? place.city
  }
