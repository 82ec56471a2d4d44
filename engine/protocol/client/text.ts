/** The first `max` UTF-16 units of a text, or one less where that would split a character in two. */
export const cut = (text: string, max: number): string =>
  text.length > max ? text.slice(0, isHigh(text, max - 1) ? max - 1 : max) : text

/** The last `max` UTF-16 units. */
export const cutStart = (text: string, max: number): string => {
  const from = text.length - max
  return from > 0 ? text.slice(isHigh(text, from - 1) ? from + 1 : from) : text
}

/** Does a surrogate pair begin at `i`, and go on behind it? */
const isHigh = (text: string, i: number): boolean => text.codePointAt(i)! > 0xffff
