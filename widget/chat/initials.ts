/** «АП» of «Анна Петрова». By whole characters, so that an emoji is not cut in two. */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word.replace(/[^\p{L}\p{N}]/gu, '')][0] ?? '')
    .filter(Boolean)
    .slice(0, 2)
    .join('')
    .toUpperCase()
